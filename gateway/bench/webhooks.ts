/**
 * Webhooks under load: payments at a steady rate without endpoints, and then with two, of which one takes its time and one is
 * gone. What the payments pay for it, how late the events come, whether the backlog drains, what memory it takes.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import type { LoadRequest, LoadResult } from './load.ts'
import type { ReceiverStats } from './receiver.ts'

export type WebhookFigures = {
  readonly throughputRatio: number
  readonly p99Ratio: number
  readonly lagP99Ms: number
  readonly drainSeconds: number
  readonly undelivered: number
  /** A page of what the dead endpoint has still to get. */
  readonly listMs: number
  readonly rssMb: number
  readonly lost: number
  readonly outOfOrder: number
}

const receiverPort = 4391
/** Nobody listens here. */
const deadPort = 4392
const answerMs = 500
/** Events that the API shows for each payment of the load: created, charge succeeded, succeeded. */
const eventsOfPayment = 3

export async function webhooksUnderLoad(options: {
  url: string
  seconds: number
  warmupSeconds: number
  rate: number
  load: (request: Omit<LoadRequest, 'port'>) => Promise<LoadResult>
  rssMb: () => number
  /** How many events an endpoint has still to get. */
  undelivered: (endpoint: string) => Promise<number>
  say: (line: string) => void
}): Promise<WebhookFigures> {
  const { seconds, warmupSeconds, rate, say } = options
  const pay = (name: string) =>
    options.load({ kind: 'pay', connections: 64, seconds, warmupSeconds, rate }).then((result) => {
      const { perSecond, p50, p99, errors } = result
      say(
        `  ${name.padEnd(22)} ${perSecond.toFixed(0).padStart(7)}/s   p50 ${p50.toFixed(1)}  p99 ${p99.toFixed(1)} ms   errors ${errors}`,
      )
      return result
    })
  const before = await pay('without endpoints')
  const receiver = await startReceiver()
  const endpoints = [await endpoint(options.url, receiverPort), await endpoint(options.url, deadPort)]
  // Lags are counted as payments are: after the warm-up.
  const warmed = setTimeout(() => void fetch(`http://127.0.0.1:${receiverPort}/warm`), warmupSeconds * 1000)
  const during = await pay('with two endpoints')
  clearTimeout(warmed)
  const stopped = performance.now()
  const expected = during.ids.length * eventsOfPayment
  let seen: ReceiverStats | null = null
  let [arrived, distinct, outOfOrder, lagP99Ms] = [0, 0, 0, 0]
  // The bench is bounded: a backlog that does not drain within a minute is reported as lost.
  while (performance.now() - stopped < 60_000 && distinct < expected) {
    seen = await statsOf()
    if (arrived === 0) lagP99Ms = seen.p99
    arrived += seen.arrived
    distinct += seen.distinct
    outOfOrder += seen.outOfOrder
    if (distinct < expected) await sleep(100)
  }
  const drainSeconds = (performance.now() - stopped) / 1000
  const undelivered = await options.undelivered(endpoints[1] ?? '')
  const listMs = await timed(() => call(options.url, `/v1/webhook_endpoints/${endpoints[1]}/deliveries?limit=100`))
  receiver.kill()
  for (const id of endpoints) await call(options.url, `/v1/webhook_endpoints/${id}`, { method: 'DELETE' })
  const figures = {
    throughputRatio: during.perSecond / before.perSecond,
    p99Ratio: during.p99 / before.p99,
    lagP99Ms,
    drainSeconds,
    undelivered,
    listMs,
    rssMb: options.rssMb(),
    lost: expected - distinct,
    outOfOrder,
  }
  say(
    `  deliveries: lag p99 ${lagP99Ms} ms, ${arrived} arrived, ${arrived - distinct} twice, ${figures.lost} lost, ${outOfOrder} out of order; ` +
      `drained ${drainSeconds.toFixed(1)} s after the load; ${undelivered} wait for the dead endpoint, a page of them takes ${listMs.toFixed(0)} ms; ${figures.rssMb} MB`,
  )
  return figures
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

async function startReceiver(): Promise<ChildProcess> {
  const request = JSON.stringify({ port: receiverPort, answerMs })
  const child = spawn(process.execPath, ['gateway/bench/receiver.ts', request], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  })
  await new Promise((resolve) => child.stdout.once('data', resolve))
  return child
}

const statsOf = async (): Promise<ReceiverStats> =>
  (await (await fetch(`http://127.0.0.1:${receiverPort}/`)).json()) as ReceiverStats

async function call(url: string, path: string, init: RequestInit = {}): Promise<Record<string, unknown>> {
  const headers = {
    authorization: 'Bearer sk_test_florindemokeyforeveryone',
    'content-type': 'application/x-www-form-urlencoded',
  }
  const response = await fetch(url + path, { ...init, headers })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as Record<string, unknown>
}

async function endpoint(url: string, port: number): Promise<string> {
  const body = `url=http://127.0.0.1:${port}/&enabled_events[]=*`
  return String((await call(url, '/v1/webhook_endpoints', { method: 'POST', body })).id)
}
