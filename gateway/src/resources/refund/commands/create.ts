import { happened, locked, peekIf } from '../../../engine/aggregate.ts'
import { defineCommand } from '../../../engine/command.ts'
import { approvalOf, charge } from '../../charge/index.ts'
import { paymentIntent } from '../../payment-intent/index.ts'
import type { Metadata } from '../../payment-method/index.ts'
import { refund } from '../aggregate.ts'
import type { Refund } from '../model.ts'
import { refuseRefund } from '../refusals.ts'

export type CreateRefundInput = {
  readonly intent: string
  /** Set where the request named a charge: must be the one that was paid. */
  readonly charge: string | null
  /** Minor units; all that is left by default. */
  readonly amount?: number
  readonly reason: Refund['reason']
  readonly metadata: Metadata
}

/**
 * Gives captured money back. What is asked for counts against what is left from this moment on, so two refunds at once
 * can never exceed the charge. Refuses `charge_not_captured`, `charge_already_refunded`, `amount_too_large`.
 */
export const createRefund = defineCommand({
  name: 'refund.create',
  needs: (input: CreateRefundInput) => ({ intent: locked(paymentIntent, input.intent, 'payment_intent') }),
  thenNeeds: ({ intent }, input) => ({ charge: peekIf(charge, input.charge ?? intent.latest_charge, 'charge') }),
  decide({ intent, charge: paid }, input, context) {
    if (paid === null || paid.amount_captured === 0) return refuseRefund.nothingCaptured({ id: intent.id })
    const left = paid.amount_captured - paid.amount_refunded - paid.amount_refunding
    if (left === 0) return refuseRefund.alreadyRefunded({ charge: paid.id })
    const amount = input.amount ?? left
    if (amount > left)
      return refuseRefund.amountTooLarge({ asked: amount, left, currency: paid.currency, charge: paid.id })

    const id = context.newId('re')
    const call = context.newId('call')
    return {
      happened: [
        happened(refund, id, {
          type: 'created',
          livemode: paid.livemode,
          payment_intent: intent.id,
          charge: paid.id,
          amount,
          currency: paid.currency,
          reason: input.reason,
          metadata: input.metadata,
          call,
          idempotency_key: context.idempotencyKey,
          ...(intent.webhook_url === null ? {} : { webhook_url: intent.webhook_url }),
        }),
        happened(charge, paid.id, { type: 'refund_started', amount }),
      ],
      effects: [
        {
          id: call,
          verb: 'refund',
          root: intent.id,
          request: {
            refund: id,
            charge: paid.id,
            reference: approvalOf(paid).reference,
            amount,
            currency: paid.currency,
            asked_at: context.now,
          },
          paymentMethod: null,
          connectorAccount: paid.connector_account,
        },
      ],
      subject: { noun: 'refund', id },
    }
  },
})
