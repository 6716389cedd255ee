import { event } from '../../../../engine/aggregate.ts'
import type { Decision } from '../../../../engine/command.ts'
import type { Effect } from '../../../../engine/effect.ts'
import { type NotPerformed, whyNotPerformed } from '../../../../engine/outcome.ts'
import { assert } from '../../../../kernel/assert.ts'
import { defineRefusal } from '../../../../kernel/refusal.ts'
import { paymentIntent } from '../aggregate.ts'
import type { PaymentIntent } from '../model.ts'

const refuseByProcessor = defineRefusal<{ kind: string; message: string; id: string }>(
  'unexpected_state',
  'processor_refused_operation',
  'The processor did not accept the capture, cancellation or increment. The authorisation stands as before; the message has the reason.',
  ({ kind, message }) => `The processor refused the ${kind}: ${message}`,
  ({ id }) => ({ shows: { payment_intent: id } }),
)

/** The processor said no to an operation, or never saw it: the authorisation stands as it did, and the caller is told. */
export function operationRefused(
  intent: PaymentIntent,
  effect: Effect,
  outcome: { outcome: 'refused'; code: string; message: string } | NotPerformed,
): Decision {
  const operation = intent.operation
  assert(operation !== null, 'an operation is refused that was begun')
  const { code, message } = outcome.outcome === 'refused' ? outcome : whyNotPerformed(outcome)
  return {
    events: [event(paymentIntent, intent.id, { type: 'operation_refused', kind: operation.kind, code, message })],
    done: [effect.id],
    subject: { noun: paymentIntent, id: intent.id },
    declined: refuseByProcessor({ kind: operation.kind, message, id: intent.id }),
  }
}
