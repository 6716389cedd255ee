import { locked, peekIf } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { type ProbeInput, refuseOutcomeKnown } from '../../../../engine/outcome.ts'
import { assert } from '../../../../kernel/assert.ts'
import { charge } from '../../charge/index.ts'
import { paymentIntent } from '../aggregate.ts'
import { decideAttemptStatus, openAskMs, probePastAttempt } from '../attempt/attempt-status.ts'
import { declinedPayment } from '../attempt/declined.ts'
import { fallBack } from '../attempt/fallback.ts'
import { methodOfCall } from '../attempt/save-method.ts'
import { probeAttemptDue, probeAttemptId } from '../due.ts'
import type { Attempt, PaymentIntent } from '../model.ts'
import { refuseIntent } from '../refusals.ts'
import { chargeTerms } from '../terms/charge-terms.ts'
import { mandateOf } from '../terms/single-use.ts'
import { authorised, neverReceived } from './record-authorisation.ts'

export type AttemptStatusInput = ProbeInput<'authorise'> & { readonly attempt: string }

/** An attempt of an intent by its id: the current one, or one that has ended and was handed out. */
export const attemptById = (intent: PaymentIntent, attempt: string): Attempt | null =>
  intent.attempt?.charge === attempt
    ? intent.attempt
    : (intent.past_attempts?.find(({ charge }) => charge === attempt) ?? null)

/**
 * How an attempt stands by now, asked after a notification or when its time came. While a call about the payment is under
 * way that call decides first. Saying the same again changes nothing: payments are counted, and ends happen once.
 */
export const recordAttemptStatus = defineCommand({
  name: 'payment_intent.record_standing',
  needs: (input: AttemptStatusInput) => ({
    intent: locked(paymentIntent, input.effect.root, 'intent'),
    method: methodOfCall(input.effect),
  }),
  thenNeeds: ({ intent }, input) => {
    const attempt = attemptById(intent, input.attempt)
    const charged = attempt?.asked?.charged === true && attempt === intent.attempt
    return { pending: peekIf(charge, charged ? attempt.charge : null, 'charge'), leave: mandateOf(attempt) }
  },
  decide({ intent, method, pending, leave }, { effect, outcome, attempt: id }, context) {
    const attempt = attemptById(intent, id)
    if (attempt?.asked === undefined || attempt.asked.call !== effect.id) return refuseOutcomeKnown({ call: effect.id })
    const current = intent.attempt?.charge === id
    if (current && intent.operation !== null)
      return refuseIntent.operationUnderWay({ id: intent.id, kind: intent.operation.kind })
    // What was counted when the question was asked must still be what is counted now.
    if (outcome.outcome === 'received' && effect.request.seen !== attempt.asked.seen)
      return refuseOutcomeKnown({ call: effect.id })
    assert(method !== null, 'an attempt has its method')
    const facts = { intent, attempt, method, pending, leave, call: effect.id }
    const subject = { noun: paymentIntent, id: intent.id }
    const done = [probeAttemptId(id)]
    switch (outcome.outcome) {
      case 'action':
      case 'pending':
      case 'received':
      case 'expired':
        return { ...decideAttemptStatus(facts, outcome, context), subject }
      case 'declined':
      case 'never_received': {
        if (!current) return { events: [], due: probePastAttempt(facts, context), done, subject }
        const decline = outcome.outcome === 'declined' ? outcome.decline : neverReceived(outcome)
        const passed = fallBack(facts, chargeTerms(intent, attempt, method), decline, context)
        if (passed !== null) return { ...passed, done, subject }
        const { events: what } = declinedPayment(facts, chargeTerms(intent, attempt, method), decline)
        return { events: what, done, subject }
      }
      case 'authorised':
        return current
          ? { ...authorised(facts, outcome.approval, context), done, subject }
          : { events: [], due: probePastAttempt(facts, context), done, subject }
      case 'captured':
      case 'challenge':
        // Answers of cards only; a connector that gives them here has broken its contract, and so has said nothing: it is asked again.
        return {
          events: [],
          due: current ? [probeAttemptDue(intent.id, id, context.now + openAskMs)] : probePastAttempt(facts, context),
          done,
          subject,
        }
    }
  },
})
