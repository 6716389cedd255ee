/**
 * Acme Pay's faithful double: its API with books in memory, as far as the example needs it. Every write names its own reference,
 * which is also the idempotency key: the same one again is answered the same, and does nothing more.
 *
 *   POST /payments                   { reference, amount, currency, capture, card }  → 201
 *   POST /payments/:id/captures      { reference, amount, currency, final }          → 201
 *   POST /payments/:id/void          { reference, currency, amount }                 → 201
 *   POST /payments/:id/refunds       { reference, amount, currency }                 → 201
 *   GET  /operations/:reference      what became of a write                          → 200, 404
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { ProcessorDouble } from '../conformance-http.ts'
import type { Bends } from '../conformance-network.ts'

type Operation = {
  readonly id: string
  readonly reference: string
  readonly status: 'done' | 'declined' | 'refused'
  readonly amount: number
  readonly currency: string
  readonly reason?: string
}
type Payment = { readonly currency: string; held: number; captured: number; refunded: number }
type Body = { readonly reference: string; readonly amount: number; readonly currency: string } & Readonly<
  Record<string, unknown>
>

export type AcmeDouble = ProcessorDouble & { readonly url: string; close(): Promise<void> }

/** Acme's answers, made to be about something else. */
export const acmeBends: Bends = {
  other_amount: (body) => body.replace(/"amount":(\d)/, '"amount":9$1'),
  other_currency: (body) => body.replace('"currency":"eur"', '"currency":"usd"'),
  other_reference: (body) => body.replace('"reference":"', '"reference":"other_'),
}

/** The card that Acme declines. */
export const declinedNumber = '4000000000000002'

export async function openAcme(apiKey: string): Promise<AcmeDouble> {
  const operations = new Map<string, Operation>()
  const done = new Map<string, number>()
  const payments = new Map<string, Payment>()

  const decide = (path: readonly string[], body: Body): Omit<Operation, 'reference' | 'amount' | 'currency'> => {
    const [, id = '', verb] = path
    if (verb === undefined) {
      const number = Reflect.get(Object(body.card), 'number')
      if (number === declinedNumber) return { id: '', status: 'declined', reason: 'insufficient_funds' }
      const made = `acme_${payments.size + 1}`
      const captured = body.capture === true ? body.amount : 0
      payments.set(made, { currency: body.currency, held: body.amount - captured, captured, refunded: 0 })
      return { id: made, status: 'done' }
    }
    const payment = payments.get(id)
    if (payment === undefined || payment.currency !== body.currency)
      return { id, status: 'refused', reason: 'no_such_payment' }
    const refused = { id, status: 'refused' as const, reason: 'amount_too_large' }
    if (verb === 'captures') {
      if (body.amount > payment.held) return refused
      payment.captured += body.amount
      payment.held = body.final === true ? 0 : payment.held - body.amount
    } else if (verb === 'void') {
      if (payment.held === 0) return refused
      payment.held = 0
    } else {
      if (body.amount > payment.captured - payment.refunded) return refused
      payment.refunded += body.amount
      return { id: `${id}_refund_${payment.refunded}`, status: 'done' }
    }
    return { id, status: 'done' }
  }

  const answer = (path: readonly string[], body: Body): Operation => {
    const known = operations.get(body.reference)
    if (known !== undefined) return known
    const { reference, amount, currency } = body
    const operation = { ...decide(path, body), reference, amount, currency }
    operations.set(reference, operation)
    if (operation.status === 'done') done.set(reference, (done.get(reference) ?? 0) + 1)
    return operation
  }

  const serve = async (asked: IncomingMessage, to: ServerResponse): Promise<void> => {
    const give = (status: number, body: unknown): void =>
      void to.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (asked.headers.authorization !== `Bearer ${apiKey}`) return give(401, { error: 'unauthorised' })
    const path = (asked.url ?? '').split('/').slice(1)
    if (asked.method === 'GET') {
      const known = operations.get(path[1] ?? '')
      return known === undefined ? give(404, { error: 'not_found' }) : give(200, known)
    }
    let text = ''
    for await (const chunk of asked) text += String(chunk)
    give(201, answer(path, JSON.parse(text)))
  }

  const server = createServer(serve)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    timesDone: (key) => done.get(key) ?? 0,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
