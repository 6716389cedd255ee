/**
 * Changing what a payment asks for. What a payer was shown belongs to the attempt: a change of terms while the payer is away
 * ends it, and the payment is confirmed again; notes change nothing of it. What has come in is counted in one currency, and
 * whose payment it is does not change.
 */
import { type DecidedEvent, event } from '../../../../engine/aggregate.ts'
import type { Refusal } from '../../../../kernel/refusal.ts'
import { paymentIntent } from '../aggregate.ts'
import type { IntentTerms } from '../events.ts'
import { type Attempt, attemptCurrency, owedAmount, type PaymentIntent } from '../model.ts'
import { refuseTermsChange } from './change-refusals.ts'

/** What may still change once the payment is authorised, paid or canceled: it says nothing about money. */
export const alwaysChangeable: ReadonlySet<string> = new Set([
  'amount_details',
  'description',
  'metadata',
  'payment_details',
  'receipt_email',
  'shipping',
  'shipping_by',
  'transfer_group',
])
/** Nor do these say what the payer is asked for: the payment's own time ends by itself, and what an API keeps is its own. */
const besideAttempt: ReadonlySet<string> = new Set([...alwaysChangeable, 'expires_at', 'foreign'])

/** The terms of an attempt that really differ; repeating what is there changes nothing. A method that is named is a new choice. */
export const changesAttempt = (intent: PaymentIntent, changes: Partial<IntentTerms>): boolean =>
  Object.entries(changes).some(
    ([name, value]) =>
      !besideAttempt.has(name) &&
      (name === 'payment_method' || JSON.stringify(value) !== JSON.stringify(Reflect.get(intent, name))),
  )

/** The end of the attempt that the changes leave behind; nothing where there is none, or it is for the same as before. */
export const attemptEndedBy = (intent: PaymentIntent, changes: Partial<IntentTerms>): readonly DecidedEvent[] =>
  intent.attempt !== null && (changesAttempt(intent, changes) || isOutdated(intent, intent.attempt))
    ? [event(paymentIntent, intent.id, { type: 'attempt_ended' })]
    : []

/** An attempt for another amount than what is owed: the amount was changed under it, as could happen once. It pays nothing now. */
export const isOutdated = (intent: PaymentIntent, attempt: Attempt): boolean =>
  attempt.asked === undefined &&
  (attempt.amount !== owedAmount(intent) || attemptCurrency(intent, attempt) !== intent.currency)

/** Refuses another customer, and an amount or a currency that does not go with what has come in. */
export function refuseChange(intent: PaymentIntent, changes: Partial<IntentTerms>): Refusal | null {
  const { customer, currency = intent.currency, amount = intent.amount } = changes
  const { id, amount_received } = intent
  if (intent.customer !== null && customer !== undefined && customer !== intent.customer)
    return refuseTermsChange.customerSet({ id })
  if (currency !== intent.currency) {
    if (amount_received > 0) return refuseTermsChange.currencyReceived({ id, currency: intent.currency })
    // Attempts from before their currency was kept are counted in the intent's.
    if (intent.past_attempts?.some((past) => past.currency === undefined))
      return refuseTermsChange.currencyAsked({ id })
  }
  const usage = changes.usage === undefined ? intent.usage : changes.usage
  // What is not about the amount may change after the payment too: notes, metadata.
  const asked = amount !== intent.amount || usage !== intent.usage
  return asked && amount_received > 0 && usage !== 'multiple' && amount <= amount_received
    ? refuseTermsChange.amountReceived({ id, received: amount_received, currency })
    : null
}
