import type { PaymentPhase } from '../../../../contracts/dialect.ts'
import { event, locked } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { callConnector } from '../../../../engine/effect.ts'
import { approvalOf, methodCodeOf, payerPart } from '../../charge/index.ts'
import { paymentIntent } from '../aggregate.ts'
import type { cancellationReasons, Operation } from '../model.ts'
import { chargeOf } from '../needs.ts'
import { refusePhase } from '../payment-phase.ts'
import { refuseIntent } from '../refusals.ts'
import { statusesFor } from '../transitions.ts'

export type CancelIntentInput = {
  readonly intent: string
  readonly cancellation_reason: (typeof cancellationReasons)[number] | null
  /** Only in these phases, where an API allows fewer than there are. */
  readonly at?: readonly PaymentPhase[]
}

/**
 * Cancels an intent; one that has received payments is closed and stays paid. An authorised one is voided at the processor
 * first (`record-void`); where a part was captured the rest is released, and the part stays paid.
 */
export const cancelIntent = defineCommand({
  name: 'payment_intent.cancel',
  needs: (input: CancelIntentInput) => ({ intent: locked(paymentIntent, input.intent, 'intent') }),
  thenNeeds: ({ intent }) => ({ charge: chargeOf(intent) }),
  decide({ intent, charge: held }, input, context) {
    const allowed = statusesFor('canceled')
    const collecting = intent.status !== 'requires_capture' && intent.amount_received > 0
    if (!allowed.includes(intent.status)) {
      return refuseIntent.unexpectedState({ verb: 'canceled', status: intent.status, allowed, id: intent.id })
    }
    const untimely = refusePhase(intent, 'canceled', input.at)
    if (untimely !== null) return untimely
    if (intent.operation !== null) return refuseIntent.operationUnderWay({ id: intent.id, kind: intent.operation.kind })
    const subject = { noun: paymentIntent, id: intent.id }
    if (intent.status !== 'requires_capture' || held === null) {
      // What a reusable code or a first part brought stays paid; only no more is taken.
      const type = collecting ? ('closed' as const) : ('canceled' as const)
      return {
        events: [event(paymentIntent, intent.id, { type, reason: input.cancellation_reason })],
        subject,
      }
    }
    const operation: Operation = {
      kind: 'void',
      call: context.newId('call'),
      charge: held.id,
      amount: intent.amount_capturable,
      started: context.now,
      final: true,
      reason: input.cancellation_reason,
    }
    return {
      events: [event(paymentIntent, intent.id, { type: 'operation_started', operation })],
      effects: [
        callConnector(
          'void',
          {
            charge: held.id,
            reference: approvalOf(held).reference,
            ...payerPart(held, held.amount_captured, operation.amount),
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
      subject,
    }
  },
})
