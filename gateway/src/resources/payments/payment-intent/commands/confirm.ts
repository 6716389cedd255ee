import type { PaymentPhase } from '../../../../contracts/dialect.ts'
import { event, locked, lockedIf, peekIf } from '../../../../engine/aggregate.ts'
import { type CommandContext, type Decision, defineCommand } from '../../../../engine/command.ts'
import { routeFor } from '../../../../engine/processors.ts'
import { isRefusal, type Refusal } from '../../../../kernel/refusal.ts'
import { customer, refuseForeignMethod, refuseOwner } from '../../../customers/customer/index.ts'
import { type CustomerAcceptance, mandate } from '../../../customers/mandate/index.ts'
import {
  cardUse,
  createdMethod,
  existingMethod,
  type MethodChoice,
  methodCreated,
  methodDetails,
  methodId,
  methodParam,
  methodTypeOf,
  paymentMethod,
} from '../../../customers/payment-method/index.ts'
import { confirmationToken, refuseSpent, tokenUsed } from '../../confirmation-token/index.ts'
import { paymentIntent } from '../aggregate.ts'
import { type ConfirmOptions, continueAttempt, startAttempt } from '../attempt/attempt.ts'
import { cancelAfterLastAttempt } from '../attempt/attempts-max.ts'
import { changesAttempt, isOutdated } from '../changes/allowed-changes.ts'
import type { IntentTerms } from '../events.ts'
import type { PaymentIntent } from '../model.ts'
import { refusePhase } from '../payment-phase.ts'
import { refuseIntent } from '../refusals.ts'
import { refuseConfirmOptions, refuseUnlikeShown, refuseUnready, type ShownTerms } from '../terms/confirm-options.ts'
import { refuseMethodTerms } from '../terms/method-terms.ts'
import { refusePayerTerms, shippingSaid } from '../terms/payer-terms.ts'
import { type Quote, refuseQuote } from '../terms/presentment.ts'
import { mandateAttempted, otherAttemptUnder, refuseSecondAttempt, refuseUnnamedMandate } from '../terms/single-use.ts'
import { changedTerms, refuseTerms, type TermsInput } from '../terms/terms.ts'

export type ConfirmIntentInput = Pick<
  TermsInput,
  | 'capture_method'
  | 'payment_method_options'
  | 'receipt_email'
  | 'setup_future_usage'
  | 'shipping'
  | 'payment_method_types'
  | 'allowed_payment_method_types'
  | 'excluded_payment_method_types'
  | 'amount_details'
  | 'payment_details'
  | 'foreign'
> & {
  readonly intent: string
  readonly method: MethodChoice | null
  readonly off_session: boolean
  readonly return_url: string | null
  /** Set where a publishable key confirms: must be the intent's own. */
  readonly client_secret: string | null
  /** What the payer pays, where it is another currency than the intent's. */
  readonly presentment?: Quote | null
  /** The security code of a saved card came with the request. */
  readonly cvc_given?: boolean
  /** How the payer agreed to be charged. */
  readonly acceptance?: CustomerAcceptance | null
  readonly confirmOptions?: ConfirmOptions
  /** What the payer chose on a page is used by it. */
  readonly confirmation_token?: string
  /** What the caller takes the payment to be about. */
  readonly amount_to_confirm?: number
  readonly currency_to_confirm?: string
  /** The other terms that the payer's page showed. */
  readonly shown?: ShownTerms
  /** Only in these phases, where an API allows fewer than there are. */
  readonly at?: readonly PaymentPhase[]
}

const confirmable: readonly string[] = ['requires_payment_method', 'requires_confirmation', 'requires_action']

/**
 * Starts an attempt, or goes on with one whose challenge has ended. A second confirm while the first is under way finds
 * the intent `processing` and is refused, so two can never charge twice.
 */
export const confirmIntent = defineCommand({
  name: 'payment_intent.confirm',
  needs: (input: ConfirmIntentInput) => ({
    intent: locked(paymentIntent, input.intent, 'intent'),
    method: peekIf(paymentMethod, existingMethod(input.method), 'payment_method'),
    mandate: lockedIf(mandate, input.confirmOptions?.mandate, 'mandate'),
    token: lockedIf(confirmationToken, input.confirmation_token, 'confirmation_token'),
  }),
  thenNeeds: ({ intent, mandate: leave }, input) => ({
    other: peekIf(paymentIntent, otherAttemptUnder(leave, intent.id), 'mandate'),
    own: peekIf(paymentMethod, input.method === null ? intent.payment_method : null, 'payment_method'),
    customer: peekIf(customer, intent.customer, 'customer'),
  }),
  usesCard: ({ intent, method, off_session }) => cardUse(method, { step: 'try', intent, attended: !off_session }),
  decide({ intent, method: existing, own, customer: owner, mandate: leave, other, token }, input, context) {
    if (input.client_secret !== null && input.client_secret !== intent.client_secret)
      return refuseIntent.secretWrong({ id: intent.id })
    const theirs = context.audience === 'publishable' ? refusePayerTerms(intent, input) : null
    if (theirs !== null) return theirs
    if (intent.operation !== null) return refuseIntent.operationUnderWay({ id: intent.id, kind: intent.operation.kind })
    if (!confirmable.includes(intent.status)) {
      return refuseIntent.unexpectedState({
        verb: 'confirmed',
        status: intent.status,
        allowed: confirmable,
        id: intent.id,
      })
    }
    const refusal =
      refusePhase(intent, 'confirmed', input.at) ??
      refuseSpent(token, context.now) ??
      refuseTerms(input, intent.amount, intent.currency, context, intent) ??
      refuseUnlikeShown(intent, input) ??
      refuseOwner(owner) ??
      refuseForeignMethod(existing ?? own, intent.customer)
    if (refusal !== null) return refusal
    const method = input.method === null ? intent.payment_method : methodId(input.method)
    if (method === null) return refuseIntent.methodMissing({ id: intent.id })
    const changes = { ...changedTerms(input, intent), ...shippingSaid(input, intent, context) }
    const same = input.method === null ? goesOn(intent, changes, context) : null
    if (same !== null) return same
    const spent = cancelAfterLastAttempt(intent)
    if (spent !== null) return spent
    const subject = { noun: paymentIntent, id: intent.id }
    const created = createdMethod(input.method)
    const terms = { ...intent, ...changes }
    const type = input.method === null ? (own?.type ?? 'card') : methodTypeOf(input.method, existing)
    const presentment = input.presentment ?? null
    const details = methodDetails(input.method, existing ?? own)
    const unfit =
      refuseQuote(intent, presentment) ??
      refuseMethodTerms(terms, type, context.methods, presentment, context.now, details)
    if (unfit !== null) return asSent(unfit, input)
    const card = (existing ?? own)?.card ?? created?.card ?? null
    const said = { ...input, mandate: input.confirmOptions?.mandate, agreed: (input.acceptance ?? null) !== null }
    const wrong =
      refuseConfirmOptions({ ...terms, payment_method: method }, card, leave) ??
      refuseSecondAttempt(leave, other) ??
      refuseUnnamedMandate(existing ?? own, said)
    if (wrong !== null) return wrong
    const unready = refuseUnready(intent.id, { type, saved: existing ?? own }, terms, input, context.methods)
    if (unready !== null) return unready
    const currency = presentment?.currency ?? intent.currency
    const account = routeFor({ verb: 'authorise', method: type, currency }, context)
    if (isRefusal(account)) return account
    const attempt = startAttempt(
      terms,
      { id: method, type, saved: existing ?? own },
      {
        off_session: input.off_session,
        changes,
        return_url: input.return_url,
        presentment,
        acceptance: input.acceptance ?? null,
        wishes: input.confirmOptions ?? {},
        leave,
        account: account.id,
      },
      context,
    )
    return {
      events: [
        ...(created === null ? [] : [methodCreated(created, intent.livemode)]),
        ...tokenUsed(token, { payment_intent: intent.id }),
        ...mandateAttempted(leave, intent.id),
        attempt.event,
      ],
      seals: created?.seal ? [created.seal] : [],
      effects: [attempt.effect],
      subject,
    }
  },
})

/**
 * The attempt whose challenge the payer has passed goes on. Null where there is none, and where something else is asked for
 * than what the payer was shown: for that there has to be another attempt. Refuses while its payer has yet to act.
 */
function goesOn(
  intent: PaymentIntent,
  changes: Partial<IntentTerms>,
  context: CommandContext,
): Decision | Refusal | null {
  const { attempt } = intent
  if (attempt === null || isOutdated(intent, attempt)) return null
  if ((attempt.challenge ?? { result: null }).result === null) return refuseIntent.challengePending({ id: intent.id })
  if (changesAttempt(intent, changes)) return null
  const noted = Object.keys(changes).length === 0 ? [] : [event(paymentIntent, intent.id, { type: 'updated', changes })]
  const next = continueAttempt({ ...intent, ...changes }, attempt, context)
  return {
    events: [...noted, next.event],
    effects: [next.effect],
    subject: { noun: paymentIntent, id: intent.id },
  }
}

/** A confirm sends no terms, so that what does not fit them is the method, or the currency that its payer was to pay in. */
const asSent = (
  refusal: Refusal,
  { method, presentment }: Pick<ConfirmIntentInput, 'method' | 'presentment'>,
): Refusal =>
  refusal.param !== 'currency' && refusal.param !== 'amount' && refusal.param !== 'usage'
    ? refusal
    : { ...refusal, param: presentment == null ? methodParam(method) : 'presentment_currency' }
