/** A refund as Harsya shows it: amounts are texts there, with two decimals. */
import { echoed, type FieldTable, ignored, mapped, one } from '../../contracts/dialect.ts'
import { defineAnswer } from '../../engine/dialect.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { metadataShown } from '../../kernel/metadata.ts'
import { majorTextAtLeast } from '../../kernel/units.ts'
import { type Charge, charge } from '../../resources/payments/charge/index.ts'
import type { Refund } from '../../resources/payments/refund/index.ts'
import { done } from './access-token.ts'
import { fieldsBelow } from './charge-mappings.ts'
import { conventions } from './conventions.ts'
import { chargeIds, harsyaRefundIds, sessionIds } from './ids.ts'
import { harsyaTimeInSeconds } from './values.ts'

/** What was sent with a refund and is shown again. */
export type RefundSent = {
  readonly clientReferenceId: string
  readonly isFullAmount: boolean
  readonly reason: string
  readonly description: string
  readonly method: 'AUTO' | 'TRANSFER_ONLY'
  readonly metadata: JsonObject | null
  /** Where the money goes; it goes when the customer is erased. */
  readonly payer: JsonObject | null
}

const reasonsBack = { duplicate: 'DUPLICATE', fraudulent: 'SUSPECT_FRAUDULENT' } as const

const sentOf = (row: Refund, charge: Charge | null): RefundSent =>
  row.foreign?.dialect === conventions.name
    ? // Written by this dialect in this shape.
      (row.foreign.data as unknown as RefundSent)
    : {
        clientReferenceId: row.id,
        isFullAmount: row.amount === charge?.amount_captured,
        reason: row.reason === null ? 'OTHERS' : (Reflect.get(reasonsBack, row.reason) ?? 'REQUESTED_BY_CUSTOMER'),
        description: '',
        method: 'AUTO',
        metadata: null,
        payer: null,
      }

/** The merchant's own name of a refund. */
export const refundReference = (row: Refund, charge: Charge | null): string => sentOf(row, charge).clientReferenceId

/** The vendor's words. Where the scheme has no way back, the money goes by bank transfer; until it does, the refund is pending. */
export function refundStatus(row: Refund): string {
  switch (row.status) {
    case 'requires_action':
      return 'WAITING_BANK_TRANSFER'
    case 'pending':
      return row.transfer_to === null || row.accepted_at === null ? 'PENDING' : 'WAITING_BANK_TRANSFER'
    case 'succeeded':
      return 'SUCCESS'
    case 'failed':
      return 'FAILED'
    case 'canceled':
      return 'CANCELLED'
  }
}

const refundFields: FieldTable = {
  id: mapped('id'),
  clientReferenceId: echoed('foreign.clientReferenceId'),
  paymentSessionId: mapped('payment_intent'),
  chargeId: mapped('charge'),
  'capturedAmount.currency': mapped('currency'),
  'capturedAmount.value': mapped('charge.amount_captured'),
  isFullAmount: echoed('foreign.isFullAmount'),
  'amount.currency': mapped('currency'),
  'amount.value': mapped('amount'),
  status: mapped('status'),
  reason: mapped('reason'),
  description: echoed('foreign.description'),
  destinationType: mapped('transfer_to'),
  method: echoed('foreign.method'),
  'transferDestination.channelCode': mapped('transfer_to.bank'),
  'transferDestination.channelInformation.accountNumber': echoed('foreign.payer'),
  'transferDestination.channelInformation.accountName': mapped('transfer_to.account_holder'),
  'transferDestination.description': echoed('foreign.payer'),
  'metadata.*': mapped('metadata'),
  createdAt: mapped('created'),
  updatedAt: mapped('accepted_at'),
}

const related = (row: Refund) => ({ charge: one(charge, row.charge) })

function shown(row: Refund, charge: Charge | null) {
  const sent = sentOf(row, charge)
  const amount = (minor: number) => ({
    currency: row.currency.toUpperCase(),
    value: majorTextAtLeast(minor, row.currency, 2),
  })
  const status = refundStatus(row)
  return {
    id: harsyaRefundIds.of(row.id),
    clientReferenceId: sent.clientReferenceId,
    paymentSessionId: sessionIds.of(row.payment_intent),
    chargeId: chargeIds.of(row.charge),
    capturedAmount: amount(charge?.amount_captured ?? row.amount),
    isFullAmount: sent.isFullAmount,
    amount: amount(row.amount),
    status,
    reason: sent.reason,
    description: sent.description,
    ...(status === 'SUCCESS' || status === 'FAILED' || status === 'WAITING_BANK_TRANSFER'
      ? { destinationType: row.transfer_to === null && row.status !== 'requires_action' ? 'CHANNEL' : 'ACCOUNT' }
      : {}),
    method: sent.method,
    ...(sent.payer == null ? {} : { transferDestination: sent.payer }),
    metadata: metadataShown(sent.metadata, row.metadata),
    createdAt: harsyaTimeInSeconds(row.created),
    updatedAt: harsyaTimeInSeconds(Math.max(row.created, row.accepted_at ?? 0)),
  }
}

export const harsyaRefund = defineAnswer({
  noun: 'refund',
  fields: { code: ignored('Always 00.'), message: ignored('Always Success.'), ...fieldsBelow('data', refundFields) },
  related,
  render: (row: Refund, { charge }) => ({ ...done, data: shown(row, charge) }),
})

/** Without an envelope: in lists and callbacks. */
export const refundData = defineAnswer({
  noun: 'refund',
  fields: refundFields,
  related,
  render: (row: Refund, { charge }) => shown(row, charge),
})
