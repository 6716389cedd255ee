/** The examples, run as their pages say, against a gateway. */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { networksOf } from '../../src/webhooks/out/allowed-addresses.ts'
import { officialClient } from '../client/client.ts'
import { openGateway, type TestGateway } from '../support/gateway.ts'

const root = join(import.meta.dirname, '../../..')
// Signatures carry the time, which the official client checks: this gateway's clock is the machine's.
const gateway: TestGateway = await openGateway({ wallMs: Date.now, webhookNetworks: networksOf('127.0.0.0/8') })
const stripe = officialClient(gateway.url, gateway.key)
const running: ChildProcess[] = []
after(() => {
  for (const child of running) child.kill()
})

type Program = {
  readonly url: string
  /** The next line that it prints which has these words. */
  said(words: RegExp): Promise<string>
}

/** Starts an example, and waits until it listens. */
async function started(file: string, env: NodeJS.ProcessEnv = {}): Promise<Program> {
  const child = spawn(process.execPath, [join(root, 'examples', file)], {
    env: { ...process.env, PORT: '0', FLORIN_URL: gateway.url, FLORIN_KEY: gateway.key, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.push(child)
  let [text, read] = ['', 0]
  const said = (words: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = () => {
        const line = text
          .slice(read)
          .split('\n')
          .find((one) => words.test(one))
        if (line === undefined) return
        read = text.indexOf(line, read) + line.length
        child.stdout.off('data', look)
        resolve(line)
      }
      child.stdout.on('data', look)
      child.on('exit', () => reject(new Error(`${file} ended, and said: ${text}`)))
      look()
    })
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString()
  })
  return { url: /http:\S+/.exec(await said(/http:/))?.[0] ?? '', said }
}

test('the shop charges an order once, tells of a decline, and leads a payer to the bank', async () => {
  const shop = await started('shop/server.ts')
  const buy = async (form: Record<string, string>) => {
    const answer = await fetch(`${shop.url}/orders`, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: { connection: 'close' },
    })
    return { status: answer.status, body: (await answer.json()) as Record<string, string> }
  }
  const tea = { item: 'tea', order: '1001', payment_method: 'pm_card_visa' }
  for (const _ of [1, 2])
    assert.deepEqual(await buy(tea), { status: 200, body: { order: '1001', status: 'succeeded' } })
  const list = await stripe.paymentIntents.list()
  assert.deepEqual(
    list.data.map(({ amount, metadata }) => [amount, metadata.order]),
    [[450, '1001']],
  )
  assert.equal((await buy({ ...tea, order: '1002', payment_method: 'pm_card_chargeDeclined' })).status, 402)
  const asked = await buy({ ...tea, order: '1003', payment_method: 'pm_card_authenticationRequired' })
  assert.equal(asked.body.status, 'requires_action')
  assert.match(asked.body.go_to ?? '', /^http:.*\/3ds\//)
  assert.equal((await buy({ ...tea, item: 'gold' })).status, 400)
  const look = await fetch(`${shop.url}/orders/1001`)
  assert.deepEqual(await look.json(), { order: '1001', status: 'succeeded' })
})

test('the handler ships what was paid, once, and refuses what is not signed', async () => {
  // The secret is made with the endpoint, whose address is known once the handler listens.
  const { id: endpoint, secret } = await stripe.webhookEndpoints.create({
    url: 'https://shop.example/hook',
    enabled_events: ['*'],
  })
  const { url, said } = await started('webhooks/handler.ts', { FLORIN_WEBHOOK_SECRET: secret ?? '' })
  assert.equal((await fetch(url, { method: 'POST', body: '{"type":"payment_intent.succeeded"}' })).status, 400)
  await stripe.webhookEndpoints.update(endpoint, { url })
  const { id } = await stripe.paymentIntents.create({
    amount: 450,
    currency: 'eur',
    confirm: true,
    payment_method: 'pm_card_visa',
    metadata: { order: '2001' },
  })
  await gateway.deliver()
  assert.equal(await said(/^ship/), 'ship 2001: 450 eur')
  await stripe.refunds.create({ payment_intent: id, amount: 50 })
  await gateway.deliver()
  assert.equal(await said(/^refunded/), `refunded ${id}: 50 in all`)
})
