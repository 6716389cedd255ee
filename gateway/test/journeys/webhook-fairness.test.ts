/** One environment's noise is not another's silence: its webhooks come as fast as if the other were not there. */
import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { after, test } from 'node:test'
import { createDeliveryWorker } from '../../src/app/delivery.ts'
import { freshDatabase } from '../support/database.ts'
import { openGateway, testVault } from '../support/gateway.ts'
import { merchantAt } from '../support/merchant.ts'
import { openReceiver } from '../support/receiver.ts'

const connection = await freshDatabase()
const gateway = await openGateway({ connection, delivery: {} })
const faults: unknown[] = []
const delivery = createDeliveryWorker({
  connection,
  vault: testVault,
  publicUrl: () => gateway.url,
  networks: [],
  wallMs: gateway.wallMs,
  onFault: (error) => void faults.push(error),
  onAttempt: () => undefined,
})
after(() => delivery.close())

/** Takes connections and never answers. */
async function blackHole(): Promise<string> {
  const server = createServer((socket) => socket.on('error', () => undefined).resume())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  after(() => server.close())
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/hook`
}
/** Nobody listens there. */
const nobody = 'http://127.0.0.1:9/hook'

/** Pays, however busy the machine is: what is refused for that is sent again. */
async function paid({ call }: Awaited<ReturnType<typeof merchantAt>>): Promise<void> {
  const form = { amount: 2000, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' }
  while ((await call('/v1/payment_intents', form)).status === 503);
}

const payments = 150
const deadEndpoints = 40
/** The slowest of the quiet one's webhooks may take so long on a machine that runs other tests; it took 12 seconds. */
const slowestMs = 5000

test(`${payments} payments at ${deadEndpoints} dead endpoints of one environment do not delay another's webhook`, async () => {
  const [noisy, quiet] = [await merchantAt(gateway), await merchantAt(gateway)]
  const receiver = await openReceiver()
  await quiet.listen(receiver, ['payment_intent.succeeded'])
  const silence = await blackHole()
  for (let made = 0; made < deadEndpoints; made++)
    await noisy.call('/v1/webhook_endpoints', { url: made % 2 === 0 ? nobody : silence, enabled_events: ['*'] })
  // Made before anything is delivered, so that the payments' own work is no part of what is measured.
  for (let made = 0; made < payments; made += 5) await Promise.all(Array.from({ length: 5 }, () => paid(noisy)))

  /** From the answer to a payment until its receiver hears of it. */
  const heardAfter = async (): Promise<number> => {
    const before = receiver.received.length
    await paid(quiet)
    const began = performance.now()
    while (receiver.received.length === before) await new Promise((next) => setTimeout(next, 5))
    return performance.now() - began
  }
  delivery.dispatcher.start()
  await heardAfter()
  const delays: number[] = []
  for (let made = 0; made < 20; made++) delays.push(await heardAfter())
  const slowest = Math.max(...delays)
  assert.ok(slowest < slowestMs, `the slowest of ${delays.map(Math.round)} ms`)
  assert.deepEqual(faults, [])
})
