import type { ForeignOrigin } from '../../../../contracts/dialect.ts'
import type { BankAccount } from '../../../../contracts/refund.ts'
import { event, locked, peekIf } from '../../../../engine/aggregate.ts'
import { defineCommand, type Reference } from '../../../../engine/command.ts'
import type { Metadata } from '../../../customers/payment-method/index.ts'
import { charge, exchangeOf, payersRefunded } from '../../charge/index.ts'
import { paymentIntent, refusePart } from '../../payment-intent/index.ts'
import { refund } from '../aggregate.ts'
import { bothSides } from '../both-sides.ts'
import type { Refund } from '../model.ts'
import { refuseRefund } from '../refusals.ts'
import { refundEffect, shownAccount } from '../transfer.ts'

export type CreateRefundInput = {
  readonly intent: string
  /** Set where the request named a charge: must be the one that was paid. */
  readonly charge: string | null
  /** Minor units; all that is left by default. */
  readonly amount?: number
  readonly reason: Refund['reason']
  readonly metadata: Metadata
  /** Where the money goes, where the scheme has no way back, or where that way was not wanted: `byTransfer`. */
  readonly transferTo: BankAccount | null
  /** To the account, though it could go back the way it came. */
  readonly byTransfer?: boolean
  /** Where the payer is asked for that account. */
  readonly instructions_email?: string
  /** The due row that asked for it, where nobody else did. */
  readonly due?: string
  /** Made through a foreign API (`MadeBy`), and a name of the merchant's own that no other refund may have. */
  readonly foreign?: ForeignOrigin
  readonly reference?: Reference
}

/**
 * Gives captured money back. What is asked for counts against what is left from this moment on, so two refunds at once
 * can never exceed the charge. Where the scheme has no way back, the refund waits for a bank account. Refuses `charge_not_captured`, `charge_already_refunded`, `amount_too_large`.
 */
export const createRefund = defineCommand({
  name: 'refund.create',
  needs: (input: CreateRefundInput) => ({ intent: locked(paymentIntent, input.intent, 'payment_intent') }),
  thenNeeds: ({ intent }, input) => ({ charge: peekIf(charge, input.charge ?? intent.latest_charge, 'charge') }),
  references: ({ reference }) => (reference === undefined ? [] : [reference]),
  decide({ intent, charge: paid }, input, context) {
    if (paid === null || paid.amount_captured === 0) return refuseRefund.nothingCaptured({ id: intent.id })
    const left = paid.amount_captured - paid.amount_refunded - paid.amount_refunding
    if (left === 0) return refuseRefund.alreadyRefunded({ charge: paid.id })
    const amount = input.amount ?? left
    if (amount > left)
      return refuseRefund.amountTooLarge({ asked: amount, left, currency: paid.currency, charge: paid.id })

    const exchange = exchangeOf(
      paid,
      paid.amount_refunded + paid.amount_refunding,
      amount,
      context.newId,
      payersRefunded(paid),
    )
    const presentment = exchange === null ? null : { amount: exchange.amount, currency: exchange.currency }
    const uneven = refusePart(amount, paid, presentment, 'amount')
    if (uneven !== null && amount !== left) return uneven

    const type = paid.method?.type ?? 'card'
    const ways = context.methods.of(type)?.refunds ?? 'partial'
    if (ways === 'none') return refuseRefund.methodHasNone({ type, charge: paid.id })
    if (ways === 'full' && amount !== paid.amount_captured) return refuseRefund.methodWhole({ type, charge: paid.id })
    if (ways !== 'transfer' && input.transferTo !== null && input.byTransfer !== true)
      return refuseRefund.noAccountWanted({ type })
    const id = context.newId('re')
    const call = ways === 'transfer' && input.transferTo === null ? null : context.newId('call')
    return {
      events: [
        event(refund, id, {
          type: 'created',
          livemode: paid.livemode,
          payment_intent: intent.id,
          charge: paid.id,
          amount,
          currency: paid.currency,
          reason: input.reason,
          metadata: input.metadata,
          call,
          ...(type === 'card' ? {} : { method: type }),
          ...(presentment === null ? {} : { presentment }),
          ...(input.instructions_email === undefined ? {} : { instructions_email: input.instructions_email }),
          ...(input.transferTo === null ? {} : { transfer_to: shownAccount(input.transferTo) }),
          idempotency_key: context.idempotencyKey,
          ...(intent.webhook_url === null ? {} : { webhook_url: intent.webhook_url }),
          ...(intent.webhook_format === null ? {} : { webhook_format: intent.webhook_format }),
          ...(input.foreign === undefined ? {} : { foreign: input.foreign }),
        }),
        event(charge, paid.id, { type: 'refund_started', ...bothSides({ amount, presentment }) }),
      ],
      effects:
        call === null
          ? []
          : [
              refundEffect(
                { refund: id, call, intent: intent.id, amount, presentment, now: context.now },
                paid,
                input.transferTo,
              ),
            ],
      done: input.due === undefined ? [] : [input.due],
      subject: { noun: refund, id },
    }
  },
})
