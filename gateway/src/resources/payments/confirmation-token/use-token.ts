/** A confirmation token in a request that confirms: what it brings, and that it is used by it. */
import { type DecidedEvent, event } from '../../../engine/aggregate.ts'
import type { Engine, RequestContext } from '../../../engine/route.ts'
import { isRefusal, type Refusal, refuse } from '../../../kernel/refusal.ts'
import { type Millis, unixSeconds } from '../../../kernel/time.ts'
import { confirmationToken } from './aggregate.ts'
import type { ConfirmationToken } from './model.ts'
import { refuseToken } from './refusals.ts'

/** What a token may stand for in a request. */
type Brings = {
  readonly confirmation_token?: string
  readonly payment_method?: string | null
  readonly payment_method_data?: unknown
  readonly mandate_data?: unknown
  readonly return_url?: string
  readonly setup_future_usage?: unknown
  readonly shipping?: unknown
  readonly payment_method_options?: { readonly card?: object | null } | null
}

/** The request with what its token brings; its own values go before it. A setup takes no purchase's part of it. */
export async function withToken<Body extends Brings>(
  body: Body,
  of: 'payment_intent' | 'setup_intent',
  engine: Engine,
  request: RequestContext,
): Promise<Body | Refusal> {
  const id = body.confirmation_token
  if (id === undefined) return body
  const token = await engine.row(confirmationToken, id, request)
  if (token === null) return refuse.resourceMissing({ noun: 'confirmation_token', id, param: 'confirmation_token' })
  const spent = refuseSpent(token, engine.now(request))
  if (isRefusal(spent)) return spent
  const own = body.payment_method != null || body.payment_method_data !== undefined
  const brought: Brings = {
    ...(own ? {} : { payment_method: token.payment_method }),
    ...(body.return_url !== undefined || token.return_url === null ? {} : { return_url: token.return_url }),
    ...(body.mandate_data !== undefined || token.acceptance === null
      ? {}
      : { mandate_data: { customer_acceptance: acceptanceIn(token.acceptance) } }),
    ...(of === 'payment_intent' ? purchasePart(body, token) : {}),
  }
  return { ...body, ...brought }
}

function purchasePart(body: Brings, { installments, setup_future_usage, shipping }: ConfirmationToken): Brings {
  const { payment_method_options: options } = body
  return {
    ...(body.setup_future_usage !== undefined || setup_future_usage === null ? {} : { setup_future_usage }),
    ...(body.shipping !== undefined || shipping === null
      ? {}
      : { shipping: { ...shipping, name: shipping.name ?? '' } }),
    ...(installments === null || options === null || (options?.card != null && 'installments' in options.card)
      ? {}
      : { payment_method_options: { ...options, card: { ...options?.card, installments: { plan: installments } } } }),
  }
}

/** As a request would say it. */
const acceptanceIn = ({ type, accepted_at, ip_address, user_agent }: NonNullable<ConfirmationToken['acceptance']>) => ({
  type,
  ...(accepted_at === null ? {} : { accepted_at: unixSeconds(accepted_at) }),
  ...(type === 'online'
    ? {
        online: {
          ...(ip_address === null ? {} : { ip_address }),
          ...(user_agent === null ? {} : { user_agent }),
        },
      }
    : {}),
})

/** Refuses a token that was used, or is too old. */
export const refuseSpent = (token: ConfirmationToken | null, now: Millis): Refusal | null =>
  token === null
    ? null
    : token.payment_intent !== null || token.setup_intent !== null
      ? refuseToken.used({ id: token.id })
      : token.expires_at <= now
        ? refuseToken.expired({ id: token.id })
        : null

/** The fact that a token confirmed something, in the commit that begins the attempt. */
export const tokenUsed = (
  token: ConfirmationToken | null,
  by: { readonly payment_intent?: string; readonly setup_intent?: string },
): readonly DecidedEvent[] => (token === null ? [] : [event(confirmationToken, token.id, { type: 'used', ...by })])
