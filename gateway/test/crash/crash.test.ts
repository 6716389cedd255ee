/**
 * The crash proof: a real server process is killed with SIGKILL under load, at random moments, and so is its PostgreSQL.
 * Afterwards every request is sent again with its key: one payment for each key, the same bytes for what was acknowledged,
 * and books that are right.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { registry } from '../../src/app/registry.ts'
import { audit } from '../../src/operations/audit.ts'
import { createPool } from '../../src/storage/database.ts'
import { startEmbedded } from '../../src/storage/embedded/index.ts'
import { request } from '../client/client.ts'
import { seed } from '../support/seed.ts'
import { serverProcess } from '../support/server-process.ts'

const { dataDir, start, end } = serverProcess()

type Sent = { key: string; form: Record<string, unknown>; acknowledged: string | null }

/** Sends payments in eight lines until it is told to stop; a request that died with the server stays unacknowledged. */
function underLoad(url: string, round: number): { sent: Sent[]; stop: () => Promise<void> } {
  const sent: Sent[] = []
  let stopped = false
  const line = async (name: number) => {
    for (let count = 0; !stopped; count++) {
      const one: Sent = {
        key: `crash-${round}-${name}-${count}`,
        form: {
          amount: 100 + count,
          currency: 'eur',
          confirm: true,
          payment_method: count % 5 === 4 ? 'pm_card_visa_chargeDeclined' : 'pm_card_visa',
        },
        acknowledged: null,
      }
      sent.push(one)
      try {
        const { status, text } = await request(url, '/v1/payment_intents', {
          form: one.form,
          headers: { 'idempotency-key': one.key },
        })
        if (status === 200 || status === 402) one.acknowledged = text
      } catch {
        return
      }
    }
  }
  const lines = Array.from({ length: 8 }, (_, name) => line(name))
  return {
    sent,
    stop: async () => {
      stopped = true
      await Promise.all(lines)
    },
  }
}

/** Waits until so many requests were sent: a moment in the middle of work, without a clock. */
const untilSent = async (load: { sent: Sent[] }, count: number) => {
  while (load.sent.length < count) await new Promise((resolve) => setImmediate(resolve))
}

/** Sends a request again with its key until it has an answer that is final. */
async function finalAnswer(url: string, one: Sent): Promise<{ status: number; text: string }> {
  for (;;) {
    const answer = await request(url, '/v1/payment_intents', {
      form: one.form,
      headers: { 'idempotency-key': one.key },
    })
    if (answer.status === 200 || answer.status === 402) return answer
    assert.ok([409, 503].includes(answer.status), `${answer.status} ${answer.text}`)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

async function verify(url: string, sent: readonly Sent[]): Promise<void> {
  const intents = new Set<string>()
  for (const one of sent) {
    const { text } = await finalAnswer(url, one)
    if (one.acknowledged !== null) assert.equal(text, one.acknowledged, `the same bytes for ${one.key}`)
    const body = JSON.parse(text) as { id?: string; error?: { payment_intent: { id: string } } }
    intents.add(body.id ?? body.error?.payment_intent.id ?? '')
  }
  assert.equal(intents.size, sent.length, 'one payment for each key')
  const server = await startEmbedded({ dataDir, lock: false })
  assert.ok(!('refused' in server))
  const pool = createPool(server.connection, 2)
  const keys = sent.map(({ key }) => key)
  const { rows } = await pool.query<{ n: string }>(
    "select count(*)::text as n from payment_intents where doc->>'idempotency_key' = any($1)",
    [keys],
  )
  assert.equal(Number(rows[0]?.n), sent.length, 'no key made a second payment')
  assert.deepEqual((await audit(pool, registry)).faults, [])
  await pool.end()
}

const moments = fc.sample(fc.integer({ min: 10, max: 400 }), { seed, numRuns: 5 })

test('killed with SIGKILL under load: every key has one payment and one answer', async () => {
  console.log(`seed ${seed}: killed after ${moments.join(', ')} requests`)
  for (const [round, moment] of moments.entries()) {
    const load = underLoad(await start(), round)
    await untilSent(load, moment)
    await end('SIGKILL')
    await load.stop()
    // Its PostgreSQL is still running and is adopted.
    await verify(await start(), load.sent)
    await end('SIGKILL')
  }
})

test('PostgreSQL killed with SIGKILL under load: 503 meanwhile, recovery by itself, nothing acknowledged is lost', async () => {
  const url = await start()
  const load = underLoad(url, 99)
  await untilSent(load, 200)
  const pid = Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
  process.kill(pid, 'SIGKILL')
  const during = await request(url, '/v1/payment_intents', { form: { amount: 100, currency: 'eur' } }).catch(() => null)
  assert.ok(during === null || during.status === 503 || during.status === 200, String(during?.status))
  await load.stop()
  // The server comes back, as a supervisor would bring it back; the gateway needs no restart.
  const server = await startEmbedded({ dataDir, lock: false })
  assert.ok(!('refused' in server), JSON.stringify(server))
  await verify(url, load.sent)
  await end('SIGTERM')
  await server.stop()
})

test('SIGTERM drains: what was sent is answered, and the next start goes on', async () => {
  const load = underLoad(await start(), 100)
  await untilSent(load, 100)
  const code = end('SIGTERM')
  await load.stop()
  assert.equal(await code, 0)
  await verify(await start(), load.sent)
})
