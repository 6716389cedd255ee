/** A gateway whose embedded PostgreSQL is killed goes on by itself, ends when it is told to, and ends when it has no database left. */
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { request } from '../client/client.ts'
import { serverProcess } from '../support/server-process.ts'

const pay = async (url: string): Promise<number> =>
  (
    await request(url, '/v1/payment_intents', {
      form: { amount: 500, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' },
    })
  ).status

async function paid(url: string): Promise<void> {
  // Between the end and the new start every answer is 503; the test's own time limit is the end of it.
  while ((await pay(url)) !== 200) await new Promise((resume) => setTimeout(resume, 50))
}

/** The shortest of the waits that may not be in it is that of the delivery for its last records, three seconds. */
const idleStopMaxMs = 2500

const { dataDir, start, end, ended } = serverProcess()
const killDatabase = (): void => {
  const [pid] = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')
  process.kill(Number(pid), 'SIGKILL')
}

test('after its database was killed a gateway takes payments again, and still stops as it should', async () => {
  const url = await start()
  assert.equal(await pay(url), 200)
  killDatabase()
  await paid(url)
  assert.equal(await end('SIGTERM'), 0)
  const again = await start()
  assert.equal(await pay(again), 200)
  // Under half a second where nothing runs; a wait for a timer would be seen on a machine that is five times as slow, too.
  const told = performance.now()
  assert.equal(await end('SIGTERM'), 0)
  const tookMs = Math.round(performance.now() - told)
  assert.ok(tookMs < idleStopMaxMs, `an idle gateway ended after ${tookMs} ms`)
})

test('without a database that can be started the process ends, so that whoever watches it knows', async () => {
  await start()
  const version = join(dataDir, 'postgres', 'PG_VERSION')
  const was = readFileSync(version, 'utf8')
  writeFileSync(version, '9.0\n')
  killDatabase()
  assert.equal(await ended(), 1)
  writeFileSync(version, was)
  assert.equal(await pay(await start()), 200)
  assert.equal(await end('SIGTERM'), 0)
})
