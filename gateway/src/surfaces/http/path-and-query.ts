/** What a request says in its address, for native calls and foreign ones alike: the parameters of its path, and its query. */
import type { FastifyRequest } from 'fastify'
import { isRefusal, type Refusal, refuse } from '../../kernel/refusal.ts'
import { parseForm, problemOfText } from './body.ts'
import type { Validator } from './decode.ts'
import { withoutKey } from './request-key.ts'

export type RequestAddress = { readonly params: Record<string, unknown>; readonly query: Record<string, unknown> }

/** `created [gt]`, as one vendor's documents write it, means `created[gt]`. */
const withoutBlanks = (query: string): string => query.replaceAll(/(?:\+|%20)+(?=\[|%5B)/gi, '')

/** Reads both; refuses what cannot be text, and what the call's schemas do not allow. */
export function readAddress(
  mounted: {
    readonly params: Validator | null
    readonly query: Validator
    /** A foreign API's query, which may be written with blanks. */
    readonly foreign?: true
  },
  request: FastifyRequest,
): RequestAddress | Refusal {
  const params = mounted.params === null ? { value: {} } : mounted.params(request.params)
  if (isRefusal(params)) return params
  for (const [param, value] of Object.entries(params.value)) {
    const problem = problemOfText(String(value))
    if (problem !== null) return refuse.parameterInvalid({ param, why: problem })
  }
  const at = request.url.indexOf('?')
  const text = at < 0 ? '' : request.url.slice(at + 1)
  const form = parseForm(mounted.foreign === true ? withoutBlanks(text) : text)
  if (isRefusal(form)) return form
  const query = mounted.query(withoutKey(form))
  if (isRefusal(query)) return query
  return { params: params.value, query: query.value }
}
