import type { Decline } from '../../../contracts/connector.ts'
import { happened, locked, peekIf } from '../../../engine/aggregate.ts'
import { type CommandContext, type Decision, type DueWork, defineCommand } from '../../../engine/command.ts'
import { type OutcomeInput, refuseOutcomeKnown } from '../../../engine/outcome.ts'
import { assert } from '../../../kernel/assert.ts'
import { dayMs } from '../../../kernel/time.ts'
import { type ChargeTerms, capturedFunds, charge } from '../../charge/index.ts'
import { type PaymentMethod, paymentMethod } from '../../payment-method/index.ts'
import { paymentIntent } from '../aggregate.ts'
import { declinedPayment } from '../declined.ts'
import { expireAuthorisationDue, settleFundsDue } from '../due.ts'
import type { PaymentIntent } from '../model.ts'

/** Card networks release an uncaptured authorisation after about a week; this is what the API promises. */
export const captureWindowDays = 7

/** What the processor answered to an authorisation: the charge comes into being, or a challenge, or a decline. */
export const recordAuthorisation = defineCommand({
  name: 'payment_intent.record_authorisation',
  needs: (input: OutcomeInput<'authorise'>) => ({
    intent: locked(paymentIntent, input.effect.root, 'intent'),
    method: peekIf(paymentMethod, input.effect.paymentMethod, 'payment_method'),
  }),
  decide({ intent, method }, { effect, outcome }, context) {
    if (intent.operation?.call !== effect.id) return refuseOutcomeKnown({ call: effect.id })
    assert(intent.attempt !== null && method !== null, 'an authorisation has its attempt and its method')
    const done = [effect.id]
    const subject = { noun: 'payment_intent', id: intent.id }
    switch (outcome.outcome) {
      case 'challenge':
        return {
          happened: [happened(paymentIntent, intent.id, { type: 'action_required', challenge: outcome.challenge })],
          done,
          subject,
        }
      case 'never_received':
        return { ...declinedPayment(intent, method, null, neverReceived), done, subject }
      case 'declined':
        return { ...declinedPayment(intent, method, chargeTerms(intent, method), outcome.decline), done, subject }
      case 'authorised': {
        const capture_before = context.now + captureWindowDays * dayMs
        const id = intent.attempt.charge
        return {
          happened: [
            happened(charge, id, {
              type: 'authorised',
              terms: chargeTerms(intent, method),
              approval: outcome.approval,
              capture_before,
              entry: context.newId('ent'),
            }),
            happened(paymentIntent, intent.id, { type: 'authorised', charge: id }),
          ],
          due: [expireAuthorisationDue(intent.id, id, capture_before)],
          done,
          subject,
        }
      }
      case 'captured':
        return { ...paid(intent, method, outcome.approval, context), done, subject }
    }
  },
})

const neverReceived: Decline = {
  code: 'processing_error',
  decline_code: 'processing_error',
  message: 'The processor did not receive the payment. Nothing was charged; try again.',
  network_decline_code: null,
  advice_code: 'try_again_later',
  blocked: false,
  checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: null },
  three_d_secure: null,
  risk: { level: 'normal', score: 0 },
}

function paid(
  intent: PaymentIntent,
  method: PaymentMethod,
  approval: Extract<OutcomeInput<'authorise'>['outcome'], { outcome: 'captured' }>['approval'],
  context: CommandContext,
): Pick<Decision, 'happened' | 'due'> {
  assert(intent.attempt !== null, 'a payment has its attempt')
  const funds = capturedFunds({
    amount: intent.attempt.amount,
    fees: context.environment.fees,
    firstCapture: true,
    settlesAtOnce: approval.settles_at_once,
    now: context.now,
    balanceTransaction: context.newId('txn'),
  })
  const due: DueWork[] =
    funds.funds_day === null ? [] : [settleFundsDue(intent.currency, funds.funds_day, funds.available_on)]
  return {
    happened: [
      happened(charge, intent.attempt.charge, { type: 'paid', terms: chargeTerms(intent, method), approval, funds }),
      happened(paymentIntent, intent.id, { type: 'paid', charge: intent.attempt.charge }),
    ],
    due,
  }
}

function chargeTerms(intent: PaymentIntent, method: PaymentMethod): ChargeTerms {
  assert(intent.attempt !== null, 'a charge comes from an attempt')
  return {
    livemode: intent.livemode,
    payment_intent: intent.id,
    payment_method: method.id,
    connector_account: intent.attempt.connector_account,
    amount: intent.attempt.amount,
    currency: intent.currency,
    card: method.card,
    billing_details: method.billing_details,
    metadata: intent.metadata,
    description: intent.description ?? undefined,
    receipt_email: intent.receipt_email ?? undefined,
    statement_descriptor: intent.statement_descriptor ?? undefined,
    statement_descriptor_suffix: intent.statement_descriptor_suffix ?? undefined,
    shipping: intent.shipping ?? undefined,
    transfer_group: intent.transfer_group ?? undefined,
    webhook_url: intent.webhook_url ?? undefined,
    customer: intent.customer ?? undefined,
  }
}
