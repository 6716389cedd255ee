/**
 * A connector over HTTP from beginning to end, for a processor that there is not: Acme Pay. Copy this folder for a real one; its
 * test runs both conformance suites. `fake.ts` tells Acme's API.
 *
 * What to look at: the card is revealed where the request is written and nowhere else; redirects are not followed, since they would
 * take the card along; an answer counts only if it is about our reference, amount and currency; everything else is `unknown`.
 */

import type { NotSent, Unknown, Unsupported } from '../../contracts/attempt-status.ts'
import type { Capabilities } from '../../contracts/capabilities.ts'
import { type CallContext, type Connector, type ProbeContext, plainApproval } from '../../contracts/connector.ts'
import { declineOf } from '../../contracts/declines.ts'
import { failureOf } from '../../contracts/send-failures.ts'

export type AcmeOptions = { readonly url: string; readonly apiKey: string }

const capabilities: Capabilities = {
  methods: {
    card: {
      verbs: ['authorise', 'capture', 'void', 'refund'],
      currencies: ['eur', 'usd', 'jpy'],
      parts: ['partial_capture', 'several_captures', 'partial_refund', 'several_refunds'],
    },
  },
}

/** What Acme answers to every write, and to the question about it. */
type Operation = {
  readonly id: string
  readonly status: 'done' | 'declined' | 'refused'
  readonly reason: string
}
type Asked = { readonly amount: number; readonly currency: string }
type Answered = { readonly outcome: 'answered'; readonly operation: Operation }
type NotFound = { readonly outcome: 'never_received' }

const unknown = (why: string): Unknown => ({ outcome: 'unknown', why })

/** Reads an answer; null where it is none, or about something else than what was asked. */
function operationIn(body: unknown, reference: string, { amount, currency }: Asked): Operation | null {
  if (typeof body !== 'object' || body === null) return null
  const { id, status, reason = '', ...of } = { id: null, status: null, ...body } as Record<string, unknown>
  if (of.reference !== reference || of.amount !== amount || of.currency !== currency) return null
  if (typeof id !== 'string' || typeof reason !== 'string') return null
  return status === 'done' || status === 'declined' || status === 'refused' ? { id, status, reason } : null
}

const isAnswered = (said: { readonly outcome: string }): said is Answered => said.outcome === 'answered'

/** What an operation of Acme's means for a payment, for what is held of it, and for a refund. */
const paid = <O extends { readonly outcome: string }>(said: Answered | O, mode: 'authorise' | 'sale') => {
  if (!isAnswered(said)) return said
  const { id, status, reason } = said.operation
  if (status === 'declined') return { outcome: 'declined' as const, decline: declineOf(reason) }
  if (status === 'refused') return unknown(reason)
  return { outcome: mode === 'sale' ? ('captured' as const) : ('authorised' as const), approval: plainApproval(id) }
}
const held = <O extends { readonly outcome: string }, Yes extends string>(said: Answered | O, yes: Yes) => {
  if (!isAnswered(said)) return said
  const { status, reason } = said.operation
  if (status === 'done') return { outcome: yes }
  return { outcome: 'refused' as const, code: reason, message: 'Acme refused it.' }
}
const refunded = <O extends { readonly outcome: string }>(said: Answered | O) => {
  if (!isAnswered(said)) return said
  const { id, status } = said.operation
  if (status === 'done') return { outcome: 'succeeded' as const, reference: id }
  return { outcome: 'failed' as const, reason: 'declined' as const, message: 'Acme refused it.' }
}

export function createExample({ url, apiKey }: AcmeOptions): Connector {
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }

  const write = async (
    path: string,
    asked: Asked,
    body: object,
    { idempotencyKey: reference, signal }: CallContext,
  ): Promise<Answered | NotSent | Unknown | Unsupported> => {
    const answer = await fetch(url + path, {
      method: 'POST',
      headers,
      body: JSON.stringify({ reference, amount: asked.amount, currency: asked.currency, ...body }),
      redirect: 'manual',
      signal,
    }).catch((error: unknown) => failureOf(error))
    if ('outcome' in answer) return answer
    // Refused at the door: nothing was done. Acme does not count what it limits.
    if (answer.status === 401) return { outcome: 'unsupported', why: 'the key is not accepted' }
    if (answer.status === 429) return { outcome: 'not_sent', why: 'too many requests' }
    if (answer.status !== 201) return unknown(`answered ${answer.status}`)
    const operation = operationIn(await answer.json().catch(() => null), reference, asked)
    return operation === null ? unknown('the answer is about something else') : { outcome: 'answered', operation }
  }

  const ask = async (
    asked: Asked,
    { idempotencyKey: reference, signal }: ProbeContext,
  ): Promise<Answered | NotFound | Unknown> => {
    const answer = await fetch(`${url}/operations/${reference}`, { headers, redirect: 'manual', signal }).catch(
      () => null,
    )
    if (answer === null) return unknown('it could not be asked')
    if (answer.status === 404) return { outcome: 'never_received' }
    const operation = operationIn(await answer.json().catch(() => null), reference, asked)
    return answer.status !== 200 || operation === null ? unknown('no answer') : { outcome: 'answered', operation }
  }

  return {
    name: 'example',
    pretends: true,
    capabilities,
    verbs: {
      authorise: async (request, context) => {
        const { card } = request
        if (card === null) return { outcome: 'unsupported', why: 'Acme takes cards' }
        const body = {
          capture: request.mode === 'sale',
          card: {
            number: card.number.reveal(context.call),
            cvc: card.cvc?.reveal(context.call) ?? null,
            expires: `${card.exp_year}-${String(card.exp_month).padStart(2, '0')}`,
          },
        }
        return paid(await write('/payments', request, body, context), request.mode)
      },
      capture: async (request, context) =>
        held(
          await write(`/payments/${request.reference}/captures`, request, { final: request.final }, context),
          'captured',
        ),
      void: async (request, context) =>
        held(await write(`/payments/${request.reference}/void`, request, {}, context), 'voided'),
      refund: async (request, context) =>
        refunded(await write(`/payments/${request.reference}/refunds`, request, {}, context)),
    },
    find: {
      authorise: async (request, context) => paid(await ask(request, context), request.mode),
      capture: async (request, context) => held(await ask(request, context), 'captured'),
      void: async (request, context) => held(await ask(request, context), 'voided'),
      refund: async (request, context) => refunded(await ask(request, context)),
    },
  }
}
