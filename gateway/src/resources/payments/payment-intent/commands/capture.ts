import type { Part } from '../../../../contracts/capabilities.ts'
import { event, locked } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { callConnector } from '../../../../engine/effect.ts'
import { isRefusal } from '../../../../kernel/refusal.ts'
import { approvalOf, type Charge, methodCodeOf, payerPart } from '../../charge/index.ts'
import { paymentIntent } from '../aggregate.ts'
import { type PendingChangesInput, pendingChanges, statementChange } from '../changes/pending-changes.ts'
import type { Operation, PaymentIntent } from '../model.ts'
import { chargeOf } from '../needs.ts'
import { refuseIntent } from '../refusals.ts'
import { refuseOption } from '../terms/option-refusals.ts'
import { refusePart } from '../terms/terms.ts'

export type CaptureIntentInput = {
  readonly intent: string
  /** Minor units; all that is left by default. */
  readonly amount_to_capture?: number
  /** False where more captures follow; the rest is then not released. */
  readonly final_capture?: boolean
} & PendingChangesInput

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
    const capturable = mostCapturable(intent, held)
    if (amount > capturable) {
      return refuseIntent.captureTooLarge({
        asked: amount,
        capturable,
        currency: intent.currency,
        id: intent.id,
      })
    }
    const payers = payerPart(held, held.amount_captured, amount)
    const uneven = refusePart(amount, intent, payers, 'amount_to_capture')
    if (uneven !== null && amount !== intent.amount_capturable) return uneven
    // A capture of all that is left, or of more, is the last one, whatever the request says.
    const final = (input.final_capture ?? true) || amount >= intent.amount_capturable
    if (!final && held.arrangement?.no_multicapture)
      return refuseOption.featureNotRequested({ feature: 'several captures', param: 'final_capture', id: intent.id })
    const changes = pendingChanges(input, intent, amount)
    if (isRefusal(changes)) return changes
    // From here the capture is under way; until its outcome is known the intent takes no other operation.
    const operation: Operation = {
      kind: 'capture',
      call: context.newId('call'),
      charge: held.id,
      amount,
      started: context.now,
      final,
      reason: null,
      ...(changes === null ? {} : { changes }),
    }
    return {
      events: [event(paymentIntent, intent.id, { type: 'operation_started', operation })],
      effects: [
        callConnector(
          'capture',
          {
            charge: held.id,
            reference: approvalOf(held).reference,
            ...payers,
            final,
            ...(changes === null ? {} : statementChange({ ...intent, ...changes }, context)),
          },
          {
            id: operation.call,
            recorder: paymentIntent,
            root: intent.id,
            connectorAccount: held.connector_account,
            uses: { method: methodCodeOf(held), parts: captureParts(intent, held, { amount, final }) },
          },
        ),
      ],
      subject: { noun: paymentIntent, id: intent.id },
    }
  },
})

/** What of the capture goes beyond taking the whole amount at once. */
function captureParts(
  { amount_capturable }: PaymentIntent,
  { amount_captured }: Charge,
  { amount, final }: { readonly amount: number; readonly final: boolean },
): Part[] {
  const parts: Part[] = amount_captured > 0 || !final ? ['several_captures'] : []
  if (amount > amount_capturable) parts.push('overcapture')
  return amount < amount_capturable ? [...parts, 'partial_capture'] : parts
}

/** What is left, and beyond it what the networks allow where the merchant asked for that; only with the first capture. */
const mostCapturable = (intent: PaymentIntent, { approval, arrangement, presentment }: Charge): number =>
  arrangement?.overcapture && intent.amount_received === 0 && presentment === null
    ? Math.max(intent.amount_capturable, approval?.maximum_capturable ?? 0)
    : intent.amount_capturable
