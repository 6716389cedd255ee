/**
 * A small shop's server.
 *
 *   POST /orders        item, order (the shop's own number), payment_method   →  what became of it
 *   GET  /orders/:id    how the payment of an order stands
 *
 * What it shows: prices are the server's and never the browser's; the order's number is the idempotency key, so that a payer who
 * presses twice, or a connection that broke, charges once; a decline is told to the payer; a bank's page is led to.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import Stripe from 'stripe'
import { gatewayClient } from '../client.ts'

/** In cents. */
const prices: ReadonlyMap<string, number> = new Map([
  ['tea', 450],
  ['pot', 3200],
])
const stripe = gatewayClient()
/** Where a real shop has its database: the payment of each order. */
const payments = new Map<string, string>()

type Told = { readonly status: number; readonly body: unknown }

/** What the shop's own pages need to know of a payment. */
const told = (order: string, intent: Stripe.PaymentIntent): Told => ({
  status: 200,
  body: {
    order,
    status: intent.status,
    // The payer goes there, and comes back to `return_url`.
    ...(intent.next_action?.redirect_to_url?.url == null ? {} : { go_to: intent.next_action.redirect_to_url.url }),
  },
})

async function buy(form: URLSearchParams, address: string): Promise<Told> {
  const [item, order, method] = ['item', 'order', 'payment_method'].map((name) => form.get(name) ?? '')
  const amount = prices.get(item ?? '')
  if (amount === undefined || !order || !method)
    return { status: 400, body: { error: 'item, order and payment_method' } }
  try {
    const intent = await stripe.paymentIntents.create(
      {
        amount,
        currency: 'eur',
        payment_method: method,
        confirm: true,
        return_url: `${address}/orders/${order}`,
        metadata: { order },
      },
      { idempotencyKey: `order-${order}` },
    )
    payments.set(order, intent.id)
    return told(order, intent)
  } catch (error) {
    // The same order may be paid another way: a new attempt of the same payment, never a second payment.
    if (error instanceof Stripe.errors.StripeCardError) return { status: 402, body: { order, error: error.message } }
    throw error
  }
}

async function look(order: string): Promise<Told> {
  const id = payments.get(order)
  if (id === undefined) return { status: 404, body: { error: 'there is no such order' } }
  return told(order, await stripe.paymentIntents.retrieve(id))
}

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return new URLSearchParams(text)
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, place, order] = (request.url ?? '').split('?')[0]?.split('/') ?? []
  const found: Told =
    place !== 'orders'
      ? { status: 404, body: { error: 'POST /orders, GET /orders/…' } }
      : request.method === 'POST'
        ? await buy(await bodyOf(request), `http://${request.headers.host}`)
        : await look(order ?? '')
  response.writeHead(found.status, { 'content-type': 'application/json' }).end(JSON.stringify(found.body))
}

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    console.error(error)
    response.writeHead(503).end()
  })
})
server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  const address = server.address()
  console.log(`the shop is at http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`)
})
