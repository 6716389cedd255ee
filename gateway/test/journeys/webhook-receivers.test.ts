/** Receivers that misbehave, and addresses that must not be reached: a recorded failed attempt, nothing lost, nobody held up. */
import assert from 'node:assert/strict'
import { lookup } from 'node:dns'
import { createServer } from 'node:net'
import { after, test } from 'node:test'
import { minuteMs, secondMs } from '../../src/kernel/time.ts'
import { createAccount, createEnvironment, createKey } from '../../src/operations/accounts.ts'
import type { Resolve } from '../../src/webhooks/out/allowed-addresses.ts'
import { request } from '../client/client.ts'
import { openGateway, testStart } from '../support/gateway.ts'
import { ok, openReceiver, type Respond, receivedTypes } from '../support/receiver.ts'

/** What a name resolves to, each time that it is asked for; anything else as the system says. */
const answers = new Map<string, string[]>()
const resolve: Resolve = (name, done) => {
  const next = answers.get(name)
  const address = next !== undefined && next.length > 1 ? next.shift() : next?.[0]
  if (address !== undefined) done(null, [{ address, family: 4 }])
  else lookup(name, { all: true }, (error, found) => done(error, found ?? []))
}
const gateway = await openGateway({ resolve }, { answerTimeoutMs: 300 })

async function environment(livemode: boolean) {
  const account = await createAccount(gateway.pool, gateway.newId, {})
  const env = await createEnvironment(gateway.pool, gateway.newId, account, livemode)
  const key = await createKey(gateway.pool, env, 'secret', livemode, testStart)
  const call = (path: string, form?: Record<string, unknown>, method?: string) =>
    request(gateway.url, path, {
      key,
      ...(form === undefined ? {} : { form }),
      ...(method === undefined ? {} : { method }),
    })
  const listen = async (url: string, more: Record<string, unknown> = {}) => {
    const { status, body } = await call('/v1/webhook_endpoints', {
      url,
      enabled_events: ['payment_intent.created'],
      ...more,
    })
    return {
      status,
      id: String(body.id),
      error: body.error as unknown as { code: string; param: string; message: string },
    }
  }
  const attempts = async (id: string) => {
    const { body } = await call(`/v1/webhook_endpoints/${id}/deliveries`)
    const [delivery] = body.data as unknown as {
      status: string
      attempts: {
        response_status: number | null
        error: string | null
        response_body: string | null
        duration_ms: number
      }[]
    }[]
    return { status: delivery?.status, ...delivery?.attempts.at(-1) }
  }
  return { call, listen, attempts, intend: () => call('/v1/payment_intents', { amount: 500, currency: 'eur' }) }
}

/** What an attempt at a handler that answers so comes to. */
async function attemptAt(respond: Respond) {
  const merchant = await environment(false)
  const receiver = await openReceiver(respond)
  const { id } = await merchant.listen(receiver.url)
  await merchant.intend()
  await gateway.deliver()
  return { ...(await merchant.attempts(id)), received: receiver.received.length }
}

const outcomes: readonly [string, Respond, (found: Awaited<ReturnType<typeof attemptAt>>) => void][] = [
  [
    '204 acknowledges',
    (_, response) => void response.writeHead(204).end(),
    ({ status }) => assert.equal(status, 'delivered'),
  ],
  [
    'a redirect is not followed and does not acknowledge',
    (_, response) => void response.writeHead(302, { location: '/elsewhere' }).end(),
    ({ status, response_status, received }) =>
      assert.deepEqual([status, response_status, received], ['pending', 302, 1]),
  ],
  [
    'silence ends at the time limit',
    () => undefined,
    ({ error, response_status }) => {
      assert.equal(response_status, null)
      assert.match(error ?? '', /no answer within 0.3 seconds/)
    },
  ],
  [
    'a connection that closes before the answer is told as that',
    (_, response) => void response.destroy(),
    ({ error }) => assert.match(error ?? '', /closed the connection/),
  ],
  [
    'a connection that closes in the middle of a 200 has acknowledged',
    (_, response) => {
      response.writeHead(200, { 'content-length': '1000' })
      response.write('half', () => response.destroy())
    },
    ({ status, response_body }) => assert.deepEqual([status, response_body], ['delivered', 'half']),
  ],
  [
    'of a gigantic answer a kilobyte is kept',
    (_, response) => void response.end('x'.repeat(5 << 20)),
    ({ status, response_body }) => assert.deepEqual([status, response_body?.length], ['delivered', 1024]),
  ],
  [
    'an endless answer is cut off, and its status counts',
    (_, response) => {
      const more = setInterval(() => response.write('drip '), 20)
      response.on('close', () => clearInterval(more))
    },
    ({ status, response_body, duration_ms = 0 }) => {
      assert.equal(status, 'delivered')
      assert.match(response_body ?? '', /^drip/)
      assert.ok(duration_ms < 2000)
    },
  ],
  [
    'more headers than anyone reads are refused',
    (_, response) => {
      for (let count = 0; count < 400; count++) response.setHeader(`x-${count}`, 'y'.repeat(100))
      response.end()
    },
    ({ status, error }) => {
      assert.equal(status, 'pending')
      assert.match(error ?? '', /headers|HTTP|closed/)
    },
  ],
  [
    'NUL bytes and broken UTF-8 in an answer are kept readable',
    (_, response) => void response.writeHead(500).end(Buffer.from([0, 255, 65])),
    ({ response_body }) => assert.equal(response_body, '\uFFFD\uFFFDA'),
  ],
]
for (const [title, respond, expected] of outcomes) test(title, async () => expected(await attemptAt(respond)))

test('what is not HTTP, and a port where nobody listens, are failed attempts with a reason', async () => {
  const noise = createServer((socket) => void socket.end('SSH-2.0-nonsense\r\n'))
  await new Promise<void>((done) => noise.listen(0, '127.0.0.1', done))
  after(() => noise.close())
  const address = noise.address()
  const port = typeof address === 'object' ? address?.port : 0
  const merchant = await environment(false)
  const [babbling, absent] = [
    await merchant.listen(`http://127.0.0.1:${port}/`),
    await merchant.listen('http://127.0.0.1:9/'),
  ]
  await merchant.intend()
  await gateway.deliver()
  assert.match((await merchant.attempts(babbling.id)).error ?? '', /not HTTP/)
  assert.match((await merchant.attempts(absent.id)).error ?? '', /refused/)
})

test('a URL that cannot be delivered to is refused at creation, with the field and the reason', async () => {
  const [live, sandbox] = [await environment(true), await environment(false)]
  answers.set('inner.example', ['10.0.0.5'])
  answers.set('shop.example', ['93.184.216.34'])
  const refused: [Awaited<ReturnType<typeof environment>>, string, string][] = [
    [live, 'http://shop.example/', 'webhook_url_invalid'],
    [live, 'https://127.0.0.1/', 'webhook_url_forbidden'],
    [live, 'https://localhost/', 'webhook_url_forbidden'],
    [live, 'https://[::1]/', 'webhook_url_forbidden'],
    [live, 'https://2130706433/', 'webhook_url_forbidden'],
    [live, 'https://169.254.169.254/latest/meta-data/', 'webhook_url_forbidden'],
    [live, 'https://inner.example/', 'webhook_url_forbidden'],
    [sandbox, 'http://169.254.169.254/', 'webhook_url_forbidden'],
    [sandbox, 'http://192.168.1.1/', 'webhook_url_forbidden'],
    [sandbox, 'ftp://shop.example/', 'webhook_url_invalid'],
    [sandbox, 'shop.example/hook', 'webhook_url_invalid'],
    [sandbox, 'https://shop.example/#part', 'webhook_url_invalid'],
    [sandbox, 'javascript:alert(1)', 'webhook_url_invalid'],
  ]
  for (const [merchant, url, code] of refused) {
    const { status, error } = await merchant.listen(url)
    assert.deepEqual([status, error?.code, error?.param], [400, code, 'url'], url)
  }
  assert.equal((await live.listen('https://shop.example/')).status, 200)
  assert.equal((await sandbox.listen('http://localhost:3000/hook')).status, 200)
  assert.equal(
    (await live.listen('https://not-registered-yet.invalid/')).status,
    200,
    'a name may come to resolve later',
  )
  const { id } = await live.listen('https://shop.example/')
  const moved = await live.call(`/v1/webhook_endpoints/${id}`, { url: 'https://inner.example/' })
  assert.equal(moved.status, 400)
  const payment = { amount: 500, currency: 'eur', webhook_url: 'https://inner.example/cb' }
  assert.equal((await live.call('/v1/payment_intents', payment)).status, 400)
})

test('unknown event types, an empty list and wrong chaos are refused with the field', async () => {
  const [sandbox, live] = [await environment(false), await environment(true)]
  answers.set('shop.example', ['93.184.216.34'])
  const url = 'https://shop.example/'
  for (const [more, param, code] of [
    [{ enabled_events: ['charge.exploded'] }, 'enabled_events[0]', 'event_type_unknown'],
    [{ enabled_events: ['*', 'nonsense.*'] }, 'enabled_events[1]', 'event_type_unknown'],
    [{ enabled_events: ['charge.*d'] }, 'enabled_events[0]', 'event_type_unknown'],
    [{ enabled_events: ['%'] }, 'enabled_events[0]', 'event_type_unknown'],
    [{ enabled_events: '' }, 'enabled_events', 'parameter_invalid'],
    [{ chaos: { duplicate: 101 } }, 'chaos[duplicate]', 'parameter_invalid'],
    [{ chaos: { explode: 1 } }, 'chaos[explode]', 'parameter_unknown'],
    [{ api_version: 'yesterday' }, 'api_version', 'api_version_unknown'],
  ] as const) {
    const { error } = await sandbox.listen(url, more)
    assert.deepEqual([error?.param, error?.code], [param, code], JSON.stringify(more))
  }
  assert.equal((await live.listen(url, { chaos: { drop: 10 } })).error.code, 'webhook_chaos_live_mode')
  const { id } = await live.listen(url)
  const changed = await live.call(`/v1/webhook_endpoints/${id}`, { chaos: { drop: 10 } })
  assert.equal((changed.body as unknown as { error: { code: string } }).error.code, 'webhook_chaos_live_mode')
  for (const overlap_seconds of [-1, 86_401, 'x'])
    assert.equal((await live.call(`/v1/webhook_endpoints/${id}/roll_secret`, { overlap_seconds })).status, 400)
})

test('a name that resolves to something else when it is dialled is not dialled', async () => {
  const receiver = await openReceiver()
  const port = new URL(receiver.url).port
  const merchant = await environment(true)
  // Public when the endpoint is made, this machine when it is dialled.
  answers.set('rebound.example', ['93.184.216.34', '127.0.0.1'])
  const { id, status } = await merchant.listen(`https://rebound.example:${port}/hook`)
  assert.equal(status, 200)
  await merchant.intend()
  await gateway.deliver()
  assert.match((await merchant.attempts(id)).error ?? '', /leads to a loopback address/)
  assert.equal(receiver.received.length, 0)
})

test('chaos: events come twice, late, lost at first and out of order, and all of them come', async () => {
  const merchant = await environment(false)
  const receiver = await openReceiver()
  const chaos = { seed: 3, duplicate: 30, delay: 30, delay_seconds: 20, reorder: 20, drop: 30 }
  await merchant.listen(receiver.url, { enabled_events: ['*'], chaos })
  for (let count = 0; count < 40; count++)
    await merchant.call('/v1/payment_intents', {
      amount: 500,
      currency: 'eur',
      confirm: true,
      payment_method: 'pm_card_visa',
    })
  await gateway.deliver()
  const atOnce = receiver.received.length
  for (let step = 0; step < 8; step++) {
    await gateway.advance(step < 6 ? 5 * secondMs : minuteMs)
    await gateway.deliver()
  }
  const distinct = new Set(receiver.received.map(({ event }) => event.id))
  assert.equal(distinct.size, 120, 'nothing is lost')
  assert.ok(atOnce < 120, 'some were held back or lost at first')
  assert.ok(receiver.received.length > distinct.size, 'some came twice')
  const latest = new Map<string, number>()
  let overtaken = 0
  for (const { event } of receiver.received) {
    const { id } = event.data.object
    if (event.object_sequence < (latest.get(id) ?? 0)) overtaken++
    latest.set(id, Math.max(event.object_sequence, latest.get(id) ?? 0))
  }
  assert.ok(overtaken > 0, 'some came after a later one of their object')
})

test('a clock that jumps back and forth holds nothing up', async () => {
  const merchant = await environment(false)
  const receiver = await openReceiver((_, response) => void response.writeHead(500).end())
  await merchant.listen(receiver.url)
  await merchant.intend()
  await gateway.deliver()
  // Back by more than any pause: what was to come in ten seconds would otherwise wait for days.
  await gateway.advance(-3 * 24 * 60 * minuteMs)
  receiver.respond = ok
  await gateway.deliver()
  assert.deepEqual(receivedTypes(receiver.received), ['payment_intent.created', 'payment_intent.created'])
  await gateway.advance(3 * 24 * 60 * minuteMs)
  await merchant.intend()
  await gateway.deliver()
  assert.equal(receiver.received.length, 3)
})
