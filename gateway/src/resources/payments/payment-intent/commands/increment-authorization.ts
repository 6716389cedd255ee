import { event, locked } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { callConnector } from '../../../../engine/effect.ts'
import { currencyOf } from '../../../../kernel/currency.ts'
import { isRefusal } from '../../../../kernel/refusal.ts'
import { approvalOf, methodCodeOf } from '../../charge/index.ts'
import { paymentIntent } from '../aggregate.ts'
import { type PendingChangesInput, pendingChanges } from '../changes/pending-changes.ts'
import type { Operation } from '../model.ts'
import { chargeOf } from '../needs.ts'
import { refuseIntent } from '../refusals.ts'
import { refuseOption } from '../terms/option-refusals.ts'
import { refusePart } from '../terms/terms.ts'

export type IncrementInput = {
  readonly intent: string
  /** The new total, in minor units; more than what is authorised now. */
  readonly amount: number
  readonly description?: string | null
} & PendingChangesInput

/** Raises an authorisation that has not been captured. The outcome comes back as `record-increment`. */
export const incrementAuthorization = defineCommand({
  name: 'payment_intent.increment_authorization',
  needs: (input: IncrementInput) => ({ intent: locked(paymentIntent, input.intent, 'intent') }),
  thenNeeds: ({ intent }) => ({ charge: chargeOf(intent) }),
  decide({ intent, charge: held }, input, context) {
    if (intent.status !== 'requires_capture' || held === null) {
      return refuseIntent.unexpectedState({
        verb: 'incremented',
        status: intent.status,
        allowed: ['requires_capture'],
        id: intent.id,
      })
    }
    if (intent.operation !== null) return refuseIntent.operationUnderWay({ id: intent.id, kind: intent.operation.kind })
    if (held.presentment !== null)
      return refuseIntent.connectorCannot({
        verb: 'raise a payment in another currency',
        connector: held.connector_account,
      })
    if (held.arrangement?.no_increment)
      return refuseOption.featureNotRequested({ feature: 'increments', param: 'amount', id: intent.id })
    if (intent.amount_received > 0) return refuseIntent.incrementAfterCapture({ id: intent.id })
    if (input.amount <= intent.amount)
      return refuseIntent.incrementNotLarger({ amount: input.amount, now: intent.amount, currency: intent.currency })
    const max = currencyOf(intent.currency)?.amountMax ?? 0
    if (input.amount > max) return refuseIntent.amountTooLarge({ amount: input.amount, max, currency: intent.currency })
    const uneven = refusePart(input.amount, intent, null, 'amount')
    if (uneven !== null) return uneven
    const changes = pendingChanges(input, intent, input.amount)
    if (isRefusal(changes)) return changes

    const operation: Operation = {
      kind: 'increment',
      call: context.newId('call'),
      charge: held.id,
      amount: input.amount,
      started: context.now,
      final: false,
      reason: null,
      ...(changes === null ? {} : { changes }),
    }
    return {
      events: [event(paymentIntent, intent.id, { type: 'operation_started', operation })],
      effects: [
        callConnector(
          'increment',
          {
            charge: held.id,
            reference: approvalOf(held).reference,
            amount: input.amount,
            by: input.amount - intent.amount,
            currency: held.currency,
          },
          {
            id: operation.call,
            recorder: paymentIntent,
            root: intent.id,
            connectorAccount: held.connector_account,
            uses: { method: methodCodeOf(held) },
          },
        ),
      ],
      subject: { noun: paymentIntent, id: intent.id },
    }
  },
})
