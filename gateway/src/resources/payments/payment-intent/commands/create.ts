import { type DecidedEvent, event, lockedIf, peekIf } from '../../../../engine/aggregate.ts'
import { type CommandContext, type Decision, defineCommand, type Reference } from '../../../../engine/command.ts'
import { routeFor } from '../../../../engine/processors.ts'
import { isRefusal, type Refusal } from '../../../../kernel/refusal.ts'
import {
  type CustomerInput,
  customer,
  customerCreated,
  refuseForeignMethod,
  refuseOwner,
} from '../../../customers/customer/index.ts'
import { type CustomerAcceptance, mandate } from '../../../customers/mandate/index.ts'
import {
  cardUse,
  createdMethod,
  existingMethod,
  isUsed,
  type MethodChoice,
  methodCreated,
  methodDetails,
  methodId,
  methodTypeOf,
  type PaymentMethod,
  paymentMethod,
  refuseSource,
  tokenId,
} from '../../../customers/payment-method/index.ts'
import { confirmationToken, refuseSpent, tokenUsed } from '../../confirmation-token/index.ts'
import { paymentIntent } from '../aggregate.ts'
import { type ConfirmOptions, startAttempt } from '../attempt/attempt.ts'
import { expireIntentDue } from '../due.ts'
import { defaultTerms, diffDefaultTerms, type IntentTerms } from '../events.ts'
import { refuseIntent } from '../refusals.ts'
import { refuseConfirmOptions, refuseUnready } from '../terms/confirm-options.ts'
import { refuseMethodTerms } from '../terms/method-terms.ts'
import type { Quote } from '../terms/presentment.ts'
import { mandateAttempted, otherAttemptUnder, refuseSecondAttempt, refuseUnnamedMandate } from '../terms/single-use.ts'
import { changedTerms, refuseTerms, type TermsInput } from '../terms/terms.ts'

export type CreateIntentInput = TermsInput & {
  readonly amount: number
  readonly currency: string
  readonly method: MethodChoice | null
  readonly confirm: boolean
  readonly off_session: boolean
  /** It pays by a source of older code; a token is spent by it. */
  readonly source?: 'card' | 'token'
  readonly return_url: string | null
  /** A customer that is made with it, instead of `customer`. */
  readonly new_customer?: CustomerInput | undefined
  readonly webhook_url?: string | undefined
  readonly webhook_format?: string | undefined
  /** A name of the merchant's own that no other payment may have. */
  readonly reference?: Reference | undefined
  readonly confirmation_method: 'automatic' | 'manual'
  /** What the payer pays, where it is another currency than the intent's. */
  readonly presentment?: Quote | null
  /** The security code of a saved card came with the request. */
  readonly cvc_given?: boolean
  /** How the payer agreed to be charged. */
  readonly acceptance?: CustomerAcceptance | null
  /** Options that only a confirming request may set. */
  readonly confirmOptions?: ConfirmOptions
  /** What the payer chose on a page is used by it. */
  readonly confirmation_token?: string
}

/** Makes an intent, and with `confirm` its first attempt. Refuses `invalid_currency`, `amount_too_large`, a missing method. */
export const createIntent = defineCommand({
  name: 'payment_intent.create',
  needs: (input: CreateIntentInput) => ({
    method: (input.source === 'token' ? lockedIf : peekIf)(
      paymentMethod,
      existingMethod(input.method),
      input.source === undefined ? 'payment_method' : 'source',
    ),
    customer: peekIf(customer, input.customer, 'customer'),
    mandate: lockedIf(mandate, input.confirmOptions?.mandate, 'mandate'),
    token: lockedIf(confirmationToken, input.confirmation_token, 'confirmation_token'),
  }),
  thenNeeds: ({ mandate: leave }) => ({ other: peekIf(paymentIntent, otherAttemptUnder(leave, null), 'mandate') }),
  usesCard: ({ method, confirm, off_session }) =>
    confirm ? cardUse(method, { step: 'try', intent: null, attended: !off_session }) : null,
  references: ({ reference }) => (reference === undefined ? [] : [reference]),
  decide({ method: existing, customer: owner, mandate: leave, other, token }, input, context) {
    const refusal =
      refuseSpent(token, context.now) ??
      refuseUsedSource(input, existing) ??
      refuseTerms(input, input.amount, input.currency, context) ??
      refuseOwner(owner) ??
      refuseForeignMethod(existing, input.customer ?? null)
    if (refusal !== null) return refusal
    const id = context.newId('pi')
    if (input.confirm && input.method === null) return refuseIntent.methodMissing({ id: null })

    const terms: IntentTerms = {
      ...defaultTerms,
      ...changedTerms(input, defaultTerms),
      amount: input.amount,
      currency: input.currency,
      payment_method: input.method === null ? null : methodId(input.method),
      ...(input.new_customer === undefined ? {} : { customer: context.newId('cus') }),
    }
    const type = input.method === null ? null : methodTypeOf(input.method, existing)
    const unfit =
      type === null
        ? null
        : refuseMethodTerms(
            { ...terms, amount_received: 0 },
            type,
            context.methods,
            input.presentment ?? null,
            context.now,
            methodDetails(input.method, existing),
          )
    if (unfit !== null) return unfit
    const method = createdMethod(input.method)
    const unready =
      refuseConfirmOptions(terms, existing?.card ?? method?.card ?? null, leave) ??
      refuseSecondAttempt(leave, other) ??
      (input.confirm
        ? refuseUnnamedMandate(existing, {
            ...input,
            mandate: input.confirmOptions?.mandate,
            agreed: (input.acceptance ?? null) !== null,
          })
        : null) ??
      (input.confirm && type !== null
        ? refuseUnready(null, { type, saved: existing }, terms, input, context.methods)
        : null)
    if (unready !== null) return unready
    const account = input.confirm ? routed(input, type, context) : null
    if (isRefusal(account)) return account
    const born = made(id, terms, input, context)
    const decision: Decision = {
      events: [
        ...newCustomer(terms, input, context),
        ...(method === null ? [] : [methodCreated(method, context.environment.livemode)]),
        ...spentToken(input, existing),
        born,
      ],
      seals: method?.seal ? [method.seal] : [],
      due: terms.expires_at === null ? [] : [expireIntentDue(id, terms.expires_at)],
      subject: { noun: paymentIntent, id },
    }
    if (account === null || terms.payment_method === null || type === null) return decision
    const attempt = startAttempt(
      { ...terms, id, amount_received: 0 },
      { id: terms.payment_method, type, saved: existing },
      {
        off_session: input.off_session,
        changes: {},
        return_url: input.return_url,
        presentment: input.presentment ?? null,
        acceptance: input.acceptance ?? null,
        wishes: input.confirmOptions ?? {},
        leave,
        account: account.id,
      },
      context,
    )
    const used = [...tokenUsed(token, { payment_intent: id }), ...mandateAttempted(leave, id)]
    return { ...decision, events: [...decision.events, ...used, attempt.event], effects: [attempt.effect] }
  },
})

/** The account of a payment that is confirmed as it is made. */
const routed = ({ presentment, currency }: CreateIntentInput, method: string | null, context: CommandContext) =>
  routeFor({ verb: 'authorise', method: method ?? 'card', currency: presentment?.currency ?? currency }, context)

/** The customer that is made with the payment, where there is one. */
const newCustomer = (
  { customer: id }: Pick<IntentTerms, 'customer'>,
  { new_customer }: CreateIntentInput,
  context: CommandContext,
) => (id === null || new_customer === undefined ? [] : [customerCreated(id, new_customer, context)])

const made = (id: string, terms: IntentTerms, input: CreateIntentInput, context: CommandContext): DecidedEvent =>
  event(paymentIntent, id, {
    type: 'created',
    terms: diffDefaultTerms(terms),
    livemode: context.environment.livemode,
    confirmation_method: input.confirmation_method,
    client_secret: `${id}_secret_${context.randomText(25)}`,
    return_url: input.return_url,
    idempotency_key: context.idempotencyKey,
    ...(input.webhook_url === undefined ? {} : { webhook_url: input.webhook_url }),
    ...(input.webhook_format === undefined ? {} : { webhook_format: input.webhook_format }),
    ...(input.source === undefined ? {} : { by_source: true as const }),
  })

/** Somebody else may have spent a token since the request was read. */
const refuseUsedSource = ({ source }: CreateIntentInput, method: PaymentMethod | null): Refusal | null =>
  source === 'token' && method !== null && isUsed(method)
    ? refuseSource.tokenUsed({ token: tokenId(method.id), param: 'source' })
    : null

const spentToken = ({ source }: CreateIntentInput, method: PaymentMethod | null): DecidedEvent[] =>
  source === 'token' && method !== null ? [event(paymentMethod, method.id, { type: 'spent' })] : []
