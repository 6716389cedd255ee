import { type Static, Type } from 'typebox'
import { type BrowserFields, wholeFields } from '../../../engine/browser.ts'
import { Flag, OneOf, Text } from '../../../kernel/schema.ts'
import { type Millis, secondMs } from '../../../kernel/time.ts'
import type { CustomerAcceptance } from './model.ts'

/** How a request says that its payer agreed to be charged later. */
export const MandateData = Type.Object(
  {
    customer_acceptance: Type.Object(
      {
        type: OneOf(['online', 'offline'] as const),
        accepted_at: Type.Optional(
          Type.Integer({ minimum: 0, maximum: 99_999_999_999, description: 'Unix seconds; now by default.' }),
        ),
        online: Type.Optional(
          Type.Object(
            {
              ip_address: Type.Optional(Text(60)),
              user_agent: Type.Optional(Text(1000)),
              infer_from_client: Type.Optional(Flag('Accepted from browsers; what they are is not kept.')),
            },
            { additionalProperties: false },
          ),
        ),
        offline: Type.Optional(Type.Object({}, { additionalProperties: false })),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
)
/** A payer agrees here and now; what was agreed on paper, and when, is for the merchant to say. */
export const browserMandate: BrowserFields = {
  customer_acceptance: { type: ['online'], online: wholeFields('ip_address', 'user_agent', 'infer_from_client') },
}

export type MandateInput = Static<typeof MandateData>

/** The agreement as it is kept; `now` where the request does not say when. */
export const acceptanceOf = ({ customer_acceptance: given }: MandateInput, now: Millis): CustomerAcceptance => ({
  type: given.type,
  accepted_at: given.accepted_at === undefined ? now : given.accepted_at * secondMs,
  ip_address: given.online?.ip_address ?? null,
  user_agent: given.online?.user_agent ?? null,
})
