/** How Harsya writes ids, times, amounts and statuses, and what was sent with a session and is shown again. */
import type { PaymentPhase } from '../../contracts/dialect.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { lookup } from '../../kernel/lookup.ts'
import type { Minor } from '../../kernel/money.ts'
import { type Millis, secondMs } from '../../kernel/time.ts'
import { majorNumber } from '../../kernel/units.ts'
import type { Charge } from '../../resources/payments/charge/index.ts'
import { type PaymentIntent, paymentPhaseOf } from '../../resources/payments/payment-intent/index.ts'
import { conventions } from './conventions.ts'

/** RFC 3339 in UTC as Go prints it: as many decimals as there are, and none where there are none. */
export const harsyaTime = (at: Millis): string => new Date(at).toISOString().replace(/\.?0*Z$/, 'Z')
/** The same where the documents have none: `YYYY-MM-DDTHH:MM:SSZ`. */
export const harsyaTimeInSeconds = (at: Millis): string => harsyaTime(Math.floor(at / secondMs) * secondMs)
/** What Go prints of a time that was never set. */
export const unsetTime = '0001-01-01T00:00:00Z'
export const harsyaTimeOrNull = (at: Millis | null): string | null => (at === null ? null : harsyaTime(at))

export type HarsyaAmount = { readonly value: number; readonly currency: string }
export const harsyaAmountOf = (amount: Minor, currency: string): HarsyaAmount => ({
  value: majorNumber(amount, currency),
  currency: currency.toUpperCase(),
})

export type HarsyaMethodType = 'CARD' | 'EWALLET' | 'QR' | 'VIRTUAL_ACCOUNT'

/** What was sent with a session and is shown again. */
export type SessionInput = {
  readonly clientReferenceId: string
  readonly mode: 'API' | 'REDIRECT'
  readonly autoConfirm: boolean
  readonly bypassStatusPage: boolean
  readonly redirectUrl: JsonObject | null
  readonly expirationMode: 'LOOSE' | 'STRICT'
  readonly saveForFutureUse: boolean
  readonly showSavedPayment: boolean
  readonly method: HarsyaMethodType | null
  /** The first digits of a card: of sessions of earlier releases. They are kept with the card since. */
  readonly bin?: string
  readonly metadata: JsonObject | null
  /** All that was said of the payer; it goes when the customer is erased. */
  readonly payer: { readonly customer: JsonObject } | null
}

/** The same for a payment that was made through another API. */
const elsewhere = (row: PaymentIntent): SessionInput => ({
  clientReferenceId: row.metadata.clientReferenceId ?? row.metadata.order_id ?? row.id,
  mode: 'API',
  autoConfirm: true,
  bypassStatusPage: false,
  redirectUrl: null,
  expirationMode: 'LOOSE',
  saveForFutureUse: row.setup_future_usage !== null,
  showSavedPayment: false,
  method: null,
  metadata: null,
  payer: null,
})

export const isHarsyaSession = (row: Pick<PaymentIntent, 'foreign'>): boolean =>
  row.foreign?.dialect === conventions.name

export const sessionInputOf = (row: PaymentIntent): SessionInput =>
  // Written by this dialect in this shape; erasure takes the payer out.
  isHarsyaSession(row) ? (row.foreign?.data as unknown as SessionInput) : elsewhere(row)

const timeIsOver = 'payment_intent_payment_attempt_expired'

/** Whether the last attempt ended because its payer let the time run out. */
export const hasTimedOut = ({ last_payment_error }: Pick<PaymentIntent, 'last_payment_error'>): boolean =>
  last_payment_error?.code === timeIsOver

/**
 * What is of a session. The first refused charge ends it, and it stays ended so when its time is over later; a charge whose
 * time ran out makes it expired.
 */
export function harsyaPhase(row: PaymentIntent, charge: Charge | null): PaymentPhase {
  const phase = paymentPhaseOf(row, charge)
  if (phase === 'attempt_failed') return hasTimedOut(row) ? 'expired' : phase
  if ((phase === 'expired' || phase === 'canceled') && row.last_payment_error !== null && !hasTimedOut(row))
    return 'attempt_failed'
  return phase
}

/** The word of a session. One whose kind of method is chosen waits for a confirmation, or for its payer to fill it in. */
export function sessionStatus(row: PaymentIntent, charge: Charge | null): string {
  const phase = harsyaPhase(row, charge)
  const { method, autoConfirm } = sessionInputOf(row)
  const chosen = phase === 'needs_method' && method !== null
  const told: PaymentPhase = chosen ? (autoConfirm ? 'needs_action' : 'needs_confirmation') : phase
  return conventions.words.session?.[told] ?? ''
}

/** Our methods in its words. */
const methodTypes: Readonly<Record<string, HarsyaMethodType>> = lookup({
  card: 'CARD',
  virtual_account: 'VIRTUAL_ACCOUNT',
  qris: 'QR',
  dana: 'EWALLET',
  ovo: 'EWALLET',
  shopeepay: 'EWALLET',
})
/** Null for a method that it has not: of a payment that another API asked for, and that was paid so. */
export const harsyaMethodType = (code: string): HarsyaMethodType | null => methodTypes[code] ?? null
