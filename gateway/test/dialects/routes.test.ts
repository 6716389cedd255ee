/**
 * Every call of every API that is mounted, from the registries: once with an id of something that is there, and with words that
 * JavaScript's own objects answer to in every field. None of it is ever a fault of ours.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TObject, TSchema } from 'typebox'
import { registry } from '../../src/app/registry.ts'
import { seedOrder } from '../../src/app/shop-demo.ts'
import { dialects } from '../../src/dialects/index.ts'
import { type ShownNoun, ids as wooshpayIds } from '../../src/dialects/wooshpay/ids.ts'
import { loadRates } from '../../src/operations/rates.ts'
import { type ForeignCall, foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'
import { harsyaAt, harsyaDocumented as session } from '../support/harsya.ts'
import { basic, byCard } from '../support/wooshpay.ts'

const gateway = await openGateway()
await loadRates(
  gateway.pool,
  [{ base: 'eur', quote: 'xof', day: '2026-06-15', rate: '655.957', correction: '1' }],
  'test',
)
await seedOrder(gateway)
const bearer = { authorization: `Bearer ${gateway.key}` }
const native = foreignClient(gateway.url, bearer)
const { call: harsya } = await harsyaAt(gateway)
const shopHeaders = { 'x-api-key': 'shop_demo_key', authorization: 'Bearer shop_demo_user' }
/** A caller of each API. A new one is a line here. */
const callers: Readonly<Record<string, ForeignCall>> = {
  native,
  ojire: foreignClient(`${gateway.url}/ojire`, { 'x-secret-key': gateway.key, 'x-public-key': gateway.publishable }),
  orqex: foreignClient(`${gateway.url}/orqex`, bearer),
  shop: foreignClient(`${gateway.url}/shop`, shopHeaders),
  wooshpay: foreignClient(`${gateway.url}/wooshpay`, basic(gateway.key)),
  harsya,
}
/** Ids that each API has shown so far. */
const shownBy = new Map<string, Set<string>>()
const callerOf =
  (api: string): ForeignCall =>
  async (...sent) => {
    const call = callers[api]
    assert.ok(call !== undefined, `${api} has a caller here`)
    const answer = await call(...sent)
    const shown = shownBy.get(api) ?? new Set()
    shownBy.set(api, idsIn(answer.body, shown))
    return answer
  }

type Call = {
  readonly api: string
  readonly method: string
  readonly path: string
  readonly query: TObject | undefined
  readonly body: TObject | undefined
  readonly notYet: boolean
}
const calls: readonly Call[] = [
  ...gateway.routes.map(({ method, path, query, body }) => ({
    api: 'native',
    method,
    path,
    query,
    body,
    notYet: false,
  })),
  ...[...dialects.values()].flatMap(({ name, routes }) =>
    routes.map(({ method, path, query, body, notYet }) => ({
      api: name,
      method,
      path,
      query,
      body,
      notYet: notYet !== undefined,
    })),
  ),
  // Ends whatever else might be asked for: last.
].sort((a, b) => Number(a.method === 'DELETE') - Number(b.method === 'DELETE'))

/** Something of every noun, made through every API. */
async function fill(): Promise<void> {
  const made = async (answer: Promise<{ status: number; text: string; body: { id: string } }>) => {
    const { status, text, body } = await answer
    assert.ok(status < 300, text)
    return body.id
  }
  const customer = await made(callerOf('native')('POST', '/v1/customers', { name: 'Ada', email: 'ada@example.com' }))
  const card = {
    payment_method: 'pm_card_visa',
    amount: 2000,
    currency: 'eur',
    confirm: true,
    customer,
    setup_future_usage: 'off_session',
  }
  const paid = await made(callerOf('native')('POST', '/v1/payment_intents', card))
  await made(callerOf('native')('POST', '/v1/payment_intents', { ...card, capture_method: 'manual' }))
  await made(
    callerOf('native')('POST', '/v1/payment_intents', {
      amount: 1_500_000,
      currency: 'idr',
      confirm: true,
      payment_method_data: { type: 'qris' },
    }),
  )
  await made(callerOf('native')('POST', '/v1/refunds', { payment_intent: paid, amount: 500 }))
  await made(callerOf('native')('POST', '/v1/confirmation_tokens', { payment_method: 'pm_card_visa' }))
  const mandate_data = { customer_acceptance: { type: 'offline', offline: {} } }
  const payment_method_data = {
    type: 'sepa_debit',
    sepa_debit: { iban: 'DE89370400440532013000' },
    billing_details: { name: 'Ada', email: 'ada@example.com' },
  }
  await made(
    callerOf('native')('POST', '/v1/setup_intents', {
      confirm: true,
      customer,
      payment_method_data,
      mandate_data,
      payment_method_types: ['sepa_debit'],
    }),
  )
  await made(callerOf('native')('POST', '/v1/webhook_endpoints', { url: 'http://127.0.0.1:9/', enabled_events: ['*'] }))
  await made(callerOf('native')('POST', '/v1/api_keys', { name: 'one', type: 'publishable' }))
  await callerOf('ojire')('POST', '/v1/payment-intents', {
    amount: 150_000,
    currency: 'IDR',
    customerId: 'c_1',
    metadata: { orderId: '1' },
  })
  const payer = { email: 'ama@example.com', first_name: 'Ama', last_name: 'Mensah', country: 'CI' }
  const attempt = { method_code: 'momo_mtn', country: 'CI', phone: { number: '+2250504123456' } }
  await callerOf('orqex')('POST', '/v1/payment/intents', {
    amount: 50,
    currency: 'XOF',
    description: 'Order',
    customer: payer,
    attempt,
  })
  await callerOf('orqex')('POST', '/v1/payment/checkouts', {
    amount: 50,
    currency: 'XOF',
    description: 'Order',
    customer: payer,
  })
  const woosh = await callerOf('wooshpay')('POST', '/v1/payment_intents', byCard('4242424242424242', { amount: 2000 }))
  await callerOf('wooshpay')('POST', '/v1/refunds', { payment_intent: woosh.body.id, amount: 100 })
  await callerOf('harsya')('POST', '/v2/payments', {
    ...session,
    clientReferenceId: 'routes-1',
    customer: {
      givenName: 'Ada',
      surname: 'L',
      email: 'ada@example.com',
      phoneNumber: { countryCode: '+62', number: '89699990001' },
    },
  })
  await callerOf('shop')('POST', '/api/v1/shop/orders/9/payment-intent')
}
await fill()
/** What names something and is no id in an answer. */
const besides: Readonly<Record<string, readonly string[]>> = {
  orqex: ['EUR'],
  shop: ['9'],
  harsya: [gateway.env],
  native: [
    (
      await callerOf('native')('POST', '/v1/tokens', {
        card: { number: '4242424242424242', exp_month: 12, exp_year: 2034, cvc: '123' },
      })
    ).body.id,
  ],
}

/** Ids and references in a body, by the name of their field. */
function idsIn(value: unknown, found: Set<string>): Set<string> {
  if (Array.isArray(value)) for (const one of value) idsIn(one, found)
  else if (typeof value === 'object' && value !== null)
    for (const [name, field] of Object.entries(value)) {
      const isId = /(^|_)(id|reference)$|Id$|^latest_charge$|^payment_(intent|method)$/.test(name)
      if (isId && (typeof field === 'string' || typeof field === 'number') && field !== '')
        found.add(`${name}=${field}`)
      else idsIn(field, found)
    }
  return found
}

/** What each API shows ids of: our own of every noun, and what its lists give. Two of each shape are enough. */
async function idsOf(api: string): Promise<string[]> {
  const own = new Set<string>()
  for (const { table } of registry.values())
    for (const { id } of (
      await gateway.pool.query<{ id: string | null }>(
        `select id from ${table.name} where env = $1 and id is not null order by id desc limit 2`,
        [gateway.env],
      )
    ).rows)
      own.add(id ?? '')
  for (const { path } of calls.filter((one) => one.api === api && one.method === 'GET' && !one.path.includes(':')))
    await callerOf(api)('GET', path)
  const byShape = new Map<string, string[]>()
  const shown = new Map(
    [...(shownBy.get(api) ?? [])].map((one) => [one.slice(one.indexOf('=') + 1), one.split('=')[0] ?? '']),
  )
  if (api === 'wooshpay')
    for (const id of [...own].filter((one) => /^[a-z]+_[0-9A-Za-z]{24}$/.test(one)))
      for (const noun of Object.keys(wooshpayIds) as ShownNoun[]) {
        const foreign = wooshpayIds[noun].of(id)
        if (foreign.split('_')[0] === id.split('_')[0]) shown.set(foreign, 'id')
      }
  for (const id of besides[api] ?? []) shown.set(id, 'id')
  for (const id of [...shown.keys(), ...(api === 'native' || api === 'wooshpay' ? own : [])]) {
    const shape = `${shown.get(id) ?? ''} ${id.replace(/\d+/g, '0').slice(0, 4)}${id.length}`
    byShape.set(shape, [...(byShape.get(shape) ?? []), id].slice(-2))
  }
  // Whoever asks goes on asking: its own key is not ended.
  return [...byShape.values()].flat().filter((id) => !id.startsWith('key_demo'))
}

const faults: string[] = []
async function send({ api, method, notYet }: Call, path: string, body?: unknown): Promise<number> {
  const answer = await callerOf(api)(method, path, method === 'GET' || method === 'DELETE' ? undefined : (body ?? {}))
  if (answer.status >= 500 && !(answer.status === 501 && notYet))
    faults.push(
      `${api} ${method} ${path} ${JSON.stringify(body ?? null)} → ${answer.status} ${answer.text.slice(0, 200)}`,
    )
  return answer.status
}
const noFaults = () => assert.deepEqual(faults.splice(0), [])
const withId = (path: string, id: string): string => path.replace(/:\w+/g, encodeURIComponent(id))

test('every call with a real id of every kind answers, and what is there is found', async () => {
  const known = new Map<string, string[]>()
  for (const api of Object.keys(callers)) known.set(api, await idsOf(api))
  const unseen: string[] = []
  for (const one of calls) {
    const statuses: number[] = []
    const all = one.path.includes(':') ? (known.get(one.api) ?? []) : ['']
    for (const id of one.notYet ? all.slice(0, 1) : all) statuses.push(await send(one, withId(one.path, id)))
    const single = (one.path.match(/:\w+/g) ?? []).length === 1
    if (one.method === 'GET' && single && !one.notYet && !statuses.some((status) => status < 400))
      unseen.push(`${one.api} ${one.path}`)
  }
  noFaults()
  // Shows nothing of its own: it sends a browser on, to the payment that its query names.
  assert.deepEqual(
    unseen,
    ['harsya /return/:env'],
    'a read that found nothing was not tried with an id of its own kind',
  )
})

/** Words that plain objects answer to. */
const inherited = ['constructor', '__proto__', 'toString', 'hasOwnProperty'] as const
const nested = (schema: TSchema): TObject | null => ('properties' in schema ? (schema as TObject) : null)
/** A body for each field, with the word in it. */
const bodiesOf = (body: TObject, word: string): unknown[] =>
  Object.entries(body.properties).flatMap(([name, field]) => [
    { [name]: word },
    ...Object.keys(nested(field as TSchema)?.properties ?? {}).map((inner) => ({ [name]: { [inner]: word } })),
  ])

test('words that every object answers to are nobody’s: in ids, queries, fields and names of fields', async () => {
  for (const one of calls) {
    const word = inherited[one.path.length % inherited.length] ?? 'constructor'
    const path = withId(one.path, word)
    if (one.path.includes(':')) await send(one, path)
    for (const name of Object.keys(one.query?.properties ?? {})) await send(one, `${path}?${name}=${word}`)
    await send(one, `${path}?${word}=1`)
    if (one.notYet || one.method === 'GET') continue
    await send(one, path, JSON.parse(`{"${word}":{"x":1}}`))
    for (const body of one.body === undefined ? [] : bodiesOf(one.body, word)) await send(one, path, body)
  }
  noFaults()
})

test('pages do not fall over such words either', async () => {
  for (const word of inherited)
    for (const path of [
      `/icons/${word}.svg`,
      `/checkout/${word}/${word}?client_secret=${word}`,
      `/checkout/${gateway.env}/pi_1/done?status=${word}`,
      `/pay/${gateway.env}/${word}/${word}`,
      `/3ds/${gateway.env}/${word}/${word}?client_secret=${word}`,
      `/qr/${gateway.env}/${word}/${word}.svg`,
      `/bank/${gateway.env}/pay/${word}`,
      `/docs/${word}`,
      `/docs/errors?code=${word}`,
      `/ojire/pay/x?status=${word}`,
    ])
      assert.ok((await fetch(gateway.url + path, { redirect: 'manual' })).status < 500, path)
})
