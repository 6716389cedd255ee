/**
 * Ojire's callback: a payment was paid, failed or expired. Amounts are texts with two decimals there, though the calls take
 * whole numbers. It is signed with HMAC-SHA256 keyed with the merchant's secret API key; which headers carry that is not
 * published, so `X-Timestamp` and `X-Signature` are ours: hex of `timestamp.body`.
 *
 * We keep no secret key in the clear: an endpoint is made with the key as its `secret`, and signs with it.
 */
import { createHmac } from 'node:crypto'
import { type ForeignCallback, mapped, one } from '../../contracts/dialect.ts'
import { defineAnswer } from '../../engine/dialect.ts'
import { lookup } from '../../kernel/lookup.ts'
import { hourMs, minuteMs } from '../../kernel/time.ts'
import { majorTextAtLeast } from '../../kernel/units.ts'
import { type Charge, charge } from '../../resources/payments/charge/index.ts'
import type { PaymentIntent } from '../../resources/payments/payment-intent/index.ts'
import { microseconds, ojireOrigin, ojirePhase } from './answers.ts'
import { conventions } from './conventions.ts'
import { ojireIntentIds } from './ids.ts'

/** Our methods in its words. It has no others: of a payment by another method, which another API asked for, no method is told. */
export const methodWords: Readonly<Record<string, string>> = lookup({
  card: 'CC',
  qris: 'QRIS',
  virtual_account: 'VA',
  wechat_pay: 'WECHATPAY',
  alipay: 'ALIPAY',
})

/** The merchant's own name for the payment: what the SDK sends as the order, else the payment's id. */
function referenceOf(row: PaymentIntent): string {
  const metadata = { ...row.metadata, ...(ojireOrigin(row)?.metadata as object | null | undefined) } as Record<
    string,
    unknown
  >
  const order = metadata.orderId ?? metadata.order_id
  return typeof order === 'string' || typeof order === 'number' ? String(order) : ojireIntentIds.of(row.id)
}

type Means = { readonly type: string; readonly channel: string | null }

/** How the payer paid, or tried to. */
function meansOf(row: PaymentIntent, charge: Charge | null): Means | null {
  const tried = row.last_payment_error?.payment_method ?? null
  const shown = charge === null ? tried : (charge.method ?? { type: 'card', details: {} })
  if (shown === null) return null
  const channel = shown.details?.channel
  return { type: shown.type, channel: typeof channel === 'string' ? channel.toUpperCase() : null }
}

function bankOf(means: Means | null): string | null {
  if (means?.type === 'virtual_account') return means.channel
  return means?.type === 'wechat_pay' || means?.type === 'alipay' ? (methodWords[means.type] ?? null) : null
}

export const transaction = defineAnswer({
  noun: 'payment_intent',
  fields: {
    transactionId: mapped('id'),
    partnerReferenceNo: mapped('metadata.orderId'),
    status: mapped('status'),
    amount: mapped('amount'),
    currency: mapped('currency'),
    paymentMethod: mapped('latest_charge.payment_method_details.type'),
    bank: mapped('latest_charge.payment_method_details.virtual_account.channel'),
    paidAt: mapped('latest_charge.created'),
    expiredAt: mapped('expires_at'),
  },
  related: (row: PaymentIntent) => ({ charge: one(charge, row.latest_charge) }),
  render: (row: PaymentIntent, { charge }) => {
    const means = meansOf(row, row.status === 'requires_payment_method' ? null : charge)
    const tried =
      row.attempt ?? row.past_attempts?.find((past) => past.charge === row.latest_charge) ?? row.past_attempts?.at(-1)
    const expires = tried?.expires_at ?? row.expires_at
    return {
      transactionId: ojireIntentIds.of(row.id),
      partnerReferenceNo: referenceOf(row),
      status: conventions.words.callback?.[ojirePhase(row, charge)],
      amount: majorTextAtLeast(row.amount, row.currency, 2),
      currency: row.currency.toUpperCase(),
      paymentMethod: means === null ? null : (methodWords[means.type] ?? null),
      bank: bankOf(means),
      paidAt: row.status === 'succeeded' && charge !== null ? microseconds(charge.created) : null,
      expiredAt: expires === null ? null : microseconds(expires),
    }
  },
})

export const callback: ForeignCallback = {
  types: ['payment_intent.succeeded', 'payment_intent.payment_failed', 'payment_intent.canceled'],
  // Its plan is not published.
  plan: {
    pausesMs: [minuteMs, 5 * minuteMs, 30 * minuteMs, 2 * hourMs, 12 * hourMs],
    jitter: 0.1,
    giveUpMs: 24 * hourMs,
  },
  answerFor: ({ type, noun }) =>
    noun === 'payment_intent' && callback.types.includes(type) ? { answer: 'transaction', event: type } : null,
  envelope: ({ created, shown }) => ({ timestamp: microseconds(created * 1000), data: shown }),
  headers: ({ timestamp, body, secrets }) => ({
    'content-type': 'application/json',
    'x-timestamp': String(timestamp),
    'x-signature': createHmac('sha256', secrets[0]?.reveal() ?? '')
      .update(`${timestamp}.`)
      .update(body)
      .digest('hex'),
  }),
}
