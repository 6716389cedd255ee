/** The stream of events: resumed anywhere, nothing is missing, nothing comes twice, each object's events come in order. */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { after, test } from 'node:test'
import { createParser, type EventSourceMessage } from 'eventsource-parser'
import { request } from '../client/client.ts'
import { openGateway } from '../support/gateway.ts'
import { openReceiver, receivedTypes, refuseAll, verified } from '../support/receiver.ts'

const gateway = await openGateway()

type Event = { id: string; type: string; object_sequence: number; data: { object: { id: string } } }

/** Reads the stream until it has so many events; closes it then. */
async function read(key: string, count: number, query = '', headers: Record<string, string> = {}): Promise<Event[]> {
  const abort = new AbortController()
  const response = await fetch(`${gateway.url}/v1/events/stream${query}`, {
    headers: { authorization: `Bearer ${key}`, ...headers },
    signal: abort.signal,
  })
  assert.equal(response.status, 200)
  assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/)
  const events: Event[] = []
  const parser = createParser({
    onEvent: ({ id, event, data }: EventSourceMessage) => {
      const parsed = JSON.parse(data) as Event
      assert.deepEqual([id, event], [parsed.id, parsed.type])
      events.push(parsed)
    },
  })
  const decoder = new TextDecoder()
  for await (const chunk of response.body ?? []) {
    parser.feed(decoder.decode(chunk, { stream: true }))
    if (events.length >= count) break
  }
  abort.abort()
  return events.slice(0, count)
}

const pay = (key: string) =>
  request(gateway.url, '/v1/payment_intents', {
    key,
    form: { amount: 500, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' },
  })

function inOrder(events: readonly Event[]): void {
  const latest = new Map<string, number>()
  for (const { object_sequence, data } of events) {
    assert.equal(object_sequence, (latest.get(data.object.id) ?? 0) + 1, `${data.object.id} comes in order`)
    latest.set(data.object.id, object_sequence)
  }
}

test('resumed after every event in turn, the stream gives exactly the rest', async () => {
  const key = await gateway.sandbox()
  const first = await pay(key)
  await pay(key)
  const start = (await request(gateway.url, '/v1/events?limit=100', { key })).body.data as unknown as Event[]
  const oldest = start.at(-1)?.id ?? ''
  const all = await read(key, 6, `?from=${oldest}`)
  assert.equal(all[0]?.id, oldest)
  inOrder(all)
  for (const [at, { id }] of all.slice(0, -1).entries()) {
    const rest = await read(key, all.length - at - 1, '', { 'last-event-id': id })
    assert.deepEqual(
      rest.map((event) => event.id),
      all.slice(at + 1).map((event) => event.id),
    )
    assert.deepEqual(
      (await read(key, 1, `?after=${id}`)).map((event) => event.id),
      [all[at + 1]?.id],
    )
  }
  const charges = await read(key, 2, `?from=${oldest}&types[]=charge.*`)
  assert.deepEqual(
    charges.map(({ type }) => type),
    ['charge.succeeded', 'charge.succeeded'],
  )
  assert.ok(all.some(({ data }) => data.object.id === String(first.body.id)))
})

test('while payments go on, a reader that comes back again and again misses nothing and sees nothing twice', async () => {
  const key = await gateway.sandbox()
  await pay(key)
  const [first] = (await request(gateway.url, '/v1/events?limit=100', { key })).body.data as unknown as Event[]
  const seen: Event[] = await read(
    key,
    3,
    `?from=${((await request(gateway.url, '/v1/events?limit=100', { key })).body.data as unknown as Event[]).at(-1)?.id}`,
  )
  assert.ok(first)
  const payments = Array.from({ length: 6 }, async () => {
    for (let count = 0; count < 5; count++) await pay(key)
  })
  while (seen.length < 93)
    seen.push(...(await read(key, Math.min(7, 93 - seen.length), '', { 'last-event-id': seen.at(-1)?.id ?? '' })))
  await Promise.all(payments)
  assert.equal(new Set(seen.map(({ id }) => id)).size, 93)
  inOrder(seen)
  const { body } = await request(gateway.url, '/v1/events?limit=100', { key })
  assert.deepEqual(new Set((body.data as unknown as Event[]).map(({ id }) => id)), new Set(seen.map(({ id }) => id)))
})

test('without a key, with a publishable one, after an unknown event or for an unknown type there is no stream', async () => {
  const refused = async (query: string, authorization?: string) => {
    const response = await fetch(`${gateway.url}/v1/events/stream${query}`, {
      headers: authorization ? { authorization } : {},
    })
    const { error } = (await response.json()) as { error: { code: string } }
    return [response.status, error.code]
  }
  assert.deepEqual(await refused(''), [401, 'api_key_missing'])
  assert.deepEqual(await refused('', `Bearer ${gateway.publishable}`), [403, 'secret_key_required'])
  assert.deepEqual(await refused('?after=evt_unknown', `Bearer ${gateway.key}`), [404, 'resource_missing'])
  assert.deepEqual(await refused('?types[]=nothing.*', `Bearer ${gateway.key}`), [400, 'event_type_unknown'])
  assert.deepEqual(await refused('?sort=asc', `Bearer ${gateway.key}`), [400, 'parameter_unknown'])
})

/** Runs the command line; `until` ends it once its output says so. */
function florin(args: readonly string[], until?: RegExp): Promise<{ output: string; code: number | null }> {
  const child: ChildProcess = spawn(
    process.execPath,
    ['gateway/src/app/cli/main.ts', ...args, '--server', gateway.url],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_NO_WARNINGS: '1' },
    },
  )
  after(() => void child.kill('SIGKILL'))
  return new Promise((resolve) => {
    let output = ''
    const take = (chunk: Buffer) => {
      output += chunk.toString()
      if (until?.test(output)) child.kill('SIGTERM')
    }
    child.stdout?.on('data', take)
    child.stderr?.on('data', take)
    child.on('exit', (code) => resolve({ output, code }))
  })
}

test('trigger makes real objects with the given data; listen forwards them signed and replays from an event', async () => {
  const key = await gateway.sandbox()
  const made = await florin([
    'trigger',
    'charge.refunded',
    '--key',
    key,
    '--override',
    'payment_intent:amount=4711',
    '--override',
    'payment_intent:metadata[order]=9',
  ])
  assert.equal(made.code, 0, made.output)
  assert.match(made.output, /charge\.refunded {2}evt_/)
  const { body } = await request(gateway.url, '/v1/payment_intents', { key })
  const [intent] = body.data as unknown as { amount: number; metadata: { order: string } }[]
  assert.deepEqual([intent?.amount, intent?.metadata.order], [4711, '9'])

  const events = (await request(gateway.url, '/v1/events?limit=100', { key })).body.data as unknown as Event[]
  const receiver = await openReceiver()
  const heard = await florin(
    ['listen', '--key', key, '--forward-to', receiver.url, '--from', events.at(-1)?.id ?? ''],
    new RegExp(`${events[0]?.id} {2}→ 200`),
  )
  assert.deepEqual(
    receiver.received.map(({ event }) => event.id),
    events.map(({ id }) => id).reverse(),
  )
  const secret = /whsec_\S+/.exec(heard.output)?.[0] ?? ''
  for (const one of receiver.received) verified(one, secret, Date.now())
  assert.equal(
    heard.output.split('\n').filter((line) => line.includes('→ 200')).length,
    events.length,
    'a line an event',
  )

  receiver.take()
  receiver.respond = refuseAll
  await florin(
    ['listen', '--key', key, '--forward-to', receiver.url, '--events', 'refund.*', '--from', events.at(-1)?.id ?? ''],
    /refund\.updated.*→ 500/,
  )
  assert.deepEqual(receivedTypes(receiver.take()), ['refund.created', 'refund.updated'])
})

test('what cannot be triggered or listened to is told in a line, with what there is', async () => {
  const unknown = await florin(['trigger', 'charge.exploded'])
  assert.deepEqual([unknown.code, /there are payment_intent\.created/.test(unknown.output)], [2, true])
  const override = await florin(['trigger', 'charge.succeeded', '--override', 'customer:name=x'])
  assert.match(override.output, /has no customer; there are payment_intent/)
  const refused = await florin(['trigger', 'payment_intent.created', '--override', 'payment_intent:amount=-1'])
  assert.deepEqual([refused.code, /400 .*amount/.test(refused.output)], [1, true])
  const key = await florin(['listen', '--key', 'sk_test_wrong', '--forward-to', 'http://127.0.0.1:9/'])
  assert.deepEqual([key.code, /Invalid API Key/.test(key.output)], [1, true])
  const address = await florin(['listen', '--forward-to', 'nowhere'])
  assert.match(address.output, /an address such as http/)
})
