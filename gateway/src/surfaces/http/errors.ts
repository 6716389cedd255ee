/** Refusals on the wire of the native API. */
import { lookup } from '../../kernel/lookup.ts'
import type { Refusal, RefusalKind } from '../../kernel/refusal.ts'
import type { Answer } from '../../storage/writer/unit.ts'
import { redact } from './redact.ts'

/** The HTTP status and the error type of each kind. */
export const wireOf: Readonly<Record<RefusalKind, { status: number; type: string }>> = {
  invalid_request: { status: 400, type: 'invalid_request_error' },
  unexpected_state: { status: 400, type: 'invalid_request_error' },
  unauthenticated: { status: 401, type: 'invalid_request_error' },
  declined: { status: 402, type: 'card_error' },
  forbidden: { status: 403, type: 'invalid_request_error' },
  not_found: { status: 404, type: 'invalid_request_error' },
  in_progress: { status: 409, type: 'invalid_request_error' },
  idempotency_mismatch: { status: 400, type: 'idempotency_error' },
  too_large: { status: 413, type: 'invalid_request_error' },
  rate_limited: { status: 429, type: 'invalid_request_error' },
  internal: { status: 500, type: 'api_error' },
  unavailable: { status: 503, type: 'api_error' },
}

/** A few codes say more by their status than their kind does. */
const statusOfCode: Readonly<Record<string, number>> = lookup({ request_timeout: 408 })
export const statusOf = ({ kind, code }: { kind: RefusalKind; code: string }): number =>
  statusOfCode[code] ?? wireOf[kind].status

/** The error object: what was wrong, which field, what is allowed, a stable code, and a page that explains it. */
export function errorBody(
  refusal: Refusal,
  context: {
    publicUrl: string
    requestId: string
    payment_intent?: unknown
    setup_intent?: unknown
    payment_method?: unknown
  },
): Answer {
  const { type } = wireOf[refusal.kind]
  const authentication = refusal.code.endsWith('_intent_authentication_failure')
  const error: Record<string, unknown> = { type: authentication ? 'invalid_request_error' : type, code: refusal.code }
  if (refusal.decline_code !== undefined) error.decline_code = refusal.decline_code
  if (refusal.network_decline_code !== undefined) error.network_decline_code = refusal.network_decline_code
  if (refusal.advice_code !== undefined) error.advice_code = refusal.advice_code
  // A caller may put a card number where an id belongs, and messages repeat what was asked for.
  error.message = redact(refusal.message)
  if (refusal.param !== undefined) error.param = redact(refusal.param)
  error.doc_url = `${context.publicUrl}/docs/errors#${refusal.code}`
  if (refusal.shows?.charge !== undefined) error.charge = refusal.shows.charge
  if (context.payment_intent !== undefined) error.payment_intent = context.payment_intent
  if (context.setup_intent !== undefined) error.setup_intent = context.setup_intent
  if (context.payment_method !== undefined) error.payment_method = context.payment_method
  if (context.requestId !== '') error.request_id = context.requestId
  return { status: statusOf(refusal), body: JSON.stringify({ error }) }
}
