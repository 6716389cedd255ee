/** What a session is paid with, as Harsya shows it: a number, a code, a wallet, a card. */
import { createHash } from 'node:crypto'
import type { ForeignContext } from '../../engine/dialect.ts'
import type { EventRow } from '../../engine/event-row.ts'
import { lookup } from '../../kernel/lookup.ts'
import type { PaymentMethod } from '../../resources/customers/payment-method/index.ts'
import type { Charge } from '../../resources/payments/charge/index.ts'
import type { Attempt, PaymentIntent } from '../../resources/payments/payment-intent/index.ts'
import { harsyaAmountOf, harsyaMethodType, harsyaTime, sessionInputOf, unsetTime } from './values.ts'

/** The rows that charges of a session are shown from. */
export type ChargeRows = {
  readonly row: PaymentIntent
  /** Oldest first. */
  readonly charges: readonly Charge[]
  readonly method: PaymentMethod | null
  /** Facts of the charge that was held for capture. */
  readonly facts: readonly EventRow[]
}

export const descriptorOf = (row: PaymentIntent, { environment }: ForeignContext): string =>
  row.statement_descriptor ?? environment.statementDescriptor

/** What it is paid with, under the name of its kind. */
export function methodView(
  rows: ChargeRows,
  attempt: Attempt | null,
  charge: Charge | null,
  context: ForeignContext,
): Record<string, unknown> {
  const code = charge?.method?.type ?? attempt?.method ?? rows.method?.type ?? 'card'
  switch (code) {
    case 'card':
      return { card: cardOf(rows, charge) }
    case 'virtual_account':
      return { virtualAccount: virtualAccountOf(rows, attempt, charge, context) }
    case 'qris':
      return { qr: qrOf(rows, attempt, charge, context) }
    default:
      return harsyaMethodType(code) === 'EWALLET' ? { ewallet: walletOf(rows, code, charge) } : {}
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

export function virtualAccountOf(
  { row, method }: ChargeRows,
  attempt: Attempt | null,
  charge: Charge | null,
  context: ForeignContext,
) {
  const action = attempt?.asked?.action
  const slip = action?.kind === 'instructions' ? action : null
  const details = charge?.method?.details ?? method?.details ?? {}
  const name = text(details.name)
  return {
    channel: text(details.channel).toUpperCase(),
    virtualAccountNumber: slip?.number ?? '',
    virtualAccountName: context.strict ? ` - ${name}` : (slip?.facts.account_name ?? name),
    expiryAt:
      row.usage === 'multiple' || attempt?.expires_at === undefined ? unsetTime : harsyaTime(attempt.expires_at),
  }
}

export function qrOf({ row }: ChargeRows, attempt: Attempt | null, charge: Charge | null, context: ForeignContext) {
  const action = attempt?.asked?.action
  return {
    acquirer: /bnc/i.test(attempt?.connector_account ?? charge?.connector_account ?? '') ? 'BNC' : 'BRI',
    qrContent: action?.kind === 'qr_code' ? action.data : '',
    qrUrl: attempt === null ? '' : `${context.publicUrl}/qr/${row.env}/${row.id}/${attempt.charge}.png`,
    qrType: row.usage === 'multiple' ? 'STATIC' : 'DYNAMIC',
    retrievalReferenceNumber: charge?.approval?.reference ?? attempt?.asked?.reference ?? '',
    issuerName: '',
    expiryAt: attempt?.expires_at === undefined ? unsetTime : harsyaTime(attempt.expires_at),
    merchantName: descriptorOf(row, context),
  }
}

function walletOf({ method }: ChargeRows, code: string, charge: Charge | null) {
  const details = charge?.method?.details ?? method?.details ?? {}
  const billing = charge?.billing_details ?? method?.billing_details
  const phone = text(details.phone ?? billing?.phone).replace(/^\+/, '')
  return {
    channel: code.toUpperCase(),
    ...(phone === '' ? {} : { accountInformations: { mobileNumber: phone, name: billing?.name ?? '' } }),
  }
}

const fundingWords: Readonly<Record<string, string>> = lookup({ credit: 'CREDIT', debit: 'DEBIT', prepaid: 'PREPAID' })

/** A fingerprint in the shape of a uuid: equal where ours is. */
export const fingerprintOf = (fingerprint: string): string => {
  const hex = createHash('sha256').update(fingerprint).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

function cardOf({ row, method }: ChargeRows, charge: Charge | null) {
  const card = charge?.card ?? method?.card ?? null
  const first = card?.first_digits ?? sessionInputOf(row).bin ?? ''
  const whole = (value: number, digits: number) => String(value).padStart(digits, '0').slice(-digits)
  return {
    first6: first.slice(0, 6),
    first8: first,
    last4: card?.last4 ?? '',
    expMonth: card === null ? '' : whole(card.exp_month, 2),
    expYear: card === null ? '' : whole(card.exp_year, 2),
    ...(card === null ? {} : { fingerprint: fingerprintOf(card.fingerprint) }),
    binInformations: {
      type: fundingWords[card?.funding ?? ''] ?? '',
      issuingBank: '',
      brand: card?.brand.toUpperCase() ?? '',
      country: card?.country ?? '',
    },
    authenticationResult: authenticationOf(row, charge),
    authorizationResult: charge === null ? null : authorizationOf(charge),
  }
}

const results: Readonly<Record<string, string>> = lookup({
  authenticated: 'SUCCESSFUL',
  attempt_acknowledged: 'ATTEMPTED',
  exempted: 'NOT_AVAILABLE',
  not_supported: 'NOT_AVAILABLE',
  failed: 'FAILED',
  processing_error: 'PROCESSING_ERROR',
})
const flows: Readonly<Record<string, string>> = lookup({ challenge: 'CHALLENGE', frictionless: 'FRICTIONLESS' })

function authenticationOf(row: PaymentIntent, charge: Charge | null) {
  const done = charge?.three_d_secure ?? null
  if (done !== null)
    return {
      threeDsVersion: done.version ?? '',
      threeDsResult: results[done.result ?? ''] ?? '',
      threeDsMethod: flows[done.authentication_flow ?? ''] ?? 'BYPASSED',
      eciCode: done.electronic_commerce_indicator ?? '',
    }
  // A challenge that waits for its payer.
  return row.attempt?.challenge == null || charge !== null
    ? null
    : { threeDsVersion: '2.2.0', threeDsResult: '', threeDsMethod: 'CHALLENGE', eciCode: '' }
}

const checkWords: Readonly<Record<string, string>> = lookup({
  pass: 'MATCHED',
  fail: 'NOT_MATCHED',
  unavailable: 'NOT_AVAILABLE',
  unchecked: 'NOT_PROCESSED',
})

function authorizationOf(charge: Charge) {
  const { approval, checks, failure } = charge
  if (approval === null && failure === null) return null
  return {
    acquirerReferenceNumber: approval?.network_transaction_id ?? '',
    retrievalReferenceNumber: approval?.reference ?? '',
    stan: approval?.authorization_code ?? '',
    avsResult: checkWords[checks.address_postal_code_check ?? ''] ?? '',
    cvvResult: checkWords[checks.cvc_check ?? ''] ?? '',
    authorizedAmount: approval === null ? null : harsyaAmountOf(charge.amount, charge.currency),
    issuerAuthorizationCode: approval === null ? (failure?.network_decline_code ?? '') : '00',
  }
}
