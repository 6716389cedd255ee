/**
 * `npm run bench -- dialects`: what a foreign API costs. Each of them makes a payment, or makes and pays it, and the native API does
 * the same work: the same instrument, the same customer. The two take turns, so that a neighbour on the machine meets both.
 */
import { readFileSync, rmSync } from 'node:fs'
import { benchPort, dataDir, load, startGateway } from './gateway-process.ts'
import type { SendTemplate } from './load.ts'

/** The share of the native throughput that a foreign API has to leave. */
const goal = 0.85
const key = 'sk_test_florindemokeyforeveryone'
const json = { 'content-type': 'application/json' }
const bearer = { authorization: `Bearer ${key}` }
const basic = { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` }

const nativeSend = (body: object): SendTemplate => ({
  path: '/v1/payment_intents',
  headers: { ...json, ...bearer, 'idempotency-key': 'native-{key}' },
  body: JSON.stringify(body),
})
const card = { type: 'card', card: { number: '4242424242424242', exp_month: 12, exp_year: 2030, cvc: '123' } }
const open = { automatic_payment_methods: { enabled: true } }
const payer = { email: 'a@example.com', first_name: 'Ama', last_name: 'Mensah', country: 'CI' }

type Pair = { readonly name: string; readonly native: SendTemplate; readonly foreign: SendTemplate }

const call = async (path: string, headers: Readonly<Record<string, string>>, body: object): Promise<unknown> => {
  const sent = { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) }
  return await (await fetch(`http://127.0.0.1:${benchPort}${path}`, sent)).json()
}

/** Orqex's payments have a day, Harsya's a quarter of an hour; natively that is asked for. */
const soon = () => Math.floor(Date.now() / 1000) + 3600

async function pairs(): Promise<readonly Pair[]> {
  // Orqex finds its payer by address and name; natively the merchant keeps the id.
  const customer = (await call('/v1/customers', bearer, { email: payer.email })) as { id: string }
  return [
    {
      name: 'ojire, create',
      native: nativeSend({
        amount: 10_000_000,
        currency: 'idr',
        description: 'Test payment',
        metadata: { order_id: '{n}' },
        ...open,
      }),
      foreign: {
        path: '/ojire/v1/payment-intents',
        headers: { ...json, 'x-secret-key': key, 'idempotency-key': 'ojire-{key}' },
        body: '{"amount":100000,"currency":"IDR","description":"Test payment","metadata":{"order_id":"{n}"}}',
      },
    },
    {
      name: 'orqex, create',
      native: nativeSend({
        amount: 5000,
        currency: 'xof',
        description: 'Order {n}',
        customer: customer.id,
        expires_at: soon(),
        ...open,
      }),
      foreign: {
        path: '/orqex/v1/payment/intents',
        headers: { ...json, ...bearer, 'x-idempotency-key': 'orqex-{key}' },
        body: `{"amount":5000,"currency":"XOF","description":"Order {n}","customer":${JSON.stringify(payer)}}`,
      },
    },
    {
      name: 'wooshpay, create',
      native: nativeSend({ amount: 2000, currency: 'usd', description: 'Order {n}', ...open }),
      foreign: {
        path: '/wooshpay/v1/payment_intents',
        headers: { ...json, ...basic, 'idempotency-key': 'woosh-{key}' },
        body: '{"amount":2000,"currency":"USD","description":"Order {n}","merchant_order_id":"order-{key}"}',
      },
    },
    {
      name: 'wooshpay, create and confirm',
      native: nativeSend({
        amount: 2000,
        currency: 'usd',
        description: 'Order {n}',
        confirm: true,
        payment_method_data: card,
      }),
      foreign: {
        path: '/wooshpay/v1/payment_intents',
        headers: { ...json, ...basic, 'idempotency-key': 'woosh-{key}' },
        body: `{"amount":2000,"currency":"USD","description":"Order {n}","confirm":true,"merchant_order_id":"order-{key}","payment_method_data":${JSON.stringify(card)}}`,
      },
    },
    ...(await harsyaPairs()),
  ]
}

async function harsyaPairs(): Promise<readonly Pair[]> {
  const merchant = { 'x-merchant-id': 'demo', 'x-merchant-secret': key }
  const token = (await call('/harsya/v1/access-token', merchant, { grantType: 'client_credentials' })) as {
    data: { accessToken: string }
  }
  return [
    {
      name: 'harsya, create',
      native: nativeSend({
        amount: 2_000_000,
        currency: 'idr',
        statement_descriptor: 'Harsya',
        metadata: { invoiceNo: '{n}' },
        expires_at: soon(),
        ...open,
      }),
      foreign: {
        path: '/harsya/v2/payments',
        headers: { ...json, authorization: `Bearer ${token.data.accessToken}` },
        body: '{"clientReferenceId":"ref-{key}","amount":{"value":20000,"currency":"IDR"},"mode":"REDIRECT","redirectUrl":{"successReturnUrl":"https://m.example/s","failureReturnUrl":"https://m.example/f","expirationReturnUrl":"https://m.example/e"},"statementDescriptor":"Harsya","metadata":{"invoiceNo":"{n}"}}',
      },
    },
    {
      name: 'harsya, create and confirm a number',
      native: nativeSend({
        amount: 2_000_000,
        currency: 'idr',
        statement_descriptor: 'Harsya',
        expires_at: soon(),
        confirm: true,
        payment_method_data: { type: 'virtual_account', virtual_account: { channel: 'bca', name: 'Harsya' } },
      }),
      foreign: {
        path: '/harsya/v2/payments',
        headers: { ...json, authorization: `Bearer ${token.data.accessToken}` },
        body: '{"clientReferenceId":"ref-{key}","amount":{"value":20000,"currency":"IDR"},"paymentMethod":{"type":"VIRTUAL_ACCOUNT"},"paymentMethodOptions":{"virtualAccount":{"channel":"BCA","virtualAccountName":"Harsya"}},"mode":"API","autoConfirm":true,"statementDescriptor":"Harsya"}',
      },
    },
  ]
}

const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0

/** Processor time of the gateway's process so far, in milliseconds; a tick is 10 ms. */
function workedMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}

type Measured = { readonly perSecond: number; readonly workMs: number }

/** Whether each leaves what the goal says of the native throughput. */
export async function dialectsBench(quick: boolean, say: (line: string) => void): Promise<boolean> {
  const { rounds, seconds } = quick ? { rounds: 5, seconds: 1 } : { rounds: 15, seconds: 2 }
  const gateway = await startGateway()
  let reached = true
  const measure = async (send: SendTemplate): Promise<Measured> => {
    const before = workedMs(gateway.pid)
    const { perSecond, errors, statuses } = await load({
      kind: 'send',
      connections: 64,
      seconds,
      warmupSeconds: 0.3,
      send,
    })
    if (errors > 0) throw new Error(`${send.path} was refused: ${JSON.stringify(statuses)}`)
    const answered = Object.values(statuses).reduce((sum, count) => sum + count, 0)
    return { perSecond, workMs: (workedMs(gateway.pid) - before) / answered }
  }
  say(
    '  64 connections, turns of each; work is processor time of the gateway for one payment, which neighbours do not change',
  )
  try {
    for (const { name, native, foreign } of await pairs()) {
      const turns: { own: Measured; theirs: Measured }[] = []
      await measure(native)
      await measure(foreign)
      for (let round = 0; round < rounds; round++) {
        const ownFirst = round % 2 === 0
        const first = await measure(ownFirst ? native : foreign)
        const second = await measure(ownFirst ? foreign : native)
        turns.push(ownFirst ? { own: first, theirs: second } : { own: second, theirs: first })
      }
      const ratio = middle(turns.map(({ own, theirs }) => theirs.perSecond / own.perSecond))
      const work = (of: 'own' | 'theirs') => middle(turns.map((turn) => turn[of].workMs))
      reached &&= ratio >= goal
      say(
        `  ${name.padEnd(36)} native ${middle(turns.map(({ own }) => own.perSecond))
          .toFixed(0)
          .padStart(5)}/s, there ` +
          `${middle(turns.map(({ theirs }) => theirs.perSecond))
            .toFixed(0)
            .padStart(
              5,
            )}/s: ${(100 * ratio).toFixed(0)} %; work ${work('own').toFixed(2)} and ${work('theirs').toFixed(2)} ms: ${((100 * work('own')) / work('theirs')).toFixed(0)} %`,
      )
    }
  } finally {
    await gateway.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  return reached
}
