import { Type } from 'typebox'
import { pageOf } from '../../../engine/page.ts'
import { type AnyRoute, defineRoute } from '../../../engine/route.ts'
import { mergeMetadata } from '../../../kernel/metadata.ts'
import { refuse } from '../../../kernel/refusal.ts'
import {
  Email,
  IdParams,
  IdText,
  MetadataField,
  MinorUnits,
  NotYet,
  OneOf,
  pageFields,
} from '../../../kernel/schema.ts'
import { notOfferedReasons } from '../../customers/payment-method/index.ts'
import { charge } from '../charge/index.ts'
import { refund } from './aggregate.ts'
import { cancelRefund } from './commands/cancel.ts'
import { createRefund } from './commands/create.ts'
import { giveRefundAccount } from './commands/give-account.ts'
import { updateRefund } from './commands/update.ts'
import { refundReasons } from './model.ts'
import { refuseRefund } from './refusals.ts'

const tag = 'Refunds'
const answers = { noun: 'refund' } as const

/** What goes back from a balance that a customer has with the merchant. */
const noBalances = 'customers have no cash balance here; refund a payment_intent or a charge'

/** Ours: where a refund goes whose scheme has no way back. */
const bankAccount = Type.Object(
  {
    bank: Type.String({ minLength: 2, maxLength: 50, description: "The bank's code or name." }),
    account_number: Type.String({ minLength: 4, maxLength: 34, pattern: '^[0-9A-Za-z ]+$' }),
    account_holder: Type.String({ minLength: 1, maxLength: 100 }),
  },
  { additionalProperties: false },
)

export const refundRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'POST',
    path: '/v1/refunds',
    tag,
    operationId: 'Refunds.Create',
    summary: 'Refund a payment, or a part of it',
    access: 'secret',
    body: Type.Object(
      {
        payment_intent: Type.Optional(IdText('The payment, or name its charge.')),
        charge: Type.Optional(IdText('The charge, or name its payment intent.')),
        amount: Type.Optional(MinorUnits('All that is left by default.')),
        reason: Type.Optional(OneOf(refundReasons)),
        metadata: Type.Optional(MetadataField),
        bank_account: Type.Optional(bankAccount),
        instructions_email: Type.Optional(
          Email(
            512,
            'Where a payer is asked for the account that the money goes to, where the scheme has no way back.',
          ),
        ),
        currency: NotYet(noBalances),
        customer: NotYet(noBalances),
        origin: NotYet(noBalances),
        refund_application_fee: NotYet(notOfferedReasons.connect),
        reverse_transfer: NotYet(notOfferedReasons.connect),
      },
      { additionalProperties: false },
    ),
    answers,
    handle: async ({ body, engine, request }) => {
      let intent = body.payment_intent
      if (body.charge !== undefined) {
        const chargeRow = await engine.row(charge, body.charge, request)
        if (chargeRow === null) return refuse.resourceMissing({ noun: 'charge', id: body.charge, param: 'charge' })
        if (intent !== undefined && intent !== chargeRow.payment_intent) return refuseRefund.targetsDiffer()
        intent = chargeRow.payment_intent
      }
      if (intent === undefined) return refuseRefund.targetMissing()
      const metadata = mergeMetadata({}, body.metadata)
      return await engine.run(
        createRefund,
        {
          intent,
          charge: body.charge ?? null,
          amount: body.amount,
          reason: body.reason ?? null,
          metadata,
          transferTo: body.bank_account ?? null,
          ...(body.instructions_email === undefined ? {} : { instructions_email: body.instructions_email }),
        },
        request,
      )
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/refunds/:id',
    tag,
    operationId: 'Refunds.Retrieve',
    summary: 'Retrieve a refund',
    access: 'secret',
    params: IdParams,
    answers,
    handle: async ({ params, engine, request }) => await engine.show(refund, params.id, request),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/refunds/:id',
    tag,
    operationId: 'Refunds.Update',
    summary: "Change a refund's metadata, or name the bank account that it waits for",
    access: 'secret',
    params: IdParams,
    body: Type.Object(
      { metadata: Type.Optional(MetadataField), bank_account: Type.Optional(bankAccount) },
      { additionalProperties: false },
    ),
    answers,
    handle: async ({ params, body, engine, request }) => {
      const refundRow = await engine.row(refund, params.id, request)
      if (refundRow === null) return refuse.resourceMissing({ noun: 'refund', id: params.id })
      if (body.bank_account !== undefined) {
        const { payment_intent: intent, charge, id } = refundRow
        return await engine.run(
          giveRefundAccount,
          { intent, charge, refund: id, transferTo: body.bank_account },
          request,
        )
      }
      return await engine.run(
        updateRefund,
        { intent: refundRow.payment_intent, refund: refundRow.id, metadata: body.metadata },
        request,
      )
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/refunds/:id/cancel',
    tag,
    operationId: 'Refunds.Cancel',
    summary: 'Cancel a refund while it is pending',
    access: 'secret',
    params: IdParams,
    body: Type.Object({}, { additionalProperties: false }),
    answers,
    handle: async ({ params, engine, request }) => {
      const refundRow = await engine.row(refund, params.id, request)
      if (refundRow === null) return refuse.resourceMissing({ noun: 'refund', id: params.id })
      return await engine.run(
        cancelRefund,
        { intent: refundRow.payment_intent, refund: refundRow.id, charge: refundRow.charge },
        request,
      )
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/refunds',
    tag,
    operationId: 'Refunds.List',
    summary: 'List refunds, newest first',
    access: 'secret',
    query: Type.Object(
      {
        ...pageFields,
        payment_intent: Type.Optional(IdText('Only of this payment.')),
        charge: Type.Optional(IdText('Only of this charge.')),
      },
      { additionalProperties: false },
    ),
    answers: { noun: 'refund', as: 'list' },
    handle: async ({ query, engine, request }) =>
      await engine.list(
        refund,
        { payment_intent: query.payment_intent, charge: query.charge },
        pageOf(query),
        '/v1/refunds',
        request,
      ),
  }),
]
