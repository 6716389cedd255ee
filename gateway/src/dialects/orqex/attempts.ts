/**
 * The attempts of an intent, out of what is kept of them: charges are attempts that the processor has answered; the intent
 * holds the one that is under way, and those that ended with something in the payer's hands.
 */
import { mapped, type PaymentPhase } from '../../contracts/dialect.ts'
import type { ForeignContext } from '../../engine/dialect.ts'
import type { Minor } from '../../kernel/money.ts'
import type { Millis } from '../../kernel/time.ts'
import type { Charge, ChargeFailure, Presentment } from '../../resources/payments/charge/index.ts'
import type { Attempt, PaymentIntent } from '../../resources/payments/payment-intent/index.ts'
import { conventions } from './conventions.ts'
import { failureShown } from './failures.ts'
import { attemptIds } from './ids.ts'
import { nextActionFields, orqexNextAction } from './next-action.ts'
import { amountFields, amountShown, methodShown, timeOrNull } from './values.ts'

export type OrqexAttempt = {
  /** Of the charge that it becomes: `ch_…`. */
  readonly id: string
  readonly phase: PaymentPhase
  readonly method: string
  readonly amount: Minor
  readonly currency: string
  readonly presentment: Presentment | null
  readonly connector_account: string
  readonly reference: string | null
  readonly failure: Pick<ChargeFailure, 'code' | 'decline_code' | 'message'> | null
  /** Through a backup, because the account before was out of order; the merchant did nothing. */
  readonly fallback: boolean
  readonly started: Millis | null
  readonly ended: Millis | null
}

const timeOver = {
  code: 'payment_intent_payment_attempt_expired',
  decline_code: null,
  message: "The payer's time for this payment method is over. Nothing was paid; try again.",
}

/** Why an attempt without a charge failed; null where another one took its place, or the payment was given up. */
function failureOf(row: PaymentIntent, attempt: Attempt): OrqexAttempt['failure'] {
  const last = row.past_attempts?.at(-1) === attempt && row.attempt === null
  if (last && row.last_payment_error !== null) return row.last_payment_error
  const ends = [attempt.asked?.expires_at ?? null, attempt.expires_at ?? null].filter((at) => at !== null)
  return attempt.ended !== undefined && ends.length > 0 && attempt.ended >= Math.min(...ends) ? timeOver : null
}

function ofAttempt(row: PaymentIntent, attempt: Attempt): OrqexAttempt {
  const current = row.attempt === attempt
  const failure = current ? null : failureOf(row, attempt)
  return {
    id: attempt.charge,
    phase: current
      ? row.status === 'requires_action'
        ? 'needs_action'
        : 'processing'
      : failure === null
        ? 'canceled'
        : 'attempt_failed',
    method: attempt.method ?? 'card',
    amount: attempt.amount,
    currency: row.currency,
    presentment: attempt.presentment ?? null,
    connector_account: attempt.connector_account,
    reference: attempt.asked?.reference ?? null,
    failure,
    fallback: attempt.fallback === true,
    started: attempt.started ?? null,
    ended: attempt.ended ?? null,
  }
}

function phaseOfCharge(charge: Charge): PaymentPhase {
  if (charge.status === 'failed') return 'attempt_failed'
  if (charge.status === 'pending') return 'processing'
  if (charge.amount_captured > 0) return 'paid'
  return charge.amount_released > 0 ? 'canceled' : 'authorised'
}

function ofCharge(row: PaymentIntent, charge: Charge): OrqexAttempt {
  const attempt = attemptsHeld(row).find((one) => one.charge === charge.id)
  return {
    id: charge.id,
    phase: phaseOfCharge(charge),
    method: charge.method?.type ?? 'card',
    amount: charge.amount,
    currency: charge.currency,
    presentment: charge.presentment,
    connector_account: charge.connector_account,
    reference: charge.approval?.reference ?? attempt?.asked?.reference ?? null,
    failure: charge.failure,
    fallback: charge.fallback === true,
    started: attempt?.started ?? charge.created,
    ended: attempt?.ended ?? charge.created,
  }
}

const attemptsHeld = (row: PaymentIntent): readonly Attempt[] => [
  ...(row.past_attempts ?? []),
  ...(row.attempt === null ? [] : [row.attempt]),
]

/** All that is known, oldest first: ids rise with time. */
export function attemptsOf(row: PaymentIntent, charges: readonly Charge[]): readonly OrqexAttempt[] {
  const found = new Map(attemptsHeld(row).map((attempt) => [attempt.charge, ofAttempt(row, attempt)]))
  for (const charge of charges) found.set(charge.id, ofCharge(row, charge))
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** The one under way, or the last there was. */
export const activeAttempt = (row: PaymentIntent, charge: Charge | null): OrqexAttempt | null =>
  row.attempt === null
    ? (attemptsOf(row, charge === null ? [] : [charge]).at(-1) ?? null)
    : (attemptsOf(row, charge === null ? [] : [charge]).find(({ id }) => id === row.attempt?.charge) ?? null)

export const hasAttempts = (row: PaymentIntent): boolean =>
  row.latest_charge !== null || row.attempt !== null || (row.past_attempts ?? []).length > 0

export const attemptFields = (path: string) => ({
  [`${path}.id`]: mapped('latest_charge.id'),
  [`${path}.status`]: mapped('latest_charge.status'),
  [`${path}.method.value`]: mapped('payment_method_details.type'),
  [`${path}.method.label`]: mapped('payment_method_catalogue.label'),
  [`${path}.method.description`]: mapped('payment_method_catalogue.label'),
  [`${path}.method.icon_url`]: mapped('payment_method_catalogue.icon'),
  ...amountFields(`${path}.amount`, 'latest_charge.amount'),
  [`${path}.exchange_rate`]: mapped('exchange_rate'),
  [`${path}.correction_rate`]: mapped('correction_rate'),
  [`${path}.gateway.transaction.id`]: mapped('latest_charge.id'),
  [`${path}.gateway.transaction.reference`]: mapped('id'),
  [`${path}.gateway.transaction.external_id`]: mapped('payment_method_details.reference'),
  [`${path}.gateway.transaction.status`]: mapped('latest_charge.status'),
  ...nextActionFields(`${path}.next_action`),
  [`${path}.failure.code`]: mapped('last_payment_error.code'),
  [`${path}.failure.message`]: mapped('last_payment_error.message'),
  [`${path}.is_fallback`]: mapped('latest_charge.is_fallback'),
  [`${path}.completed_at`]: mapped('latest_charge.created'),
  [`${path}.failed_at`]: mapped('latest_charge.created'),
  [`${path}.created_at`]: mapped('latest_charge.created'),
})

export function attemptShown(row: PaymentIntent, tried: OrqexAttempt, context: ForeignContext) {
  const { presentment } = tried
  const status = conventions.words.attempt?.[tried.phase]
  return {
    id: attemptIds.of(tried.id),
    ...(context.strict ? {} : { status }),
    method: methodShown(tried.method, context),
    amount: amountShown(presentment?.amount ?? tried.amount, presentment?.currency ?? tried.currency),
    exchange_rate: Number(presentment?.exchange_rate ?? 1),
    correction_rate: Number(presentment?.correction_rate ?? 1),
    gateway: {
      transaction: { id: tried.id, reference: row.id, external_id: tried.reference, status },
    },
    next_action: row.attempt?.charge === tried.id ? orqexNextAction(row, context) : { type: 'none' },
    failure: tried.failure === null ? null : failureShown(tried.failure),
    is_fallback: tried.fallback,
    completed_at: timeOrNull(tried.phase === 'paid' ? tried.ended : null),
    failed_at: timeOrNull(tried.phase === 'attempt_failed' ? tried.ended : null),
    created_at: timeOrNull(tried.started),
  }
}
