import { happened, locked } from '../../../engine/aggregate.ts'
import { defineCommand } from '../../../engine/command.ts'
import { approvalOf, payerPart } from '../../charge/index.ts'
import { paymentIntent } from '../aggregate.ts'
import type { Operation } from '../model.ts'
import { chargeOf } from '../needs.ts'
import { refuseIntent } from '../refusals.ts'
import { refusePart } from '../terms.ts'

export type CaptureIntentInput = {
  readonly intent: string
  /** Minor units; all that is left by default. */
  readonly amount_to_capture?: number
  /** False where more captures follow; the rest is then not released. */
  readonly final_capture?: boolean
}

/**
 * Takes an authorised amount, or a part of it. The outcome comes back as `record-capture`. Refuses
 * `payment_intent_unexpected_state`, `operation_in_progress`, `amount_too_large` and `amount_not_divisible`.
 */
export const captureIntent = defineCommand({
  name: 'payment_intent.capture',
  needs: (input: CaptureIntentInput) => ({ intent: locked(paymentIntent, input.intent, 'intent') }),
  thenNeeds: ({ intent }) => ({ charge: chargeOf(intent) }),
  decide({ intent, charge: held }, input, context) {
    if (intent.status !== 'requires_capture' || held === null) {
      return refuseIntent.unexpectedState({
        verb: 'captured',
        status: intent.status,
        allowed: ['requires_capture'],
        id: intent.id,
      })
    }
    if (intent.operation !== null) return refuseIntent.operationUnderWay({ id: intent.id, kind: intent.operation.kind })
    const amount = input.amount_to_capture ?? intent.amount_capturable
    if (amount > intent.amount_capturable) {
      return refuseIntent.captureTooLarge({
        asked: amount,
        capturable: intent.amount_capturable,
        currency: intent.currency,
        id: intent.id,
      })
    }
    const uneven = refusePart(amount, intent.amount, intent.currency, 'amount_to_capture')
    if (uneven !== null && amount !== intent.amount_capturable) return uneven
    // From here the capture is under way; until its outcome is known the intent takes no other operation.
    const operation: Operation = {
      kind: 'capture',
      call: context.newId('call'),
      charge: held.id,
      amount,
      started: context.now,
      // A capture of all that is left is the last one, whatever the request says.
      final: (input.final_capture ?? true) || amount === intent.amount_capturable,
      reason: null,
    }
    return {
      happened: [happened(paymentIntent, intent.id, { type: 'operation_started', operation })],
      effects: [
        {
          id: operation.call,
          verb: 'capture',
          root: intent.id,
          request: {
            charge: held.id,
            reference: approvalOf(held).reference,
            ...payerPart(held, held.amount_captured, amount),
            final: operation.final,
          },
          paymentMethod: null,
          connectorAccount: held.connector_account,
        },
      ],
      subject: { noun: 'payment_intent', id: intent.id },
    }
  },
})
