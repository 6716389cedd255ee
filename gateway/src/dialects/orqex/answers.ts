/** What Orqex shows of payments: `{ message, data }`, keys in the order of its documents. */
import { createHash } from 'node:crypto'
import { all, echoed, ignored, mapped, one } from '../../contracts/dialect.ts'
import { defineAnswer, type ForeignContext } from '../../engine/dialect.ts'
import type { Json, JsonObject } from '../../kernel/json.ts'
import { metadataShown } from '../../kernel/metadata.ts'
import { type Customer, customer } from '../../resources/customers/customer/index.ts'
import { type Charge, charge } from '../../resources/payments/charge/index.ts'
import { checkoutUrl, type PaymentIntent, paymentPhaseOf } from '../../resources/payments/payment-intent/index.ts'
import { activeAttempt, attemptFields, attemptShown, attemptsOf, hasAttempts } from './attempts.ts'
import { conventions } from './conventions.ts'
import { attemptIds, checkoutIds, orqexIntentIds } from './ids.ts'
import { type OrqexListQuery, orqexPageFields, pageIn } from './paging.ts'
import { amountFields, amountShown, customerShown, orqexOrigin, timeOrNull, timeShown } from './values.ts'

export const message = ignored('A sentence for people, the same for every success of a call.')

/** An intent's word: what was tried and not paid in time has failed; only what was never tried expires. */
export function intentWord(row: PaymentIntent, charge: Charge | null): string | undefined {
  const phase = paymentPhaseOf(row, charge)
  return conventions.words.intent?.[phase === 'expired' && hasAttempts(row) ? 'canceled' : phase]
}

/** Paid for the last time that money came in. */
const completedAt = (row: PaymentIntent, charge: Charge | null): number | null =>
  row.status === 'succeeded' && charge !== null ? (activeAttempt(row, charge)?.ended ?? charge.created) : null

const rest = (row: PaymentIntent) => ({
  charge: one(charge, row.latest_charge),
  customer: one(customer, row.customer),
})

export const intentFields = (path: string) => ({
  [`${path}.id`]: mapped('id'),
  [`${path}.status`]: mapped('status'),
  ...amountFields(`${path}.amount`, 'amount'),
  [`${path}.customer.id`]: mapped('customer'),
  [`${path}.customer.first_name`]: mapped('customer.name'),
  [`${path}.customer.last_name`]: mapped('customer.name'),
  [`${path}.customer.email`]: mapped('customer.email'),
  [`${path}.customer.avatar_url`]: ignored('Nobody has a picture here: null.'),
  [`${path}.description`]: mapped('description'),
  [`${path}.return_url`]: mapped('return_url'),
  [`${path}.webhook_url`]: mapped('webhook_url'),
  [`${path}.statement_descriptor`]: mapped('statement_descriptor'),
  [`${path}.receipt_email`]: mapped('receipt_email'),
  [`${path}.metadata.*`]: mapped('metadata'),
  ...attemptFields(`${path}.active_attempt`),
  [`${path}.completed_at`]: mapped('latest_charge.created'),
  [`${path}.expires_at`]: mapped('expires_at'),
  [`${path}.created_at`]: mapped('created'),
})

export function intentShown(
  row: PaymentIntent,
  { charge, customer }: { charge: Charge | null; customer: Customer | null },
  context: ForeignContext,
) {
  const active = activeAttempt(row, charge)
  return {
    id: orqexIntentIds.of(row.id),
    ...(context.strict ? {} : { status: intentWord(row, charge) }),
    amount: amountShown(row.amount, row.currency),
    customer: customerShown(row, customer),
    description: row.description,
    return_url: row.return_url,
    webhook_url: row.webhook_url,
    statement_descriptor: row.statement_descriptor,
    receipt_email: row.receipt_email,
    metadata: metadataShown((orqexOrigin(row)?.metadata as JsonObject | undefined) ?? null, row.metadata),
    active_attempt: active === null ? null : attemptShown(row, active, context),
    completed_at: timeOrNull(completedAt(row, charge)),
    expires_at: timeOrNull(row.expires_at),
    created_at: timeShown(row.created),
  }
}

const said = (given: Json, otherwise: string): string => (typeof given === 'string' ? given : otherwise)

/** `given`: the sentence. */
export const orqexIntent = defineAnswer({
  noun: 'payment_intent',
  fields: { message, ...intentFields('data') },
  related: rest,
  render: (row: PaymentIntent, found, context) => ({
    message: said(context.given, 'Payment intent retrieved.'),
    data: intentShown(row, found, context),
  }),
})

/** One of a list. */
export const intentInList = defineAnswer({
  noun: 'payment_intent',
  fields: { ...intentFields('data[]'), ...orqexPageFields },
  related: rest,
  render: (row: PaymentIntent, found, context) => intentShown(row, found, context),
})

const charges = (row: PaymentIntent) => ({ charges: all(charge, { payment_intent: row.id }) })

/** `given.attempt`: which, by our id; the active one where it says nothing. */
export const attempt = defineAnswer({
  noun: 'payment_intent',
  fields: { message, ...attemptFields('data') },
  related: charges,
  render: (row: PaymentIntent, found, context) => {
    const given = context.given as { readonly message?: string; readonly attempt?: string } | null
    const tried = attemptsOf(row, found.charges)
    const shown = tried.find(({ id }) => id === given?.attempt) ?? tried.at(-1)
    return {
      message: given?.message ?? 'Payment attempt retrieved.',
      data: shown === undefined ? null : attemptShown(row, shown, context),
    }
  },
})

/** `given`: the page that is asked for. */
export const attempts = defineAnswer({
  noun: 'payment_intent',
  fields: { ...attemptFields('data[]'), ...orqexPageFields },
  related: charges,
  render: (row: PaymentIntent, found, context) => {
    const tried = [...attemptsOf(row, found.charges)].reverse()
    // The handler made it.
    const { shown, pagination } = pageIn(tried, ({ id }) => id, context.given as OrqexListQuery)
    return {
      message: 'Payment attempts retrieved.',
      data: shown.map((each) => attemptShown(row, each, context)),
      pagination,
    }
  },
})

/** `given.attempt`: which. What the processor holds, as far as it has told us. */
export const inspection = defineAnswer({
  noun: 'payment_intent',
  fields: {
    message,
    'data.gateway': mapped('connector_account.connector'),
    'data.gateway_transaction_id': mapped('latest_charge.payment_method_details.reference'),
    'data.retrieved_at': ignored('The time of the answer.'),
    'data.payload.*': mapped('latest_charge'),
  },
  related: charges,
  render: (row: PaymentIntent, found, context) => {
    const given = context.given as { readonly attempt: string }
    const tried = attemptsOf(row, found.charges).find(({ id }) => id === given.attempt)
    const charge = found.charges.find(({ id }) => id === given.attempt)
    const account = context.environment.connectorAccounts.find(({ id }) => id === tried?.connector_account)
    return {
      message: 'Gateway record retrieved.',
      data: {
        gateway: account?.connector ?? null,
        gateway_transaction_id: tried?.reference ?? null,
        retrieved_at: timeShown(context.now),
        payload: {
          reference: tried?.reference ?? null,
          payment: row.id,
          charge: given.attempt,
          status: charge?.status ?? 'open',
          amount: tried?.presentment?.amount ?? tried?.amount ?? null,
          currency: tried?.presentment?.currency ?? tried?.currency ?? null,
          failure: charge?.failure ?? null,
        },
      },
    }
  },
})

/** Of a session's secret; only who has the payment's can know it. */
const tokenOf = ({ client_secret }: PaymentIntent): string =>
  createHash('sha256').update(`checkout ${client_secret}`).digest('hex').slice(0, 40)

export const checkout = defineAnswer({
  noun: 'payment_intent',
  fields: {
    message,
    'data.checkout.id': mapped('id'),
    'data.checkout.token': mapped('client_secret'),
    'data.checkout.status': mapped('status'),
    'data.checkout.environment': mapped('livemode'),
    'data.checkout.url': mapped('id'),
    'data.checkout.restriction.*': echoed('foreign.checkout.restriction'),
    'data.checkout.customization.*': echoed('foreign.checkout.customization'),
    'data.checkout.appearance.*': echoed('foreign.checkout.customization'),
    'data.checkout.expires_at': mapped('expires_at'),
    'data.checkout.created_at': mapped('created'),
    ...intentFields('data.payment'),
  },
  related: rest,
  render: (row: PaymentIntent, found, context) => {
    const made = (orqexOrigin(row)?.checkout ?? {}) as JsonObject
    return {
      message: said(context.given, 'Checkout retrieved.'),
      data: {
        checkout: {
          id: checkoutIds.of(row.id),
          token: tokenOf(row),
          status: conventions.words.checkout?.[paymentPhaseOf(row, found.charge)],
          environment: row.livemode ? 'live' : 'sandbox',
          url: checkoutUrl(row, context.publicUrl),
          restriction: made.restriction ?? null,
          customization: made.customization ?? null,
          // The name that its client reads it by.
          appearance: made.customization ?? null,
          expires_at: timeOrNull(row.expires_at),
          created_at: timeShown(row.created),
        },
        payment: intentShown(row, found, context),
      },
    }
  },
})

/** `given`: what there was before, and whether the processor answered. */
export const requery = defineAnswer({
  noun: 'payment_intent',
  fields: {
    message,
    'data.id': ignored("The request's own id; a requery is done when it is answered, and not kept."),
    'data.status': mapped('status'),
    'data.payment_intent_id': mapped('id'),
    'data.payment_attempt_id': mapped('latest_charge.id'),
    'data.before.intent': mapped('status'),
    'data.before.attempt': mapped('latest_charge.status'),
    'data.after.intent': mapped('status'),
    'data.after.attempt': mapped('latest_charge.status'),
    'data.attempts.count': ignored('The one attempt that was asked about, or none.'),
    'data.attempts.details[].id': mapped('latest_charge.id'),
    'data.attempts.details[].status': mapped('latest_charge.status'),
    'data.completed_at': ignored('The time of the answer.'),
    'data.created_at': ignored('The time of the request.'),
  },
  related: charges,
  render: (row: PaymentIntent, found, context) => {
    const given = context.given as Requeried
    const after = statusWordsOf(row, found.charges, given.attempt)
    const id = given.attempt === null ? null : attemptIds.of(given.attempt)
    return {
      message: given.answered ? 'Payment requeried.' : 'The processor has not answered yet; it will be asked again.',
      data: {
        id: given.id,
        status: given.answered ? 'completed' : 'pending',
        payment_intent_id: orqexIntentIds.of(row.id),
        payment_attempt_id: id,
        before: given.before,
        after,
        attempts: { count: id === null ? 0 : 1, details: id === null ? [] : [{ id, status: after.attempt }] },
        completed_at: given.answered ? timeShown(context.now) : null,
        created_at: timeShown(given.asked_at),
      },
    }
  },
})
export type Requeried = {
  readonly id: string
  readonly attempt: string | null
  readonly answered: boolean
  readonly asked_at: number
  readonly before: { readonly intent: string | null; readonly attempt: string | null }
}

/** The words of an intent and of one of its attempts. */
export function statusWordsOf(
  row: PaymentIntent,
  charges: readonly Charge[],
  attempt: string | null,
): Requeried['before'] {
  const latest = charges.find(({ id }) => id === row.latest_charge) ?? null
  const tried = attemptsOf(row, charges).find(({ id }) => id === attempt)
  return {
    intent: intentWord(row, latest) ?? null,
    attempt: tried === undefined ? null : (conventions.words.attempt?.[tried.phase] ?? null),
  }
}
