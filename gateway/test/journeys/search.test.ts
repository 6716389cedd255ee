/** The search language, over every field that is published of each noun. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { officialClient, request } from '../client/client.ts'
import { openGateway } from '../support/gateway.ts'

const gateway = await openGateway()
const key = await gateway.sandbox()
const stripe = officialClient(gateway.url, key)

const customer = await stripe.customers.create({
  name: 'Émile "Le Grand" O\'Neil',
  email: 'Emile.ONeil@Example.com',
  phone: '+33 6 12 34 56 78',
  metadata: { tier: 'Gold', 'order "x"': 'A\\B' },
})
const plain = await stripe.customers.create({ metadata: { other: 'gold' } })
const gone = await stripe.customers.create({ name: 'Gone', metadata: { tier: 'gold' } })
await stripe.customers.del(gone.id)

const pay = (more: object) =>
  stripe.paymentIntents.create({
    amount: 2000,
    currency: 'eur',
    confirm: true,
    payment_method: 'pm_card_visa',
    ...more,
  })
const saved = await stripe.paymentMethods.attach('pm_card_mastercard', { customer: customer.id })
const owned = await pay({
  amount: 1500,
  customer: customer.id,
  payment_method: saved.id,
  metadata: { Order: 'AbC-7', flag: 'null' },
})
const anonymous = await pay({ amount: 3000, currency: 'usd', metadata: { order: 'abc-7' } })
const open = await stripe.paymentIntents.create({ amount: 4000, currency: 'eur' })
await stripe.refunds.create({ payment_intent: anonymous.id })

type Case = readonly [query: string, found: readonly string[]]
const check = async (path: string, [query, found]: Case): Promise<void> => {
  const answer = await request(gateway.url, `${path}?limit=100&query=${encodeURIComponent(query)}`, { key })
  assert.equal(answer.status, 200, `${query}: ${answer.text}`)
  const ids = (answer.body.data as unknown as { id: string }[]).map(({ id }) => id)
  assert.deepEqual(ids, found, query)
}

const intents: readonly Case[] = [
  ['metadata["Order"]:"AbC-7"', [owned.id]],
  ['metadata["Order"]:"abc-7"', [owned.id]],
  ["metadata['order']:'ABC-7'", [anonymous.id]],
  ['metadata["Order"]:null', [open.id, anonymous.id]],
  ['-metadata["Order"]:null', [owned.id]],
  ['-metadata["Order"]:NULL AND amount>1', [owned.id]],
  ['metadata["flag"]:"null"', [owned.id]],
  ['metadata["flag"]:null', [open.id, anonymous.id]],
  ['-metadata["Order"]:"abc-7"', [open.id, anonymous.id]],
  ['metadata["constructor"]:null', [open.id, anonymous.id, owned.id]],
  ['customer:null', [open.id, anonymous.id]],
  ['-customer:null', [owned.id]],
  [`customer:"${customer.id}"`, [owned.id]],
  [`-customer:'${customer.id}'`, [open.id, anonymous.id]],
  ['status:"SUCCEEDED"', [anonymous.id, owned.id]],
  ['status:"requires_payment_method"', [open.id]],
  ['currency:"EUR" status:"succeeded"', [owned.id]],
  ['currency:usd OR amount:4000', [open.id, anonymous.id]],
  ['amount>=3000 amount<4000', [anonymous.id]],
  ['amount:"1500"', [owned.id]],
  ['amount<=1500 or amount>3999', [open.id, owned.id]],
  ['amount:null', []],
  ['-amount:null', [open.id, anonymous.id, owned.id]],
  ['created>1 and created<4000000000', [open.id, anonymous.id, owned.id]],
  ['created:null', []],
  [`created>=${owned.created} -currency:"usd"`, [open.id, owned.id]],
]
for (const one of intents) {
  test(`payment intents · ${one[0]}`, () => check('/v1/payment_intents/search', one))
}

const customers: readonly Case[] = [
  ['email:"emile.oneil@example.com"', [customer.id]],
  ['email:"EMILE.ONEIL@EXAMPLE.COM"', [customer.id]],
  ['email~"oneil@"', [customer.id]],
  ['email~"ONEIL"', [customer.id]],
  ['email~"nobody"', []],
  ['-email~"oneil"', [plain.id]],
  ['email:null', [plain.id]],
  ['-email:null', [customer.id]],
  ['name:"émile \\"le grand\\" o\'neil"', [customer.id]],
  ["name:'Émile \"Le Grand\" O\\'Neil'", [customer.id]],
  ['name~"ÉMILE"', [customer.id]],
  ['name~"grand\\" o"', [customer.id]],
  ['phone~"12 34"', [customer.id]],
  ['phone:"+33 6 12 34 56 78"', [customer.id]],
  ['metadata["tier"]:"gold"', [customer.id]],
  ['metadata["order \\"x\\""]:"a\\\\b"', [customer.id]],
  ['metadata["tier"]:null', [plain.id]],
  ['-metadata["tier"]:null', [customer.id]],
  ['created>1', [plain.id, customer.id]],
]
for (const one of customers) {
  test(`customers · ${one[0]}`, () => check('/v1/customers/search', one))
}

const refused: readonly (readonly [query: string, why: RegExp])[] = [
  ['colour:"red"', /no field 'colour'/],
  ['constructor:"x"', /no field 'constructor'/],
  ['status~"succ"', /found whole/],
  ['metadata["Order"]~"AbC"', /found whole/],
  ['metadata:"x"', /metadata\['key'\]/],
  ['metadata["Order"]>"1"', /metadata\['key'\]/],
  [`metadata["${'k'.repeat(41)}"]:"1"`, /metadata\['key'\]/],
  ['status["a"]:"x"', /only metadata has keys/],
  ['status>"x"', /compared with ':'/],
  ['customer>null', /null is compared/],
  ['amount:"1.5"', /whole number/],
  ['amount~"150"', /found whole/],
  ['currency:"xxz"', /no currency/],
  ['status:"a" AND status:"b" OR status:"c"', /cannot be mixed/],
  ['status:"unclosed', /near/],
  ['status', /near/],
  ['', /empty|parameter|expected/i],
  [Array.from({ length: 11 }, () => 'amount:1').join(' '), /more than 10/],
]
for (const [query, why] of refused) {
  test(`refused, and says why · ${query.slice(0, 60)}`, async () => {
    const answer = await request(gateway.url, `/v1/payment_intents/search?query=${encodeURIComponent(query)}`, { key })
    const error = answer.body.error as unknown as { message: string; param: string }
    assert.deepEqual([answer.status, error.param], [400, 'query'], answer.text)
    assert.match(error.message, why)
  })
}

test('parts of a text have three characters or more', async () => {
  for (const part of ['a', '%', 'ab']) {
    const path = `/v1/customers/search?query=${encodeURIComponent(`name~"${part}"`)}`
    const answer = await request(gateway.url, path, { key })
    assert.equal(answer.status, 400, part)
  }
  await check('/v1/customers/search', ['name~"%%%"', []])
})

test('a page that no search gave is refused, and a count is given where it is asked for', async () => {
  const search = (rest: string) =>
    request(gateway.url, `/v1/payment_intents/search?query=${encodeURIComponent('amount>1')}${rest}`, { key })
  const first = await search('&limit=2&expand[]=total_count&expand[]=data.latest_charge')
  assert.deepEqual([first.body.has_more as unknown, first.body.total_count as unknown], [true, 3])
  const next = await search(`&limit=2&page=${first.body.next_page}`)
  assert.deepEqual(
    (next.body.data as unknown as { id: string }[]).map(({ id }) => id),
    [owned.id],
  )
  assert.ok(!('total_count' in next.body))
  for (const page of ['junk', 'pi_', 'pi_000000000000000000000000', customer.id, 'WzE2XQ==', '%27']) {
    const answer = await search(`&page=${page}`)
    const error = answer.body.error as unknown as { param: string }
    assert.deepEqual([answer.status, error.param], [400, 'page'], page)
  }
})
