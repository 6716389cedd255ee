/** A charge as Harsya shows it: one that waits for its payer, one that was answered, and each payment of a reusable number. */
import type { ForeignContext } from '../../engine/dialect.ts'
import type { EventRow } from '../../engine/event-row.ts'
import type { Minor } from '../../kernel/money.ts'
import type { Millis } from '../../kernel/time.ts'
import type { Charge } from '../../resources/payments/charge/index.ts'
import type { Attempt, PaymentIntent } from '../../resources/payments/payment-intent/index.ts'
import { conventions } from './conventions.ts'
import { type Failure, harsyaFailure, riskStopOf } from './failures.ts'
import { captureIds, chargeIds, sessionIds } from './ids.ts'
import { type ChargeRows, descriptorOf, methodView } from './payment-method-view.ts'
import {
  type HarsyaAmount,
  harsyaAmountOf,
  harsyaMethodType,
  harsyaTime,
  harsyaTimeOrNull,
  hasTimedOut,
  sessionInputOf,
} from './values.ts'

const nonePaid = { authorizedAmount: null, capturedAmount: null, isCaptured: false }

/** The charges of a session, newest first; null where none was begun. */
export function harsyaCharges(
  rows: ChargeRows,
  context: ForeignContext,
  whole = false,
): Record<string, unknown>[] | null {
  const { row, charges } = rows
  const shown = charges.map((charge) => answered(rows, charge, context, whole))
  const known = new Set(charges.map(({ id }) => id))
  const waiting = [...(row.past_attempts ?? []), row.attempt].filter(
    (attempt): attempt is Attempt => attempt !== null && !known.has(attempt.charge) && row.usage !== 'multiple',
  )
  for (const attempt of waiting) shown.push(unanswered(rows, attempt, context, whole))
  const error = row.last_payment_error
  // Refused before any issuer was asked: there is no charge, but the session says why it ended.
  if (shown.length === 0 && error !== null) shown.push(refusedAtOnce(rows, error, context, whole))
  return shown.length === 0 ? null : shown.reverse()
}

type Part = {
  readonly id: string
  readonly amount: Minor
  readonly status: string
  readonly money: { authorizedAmount: HarsyaAmount | null; capturedAmount: HarsyaAmount | null; isCaptured: boolean }
  readonly created: Millis
  readonly updated: Millis
  readonly paid: Millis | null
  readonly descriptor: string
  readonly risk?: Record<string, unknown>
  readonly means: Record<string, unknown>
  readonly captures?: Record<string, unknown>[] | null
  readonly failure: Failure | null
}

const capturesOf = ({ captures }: Part) => (captures === undefined ? {} : { captureHistories: captures })

const everyMeans = ({ means, captures }: Part) => ({
  card: means.card ?? null,
  captureHistories: captures ?? null,
  virtualAccount: means.virtualAccount ?? null,
  qr: means.qr ?? null,
  ewallet: means.ewallet ?? null,
})

/** Keys in the order of the documents; lists of charges name every means and a failure, sessions only what there is. */
function ordered({ row }: ChargeRows, part: Part, whole: boolean): Record<string, unknown> {
  const nothing = { failureCode: null, failureMessage: null, recommendation: null }
  return {
    id: part.id,
    paymentSessionId: sessionIds.of(row.id),
    paymentSessionClientReferenceId: sessionInputOf(row).clientReferenceId,
    amount: harsyaAmountOf(part.amount, row.currency),
    statementDescriptor: part.descriptor,
    status: part.status,
    ...part.money,
    createdAt: harsyaTime(part.created),
    updatedAt: harsyaTime(part.updated),
    paidAt: harsyaTimeOrNull(part.paid),
    ...(part.risk === undefined ? {} : { fdsRiskAssessment: part.risk }),
    ...(whole ? everyMeans(part) : { ...part.means, ...capturesOf(part) }),
    ...(part.failure ?? (whole ? nothing : {})),
  }
}

/** When the payer was asked: the method of an attempt comes into being with it, unless it was saved before. */
const askedAt = ({ row, method }: ChargeRows, latest: Millis): Millis =>
  method === null || method.created < row.created ? Math.min(row.created, latest) : Math.min(method.created, latest)

function unanswered(rows: ChargeRows, attempt: Attempt, context: ForeignContext, whole: boolean) {
  const { row } = rows
  const asked = askedAt(rows, context.now)
  const over = attempt.ended !== undefined
  const words = conventions.words.charge
  const phase = over ? (hasTimedOut(row) || row.cancellation_reason === 'expired' ? 'expired' : 'canceled') : null
  const processing = phase === null && row.status === 'processing'
  const error = over && phase === 'canceled' ? row.last_payment_error : null
  const status = words?.[phase ?? (processing ? 'processing' : 'needs_action')] ?? ''
  const part: Part = {
    id: chargeIds.of(attempt.charge),
    amount: attempt.amount,
    status,
    money: nonePaid,
    created: asked,
    updated: attempt.ended ?? asked,
    paid: null,
    descriptor: context.strict ? '' : descriptorOf(row, context),
    means: methodView(rows, attempt, null, context),
    failure:
      phase === 'expired'
        ? harsyaFailure(expiry, { type: typeOf(rows, attempt), stopped: null })
        : error === null
          ? null
          : harsyaFailure(error, { type: typeOf(rows, attempt), stopped: null }),
  }
  return ordered(rows, part, whole)
}

const expiry = {
  code: 'payment_intent_payment_attempt_expired',
  decline_code: null,
  message: 'The time of the transaction is over.',
}

const typeOf = ({ method }: ChargeRows, attempt: Attempt | null) =>
  harsyaMethodType(attempt?.method ?? method?.type ?? 'card')

function refusedAtOnce(
  rows: ChargeRows,
  error: NonNullable<PaymentIntent['last_payment_error']>,
  context: ForeignContext,
  whole: boolean,
) {
  const { row } = rows
  const method = error.payment_method
  const at = method?.created ?? row.created
  const part: Part = {
    id: chargeIds.of(method?.id ?? row.id),
    amount: row.amount,
    status: conventions.words.charge?.[hasTimedOut(row) ? 'expired' : 'attempt_failed'] ?? '',
    money: nonePaid,
    created: at,
    updated: at,
    paid: null,
    descriptor: descriptorOf(row, context),
    means: method === null ? {} : methodView({ ...rows, method }, null, null, context),
    failure: harsyaFailure(error, { type: harsyaMethodType(method?.type ?? 'card'), stopped: null }),
  }
  return ordered(rows, part, whole)
}

/** What became of a charge, as a phase of a payment. */
function statusOf(charge: Charge, row: PaymentIntent): string {
  const words = conventions.words.charge
  if (charge.status === 'pending') return words?.processing ?? ''
  if (charge.status === 'failed') return words?.[hasTimedOut(row) ? 'expired' : 'attempt_failed'] ?? ''
  if (charge.captured && charge.amount_captured > 0) return words?.paid ?? ''
  if (charge.capture_before !== null) return words?.authorised ?? ''
  return words?.[row.cancellation_reason === 'expired' ? 'expired' : 'canceled'] ?? ''
}

function answered(rows: ChargeRows, charge: Charge, context: ForeignContext, whole: boolean) {
  const { row } = rows
  const authorised = charge.status === 'succeeded'
  const attempt = attemptOf(row, charge)
  const captures = rows.facts.filter(({ object_id, fact }) => object_id === charge.id && fact.type === 'captured')
  const paid = charge.amount_captured > 0 ? (captures.at(-1)?.created ?? charge.created) : null
  const amount = (minor: Minor) => harsyaAmountOf(minor, charge.currency)
  const part: Part = {
    id: chargeIds.of(charge.id),
    amount: charge.amount,
    status: statusOf(charge, row),
    money: {
      authorizedAmount: authorised ? amount(charge.amount) : null,
      capturedAmount: charge.amount_captured > 0 ? amount(charge.amount_captured) : null,
      isCaptured: charge.captured && charge.amount_captured > 0,
    },
    created: row.usage === 'multiple' ? charge.created : askedAt(rows, charge.created),
    updated: Math.max(charge.created, paid ?? 0),
    paid,
    descriptor: descriptorOf(row, context),
    ...(charge.card === null ? {} : { risk: riskOf(charge) }),
    means: methodView(rows, attempt, charge, context),
    ...(charge.card === null ? {} : { captures: captures.length === 0 ? null : captures.map(captureOf(charge)) }),
    failure:
      charge.failure === null
        ? null
        : harsyaFailure(charge.failure, {
            type: harsyaMethodType(charge.method?.type ?? 'card'),
            stopped: riskStopOf(charge),
          }),
  }
  return ordered(rows, part, whole)
}

/** The attempt that brought a charge; of a reusable number there is one for all of them. */
function attemptOf(row: PaymentIntent, charge: Charge): Attempt | null {
  const attempts = [row.attempt, ...(row.past_attempts ?? [])].filter((one): one is Attempt => one !== null)
  return (
    attempts.find((attempt) => attempt.charge === charge.id) ??
    attempts.find((attempt) => attempt.method !== undefined && attempt.method === charge.method?.type) ??
    null
  )
}

const captureOf =
  ({ currency }: Charge) =>
  ({ id, created, fact }: EventRow) => ({
    captureId: id === null ? '' : captureIds.of(id),
    currency: currency.toUpperCase(),
    capturedAmount: harsyaAmountOf(capturedIn(fact), currency).value,
    status: 'SUCCESS',
    createdAt: harsyaTime(created),
  })

/** How much a capture brought, from its fact. */
export function capturedIn(fact: EventRow['fact']): Minor {
  const funds: unknown = Reflect.get(fact, 'funds')
  return typeof funds === 'object' && funds !== null ? Number(Reflect.get(funds, 'amount')) : 0
}

const riskLevels = { normal: 'very low', elevated: 'medium', highest: 'very high' } as const
const judged = {
  BLOCKED_BY_FDS: { recommendation: 'Reject', status: 'REJECTED' },
  REQUIRE_REVIEW: { level: 'high', recommendation: 'Review', status: 'REVIEW' },
} as const
function riskOf(charge: Charge) {
  const { risk, created } = charge
  const stopped = riskStopOf(charge)
  return {
    score: String(risk.score),
    level: riskLevels[risk.level],
    ...(stopped === null ? { recommendation: 'Approve', status: 'PASSED' } : judged[stopped]),
    evaluatedAt: harsyaTime(created),
  }
}
