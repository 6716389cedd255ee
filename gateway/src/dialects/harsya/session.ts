/** A payment session as Harsya shows it: when it is made, confirmed and cancelled; and when it is asked for or told of. */

import { all, ignored, none, one } from '../../contracts/dialect.ts'
import { defineAnswer, type ForeignContext } from '../../engine/dialect.ts'
import type { EventRow } from '../../engine/event-row.ts'
import { lookup } from '../../kernel/lookup.ts'
import { metadataShown } from '../../kernel/metadata.ts'
import { type Customer, customer } from '../../resources/customers/customer/index.ts'
import type { PaymentMethod } from '../../resources/customers/payment-method/index.ts'
import { challengeUrl, paymentMethod } from '../../resources/customers/payment-method/index.ts'
import { type Charge, charge } from '../../resources/payments/charge/index.ts'
import { type PaymentIntent, payerUrl } from '../../resources/payments/payment-intent/index.ts'
import { publicEvent } from '../../resources/platform/event/index.ts'
import { done } from './access-token.ts'
import { harsyaCharges } from './charge.ts'
import { chargeFields, fieldsBelow } from './charge-mappings.ts'
import { customerOf } from './customer.ts'
import { harsyaCustomerIds, sessionIds, tokenIds } from './ids.ts'
import { type ChargeRows, qrOf, virtualAccountOf } from './payment-method-view.ts'
import { sessionFields } from './session-mappings.ts'
import {
  harsyaAmountOf,
  harsyaMethodType,
  harsyaPhase,
  harsyaTime,
  isHarsyaSession,
  type SessionInput,
  sessionInputOf,
  sessionStatus,
} from './values.ts'

/** A session's rows beside its own. Of a single payment the latest charge tells; of a reusable number all do. */
const related = (row: PaymentIntent) => ({
  charge: one(charge, row.usage === 'multiple' ? null : row.latest_charge),
  charges: row.usage === 'multiple' ? all(charge, { payment_intent: row.id }) : none,
  method: one(paymentMethod, row.payment_method ?? row.last_payment_error?.payment_method?.id ?? null),
  customer: one(customer, isHarsyaSession(row) && sessionInputOf(row).payer != null ? null : row.customer),
  facts:
    row.capture_method === 'manual' && row.latest_charge !== null
      ? all(publicEvent, { object_id: row.latest_charge })
      : none,
})
type Found = {
  readonly charge: Charge | null
  readonly charges: readonly Charge[] | null
  readonly method: PaymentMethod | null
  readonly customer: Customer | null
  readonly facts: readonly EventRow[] | null
}

export const chargeRowsOf = (row: PaymentIntent, found: Found): ChargeRows => ({
  row,
  charges: found.charges ?? (found.charge === null ? [] : [found.charge]),
  method: found.method,
  facts: [...(found.facts ?? [])].sort((one, two) => one.seq - two.seq),
})

/** The page that a payer is sent to, with leave to see this session only. */
export const detailUrl = (row: PaymentIntent, base: string): string =>
  `${base}/detail?token=${Buffer.from(`${row.env}/${row.client_secret}`).toString('base64url')}`

function paymentUrl(row: PaymentIntent, sent: SessionInput, { base, publicUrl }: ForeignContext): string | null {
  if (sent.mode === 'REDIRECT') return detailUrl(row, base)
  const { attempt } = row
  if (row.status !== 'requires_action' || attempt === null) return null
  if (attempt.challenge?.result === null) return challengeUrl(row, attempt.challenge.id, publicUrl)
  const action = attempt.asked?.action
  if (action?.kind !== 'redirect') return null
  return action.url.startsWith('/') ? payerUrl(row, attempt.charge, publicUrl) : action.url
}

function methodShown(rows: ChargeRows, sent: SessionInput, context: ForeignContext): unknown {
  const { row, method } = rows
  const code = row.attempt?.method ?? method?.type ?? null
  const type = code === null ? sent.method : harsyaMethodType(code)
  if (type === null) return null
  const attempt = row.attempt ?? row.past_attempts?.at(-1) ?? null
  if (row.usage === 'multiple' && type === 'VIRTUAL_ACCOUNT')
    return { type, virtualAccount: virtualAccountOf(rows, attempt, null, context) }
  if (row.usage === 'multiple' && type === 'QR')
    return { type, qr: { ...qrOf(rows, attempt, null, context), storeId: context.environment.id.slice(-12) } }
  if (type === 'CARD' && method?.card != null)
    return {
      type,
      card: { token: method.customer === null ? '' : tokenIds.of(method.id), encryptedCard: '', cvc: '' },
    }
  return { type }
}

const refusedCharge = 'CHARGE_FAILED'
const reasons: Readonly<Record<string, string>> = lookup({
  abandoned: 'VOID_SESSION',
  duplicate: 'DUPLICATED',
  fraudulent: 'FRAUDULENT',
  requested_by_customer: 'REQUESTED_BY_CUSTOMER',
})

/** When and why a session was given up; a refused charge does it too. */
function cancellation(rows: ChargeRows): { at: number; reason: string | null } | null {
  const { row, charges } = rows
  const last = charges.at(-1) ?? null
  const phase = harsyaPhase(row, last)
  if (phase === 'attempt_failed')
    return { at: last?.created ?? row.canceled_at ?? rows.method?.created ?? row.created, reason: refusedCharge }
  if (phase !== 'canceled') return null
  return { at: row.canceled_at ?? row.created, reason: reasons[row.cancellation_reason ?? ''] ?? null }
}

/** The latest moment at which something is known to have happened to it. What is over stays as it was then. */
const updatedAt = ({ row, charges, method }: ChargeRows, ended: { at: number } | null): number =>
  ended?.at ??
  Math.max(
    row.created,
    row.canceled_at ?? 0,
    charges.at(-1)?.created ?? 0,
    method?.created ?? 0,
    row.past_attempts?.at(-1)?.ended ?? 0,
  )

/** The parts of a session; what is absent is undefined, and is not printed. */
function partsOf(row: PaymentIntent, found: Found, context: ForeignContext) {
  const rows = chargeRowsOf(row, found)
  const sent = sessionInputOf(row)
  const ended = cancellation(rows)
  const customer = customerOf(sent.payer?.customer ?? null, found.customer)
  const method = methodShown(rows, sent, context)
  const processed = ['CARD', 'EWALLET'].includes(String(Reflect.get(method ?? {}, 'type')))
  const encrypted = row.status === 'requires_payment_method' || row.attempt !== null
  // What the merchant gives up is over at once.
  const expires = ended !== null && ended.reason !== refusedCharge ? ended.at : row.expires_at
  return {
    id: sessionIds.of(row.id),
    clientReferenceId: sent.clientReferenceId,
    amount: harsyaAmountOf(row.amount, row.currency),
    autoConfirm: sent.autoConfirm,
    mode: sent.mode,
    redirectUrl: sent.redirectUrl,
    paymentType: row.usage === 'multiple' ? 'MULTIPLE' : 'SINGLE',
    paymentMethod: method,
    statementDescriptor: row.statement_descriptor ?? context.environment.statementDescriptor,
    expirationMode: processed ? sent.expirationMode : undefined,
    status: sessionStatus(row, rows.charges.at(-1) ?? null),
    createdAt: harsyaTime(row.created),
    updatedAt: harsyaTime(updatedAt(rows, ended)),
    expiryAt: expires === null ? null : harsyaTime(expires),
    paymentUrl: paymentUrl(row, sent, context) ?? undefined,
    encryptionKey: encrypted && typeof context.given === 'string' ? context.given : undefined,
    chargeDetails: harsyaCharges(rows, context),
    cancelledAt: ended === null ? undefined : harsyaTime(ended.at),
    cancellationReason: ended?.reason ?? undefined,
    customerId: row.customer === null ? undefined : harsyaCustomerIds.of(row.customer),
    customer: customer ?? undefined,
    metadata: metadataShown(sent.metadata, row.metadata),
    bypassStatusPage: sent.bypassStatusPage,
    saveForFutureUse: sent.saveForFutureUse,
    showSavedPayment: sent.showSavedPayment,
  }
}

/** As it is printed where a session is made, confirmed or cancelled. */
export const session = defineAnswer({
  noun: 'payment_intent',
  fields: { code: ignored('Always 00.'), message: ignored('Always Success.'), ...fieldsBelow('data', sessionFields) },
  related,
  render: (row: PaymentIntent, found, context) => {
    const parts = partsOf(row, found, context)
    const { id, clientReferenceId, amount, autoConfirm, mode, bypassStatusPage, ...rest } = parts
    const { redirectUrl, paymentType, paymentMethod, statementDescriptor, saveForFutureUse, showSavedPayment } = rest
    return {
      ...done,
      data: {
        id,
        clientReferenceId,
        amount,
        autoConfirm,
        mode,
        ...(mode === 'REDIRECT' ? { bypassStatusPage } : {}),
        redirectUrl,
        paymentType,
        paymentMethod,
        statementDescriptor,
        ...(saveForFutureUse ? { saveForFutureUse } : {}),
        ...(showSavedPayment ? { showSavedPayment } : {}),
        ...ending(rest),
      },
    }
  },
})

type Parts = ReturnType<typeof partsOf>

const ending = (
  parts: Omit<Parts, 'id' | 'clientReferenceId' | 'amount' | 'autoConfirm' | 'mode' | 'bypassStatusPage'>,
) => ({
  expirationMode: parts.expirationMode,
  status: parts.status,
  createdAt: parts.createdAt,
  updatedAt: parts.updatedAt,
  expiryAt: parts.expiryAt,
  paymentUrl: parts.paymentUrl,
  encryptionKey: parts.encryptionKey,
  chargeDetails: parts.chargeDetails,
  cancelledAt: parts.cancelledAt,
  cancellationReason: parts.cancellationReason,
  customerId: parts.customerId,
  customer: parts.customer,
  metadata: parts.metadata,
})

/** As it is printed where a session is asked for, and in callbacks. */
function whole(row: PaymentIntent, found: Found, context: ForeignContext) {
  const parts = partsOf(row, found, context)
  return {
    id: parts.id,
    clientReferenceId: parts.clientReferenceId,
    amount: parts.amount,
    autoConfirm: parts.autoConfirm,
    mode: parts.mode,
    redirectUrl: parts.redirectUrl,
    paymentType: parts.paymentType,
    paymentMethod: parts.paymentMethod,
    statementDescriptor: parts.statementDescriptor,
    saveForFutureUse: parts.saveForFutureUse,
    showSavedPayment: parts.showSavedPayment,
    expirationMode: parts.expirationMode,
    status: parts.status,
    investigationStatus: null,
    createdAt: parts.createdAt,
    updatedAt: parts.updatedAt,
    expiryAt: parts.expiryAt,
    paymentUrl: parts.paymentUrl,
    encryptionKey: parts.encryptionKey,
    chargeDetails: parts.chargeDetails,
    cancelledAt: parts.cancelledAt,
    cancellationReason: parts.cancellationReason,
    customerId: parts.customerId,
    customer: parts.customer,
    metadata: parts.metadata,
    bypassStatusPage: parts.bypassStatusPage,
  }
}

/** Without an envelope: in lists and callbacks. */
export const sessionData = defineAnswer({
  noun: 'payment_intent',
  fields: sessionFields,
  related,
  render: (row: PaymentIntent, found, context) => whole(row, found, context),
})

export const retrievedSession = defineAnswer({
  noun: 'payment_intent',
  fields: { code: ignored('Always 00.'), message: ignored('Always Success.'), ...fieldsBelow('data', sessionFields) },
  related,
  render: (row: PaymentIntent, found, context) => ({ ...done, data: whole(row, found, context) }),
})

/** The charges of a session with every field that a charge may have. */
export const sessionCharges = defineAnswer({
  noun: 'payment_intent',
  fields: chargeFields,
  related,
  render: (row: PaymentIntent, found, context) => harsyaCharges(chargeRowsOf(row, found), context, true) ?? [],
})
