/**
 * Card numbers where none belongs are refused before anything is stored or logged: names, descriptions, metadata (its keys
 * too), references, queries, idempotency keys, and whatever a foreign API calls its texts. What counts as one, and which
 * fields are for numbers, stands in `kernel/card-number.ts`.
 */
import type { FastifyRequest } from 'fastify'
import { misplacedCardNumber } from '../../kernel/card-number.ts'
import { type Refusal, refuse } from '../../kernel/refusal.ts'

export type CardNumberRule = 'refuse' | 'allow'

/** Headers that are kept with what they make. */
const keptHeaders = ['idempotency-key', 'x-idempotency-key', 'x-request-id'] as const

export function refuseCardNumbers(
  rule: CardNumberRule,
  sent: { readonly body: unknown; readonly query: unknown },
  headers: FastifyRequest['headers'],
): Refusal | null {
  if (rule !== 'refuse') return null
  const param =
    misplacedCardNumber(sent.body) ??
    misplacedCardNumber(sent.query) ??
    keptHeaders.find((name) => misplacedCardNumber(headers[name]) !== null)
  return param === undefined ? null : refuse.cardNumberMisplaced({ param })
}
