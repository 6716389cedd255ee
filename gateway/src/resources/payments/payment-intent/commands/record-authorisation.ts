import type { Approval, Decline } from '../../../../contracts/connector.ts'
import { event, locked } from '../../../../engine/aggregate.ts'
import { type CommandContext, type Decision, type DueWork, defineCommand } from '../../../../engine/command.ts'
import { type NotPerformed, type OutcomeInput, refuseOutcomeKnown } from '../../../../engine/outcome.ts'
import { assert } from '../../../../kernel/assert.ts'
import { dayMs } from '../../../../kernel/time.ts'
import { capturedFunds, charge, exchangeOf } from '../../charge/index.ts'
import { paymentIntent } from '../aggregate.ts'
import { decideAttemptStatus } from '../attempt/attempt-status.ts'
import { declinedPayment, type PayingFacts } from '../attempt/declined.ts'
import { fallBack } from '../attempt/fallback.ts'
import { methodOfCall, savedMethod, withMandate } from '../attempt/save-method.ts'
import { expireAuthorisationDue, settleFundsDue } from '../due.ts'
import { attemptCurrency } from '../model.ts'
import { chargeTerms } from '../terms/charge-terms.ts'
import { mandateOf, mandateUsedUp } from '../terms/single-use.ts'

/** Card networks release an uncaptured authorisation after about a week; this is what the API promises. */
export const captureWindowDays = 7
/** As long as the networks hold where the merchant asks for it. */
export const extendedCaptureDays = 30
/** Lenders hold what they approved until the goods are shipped, for about four weeks. */
export const methodCaptureDays = 28

/** What the processor answered to an authorisation: the charge comes into being, or a challenge, or a decline. */
export const recordAuthorisation = defineCommand({
  name: 'payment_intent.record_authorisation',
  needs: (input: OutcomeInput<'authorise'>) => ({
    intent: locked(paymentIntent, input.effect.root, 'intent'),
    method: methodOfCall(input.effect),
  }),
  thenNeeds: ({ intent }) => ({ leave: mandateOf(intent.attempt) }),
  decide({ intent, method, leave }, { effect, outcome }, context) {
    if (intent.operation?.call !== effect.id) return refuseOutcomeKnown({ call: effect.id })
    const { attempt } = intent
    assert(attempt !== null && method !== null, 'an authorisation has its attempt and its method')
    const facts = { intent, attempt, method, leave, pending: null }
    const done = [effect.id]
    const subject = { noun: paymentIntent, id: intent.id }
    switch (outcome.outcome) {
      case 'challenge':
        return {
          events: [
            event(paymentIntent, intent.id, {
              type: 'action_required',
              challenge: outcome.challenge,
              ...(outcome.step === 'device' ? { step: outcome.step } : {}),
            }),
          ],
          done,
          subject,
        }
      case 'never_received':
      case 'not_sent':
      case 'unsupported':
      case 'declined': {
        const unopened = outcome.outcome === 'never_received' && outcome.unopened !== undefined
        const decline = outcome.outcome === 'declined' ? outcome.decline : neverReceived(outcome)
        const terms = chargeTerms(intent, attempt, method)
        const passed = unopened ? null : fallBack(facts, terms, decline, context)
        if (passed !== null) return { ...passed, done, subject }
        return { ...declinedPayment(facts, outcome.outcome === 'declined' ? terms : null, decline), done, subject }
      }
      case 'authorised':
        return { ...authorised(facts, outcome.approval, context), done, subject }
      case 'captured':
        return { ...paid(facts, outcome.approval, context), done, subject }
      case 'action':
      case 'pending':
      case 'received':
      case 'expired': {
        const parts = decideAttemptStatus({ ...facts, call: effect.id }, outcome, context)
        return { ...parts, done: [...parts.done, ...done], subject }
      }
    }
  },
})

/** The processor holds the amount; the merchant captures it before the scheme lets it lapse. */
export function authorised(
  { intent, attempt, method, leave }: PayingFacts,
  approval: Approval,
  context: CommandContext,
): Required<Pick<Decision, 'events' | 'due'>> {
  const extended = attempt.arrangement?.extended_authorization
  const days = method.card === null ? methodCaptureDays : extended ? extendedCaptureDays : captureWindowDays
  const capture_before = context.now + days * dayMs
  const id = attempt.charge
  const saved = savedMethod(intent, method, approval, context)
  return {
    events: [
      event(charge, id, {
        type: 'authorised',
        terms: chargeTerms(intent, withMandate(attempt, saved), method),
        approval,
        capture_before,
        entry: context.newId('ent'),
      }),
      event(paymentIntent, intent.id, { type: 'authorised', charge: id }),
      ...saved,
      ...mandateUsedUp(leave),
    ],
    due: [expireAuthorisationDue(intent.id, id, capture_before)],
  }
}

/** Nobody was asked for the money: what the caller is told, and what the payer can do about it. */
export const neverReceived = (outcome: NotPerformed): Decline => ({
  code: 'processing_error',
  decline_code: 'processing_error',
  message: neverMessages[unopenedIn(outcome) ?? 'processor'],
  network_decline_code: null,
  advice_code: unopenedIn(outcome) === 'record' ? 'confirm_card_data' : 'try_again_later',
  blocked: false,
  checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: null },
  three_d_secure: null,
  risk: { level: 'normal', score: 0 },
})

const unopenedIn = (outcome: NotPerformed) => (outcome.outcome === 'never_received' ? outcome.unopened : undefined)

const neverMessages = {
  processor: 'The processor did not receive the payment. Nothing was charged; try again.',
  record:
    'What is saved of this payment method cannot be read. No processor was asked and nothing was charged; use another one, or enter it again.',
  vault: 'The vault did not open this payment method. No processor was asked and nothing was charged; try again.',
}

function paid(
  { intent, attempt, method, leave }: PayingFacts,
  approval: Extract<OutcomeInput<'authorise'>['outcome'], { outcome: 'captured' }>['approval'],
  context: CommandContext,
): Pick<Decision, 'events' | 'due'> {
  const funds = capturedFunds({
    amount: attempt.amount,
    currency: attemptCurrency(intent, attempt),
    fees: context.environment.fees,
    firstCapture: true,
    settlesAtOnce: approval.settles_at_once,
    now: context.now,
    balanceTransaction: context.newId('txn'),
    exchange: exchangeOf(
      { amount: attempt.amount, presentment: attempt.presentment ?? null },
      0,
      attempt.amount,
      context.newId,
    ),
  })
  const due: DueWork[] =
    funds.funds_day === null
      ? []
      : [settleFundsDue(attemptCurrency(intent, attempt), funds.funds_day, funds.available_on)]
  const saved = savedMethod(intent, method, approval, context)
  return {
    events: [
      event(charge, attempt.charge, {
        type: 'paid',
        terms: chargeTerms(intent, withMandate(attempt, saved), method),
        approval,
        funds,
      }),
      event(paymentIntent, intent.id, { type: 'paid', charge: attempt.charge }),
      ...saved,
      ...mandateUsedUp(leave),
    ],
    due,
  }
}
