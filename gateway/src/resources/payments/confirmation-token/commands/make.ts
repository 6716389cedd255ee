import { event, peekIf } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { hourMs } from '../../../../kernel/time.ts'
import {
  createdMethod,
  existingMethod,
  type MethodChoice,
  methodCreated,
  methodId,
  methodTypeOf,
  noBilling,
  paymentMethod,
} from '../../../customers/payment-method/index.ts'
import { confirmationToken } from '../aggregate.ts'
import type { ConfirmationToken } from '../model.ts'

/** A payer who takes longer than this sees the page again. */
const tokenMs = 12 * hourMs

export type MakeTokenInput = Pick<
  ConfirmationToken,
  'acceptance' | 'installments' | 'return_url' | 'setup_future_usage' | 'shipping'
> & { readonly method: MethodChoice }

/** Keeps what a payer chose; a method that comes with it is made. */
export const makeToken = defineCommand({
  name: 'confirmation_token.make',
  needs: ({ method }: MakeTokenInput) => ({
    method: peekIf(paymentMethod, existingMethod(method), 'payment_method'),
  }),
  decide({ method: row }, { method: choice, ...terms }, { environment, newId, now }) {
    const id = newId('ctoken')
    const created = createdMethod(choice)
    const { livemode } = environment
    return {
      events: [
        ...(created === null ? [] : [methodCreated(created, livemode)]),
        event(confirmationToken, id, {
          type: 'made',
          livemode,
          expires_at: now + tokenMs,
          payment_method: methodId(choice),
          preview: {
            type: methodTypeOf(choice, row),
            card: row?.card ?? created?.card ?? null,
            details: row?.details ?? created?.method?.details ?? null,
            billing_details: row?.billing_details ?? created?.billing_details ?? noBilling,
            allow_redisplay: row?.allow_redisplay ?? created?.allow_redisplay ?? null,
            customer: row?.customer ?? null,
          },
          ...terms,
        }),
      ],
      seals: created?.seal ? [created.seal] : [],
      subject: { noun: confirmationToken, id },
    }
  },
})
