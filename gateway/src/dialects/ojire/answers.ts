/** What Ojire shows. Keys are sorted, as in its documents. */
import { createHash } from 'node:crypto'
import { echoed, type FieldTable, mapped, type PaymentPhase } from '../../contracts/dialect.ts'
import { defineAnswer } from '../../engine/dialect.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { metadataShown } from '../../kernel/metadata.ts'
import type { Millis } from '../../kernel/time.ts'
import { majorNumber } from '../../kernel/units.ts'
import { challengeUrl, type PaymentMethod } from '../../resources/customers/payment-method/index.ts'
import type { Charge } from '../../resources/payments/charge/index.ts'
import { type PaymentIntent, payerUrl, paymentPhaseOf } from '../../resources/payments/payment-intent/index.ts'
import { conventions } from './conventions.ts'
import { cardIds, ojireIntentIds, secretIds } from './ids.ts'

/** `pi_`, a uuid, `_secret_` and 43 characters of base64url: 32 bytes that only who knows our secret can make. */
export const ojireClientSecret = ({ id, client_secret }: Pick<PaymentIntent, 'id' | 'client_secret'>): string =>
  `pi_${secretIds.of(id)}_secret_${createHash('sha256').update(client_secret).digest('base64url')}`

/** RFC 3339 in UTC with microseconds. Our clock has milliseconds, so the last three are zeros. */
export const microseconds = (at: Millis): string => new Date(at).toISOString().replace('Z', '000Z')

/** A try whose payer let the time run out is called expired, though another may follow. */
export const ojirePhase = (row: PaymentIntent, charge: Charge | null): PaymentPhase => {
  const phase = paymentPhaseOf(row, charge)
  const over = row.last_payment_error?.code === 'payment_intent_payment_attempt_expired'
  return phase === 'attempt_failed' && over ? 'expired' : phase
}

/** What was sent with the intent and is shown again, where it was made here. */
export const ojireOrigin = (row: PaymentIntent): JsonObject | null =>
  row.foreign?.dialect === conventions.name ? row.foreign.data : null

const intentFields: FieldTable = {
  amount: mapped('amount'),
  clientSecret: mapped('client_secret'),
  createdAt: mapped('created'),
  currency: mapped('currency'),
  id: mapped('id'),
  'metadata.*': mapped('metadata'),
  status: mapped('status'),
}
const statusOf = (row: PaymentIntent): string => conventions.words.intent?.[ojirePhase(row, null)] ?? ''

/** The published page's example, and the token of a payer who is known. */
export const ojireIntent = defineAnswer<PaymentIntent>({
  noun: 'payment_intent',
  fields: { ...intentFields, customerToken: mapped('customer_session.client_secret') },
  render: (row, _, { given, strict }) => ({
    amount: majorNumber(row.amount, row.currency),
    clientSecret: ojireClientSecret(row),
    createdAt: microseconds(row.created),
    currency: row.currency.toUpperCase(),
    ...(typeof given === 'string' && !strict ? { customerToken: given } : {}),
    id: ojireIntentIds.of(row.id),
    metadata: metadataShown((ojireOrigin(row)?.metadata ?? null) as JsonObject | null, row.metadata),
    status: statusOf(row),
  }),
})

/** What its SDKs read: shown to who named the merchant, as they do. The token is given when the payment is made, and no more. */
export const merchantIntent = defineAnswer<PaymentIntent>({
  noun: 'payment_intent',
  fields: {
    ...intentFields,
    customerToken: mapped('customer_session.client_secret'),
    merchantId: echoed('foreign.merchantId'),
  },
  render: (row, _, { given }) => ({
    amount: majorNumber(row.amount, row.currency),
    clientSecret: ojireClientSecret(row),
    createdAt: microseconds(row.created),
    currency: row.currency.toUpperCase(),
    ...(typeof given === 'string' ? { customerToken: given } : {}),
    id: ojireIntentIds.of(row.id),
    merchantId: ojireOrigin(row)?.merchantId ?? null,
    metadata: metadataShown((ojireOrigin(row)?.metadata ?? null) as JsonObject | null, row.metadata),
    status: statusOf(row),
  }),
})

/** The answer of a payment by who made it. */
export const intentAnswerOf = (row: PaymentIntent): 'merchantIntent' | 'paymentIntent' =>
  ojireOrigin(row)?.merchantId === undefined ? 'paymentIntent' : 'merchantIntent'

/** A payment whose payer has decided, and what is still to be done. Ours. */
export const confirmedIntent = defineAnswer<PaymentIntent>({
  noun: 'payment_intent',
  fields: {
    amount: mapped('amount'),
    createdAt: mapped('created'),
    currency: mapped('currency'),
    failureCode: mapped('last_payment_error.code'),
    id: mapped('id'),
    'nextAction.bank': mapped('next_action.virtual_account_display_details.channel'),
    'nextAction.expiredAt': mapped('expires_at'),
    'nextAction.qrString': mapped('next_action.qris_display_qr_code.data'),
    'nextAction.type': mapped('next_action.type'),
    'nextAction.url': mapped('next_action.redirect_to_url.url'),
    'nextAction.vaNumber': mapped('next_action.virtual_account_display_details.number'),
    status: mapped('status'),
  },
  render: (row, _, { publicUrl }) => {
    const error = row.status === 'requires_payment_method' ? row.last_payment_error : null
    return {
      amount: majorNumber(row.amount, row.currency),
      createdAt: microseconds(row.created),
      currency: row.currency.toUpperCase(),
      failureCode: error === null ? null : (error.decline_code ?? error.code),
      id: ojireIntentIds.of(row.id),
      nextAction: nextActionOf(row, publicUrl),
      status: statusOf(row),
    }
  },
})

function nextActionOf(row: PaymentIntent, publicUrl: string) {
  const { attempt } = row
  if (row.status !== 'requires_action' || attempt === null) return null
  const none = { bank: null, expiredAt: null, qrString: null }
  if (attempt.challenge !== null)
    return { ...none, type: 'REDIRECT', url: challengeUrl(row, attempt.challenge.id, publicUrl), vaNumber: null }
  const action = attempt.asked?.action ?? null
  if (action === null) return null
  const url = payerUrl(row, attempt.charge, publicUrl)
  const expires = attempt.asked?.expires_at ?? null
  const expiredAt = expires === null ? null : microseconds(expires)
  if (action.kind === 'qr_code')
    return { bank: null, expiredAt, qrString: action.data, type: 'QR', url, vaNumber: null }
  if (action.kind === 'instructions') {
    const bank = action.facts.channel?.toUpperCase() ?? null
    return { bank, expiredAt, qrString: null, type: 'VA', url, vaNumber: action.number }
  }
  const to = action.kind === 'redirect' && !action.url.startsWith('/') ? action.url : url
  return { ...none, expiredAt, type: 'REDIRECT', url: to, vaNumber: null }
}

/** A saved card, as its payer may choose it again. Ours. */
export const savedCard = defineAnswer<PaymentMethod>({
  noun: 'payment_method',
  fields: {
    'data[].brand': mapped('card.brand'),
    'data[].cardToken': mapped('id'),
    'data[].expMonth': mapped('card.exp_month'),
    'data[].expYear': mapped('card.exp_year'),
    'data[].last4': mapped('card.last4'),
  },
  render: ({ id, card }) => ({
    brand: card?.brand ?? null,
    cardToken: cardIds.of(id),
    expMonth: card?.exp_month ?? null,
    expYear: card?.exp_year ?? null,
    last4: card?.last4 ?? null,
  }),
})
