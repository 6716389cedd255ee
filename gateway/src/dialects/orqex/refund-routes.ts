/** Orqex's calls on refunds, nested under their intent. */

import { Type } from 'typebox'
import { echoed, ignored, mapped } from '../../contracts/dialect.ts'
import { type AnyForeignRoute, defineForeignRoute } from '../../engine/dialect.ts'
import { metadataOfJson } from '../../kernel/metadata.ts'
import { isRefusal, refuse } from '../../kernel/refusal.ts'
import { ForeignIdParams, Text } from '../../kernel/schema.ts'
import { createRefund, type Refund, refund } from '../../resources/payments/refund/index.ts'
import { conventions } from './conventions.ts'
import { bodyChecks, idempotencyField, metadataIn, orqexAmount } from './fields.ts'
import { orqexRefundIds } from './ids.ts'
import { findIntent } from './look-up.ts'
import { listQueryOf, orqexPage, orqexPageMappings, orqexPageQuery, pagination, refusePlace } from './paging.ts'

const path = '/v1/payment/intents/:id/refunds'

/** Reasons that we have too; any other is kept as it was sent. */
const ourReasons: readonly Refund['reason'][] = ['duplicate', 'fraudulent', 'requested_by_customer']

const create = defineForeignRoute({
  method: 'POST',
  path,
  operationId: 'Refunds.Create',
  summary: 'Refund a payment, or a part of it',
  source: 'vendor',
  access: 'secret',
  resource: 'refunds',
  params: ForeignIdParams,
  body: Type.Object({
    amount: Type.Number({ exclusiveMinimum: 0 }),
    reason: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
    note: Type.Optional(Text(1000)),
    metadata: Type.Optional(Type.Unknown()),
    allow_payout: Type.Optional(Type.Boolean()),
  }),
  checks: bodyChecks,
  fields: {
    amount: mapped('amount'),
    reason: mapped('reason'),
    note: echoed('foreign.note'),
    'metadata.*': mapped('metadata'),
    allow_payout: ignored('Where a scheme has no way back, the refund waits for a bank account of the payer.'),
    ...idempotencyField,
  },
  answers: ['refund'],
  handle: async ({ params, body, exact, engine, as }) => {
    const request = as('refund', { status: 201, given: 'Refund created.' })
    const intent = await findIntent(params.id, engine, request)
    if (isRefusal(intent)) return intent
    const amount = orqexAmount(exact('amount'), intent.currency)
    if (isRefusal(amount)) return amount
    const metadata = metadataIn(body.metadata)
    if (isRefusal(metadata)) return metadata
    const { reason = null, note = null } = body
    return await engine.run(
      createRefund,
      {
        intent: intent.id,
        charge: null,
        amount,
        reason: ourReasons.find((ours) => ours === reason) ?? null,
        metadata: metadataOfJson(metadata),
        transferTo: null,
        foreign: { dialect: conventions.name, data: { metadata, reason, note } },
      },
      request,
    )
  },
})

const list = defineForeignRoute({
  method: 'GET',
  path,
  operationId: 'Refunds.List',
  summary: 'List the refunds of an intent, newest first',
  source: 'vendor',
  access: 'secret',
  resource: 'refunds',
  params: ForeignIdParams,
  query: Type.Object(orqexPageQuery),
  fields: orqexPageMappings,
  answers: ['refundInList'],
  handle: async ({ params, query, engine, request, base }) => {
    const intent = await findIntent(params.id, engine, request)
    if (isRefusal(intent)) return intent
    const asked = listQueryOf(query, base + path.replace(':id', params.id))
    if (isRefusal(asked)) return asked
    const misplaced = await refusePlace(asked, (id) => engine.row(refund, id, request))
    if (misplaced !== null) return misplaced
    const found = await engine.rows(refund, { payment_intent: intent.id }, orqexPage(asked), request)
    const data = await Promise.all(found.rows.map((row) => engine.render('refundInList', row, request)))
    const ids = found.rows.map(({ id }) => id)
    return engine.send({ message: 'Refunds retrieved.', data, pagination: pagination(ids, found.more, asked) })
  },
})

const availability = defineForeignRoute({
  method: 'GET',
  path: `${path}/availability`,
  operationId: 'Refunds.Availability',
  summary: 'What of a payment can still be refunded',
  source: 'vendor',
  access: 'secret',
  resource: 'refunds',
  params: ForeignIdParams,
  fields: {},
  answers: ['availability'],
  handle: async ({ params, engine, request }) => {
    const intent = await findIntent(params.id, engine, request)
    return isRefusal(intent) ? intent : await engine.answer('availability', intent, request)
  },
})

const retrieve = defineForeignRoute({
  method: 'GET',
  path: `${path}/:refund`,
  operationId: 'Refunds.Retrieve',
  summary: 'Retrieve a refund',
  source: 'vendor',
  access: 'secret',
  resource: 'refunds',
  params: Type.Object({ id: Text(255), refund: Text(255) }),
  fields: {},
  answers: ['refund'],
  handle: async ({ params, engine, request }) => {
    const intent = await findIntent(params.id, engine, request)
    if (isRefusal(intent)) return intent
    const refundRow = await engine.find(refund, orqexRefundIds, params.refund, request)
    if (isRefusal(refundRow)) return refundRow
    return refundRow === null || refundRow.payment_intent !== intent.id
      ? refuse.resourceMissing({ noun: 'refund', id: params.refund, param: 'refund' })
      : await engine.answer('refund', refundRow, request)
  },
})

export const orqexRefundRoutes: readonly AnyForeignRoute[] = [create, list, availability, retrieve]
