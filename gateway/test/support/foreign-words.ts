/** For tests of what goes wrong in foreign APIs: callers of each, and the words that none of them may say. */
import assert from 'node:assert/strict'
import { type ForeignReply, foreignClient } from './foreign.ts'
import type { TestGateway } from './gateway.ts'
import { harsyaAt } from './harsya.ts'

export async function callersAt(gateway: TestGateway) {
  const bearer = { authorization: `Bearer ${gateway.key}` }
  const at = (name: string, headers: Record<string, string>) => foreignClient(`${gateway.url}/${name}`, headers)
  const { call: harsya } = await harsyaAt(gateway)
  return {
    ojire: at('ojire', { 'x-secret-key': gateway.key, 'x-public-key': gateway.publishable }),
    orqex: at('orqex', bearer),
    wooshpay: at('wooshpay', { authorization: `Basic ${btoa(`${gateway.key}:`)}` }),
    shop: at('shop', { 'x-api-key': gateway.key, authorization: 'Bearer shop_demo_user' }),
    harsya,
  } as const
}
export type Name = keyof Awaited<ReturnType<typeof callersAt>>

/** Words of the native API and of the gateway's inside. */
const forbidden: readonly RegExp[] = [
  /PaymentIntent|SetupIntent|PaymentMethod/,
  /payment_intent|payment_method|setup_intent|next_action|client_secret|presentment|statement_descriptor_suffix/,
  /requires_[a-z]+/,
  /\b(pi|pm|ch|re|cus|seti|evt|we|call|due|txn)_[0-9A-Za-z]{20,}/,
  /Bearer/,
  /Idempotency-Key/,
  /Stripe|Florin's|\/docs/,
  // But for an address as its caller wrote it.
  /(?<!\/)\b(harsya|orqex|ojire|wooshpay|shop)\//,
  /\^[^ ]+\$|must match|pattern/,
  /confirm=true|capture_method|bank_account/,
  /undefined|\[object|NaN/,
]
/** What of these is a word of the API itself, from its own documents. */
const own: Partial<Record<Name, RegExp>> = {
  // Its API has the shape of Stripe's: names of fields, statuses, and the beginnings of ids, whose rest are digits.
  wooshpay:
    /payment_intent\w*|payment_method\w*|setup_intent\w*|SetupIntent|next_action|client_secret|requires_[a-z_]+|capture_method|confirm=true/g,
  // Its payments are Stripe's, and its document shows them with their ids and statuses.
  shop: /\bpi_[0-9A-Za-z]{24}|requires_[a-z_]+|payment_intent/g,
  // The beginnings of its ids are ours too.
  orqex: /\b(cus|re)_[0-9A-Za-z]{24}|statement_descriptor/g,
}

/** Every text of a body that people read. */
function messagesIn(value: unknown, within = false): string[] {
  if (typeof value === 'string') return within ? [value] : []
  if (Array.isArray(value)) return value.flatMap((item) => messagesIn(item, within))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, field]) =>
    messagesIn(field, within || name === 'message' || name === 'errors' || name === 'failureMessage'),
  )
}

/** Every sentence that was looked at. */
export const toldWords = new Set<string>()
/** Fails where an answer is a fault of ours, or says a word that is not the API's own. */
export function checkWords(name: Name, { status, body, text }: ForeignReply, what: string): void {
  assert.ok(status < 500 || status === 501, `${name} ${what}: ${status} ${text}`)
  if (body === null) return
  for (const message of messagesIn(body)) {
    toldWords.add(`${name}: ${message}`)
    const rest = own[name] === undefined ? message : message.replaceAll(own[name], '')
    for (const word of forbidden) assert.doesNotMatch(rest, word, `${name} ${what}: ${message}`)
  }
}
