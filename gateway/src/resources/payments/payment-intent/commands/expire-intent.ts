import { event, locked } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { paymentIntent } from '../aggregate.ts'
import { expireIntentDue, expireIntentId } from '../due.ts'
import { refuseIntent } from '../refusals.ts'
import { statusesFor } from '../transitions.ts'

export type ExpireIntentInput = { readonly intent: string }

const waiting: readonly string[] = statusesFor('expired').filter((status) => status !== 'requires_capture')

/**
 * A payment has expired: it is cancelled, and what came in stays paid. One that is at a processor, authorised or final
 * is left alone.
 */
export const expireIntent = defineCommand({
  name: 'payment_intent.expire',
  needs: (input: ExpireIntentInput) => ({ intent: locked(paymentIntent, input.intent, 'intent') }),
  decide({ intent }, _, context) {
    const subject = { noun: paymentIntent, id: intent.id }
    const done = [expireIntentId(intent.id)]
    if (intent.operation !== null) return refuseIntent.operationUnderWay({ id: intent.id, kind: intent.operation.kind })
    if (intent.expires_at === null || !waiting.includes(intent.status)) return { events: [], done, subject }
    if (intent.expires_at > context.now)
      return { events: [], done, due: [expireIntentDue(intent.id, intent.expires_at)], subject }
    const fact =
      intent.amount_received > 0 ? ({ type: 'closed', reason: 'expired' } as const) : ({ type: 'expired' } as const)
    return { events: [event(paymentIntent, intent.id, fact)], done, subject }
  },
})
