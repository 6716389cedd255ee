/**
 * The load generator, a process of its own: keeps `connections` requests in flight over plain sockets for `seconds` and
 * writes what it saw as one line of JSON. It speaks just enough HTTP/1.1, because a full client would cost the
 * measured machine more than the server does.
 *
 *   node load.ts '{"port":4242,"connections":64,"seconds":10,"kind":"pay"}'
 */

import { randomBytes } from 'node:crypto'
import { createConnection } from 'node:net'

export type LoadRequest = {
  readonly port: number
  readonly connections: number
  readonly seconds: number
  readonly warmupSeconds?: number
  readonly kind: 'pay' | 'get' | 'send'
  readonly paths?: readonly string[]
  /** What is sent; `{n}` in it is a number of its own for each request, `{key}` a text of its own. */
  readonly send?: SendTemplate
  /** Requests a second, begun at fixed moments whether or not earlier ones were answered; a late one counts as waiting. */
  readonly rate?: number
  /** Stop after so many answers. */
  readonly most?: number
}
export type SendTemplate = {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}
export type LoadResult = {
  readonly requests: number
  readonly perSecond: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly max: number
  readonly errors: number
  readonly statuses: Readonly<Record<string, number>>
  /** Ids of what was acknowledged, over the whole run with its warm-up. */
  readonly ids: readonly string[]
}

const key = 'sk_test_florindemokeyforeveryone'
const run = JSON.parse(process.argv[2] ?? '{}') as LoadRequest
const warmupMs = (run.warmupSeconds ?? 0) * 1000
const prefix = randomBytes(6).toString('hex')
const form = 'amount=2000&currency=eur&confirm=true&payment_method=pm_card_visa'
let sent = 0

function nextRequest(): string {
  sent++
  if (run.kind === 'get') {
    const path = run.paths?.[sent % run.paths.length] ?? '/'
    return `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${key}\r\n\r\n`
  }
  if (run.send !== undefined) return filled(run.send)
  return (
    `POST /v1/payment_intents HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${key}\r\n` +
    `content-type: application/x-www-form-urlencoded\r\nidempotency-key: ${prefix}-${sent}\r\ncontent-length: ${form.length}\r\n\r\n${form}`
  )
}

function filled({ path, headers, body }: SendTemplate): string {
  const fill = (text: string) => text.replaceAll('{n}', String(sent)).replaceAll('{key}', `${prefix}${sent}`)
  const text = fill(body)
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${fill(value)}\r\n`)
  return `POST ${fill(path)} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: ${text.length}\r\n${lines.join('')}\r\n${text}`
}

const latencies: number[] = []
const ids: string[] = []
const statuses: Record<string, number> = {}
let errors = 0
const began = performance.now()
let measuredFrom = began + warmupMs
const until = measuredFrom + run.seconds * 1000
let answered = 0
let begun = 0

/** The moment of the next request where a rate is kept; now where it is not. */
function nextMoment(now: number): number {
  return run.rate === undefined ? now : began + (begun++ * 1000) / run.rate
}

function connect(): Promise<void> {
  return new Promise((resolve) => {
    const socket = createConnection({ port: run.port, host: '127.0.0.1', noDelay: true })
    let startedAt = 0
    let pending: Buffer[] = []
    let size = 0
    const next = () => {
      const now = performance.now()
      if (now >= until || (run.most !== undefined && answered >= run.most)) {
        socket.end()
        return
      }
      startedAt = nextMoment(now)
      if (startedAt - now < 1) socket.write(nextRequest())
      else setTimeout(() => socket.write(nextRequest()), startedAt - now)
    }
    socket.on('connect', next)
    socket.on('data', (chunk: Buffer) => {
      pending.push(chunk)
      size += chunk.length
      const data = pending.length === 1 ? chunk : Buffer.concat(pending)
      const end = data.indexOf('\r\n\r\n')
      if (end < 0) return
      const head = data.toString('latin1', 0, end)
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
      if (size < end + 4 + length) return
      pending = []
      size = 0
      const now = performance.now()
      const status = head.slice(9, 12)
      answered++
      statuses[status] = (statuses[status] ?? 0) + 1
      if (status !== '200' && status !== '201') errors++
      else if (run.kind === 'pay') ids.push(data.toString('latin1', end + 4 + 7, end + 4 + 7 + 27))
      if (startedAt >= measuredFrom && now <= until) latencies.push(now - startedAt)
      next()
    })
    socket.on('error', () => {
      errors++
    })
    socket.on('close', () => resolve())
  })
}

await Promise.all(Array.from({ length: run.connections }, connect))
if (latencies.length === 0) measuredFrom = began
latencies.sort((a, b) => a - b)
const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0
const seconds = Math.min(run.seconds, (performance.now() - measuredFrom) / 1000)
const result: LoadResult = {
  requests: latencies.length,
  perSecond: latencies.length / seconds,
  p50: at(0.5),
  p95: at(0.95),
  p99: at(0.99),
  max: latencies.at(-1) ?? 0,
  errors,
  statuses,
  ids,
}
process.stdout.write(JSON.stringify(result))
