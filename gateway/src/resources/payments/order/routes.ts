import { type Static, Type } from 'typebox'
import { pageOf } from '../../../engine/page.ts'
import { type AnyRoute, defineRoute, type Engine, type RequestContext } from '../../../engine/route.ts'
import { type Refusal, refuse } from '../../../kernel/refusal.ts'
import { CurrencyCode, Email, IdParams, NoFields, OneOf, pageFields, Text, Unsettable } from '../../../kernel/schema.ts'
import { order } from './aggregate.ts'
import { createOrder } from './commands/create.ts'
import { markPaid } from './commands/mark-paid.ts'
import { requestPayment } from './commands/request-payment.ts'
import { updateOrder } from './commands/update.ts'
import { type Order, type OrderLine, orderIdMax } from './model.ts'

const tag = 'Orders'

const Lines = Type.Array(
  Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 250 }),
      amount: Type.Integer({
        minimum: 0,
        maximum: 999_999_999_999,
        description: "For one piece, in the currency's smallest unit.",
      }),
      quantity: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, description: '1 by default.' })),
      description: Type.Optional(Text(1000)),
    },
    { additionalProperties: false },
  ),
  { maxItems: 100 },
)
const changeable = {
  receipt_email: Type.Optional(Unsettable(Email(512))),
  user: Type.Optional(Unsettable(Text(255, "Whose it is among your shop's users; nobody's in particular by default."))),
}

const linesOf = (lines: Static<typeof Lines>): readonly OrderLine[] =>
  lines.map(({ name, amount, quantity, description }) => ({
    title: name,
    amount,
    quantity: quantity ?? 1,
    description: description ?? '',
  }))

/** The order as it is now: its intent has to be known before both are locked. */
async function orderOf(id: string, engine: Engine, request: RequestContext): Promise<Order | Refusal> {
  return (await engine.row(order, id, request)) ?? refuse.resourceMissing({ noun: 'order', id })
}

/** Orders of a shop: ours. A shop's own backend is spoken too (`/docs/dialects/shop`). */
export const orderRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'POST',
    path: '/v1/orders',
    tag,
    operationId: 'Orders.Create',
    summary: 'Create an order of a shop',
    description:
      'Ours. Have a payment requested for it, and mark it as paid; or let the calls of a shop do it: /docs/dialects/shop.',
    access: 'secret',
    body: Type.Object(
      {
        currency: CurrencyCode,
        line_items: Type.Optional(Lines),
        order_id: Type.Optional(
          Type.Integer({ minimum: 1, maximum: orderIdMax, description: 'Your own id; the next one by default.' }),
        ),
        order_number: Type.Optional(
          Type.String({
            minLength: 1,
            maxLength: 64,
            description: 'What the customer is told; made by default: ORD-20250331-5XZF.',
          }),
        ),
        ...changeable,
      },
      { additionalProperties: false },
    ),
    answers: { noun: 'order' },
    handle: async ({ body, engine, request }) =>
      await engine.run(
        createOrder,
        {
          currency: body.currency.toLowerCase(),
          lines: linesOf(body.line_items ?? []),
          order_id: body.order_id ?? null,
          order_number: body.order_number ?? null,
          user: body.user ?? null,
          receipt_email: body.receipt_email ?? null,
        },
        request,
      ),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/orders/:id',
    tag,
    operationId: 'Orders.Retrieve',
    summary: 'Retrieve an order',
    access: 'secret',
    params: IdParams,
    answers: { noun: 'order' },
    handle: async ({ params, engine, request }) => await engine.show(order, params.id, request),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/orders/:id',
    tag,
    operationId: 'Orders.Update',
    summary: 'Change an open order, and what its payment asks for',
    access: 'secret',
    params: IdParams,
    body: Type.Object({ line_items: Type.Optional(Lines), ...changeable }, { additionalProperties: false }),
    answers: { noun: 'order' },
    handle: async ({ params, body: { line_items, ...plain }, engine, request }) => {
      const row = await orderOf(params.id, engine, request)
      if ('refused' in row) return row
      const changes = { ...plain, ...(line_items === undefined ? {} : { lines: linesOf(line_items) }) }
      return await engine.run(updateOrder, { order: row.id, intent: row.payment_intent, changes }, request)
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/orders/:id/request_payment',
    tag,
    operationId: 'Orders.RequestPayment',
    summary: 'Price an order: give it a payment intent over its total, the same one each time',
    access: 'secret',
    params: IdParams,
    body: NoFields,
    answers: { noun: 'order' },
    handle: async ({ params, engine, request }) => {
      const row = await orderOf(params.id, engine, request)
      if ('refused' in row) return row
      return await engine.run(requestPayment, { order: row.id, intent: row.payment_intent }, request)
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/orders/:id/mark_paid',
    tag,
    operationId: 'Orders.MarkPaid',
    summary: 'Mark an order as paid, after a look at its payment intent',
    access: 'secret',
    params: IdParams,
    body: Type.Object(
      {
        expand: NoFields.properties.expand,
        payment_intent: Type.Optional(Text(255, 'What has paid; refused where it is another.')),
      },
      { additionalProperties: false },
    ),
    answers: { noun: 'order' },
    handle: async ({ params, body, engine, request }) => {
      const row = await orderOf(params.id, engine, request)
      if ('refused' in row) return row
      const input = { order: row.id, intent: row.payment_intent, said: body.payment_intent ?? null }
      return await engine.run(markPaid, input, request)
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/orders',
    tag,
    operationId: 'Orders.List',
    summary: 'List orders, the highest id first',
    access: 'secret',
    query: Type.Object(
      {
        limit: pageFields.limit,
        starting_after: pageFields.starting_after,
        ending_before: pageFields.ending_before,
        expand: pageFields.expand,
        order_number: Type.Optional(Text(64)),
        payment_intent: Type.Optional(Text(255)),
        status: Type.Optional(OneOf(['open', 'paid'] as const)),
        user: Type.Optional(Text(255)),
      },
      { additionalProperties: false },
    ),
    answers: { noun: 'order', as: 'list' },
    handle: async ({ query: { order_number, payment_intent, status, user, ...page }, engine, request }) => {
      const where = { order_number, payment_intent, status, shop_user: user }
      return await engine.list(order, where, pageOf(page), '/v1/orders', request)
    },
  }),
]
