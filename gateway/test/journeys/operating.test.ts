/** What an operator looks at: readiness, figures, the access log, traces. */
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, test } from 'node:test'
import { pino } from 'pino'
import { startTracing } from '../../src/app/tracing.ts'
import { Secret } from '../../src/kernel/secret.ts'
import { noteOperation } from '../../src/operations/last-runs.ts'
import { serveMetrics } from '../../src/surfaces/http/metrics-page.ts'
import { readMetricsSettings } from '../../src/surfaces/http/metrics-settings.ts'
import { request } from '../client/client.ts'
import { freshDatabase } from '../support/database.ts'
import { silenceableDatabase } from '../support/database-proxy.ts'
import { openGateway } from '../support/gateway.ts'

const database = await silenceableDatabase(await freshDatabase())
const lines: Record<string, unknown>[] = []
const metricsKey = 'figures-for-prometheus'
const gateway = await openGateway({
  connection: database.connection,
  metricsAccess: { key: new Secret(metricsKey) },
  logger: pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) }),
})

const pay = (form: Record<string, unknown> = {}) =>
  request(gateway.url, '/v1/payment_intents', {
    form: { amount: 2000, currency: 'eur', confirm: true, payment_method: 'pm_card_visa', ...form },
  })
const ready = async () => {
  const began = performance.now()
  const { status, body } = await request(gateway.url, '/readyz', { key: null })
  return { status, reason: body.reason, ms: performance.now() - began }
}
const figures = async (): Promise<string> => (await request(gateway.url, '/metrics', { key: metricsKey })).text

/** Within a second, as load balancers ask; a machine that runs other tests adds its own. */
const readyMaxMs = 1500

test('ready: yes with a pool that is used up and with tables that are locked; no while the database is silent; at once again after', async () => {
  assert.equal((await ready()).status, 200)
  const sleepers = Array.from({ length: 20 }, () => gateway.pool.query('select pg_sleep(1.5)'))
  const used = await ready()
  assert.ok(used.status === 200 && used.ms < readyMaxMs, JSON.stringify(used))
  await Promise.all(sleepers)
  const client = await gateway.pool.connect()
  await client.query('begin; lock table payment_intents, environments, api_keys in access exclusive mode')
  const locked = await ready()
  assert.ok(locked.status === 200 && locked.ms < readyMaxMs, JSON.stringify(locked))
  await client.query('rollback')
  client.release()

  database.silence(true)
  for (let asked = 0; asked < 3; asked++) {
    const { status, reason, ms } = await ready()
    assert.deepEqual([status, reason], [503, 'the database does not answer'])
    assert.ok(ms < readyMaxMs, `${ms} ms`)
  }
  database.silence(false)
  while ((await ready()).status !== 200) await new Promise((next) => setTimeout(next, 20))
})

test('a database that is read-only, as the old primary is after a failover, is not ready', async () => {
  const end =
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()'
  const name = (await gateway.pool.query<{ name: string }>('select current_database() as name')).rows[0]?.name
  await gateway.pool.query(`alter database ${name} set default_transaction_read_only = on`)
  await gateway.pool.query(end)
  while ((await ready()).reason !== 'the database is read-only') await new Promise((next) => setTimeout(next, 20))
  const refused = await pay()
  assert.deepEqual([refused.status, refused.headers.get('stripe-should-retry')], [503, 'true'])
  await gateway.pool.query('set default_transaction_read_only = off')
  await gateway.pool.query(`set transaction read write`).catch(() => undefined)
  const client = await gateway.pool.connect()
  await client.query('begin read write')
  await client.query(`alter database ${name} set default_transaction_read_only = off`)
  await client.query('commit')
  client.release()
  await gateway.pool.query(end)
  while ((await ready()).status !== 200) await new Promise((next) => setTimeout(next, 20))
  assert.equal((await pay()).status, 200)
})

test('the figures tell what alerts ask for, to whoever has their key', async () => {
  assert.equal((await request(gateway.url, '/metrics', { key: null })).status, 401)
  assert.equal((await request(gateway.url, '/metrics', { key: 'figures-for-nobody-else' })).status, 401)
  await pay()
  await pay({ payment_method: 'pm_card_chargeDeclined' })
  await pay({ capture_method: 'manual' })
  await noteOperation(gateway.pool, { name: 'audit', at: gateway.wallMs() - 60_000, came: { faults: 0 } })
  const text = await figures()
  const way = 'method="card",connector="simulator",livemode="false"'
  for (const status of ['succeeded', 'failed', 'requires_capture'])
    assert.match(text, new RegExp(`florin_payments_total\\{status="${status}",${way}\\} [1-9]`))
  for (const name of [
    'florin_oldest_doubt_seconds 0',
    'florin_doubts_open 0',
    'florin_oldest_due_work_seconds \\S+',
    'florin_webhook_backlog 0',
    'florin_webhook_queues_held 0',
    'florin_webhook_endpoints_disabled 0',
    'florin_database_up 1',
    'florin_database_bytes [1-9]\\d+',
    'florin_database_pool\\{state="waiting"\\} 0',
    'florin_http_bytes_in_flight 0',
    'florin_build_info\\{version="\\d[^"]*",node="v\\d[^"]*"\\} 1',
  ])
    assert.match(text, new RegExp(`^${name}$`, 'm'))
})

test('the oldest doubt is found in an index, however much is due', async () => {
  const client = await gateway.pool.connect()
  await client.query('begin; set local enable_seqscan = off')
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(
    "explain select min(id) from due_work where kind = 'call' and tries > 0",
  )
  await client.query('rollback')
  client.release()
  assert.match(rows.map((row) => row['QUERY PLAN']).join('\n'), /due_work_doubt/)
})

test('figures on a port of their own are not shown beside the payments', async () => {
  const closed = await openGateway({ metricsAccess: 'closed' })
  const beside = await request(closed.url, '/metrics', { key: null })
  assert.deepEqual([beside.status, (beside.body.error as unknown as { code: string }).code], [403, 'metrics_closed'])
  const server = await serveMetrics({ port: 0, host: '127.0.0.1', key: null }, closed.metrics, closed.ready)
  after(() => server.close())
  const address = server.address()
  const own = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  const answers = await Promise.all(
    ['/metrics', '/readyz', '/healthz', '/v1/balance'].map(async (path) => (await fetch(own + path)).status),
  )
  assert.deepEqual(answers, [200, 200, 200, 404])
  assert.match(await (await fetch(`${own}/metrics`)).text(), /^florin_build_info/m)
})

const settings: readonly [given: Record<string, string>, loopback: boolean, access: string, problems: number][] = [
  [{}, true, 'open', 0],
  [{}, false, 'closed', 0],
  [{ FLORIN_METRICS_PORT: '9100' }, true, 'closed', 0],
  [{ FLORIN_METRICS_KEY: 'a-key-that-is-long-enough' }, false, 'key', 0],
  [{ FLORIN_METRICS_KEY: 'short' }, true, 'key', 1],
  [{ FLORIN_METRICS_PORT: '70000' }, true, 'closed', 1],
  [{ FLORIN_METRICS_PORT: 'no' }, true, 'closed', 1],
]
for (const [given, loopback, access, count] of settings)
  test(`figures with ${JSON.stringify(given)}, ${loopback ? 'this machine only' : 'reachable'}: ${access}, ${count} problems`, () => {
    const problems: string[] = []
    const read = readMetricsSettings((name) => given[name] ?? null, problems, { loopback })
    assert.deepEqual([typeof read.access === 'string' ? read.access : 'key', problems.length], [access, count])
  })

test('the access log has a line for each request, and no secret in it', async () => {
  lines.length = 0
  const made = await pay({ confirm: false })
  const id = String(made.body.id)
  const secret = String(made.body.client_secret)
  await request(gateway.url, `/v1/payment_intents/${id}?client_secret=${secret}`, { key: gateway.publishable })
  await request(gateway.url, `/v1/payment_intents/${secret}`, {})
  await request(gateway.url, '/v1/payment_intents/4242424242424242', {})
  await request(gateway.url, '/nowhere/4242424242424242?token=abc', { key: null })
  // A line is written when its answer has gone, which may be after it has come.
  while (lines.length < 5) await new Promise((next) => setTimeout(next, 5))
  const read = lines.find((line) => line.method === 'GET' && line.status === 200)
  assert.deepEqual(
    [read?.route, read?.id, read?.env, read?.msg],
    ['/v1/payment_intents/:id', id, gateway.env, 'request'],
  )
  assert.match(String(read?.request), /^req_/)
  const text = JSON.stringify(lines)
  for (const hidden of [secret, '4242424242424242', 'token=abc', 'sk_test', 'pk_test'])
    assert.ok(!text.includes(hidden), hidden)
})

test('traces, where they are collected: a request in the trace of its caller, its command, its call to the processor', async () => {
  const bodies: string[] = []
  const collector = createServer((incoming, response) => {
    let body = ''
    incoming.on('data', (chunk: Buffer) => {
      body += chunk.toString('latin1')
    })
    incoming.on('end', () => {
      bodies.push(body)
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve))
  after(() => collector.close())
  const address = collector.address()
  const tracing = await startTracing(
    `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/v1/traces`,
    '1',
  )
  assert.ok(!('refused' in tracing))
  const traced = await openGateway({ tracing })
  const trace = '0af7651916cd43dd8448eb211c80319c'
  const { status } = await request(traced.url, '/v1/payment_intents', {
    form: { amount: 2000, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' },
    headers: { traceparent: `00-${trace}-b7ad6b7169203331-01` },
  })
  assert.equal(status, 200)
  await tracing.stop()
  const sent = bodies.join('')
  for (const name of ['POST /v1/payment_intents', 'command payment_intent.create', 'call authorise'])
    assert.ok(sent.includes(name), `${name} in ${sent.slice(0, 2000)}`)
  const spans = (JSON.parse(bodies[0] ?? '{}') as Exported).resourceSpans[0]?.scopeSpans[0]?.spans ?? []
  assert.ok(
    spans.every(({ traceId }) => traceId === trace),
    'one trace',
  )
  const [http, command, call] = ['POST', 'command', 'call'].map((word) =>
    spans.find(({ name }) => name.startsWith(word)),
  )
  assert.deepEqual(
    [http?.parentSpanId, command?.parentSpanId, call?.parentSpanId],
    ['b7ad6b7169203331', http?.spanId, command?.spanId],
  )
  assert.doesNotMatch(sent, /4242424242424242|sk_test/)
})

type Exported = {
  resourceSpans: {
    scopeSpans: { spans: { name: string; traceId: string; spanId: string; parentSpanId?: string }[] }[]
  }[]
}
