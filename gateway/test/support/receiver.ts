/** A merchant's webhook handler for tests: a real HTTP server that notes what it gets and answers as the test says. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import { after } from 'node:test'
import Stripe from 'stripe'

export type Received = {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly event: {
    id: string
    type: string
    object_sequence: number
    pending_webhooks: number
    data: { object: { id: string; object: string } }
  }
}

/** Answers a request; by default with 200. */
export type Respond = (received: Received, response: ServerResponse, count: number) => void

export type TestReceiver = {
  readonly url: string
  readonly received: Received[]
  /** Takes what came since the last time. */
  take(): Received[]
  respond: Respond
}

export const ok: Respond = (_, response) => void response.end('thanks')
export const refuseAll: Respond = (_, response) => void response.writeHead(500).end('not now')

export async function openReceiver(respond: Respond = ok): Promise<TestReceiver> {
  const received: Received[] = []
  let taken = 0
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8')
      const one = {
        path: request.url ?? '',
        headers: request.headers,
        body,
        event: JSON.parse(body) as Received['event'],
      }
      received.push(one)
      receiver.respond(one, response, received.length)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  after(() => {
    server.closeAllConnections()
    server.close()
  })
  const receiver: TestReceiver = {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    respond,
    take: () => {
      const fresh = received.slice(taken)
      taken = received.length
      return fresh
    },
  }
  return receiver
}

const stripe = new Stripe('sk_test_unused')

/** Seconds that a signature may be old; the official client's own limit. */
const toleranceSeconds = 300

/** The event of a delivery, as the official client verifies it with a secret; `nowMs` is the receiver's clock. */
export const verified = (received: Received, secret: string, nowMs: number): Stripe.Event =>
  stripe.webhooks.constructEvent(
    received.body,
    received.headers['stripe-signature'] ?? '',
    secret,
    toleranceSeconds,
    undefined,
    Math.floor(nowMs / 1000),
  )

export const receivedTypes = (received: readonly Received[]): string[] => received.map(({ event }) => event.type)
