/** Refunds below their charge, as older code makes and reads them. */

import { Type } from 'typebox'
import { pageOf } from '../../../engine/page.ts'
import { type AnyRoute, defineRoute, type Engine, type RequestContext } from '../../../engine/route.ts'
import { type MetadataInput, mergeMetadata } from '../../../kernel/metadata.ts'
import { defineRefusal, isRefusal, type Refusal, refuse } from '../../../kernel/refusal.ts'
import { IdParams, IdText, MetadataField, MinorUnits, NotYet, OneOf, pageFields } from '../../../kernel/schema.ts'
import { notOfferedReasons } from '../../customers/payment-method/index.ts'
import { charge } from '../charge/index.ts'
import { refund } from './aggregate.ts'
import { createRefund } from './commands/create.ts'
import { expireRefund } from './commands/expire.ts'
import { updateRefund } from './commands/update.ts'
import { type Refund, refundReasons } from './model.ts'
import { refuseRefund } from './refusals.ts'

const tag = 'Refunds'
const answers = { noun: 'refund' } as const
const strict = { additionalProperties: false }
const RefundParams = Type.Object({ ...IdParams.properties, refund: IdText('The refund.') })

const refuseLive = defineRefusal('forbidden', 'simulation_live_mode', '', () => 'This call exists in sandboxes only.')

const Body = Type.Object(
  {
    amount: Type.Optional(MinorUnits('All that is left by default.')),
    reason: Type.Optional(OneOf(refundReasons)),
    metadata: Type.Optional(MetadataField),
    refund_application_fee: NotYet(notOfferedReasons.connect),
    reverse_transfer: NotYet(notOfferedReasons.connect),
  },
  strict,
)

async function refundOf(
  id: string,
  body: { amount?: number; reason?: (typeof refundReasons)[number]; metadata?: MetadataInput },
  engine: Engine,
  request: RequestContext,
) {
  const chargeRow = await engine.row(charge, id, request)
  if (chargeRow === null) return refuse.resourceMissing({ noun: 'charge', id })
  return await engine.run(
    createRefund,
    {
      intent: chargeRow.payment_intent,
      charge: chargeRow.id,
      amount: body.amount,
      reason: body.reason ?? null,
      metadata: mergeMetadata({}, body.metadata),
      transferTo: null,
    },
    request,
  )
}

/** A refund of this charge; one of another is unknown here. */
async function ownRefund(
  { id, refund: own }: { readonly id: string; readonly refund: string },
  engine: Engine,
  request: RequestContext,
): Promise<Refund | Refusal> {
  const row = await engine.row(refund, own, request)
  return row === null || row.charge !== id ? refuseRefund.notOfCharge({ id: own, charge: id }) : row
}

export const chargeRefundRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'POST',
    path: '/v1/charges/:id/refunds',
    tag,
    operationId: 'Charges.CreateRefund',
    summary: 'Refund a charge, or a part of it',
    access: 'secret',
    resource: 'refunds',
    params: IdParams,
    body: Body,
    answers,
    handle: async ({ params, body, engine, request }) => await refundOf(params.id, body, engine, request),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/charges/:id/refund',
    tag: 'Charges',
    operationId: 'Charges.Refund',
    summary: 'Refund a charge, or a part of it; the answer is the charge',
    access: 'secret',
    resource: 'refunds',
    params: IdParams,
    body: Body,
    answers: { noun: 'charge' },
    handle: async ({ params, body, engine, request }) =>
      await refundOf(params.id, body, engine, { ...request, answer: { of: 'charge' } }),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/charges/:id/refunds',
    tag,
    operationId: 'Charges.ListRefunds',
    summary: "List a charge's refunds, newest first",
    access: 'secret',
    resource: 'refunds',
    params: IdParams,
    query: Type.Object(pageFields, strict),
    answers: { noun: 'refund', as: 'list' },
    handle: async ({ params, query, engine, request }) => {
      const chargeRow = await engine.row(charge, params.id, request)
      if (chargeRow === null) return refuse.resourceMissing({ noun: 'charge', id: params.id })
      return await engine.list(
        refund,
        { charge: chargeRow.id },
        pageOf(query),
        `/v1/charges/${chargeRow.id}/refunds`,
        request,
      )
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/charges/:id/refunds/:refund',
    tag,
    operationId: 'Charges.RetrieveRefund',
    summary: "Retrieve one of a charge's refunds",
    access: 'secret',
    resource: 'refunds',
    params: RefundParams,
    answers,
    handle: async ({ params, engine, request }) => {
      const row = await ownRefund(params, engine, request)
      return isRefusal(row) ? row : await engine.show(refund, row.id, request)
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/charges/:id/refunds/:refund',
    tag,
    operationId: 'Charges.UpdateRefund',
    summary: "Change the metadata of one of a charge's refunds",
    access: 'secret',
    resource: 'refunds',
    params: RefundParams,
    body: Type.Object({ metadata: Type.Optional(MetadataField) }, strict),
    answers,
    handle: async ({ params, body, engine, request }) => {
      const row = await ownRefund(params, engine, request)
      if (isRefusal(row)) return row
      return await engine.run(
        updateRefund,
        { intent: row.payment_intent, refund: row.id, metadata: body.metadata },
        request,
      )
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/test_helpers/refunds/:id/expire',
    tag: 'Test helpers',
    operationId: 'TestHelpers.Refunds.Expire',
    summary: 'Let the time of a refund end that waits for a bank account',
    access: 'secret',
    resource: 'refunds',
    params: IdParams,
    body: Type.Object({}, strict),
    answers,
    handle: async ({ params, engine, request }) => {
      if (request.environment.livemode) return refuseLive()
      const row = await engine.row(refund, params.id, request)
      if (row === null) return refuse.resourceMissing({ noun: 'refund', id: params.id })
      return await engine.run(expireRefund, { intent: row.payment_intent, refund: row.id, charge: row.charge }, request)
    },
  }),
]
