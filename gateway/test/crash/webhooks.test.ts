/**
 * Deliveries through crashes: a real gateway is killed with SIGKILL while it delivers, again and again. Every event reaches the
 * receiver at least once, under its own id, each object's in order; and several gateways share the work without sending twice.
 */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { createDeliveryWorker, type DeliveryWorker } from '../../src/app/delivery.ts'
import { request } from '../client/client.ts'
import { freshDatabase } from '../support/database.ts'
import { openGateway, testVault } from '../support/gateway.ts'
import { ok, openReceiver, type TestReceiver, verified } from '../support/receiver.ts'
import { seed } from '../support/seed.ts'
import { serverProcess } from '../support/server-process.ts'

const { start, end } = serverProcess()

/** Waits for a condition that other processes bring about; after a minute and a half it says how things stand. */
const until = async (
  condition: () => boolean | Promise<boolean>,
  standing: () => Promise<string> = async () => '',
): Promise<void> => {
  const began = performance.now()
  while (!(await condition())) {
    if (performance.now() - began > 90_000) assert.fail(`waited in vain; ${await standing()}`)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

const pay = async (url: string, count: number): Promise<void> => {
  for (let made = 0; made < count; made++)
    await request(url, '/v1/payment_intents', {
      form: { amount: 500, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' },
    })
}
const eventsOf = async (url: string): Promise<string[]> => {
  const ids: string[] = []
  for (let after = ''; ; after = `&starting_after=${ids.at(-1)}`) {
    const { body } = await request(url, `/v1/events?limit=100${after}`)
    ids.push(...(body.data as unknown as { id: string }[]).map(({ id }) => id))
    if (!body.has_more) return ids
  }
}
const idsOf = (receiver: TestReceiver): Set<string> => new Set(receiver.received.map(({ event }) => event.id))

function firstsInOrder(receiver: TestReceiver): void {
  const seen = new Set<string>()
  const latest = new Map<string, number>()
  for (const { event } of receiver.received) {
    if (seen.has(event.id)) continue
    seen.add(event.id)
    const { id } = event.data.object
    assert.equal(event.object_sequence, (latest.get(id) ?? 0) + 1, `${id} comes in order`)
    latest.set(id, event.object_sequence)
  }
}

const moments = fc.sample(fc.integer({ min: 1, max: 60 }), { seed, numRuns: 4 })

test('killed with SIGKILL while it delivers: nothing is lost, and it goes on within a moment of the restart', async () => {
  console.log(`seed ${seed}: killed after ${moments.join(', ')} deliveries`)
  const receiver = await openReceiver()
  let url = await start()
  const made = await request(url, '/v1/webhook_endpoints', { form: { url: receiver.url, enabled_events: ['*'] } })
  const { secret } = made.body as unknown as { secret: string }
  for (const moment of moments) {
    const before = receiver.received.length
    const paying = pay(url, 30)
    await until(() => receiver.received.length >= before + moment)
    await paying
    await end('SIGKILL')
    url = await start()
    const restarted = performance.now()
    await pay(url, 1)
    const expected = await eventsOf(url)
    await until(() => expected.every((id) => idsOf(receiver).has(id)))
    const tookMs = performance.now() - restarted
    assert.ok(tookMs < 5000, `everything had come ${Math.round(tookMs)} ms after the restart`)
  }
  firstsInOrder(receiver)
  const expected = await eventsOf(url)
  assert.deepEqual(idsOf(receiver), new Set(expected))
  for (const one of receiver.received.slice(-5)) verified(one, secret, Date.now())
  const again = receiver.received.length - expected.length
  console.log(`${expected.length} events, ${again} of them more than once`)
  await end('SIGTERM')
})

test('PostgreSQL is away while deliveries end: they are stored when it is back, and nothing is lost', async () => {
  const connection = await freshDatabase()
  const gateway = await openGateway({ connection, wallMs: Date.now })
  const receiver = await openReceiver()
  await request(gateway.url, '/v1/webhook_endpoints', { form: { url: receiver.url, enabled_events: ['*'] } })
  const faults: unknown[] = []
  const delivery = createDeliveryWorker({
    connection,
    vault: testVault,
    publicUrl: () => gateway.url,
    networks: [],
    wallMs: Date.now,
    onFault: (error) => void faults.push(error),
    onAttempt: () => undefined,
  })
  receiver.respond = (received, response, count) => {
    // Every connection of this database is cut off while the first answers are under way.
    if (count > 3) return ok(received, response, count)
    void gateway.pool
      .query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      )
      .catch(() => undefined)
      .finally(() => ok(received, response, count))
  }
  await pay(gateway.url, 20)
  const expected = await eventsOf(gateway.url)
  after(() => delivery.close())
  delivery.dispatcher.start()
  await until(() => expected.every((id) => idsOf(receiver).has(id)))
  await until(async () => {
    const { body } = await request(gateway.url, '/v1/events?delivery_success=false')
    // While it is away the answer is an error.
    const { data } = body as { data?: unknown[] }
    return data?.length === 0
  })
  firstsInOrder(receiver)
  assert.ok(faults.length > 0, 'the cut was noticed')
})

/** So many that none of three gateways is without one: chance has two in three of missing each. */
const endpoints = 40

test('several gateways share the queues, send nothing twice, and take over from one that ends', async () => {
  const connection = await freshDatabase()
  const gateway = await openGateway({ connection, wallMs: Date.now })
  const receivers = await Promise.all(Array.from({ length: endpoints }, () => openReceiver()))
  for (const { url } of receivers)
    await request(gateway.url, '/v1/webhook_endpoints', { form: { url, enabled_events: ['*'] } })
  const open = (name: number): DeliveryWorker => {
    const delivery = createDeliveryWorker({
      connection,
      vault: testVault,
      publicUrl: () => gateway.url,
      networks: [],
      wallMs: Date.now,
      onFault: (error) => void faults.push(error),
      onAttempt: () => void counts.set(name, (counts.get(name) ?? 0) + 1),
    })
    delivery.dispatcher.start()
    after(() => delivery.close())
    return delivery
  }
  const counts = new Map<number, number>()
  const faults: unknown[] = []
  const deliveries = [open(0), open(1), open(2)]
  const everybodyHas = async (): Promise<boolean> => {
    const expected = await eventsOf(gateway.url)
    return receivers.every((receiver) => expected.every((id) => idsOf(receiver).has(id)))
  }
  const standing = async () => {
    const ask = async (text: string) => JSON.stringify((await gateway.pool.query(text)).rows)
    return [
      `delivered ${JSON.stringify([...counts])}, faults ${faults.map(String).join('; ')}`,
      `received ${receivers.map(({ received }) => received.length).join(' ')}`,
      `queues ${await ask('select id, cursor_tx::text, cursor_id, failures, held_until::text from webhook_queues order by id')}`,
      `rows ${await ask('select status, count(*)::int, min(next_at)::text, max(attempts::text) from webhook_deliveries group by 1')}`,
      `log ${await ask('select count(*)::int, max(tx)::text, pg_snapshot_xmin(pg_current_snapshot())::text as xmin from events where id is not null')}`,
      `sessions ${await ask("select datname, state, wait_event_type, wait_event, backend_xid::text, backend_xmin::text, now() - xact_start as open, left(query, 80) as query from pg_stat_activity where backend_type = 'client backend'")}`,
      `locks ${await ask("select classid::text, objid::text, pid from pg_locks where locktype = 'advisory'")}`,
    ].join('\n')
  }
  // Until each of them has delivered something: then the queues are shared.
  await until(async () => {
    await pay(gateway.url, 1)
    await until(everybodyHas, standing)
    return counts.size === 3
  }, standing)
  await deliveries[0]?.close()
  await pay(gateway.url, 10)
  await until(everybodyHas, standing)
  await Promise.all(deliveries.slice(1).map((delivery) => delivery.close()))
  for (const receiver of receivers) {
    assert.equal(receiver.received.length, idsOf(receiver).size, 'nothing came twice')
    firstsInOrder(receiver)
  }
  assert.deepEqual(faults, [])
})
