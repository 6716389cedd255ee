/** The official client, unchanged, and a bare one; both hold every answer to the contract. */
import Stripe from 'stripe'
import { holdToContract } from './contract.ts'

/** The official client pointed at a gateway. Retries are off unless a test wants them. */
export function officialClient(url: string, key: string, options: { maxNetworkRetries?: number } = {}): Stripe {
  const { hostname, port, protocol } = new URL(url)
  const checkedFetch: typeof fetch = async (input, init) => {
    const response = await fetch(input, init)
    if (!response.headers.get('content-type')?.startsWith('application/json')) return response
    const where = `${init?.method ?? 'GET'} ${new URL(String(input)).pathname}`
    try {
      holdToContract(JSON.parse(await response.clone().text()), where, { partial: key.startsWith('pk_') })
      return response
    } catch (error) {
      return brokenAnswer(error)
    }
  }
  return new Stripe(key, {
    host: hostname,
    port: Number(port),
    protocol: protocol === 'https:' ? 'https' : 'http',
    maxNetworkRetries: options.maxNetworkRetries ?? 0,
    telemetry: false,
    httpClient: Stripe.createFetchHttpClient(checkedFetch),
  })
}

/**
 * What the client is given instead of a broken answer. It would take an exception for a lost connection, try again and not
 * say why; this status it gives up on at once, with the message as its own.
 */
function brokenAnswer(error: unknown): Response {
  const message = error instanceof Error ? error.message : String(error)
  return Response.json({ error: { type: 'contract_broken', message } }, { status: 418 })
}

export type HttpAnswer = {
  status: number
  headers: Headers
  text: string
  body: { [field: string]: never } & Record<string, unknown>
}

/** A form as it goes over the wire: `{ a: { b: 1 }, c: [2] }` → `a[b]=1&c[0]=2`. */
export function formOf(value: Readonly<Record<string, unknown>>): string {
  const pairs: string[] = []
  const walk = (path: string, inner: unknown): void => {
    if (inner === undefined) return
    if (typeof inner === 'object' && inner !== null) {
      for (const [name, field] of Object.entries(inner)) walk(path === '' ? name : `${path}[${name}]`, field)
    } else pairs.push(`${encodeURIComponent(path)}=${encodeURIComponent(inner === null ? '' : String(inner))}`)
  }
  walk('', value)
  return pairs.join('&')
}

export type RequestOptions = {
  method?: string
  key?: string | null
  form?: Readonly<Record<string, unknown>>
  json?: unknown
  raw?: string | Uint8Array<ArrayBuffer>
  headers?: Readonly<Record<string, string>>
}

/** The key of the header, or the one among the fields. */
const keySent = (path: string, key: string | null, form: RequestOptions['form']): string =>
  key ?? String(form?.key ?? new URLSearchParams(path.split('?')[1]).get('key') ?? '')

/** One request, bytes and headers in hand. */
export async function request(url: string, path: string, options: RequestOptions = {}): Promise<HttpAnswer> {
  const { form, json, raw, key = 'sk_test_florindemokeyforeveryone' } = options
  const body = raw ?? (json !== undefined ? JSON.stringify(json) : form !== undefined ? formOf(form) : undefined)
  const headers: Record<string, string> = {
    ...(key === null ? {} : { authorization: `Bearer ${key}` }),
    ...(body === undefined
      ? {}
      : { 'content-type': json !== undefined ? 'application/json' : 'application/x-www-form-urlencoded' }),
    ...options.headers,
  }
  const method = options.method ?? (body === undefined ? 'GET' : 'POST')
  const response = await fetch(url + path, { method, headers, body: body ?? null, redirect: 'manual' })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false
  const parsed = isJson ? (JSON.parse(text) as HttpAnswer['body']) : ({} as HttpAnswer['body'])
  if (isJson && path.startsWith('/v1'))
    holdToContract(parsed, `${method} ${path}`, { partial: keySent(path, key, form).startsWith('pk_') })
  return { status: response.status, headers: response.headers, text, body: parsed }
}
