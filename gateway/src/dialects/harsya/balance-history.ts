/** What changed the balance within a month: each payment and refund with its fee. */

import { Type } from 'typebox'
import { type FieldTable, ignored, mapped } from '../../contracts/dialect.ts'
import { type AnyForeignRoute, defineAnswer, defineForeignRoute } from '../../engine/dialect.ts'
import { lookup } from '../../kernel/lookup.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/refusal.ts'
import { OneOf, Text } from '../../kernel/schema.ts'
import { dayMs, secondMs } from '../../kernel/time.ts'
import { type Entry, merchantShare } from '../../ledger/entry.ts'
import { balanceTransaction } from '../../resources/money/balance/index.ts'
import { type Charge, charge } from '../../resources/payments/charge/index.ts'
import { paymentIntent } from '../../resources/payments/payment-intent/index.ts'
import { type Refund, refund } from '../../resources/payments/refund/index.ts'
import { chargeIds, harsyaRefundIds, sessionIds } from './ids.ts'
import { refundReference } from './refund.ts'
import type { HarsyaCall } from './request-values.ts'
import {
  countedMax,
  type HarsyaPageQuery,
  harsyaPageFields,
  harsyaPageMappings,
  paged,
  pagePlace,
} from './session-read-routes.ts'
import {
  type HarsyaMethodType,
  harsyaAmountOf,
  harsyaMethodType,
  harsyaTime,
  harsyaTimeInSeconds,
  sessionInputOf,
} from './values.ts'

/** An entry of the books, and what it is of. */
type Change = {
  readonly entry: Entry
  readonly charge: Charge | null
  readonly refund: Refund | null
  readonly reference: string
}

const channels: Readonly<Record<HarsyaMethodType, readonly [channel: string, payment: string]>> = lookup({
  CARD: ['Card', 'Card Payment'],
  VIRTUAL_ACCOUNT: ['Virtual Account', 'VA Payment'],
  QR: ['QRIS', 'QRIS Payment'],
  EWALLET: ['E-Wallet', 'E-Wallet Payment'],
})

const fields: FieldTable = {
  referenceId: mapped('clientReferenceId'),
  date: mapped('balance_transaction.created'),
  settlementDate: mapped('balance_transaction.available_on'),
  settlementStatus: mapped('balance_transaction.status'),
  balanceType: ignored('All that is here is of payments: always Payment Balance.'),
  channel: mapped('payment_method.type'),
  transactionType: mapped('balance_transaction.type'),
  'amount.value': mapped('balance_transaction.amount'),
  'amount.currency': mapped('balance_transaction.currency'),
  'fee.value': mapped('balance_transaction.fee'),
  'fee.currency': mapped('balance_transaction.currency'),
  createdBy: mapped('statement_descriptor'),
  transactionId: mapped('balance_transaction.source'),
}

/** Money that leaves the balance is negative. */
export const balanceChange = defineAnswer<Change>({
  noun: 'balance_transaction',
  fields,
  render: ({ entry, charge, refund, reference }, _, { environment, now }) => {
    const type = harsyaMethodType(charge?.method?.type ?? refund?.method ?? 'card')
    const [channel, payment] = type === null ? ['', 'Payment'] : channels[type]
    const { amount, fee } = merchantShare(entry)
    return {
      referenceId: reference,
      date: harsyaTime(entry.created),
      settlementDate: harsyaTimeInSeconds(entry.available_on),
      settlementStatus: entry.available_on <= now ? 'SUCCESS' : 'PENDING',
      balanceType: 'Payment Balance',
      channel,
      transactionType: entry.type === 'charge' ? payment : entry.type === 'refund' ? 'Refund' : 'Balance Adjustment',
      amount: harsyaAmountOf(amount, entry.currency),
      fee: harsyaAmountOf(fee, entry.currency),
      createdBy: environment.statementDescriptor,
      transactionId: refund === null ? chargeIds.of(entry.source) : harsyaRefundIds.of(entry.source),
    }
  },
})

const monthMost = 31 * dayMs
const backMost = 6 * 31 * dayMs

/** Two bounds, of which the second is the later: at most a month, and not older than half a year. */
function periodOf(sent: { startDate: string; endDate: string }, now: number) {
  const bounds: number[] = []
  for (const [param, text] of Object.entries(sent)) {
    const day = /^\d{4}-\d{2}-\d{2}$/.test(text)
    const at = /^\d{4}-\d{2}-\d{2}(T|$)/.test(text) ? Date.parse(text) : Number.NaN
    if (Number.isNaN(at)) return refuse.parameterInvalid({ param, why: 'it is no date of ISO 8601.' })
    if (at < now - backMost) return refuse.parameterInvalid({ param, why: 'it is more than six months ago.' })
    // A day is meant to its end.
    bounds.push(day && param === 'endDate' ? at + dayMs - 1 : at)
  }
  const [from = 0, to = 0] = bounds
  if (to < from) return refuse.parameterInvalid({ param: 'endDate', why: 'it is before startDate.' })
  if (to - from > monthMost)
    return refuse.parameterInvalid({ param: 'endDate', why: 'it is more than 31 days after startDate.' })
  return { gte: Math.ceil(from / secondMs), lte: Math.floor(to / secondMs) }
}

/** Charges and refunds that a text names: by an id, or as the reference of a session or of a refund. */
async function sourcesOf(text: string, { engine, request }: HarsyaCall): Promise<string[] | Refusal> {
  const found =
    (await engine.find(charge, chargeIds, text, request)) ?? (await engine.find(refund, harsyaRefundIds, text, request))
  if (found !== null) return isRefusal(found) ? found : [found.id]
  const refunded = await engine.referred('harsya/refund', text, request)
  if (refunded !== null) return [refunded]
  const intent = await engine.referred('harsya/payment', text, request)
  const session = intent === null ? await engine.find(paymentIntent, sessionIds, text, request) : { id: intent }
  if (session === null) return []
  if (isRefusal(session)) return session
  const everything = { limit: countedMax, offset: 0, most: countedMax }
  const where = { payment_intent: session.id }
  const charges = await engine.placed(charge, where, everything, request)
  const refunds = await engine.placed(refund, where, everything, request)
  return [...charges.rows, ...refunds.rows].map(({ id }) => id)
}

async function changeOf(entry: Entry, { engine, request }: HarsyaCall): Promise<Change> {
  const refundRow = entry.type === 'charge' ? null : await engine.row(refund, entry.source, request)
  const chargeRow = await engine.row(charge, refundRow?.charge ?? entry.source, request)
  if (refundRow !== null)
    return { entry, charge: chargeRow, refund: refundRow, reference: refundReference(refundRow, chargeRow) }
  const intent = chargeRow === null ? null : await engine.row(paymentIntent, chargeRow.payment_intent, request)
  return {
    entry,
    charge: chargeRow,
    refund: refundRow,
    reference: intent === null ? '' : sessionInputOf(intent).clientReferenceId,
  }
}

export const balanceHistory: AnyForeignRoute = defineForeignRoute({
  method: 'GET',
  path: '/v1/balance-histories',
  operationId: 'BalanceHistories.List',
  summary: 'What changed the balance, newest first',
  source: 'vendor',
  access: 'token',
  resource: 'balance',
  query: Type.Object({
    ...harsyaPageFields,
    startDate: Text(40),
    endDate: Text(40),
    accountType: Type.Optional(OneOf(['PAYMENT', 'DISBURSEMENT', 'WALLET'] as const)),
    transactionId: Type.Optional(Text(255)),
  }),
  fields: {
    ...harsyaPageMappings,
    '?startDate': mapped('created[gte]'),
    '?endDate': mapped('created[lte]'),
    '?accountType': mapped('balance_type'),
    '?transactionId': mapped('source'),
  },
  answers: ['balanceChange'],
  handle: async ({ query, engine, request }) => {
    const { startDate, endDate, accountType = 'PAYMENT', transactionId } = query
    const created = periodOf({ startDate, endDate }, engine.now(request))
    if ('refused' in created) return created
    const place = pagePlace(query satisfies HarsyaPageQuery)
    // The other two wallets are empty here.
    if (accountType !== 'PAYMENT') return engine.send(paged([], place, 0))
    const sources = transactionId === undefined ? null : await sourcesOf(transactionId, { engine, request })
    if (isRefusal(sources)) return sources
    const { rows, total } = await engine.placed(
      balanceTransaction,
      { type: ['charge', 'refund', 'refund_failure'], ...(sources === null ? {} : { source: sources }) },
      { limit: place.perPage, offset: (place.page - 1) * place.perPage, most: countedMax, created },
      request,
    )
    const data: unknown[] = []
    for (const entry of rows)
      data.push(await engine.render('balanceChange', await changeOf(entry, { engine, request }), request))
    return engine.send(paged(data, place, total))
  },
})
