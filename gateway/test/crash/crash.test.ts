/**
 * The crash proof: a real server process is killed with SIGKILL under load, at random moments, and so is its PostgreSQL.
 * Afterwards every request is sent again with its key: one payment for each key, the same bytes for what was acknowledged,
 * and books that are right.
 */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { audit } from '../../src/app/audit.ts'
import { registry } from '../../src/app/nouns.ts'
import { createPool } from '../../src/storage/database.ts'
import { startEmbedded } from '../../src/storage/embedded/index.ts'
import { request } from '../client/client.ts'
import { openFolder } from '../support/database.ts'
import { seed } from '../support/seed.ts'

const dataDir = openFolder()
let running: { process: ChildProcess; url: string } | null = null

async function start(): Promise<{ process: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ['gateway/src/app/main.ts'], {
    env: { ...process.env, PORT: '0', FLORIN_DATA_DIR: dataDir, FLORIN_LOG_LEVEL: 'silent', NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      const found = /ready at (\S+)/.exec(output)?.[1]
      if (found !== undefined) resolve(found)
    })
    child.on('exit', () => reject(new Error(`the gateway did not start: ${output}`)))
  })
  running = { process: child, url }
  return running
}

const ended = (child: ChildProcess) =>
  new Promise<void>((resolve) =>
    child.exitCode !== null || child.signalCode !== null ? resolve() : void child.on('exit', () => resolve()),
  )

after(async () => {
  if (running !== null) {
    running.process.kill('SIGTERM')
    await ended(running.process)
  }
  rmSync(dataDir, { recursive: true, force: true })
})

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
    const gateway = await start()
    const load = underLoad(gateway.url, round)
    await untilSent(load, moment)
    gateway.process.kill('SIGKILL')
    await load.stop()
    await ended(gateway.process)
    // Its PostgreSQL is still running and is adopted.
    const next = await start()
    await verify(next.url, load.sent)
    next.process.kill('SIGKILL')
    await ended(next.process)
  }
})

test('PostgreSQL killed with SIGKILL under load: 503 meanwhile, recovery by itself, nothing acknowledged is lost', async () => {
  const gateway = await start()
  const load = underLoad(gateway.url, 99)
  await untilSent(load, 200)
  const pid = Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
  process.kill(pid, 'SIGKILL')
  const during = await request(gateway.url, '/v1/payment_intents', { form: { amount: 100, currency: 'eur' } }).catch(
    () => null,
  )
  assert.ok(during === null || during.status === 503 || during.status === 200, String(during?.status))
  await load.stop()
  // The server comes back, as a supervisor would bring it back; the gateway needs no restart.
  const server = await startEmbedded({ dataDir, lock: false })
  assert.ok(!('refused' in server), JSON.stringify(server))
  await verify(gateway.url, load.sent)
  gateway.process.kill('SIGTERM')
  await ended(gateway.process)
  await server.stop()
})

test('SIGTERM drains: what was sent is answered, and the next start goes on', async () => {
  const gateway = await start()
  const load = underLoad(gateway.url, 100)
  await untilSent(load, 100)
  gateway.process.kill('SIGTERM')
  await load.stop()
  await ended(gateway.process)
  assert.equal(gateway.process.exitCode, 0)
  const next = await start()
  await verify(next.url, load.sent)
})
