/** The calls on refunds: of a session or of one of its charges. */

import { Type } from 'typebox'
import { echoed, mapped } from '../../contracts/dialect.ts'
import { type AnyForeignRoute, defineForeignRoute } from '../../engine/dialect.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { metadataOfJson } from '../../kernel/metadata.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/refusal.ts'
import { ForeignIdParams, OneOf, Text } from '../../kernel/schema.ts'
import { type Charge, charge } from '../../resources/payments/charge/index.ts'
import { type PaymentIntent, paymentIntent } from '../../resources/payments/payment-intent/index.ts'
import { createRefund, refund } from '../../resources/payments/refund/index.ts'
import { conventions } from './conventions.ts'
import { DestinationFields } from './fields.ts'
import { chargeIds, harsyaRefundIds, sessionIds } from './ids.ts'
import type { RefundSent } from './refund.ts'
import { findSession, harsyaAmount } from './request-values.ts'
import { harsyaPage, harsyaPageFields, harsyaPageMappings, referredPage } from './session-read-routes.ts'
import { sessionInputOf } from './values.ts'

const RefundFields = Type.Object({
  clientReferenceId: Type.String({ minLength: 1, maxLength: 100 }),
  paymentSessionId: Type.Optional(Text(255)),
  chargeId: Type.Optional(Text(255)),
  isFullAmount: Type.Optional(Type.Boolean()),
  amount: Type.Optional(
    Type.Object({
      value: Type.String({ pattern: '^\\d{1,18}(\\.\\d{1,4})?$', expected: 'an amount as a text of digits' }),
      currency: Type.String({ minLength: 3, maxLength: 3 }),
    }),
  ),
  reason: OneOf(['SUSPECT_FRAUDULENT', 'DUPLICATE', 'REQUESTED_BY_CUSTOMER', 'CANCELLATION', 'OTHERS'] as const),
  description: Type.Optional(Text(50)),
  method: Type.Optional(OneOf(['AUTO', 'TRANSFER_ONLY'] as const)),
  transferDestination: Type.Optional(DestinationFields),
  metadata: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
})

const reasons = {
  SUSPECT_FRAUDULENT: 'fraudulent',
  DUPLICATE: 'duplicate',
  REQUESTED_BY_CUSTOMER: 'requested_by_customer',
  CANCELLATION: 'requested_by_customer',
  OTHERS: null,
} as const

/** References of its sandbox whose money the channel does not take back, so that it goes by bank transfer. */
const channelFails = /^[12]001-/

type Target = { readonly intent: PaymentIntent; readonly charge: Charge }

/** The charge that is given back: named, or the one of the session. */
async function targetOf(
  { paymentSessionId, chargeId }: { paymentSessionId?: string; chargeId?: string },
  context: Parameters<typeof findSession>[1],
): Promise<Target | Refusal> {
  const { engine, request } = context
  if (chargeId !== undefined) {
    const chargeRow = await engine.find(charge, chargeIds, chargeId, request)
    if (chargeRow === null) return refuse.resourceMissing({ noun: 'charge', id: chargeId, param: 'chargeId' })
    if (isRefusal(chargeRow)) return chargeRow
    const intent = await engine.row(paymentIntent, chargeRow.payment_intent, request)
    if (intent === null || (paymentSessionId !== undefined && sessionIds.of(intent.id) !== paymentSessionId))
      return refuse.parameterInvalid({ param: 'chargeId', why: 'the charge does not belong to the paymentSessionId.' })
    return { intent, charge: chargeRow }
  }
  if (paymentSessionId === undefined) return refuse.parameterMissing({ param: 'paymentSessionId' })
  const intent = await findSession(paymentSessionId, context, 'paymentSessionId')
  if (isRefusal(intent)) return intent
  const chargeRow = intent.latest_charge === null ? null : await engine.row(charge, intent.latest_charge, request)
  return chargeRow === null ? refuseUnpaid() : { intent, charge: chargeRow }
}

const refuseUnpaid = (): Refusal => ({
  ...refuse.parameterInvalid({ param: 'paymentSessionId', why: 'the session has no payment that could be refunded.' }),
  kind: 'unexpected_state',
})

const create = defineForeignRoute({
  method: 'POST',
  path: '/v1/refunds',
  operationId: 'Refunds.Create',
  summary: 'Refund a session or one of its charges',
  source: 'vendor',
  access: 'token',
  resource: 'refunds',
  body: RefundFields,
  fields: {
    clientReferenceId: mapped('clientReferenceId'),
    paymentSessionId: mapped('payment_intent'),
    chargeId: mapped('charge'),
    isFullAmount: mapped('whole amount'),
    'amount.value': mapped('amount'),
    'amount.currency': mapped('currency'),
    reason: mapped('reason'),
    description: echoed('foreign.description'),
    method: mapped('bank_account'),
    'transferDestination.channelCode': mapped('bank_account[bank]'),
    'transferDestination.channelInformation.accountNumber': mapped('bank_account[account_number]'),
    'transferDestination.channelInformation.accountName': mapped('bank_account[account_holder]'),
    'transferDestination.description': echoed('foreign.payer'),
    'metadata.*': mapped('metadata'),
    'header x-request-id': mapped('idempotency key'),
  },
  answers: ['refund'],
  handle: async ({ body, exact, engine, request }) => {
    if (body.isFullAmount !== true && body.amount === undefined) return refuse.parameterMissing({ param: 'amount' })
    const target = await targetOf(body, { engine, request })
    if (isRefusal(target)) return target
    const { intent, charge } = target
    const money = body.amount === undefined ? null : harsyaAmount({ exact }, body.amount, 'amount')
    if (money !== null && isRefusal(money)) return money
    if (money !== null && money.currency !== intent.currency)
      return refuse.parameterInvalid({ param: 'currency', why: `the session is in ${intent.currency.toUpperCase()}.` })
    if (money?.amount === 0) return refuse.parameterInvalid({ param: 'amount', why: 'it must be greater than 0.' })
    const preference = preferenceOf(intent)
    const method = body.method ?? preference.method ?? 'AUTO'
    const destination = body.transferDestination ?? preference.transferDestination
    if (method === 'TRANSFER_ONLY' && destination === undefined)
      return refuse.parameterMissing({ param: 'transferDestination' })
    const byTransfer =
      method === 'TRANSFER_ONLY' ||
      charge.method?.type === 'virtual_account' ||
      (!request.environment.livemode && channelFails.test(body.clientReferenceId))
    const sent: RefundSent = {
      clientReferenceId: body.clientReferenceId,
      isFullAmount: body.isFullAmount ?? false,
      reason: body.reason,
      description: body.description ?? '',
      method,
      metadata: (body.metadata ?? null) as JsonObject | null,
      payer: (destination ?? null) as JsonObject | null,
    }
    return await engine.run(
      createRefund,
      {
        intent: intent.id,
        charge: charge.id,
        ...(money === null || body.isFullAmount === true ? {} : { amount: money.amount }),
        reason: reasons[body.reason],
        metadata: metadataOfJson((body.metadata ?? {}) as JsonObject),
        transferTo: byTransfer && destination !== undefined ? accountOf(destination) : null,
        byTransfer: true,
        foreign: { dialect: conventions.name, data: sent },
        reference: { space: 'harsya/refund', value: body.clientReferenceId, param: 'clientReferenceId' },
      },
      request,
    )
  },
})

type Destination = { channelCode: string; channelInformation: { accountNumber: string; accountName: string } }
type RefundPreference = { method?: 'AUTO' | 'TRANSFER_ONLY'; transferDestination?: Destination }
const accountOf = ({ channelCode, channelInformation }: Destination) => ({
  bank: channelCode,
  account_number: channelInformation.accountNumber,
  account_holder: channelInformation.accountName,
})

/** How the customer wanted it when the session was made, and to which account. */
function preferenceOf(intent: PaymentIntent): RefundPreference {
  const preference = sessionInputOf(intent).payer?.customer.refundPreference
  // Checked when it was sent.
  return (preference ?? {}) as RefundPreference
}

const retrieve = defineForeignRoute({
  method: 'GET',
  path: '/v1/refunds/:id',
  operationId: 'Refunds.Retrieve',
  summary: 'Retrieve a refund',
  source: 'vendor',
  access: 'token',
  resource: 'refunds',
  params: ForeignIdParams,
  fields: {},
  answers: ['refund'],
  handle: async ({ params, engine, request }) => {
    const row = await engine.find(refund, harsyaRefundIds, params.id, request)
    if (isRefusal(row)) return row
    return row === null
      ? refuse.resourceMissing({ noun: 'refund', id: params.id })
      : await engine.answer('refund', row, request)
  },
})

const list = defineForeignRoute({
  method: 'GET',
  path: '/v1/refunds',
  operationId: 'Refunds.List',
  summary: 'List refunds, newest first, or find one by your own reference',
  source: 'vendor',
  access: 'token',
  resource: 'refunds',
  query: Type.Object({ ...harsyaPageFields, clientReferenceId: Type.Optional(Text(100)) }),
  fields: { ...harsyaPageMappings, '?clientReferenceId': mapped('reference') },
  answers: ['refundData'],
  handle: async ({ query, engine, request }) =>
    query.clientReferenceId === undefined
      ? await harsyaPage(refund, 'refundData', query, engine, request)
      : await referredPage(
          { noun: refund, space: 'harsya/refund', reference: query.clientReferenceId, answer: 'refundData' },
          query,
          engine,
          request,
        ),
})

export const harsyaRefundRoutes: readonly AnyForeignRoute[] = [create, retrieve, list]
