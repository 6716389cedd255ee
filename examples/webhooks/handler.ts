/**
 * A webhook handler: `POST /hook`.
 *
 *   1  check the signature over the raw bytes; what is not signed is answered 400 and forgotten
 *   2  answer 200 at once for what was seen before: events come at least once
 *   3  do the work, keyed by what happened to what, and answer 2xx only when it is done: else the event comes again
 *
 * Events of one object come in order; those of different objects do not. So what an event means is read from the object itself.
 */
import { createServer, type IncomingMessage } from 'node:http'
import type Stripe from 'stripe'
import { gatewayClient } from '../client.ts'

const secret = process.env.FLORIN_WEBHOOK_SECRET ?? ''
const stripe = gatewayClient()
/** Where a real shop has a table with a unique key, written in the commit of the work itself. */
const seen = new Set<string>()

function handle(event: Stripe.Event): void {
  switch (event.type) {
    case 'payment_intent.succeeded': {
      const { id, amount_received, currency, metadata } = event.data.object
      console.log(`ship ${metadata.order ?? id}: ${amount_received} ${currency}`)
      break
    }
    case 'charge.refunded':
      console.log(`refunded ${event.data.object.payment_intent}: ${event.data.object.amount_refunded} in all`)
      break
    default:
    // Types that nobody asked about are fine: new ones come, and are answered 200 too.
  }
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

async function statusOf(request: IncomingMessage): Promise<number> {
  const body = await bytesOf(request)
  let event: Stripe.Event
  try {
    event = stripe.webhooks.constructEvent(body, request.headers['stripe-signature'] ?? '', secret)
  } catch {
    return 400
  }
  if (seen.has(event.id)) return 200
  handle(event)
  seen.add(event.id)
  return 200
}

const server = createServer((request, response) => {
  statusOf(request)
    .then((status) => response.writeHead(status).end())
    .catch((error: unknown) => {
      console.error(error)
      response.writeHead(500).end()
    })
})
server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  const address = server.address()
  console.log(`listening at http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/hook`)
})
