/** The samples of the reference do what they say: those in curl and Node.js are run as they are, but for the ids of what exists. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { openGateway } from '../support/gateway.ts'
import { officialClient } from './client.ts'
import { holdToContract } from './contract.ts'

const run = promisify(execFile)
const gateway = await openGateway()
const stripe = officialClient(gateway.url, gateway.key)

type Sample = { readonly label: string; readonly source: string }
type Document = {
  paths: Record<string, Record<string, { operationId: string; 'x-codeSamples': Sample[] }>>
}
const document = (await (await fetch(`${gateway.url}/openapi.json`)).json()) as Document
const operations = Object.values(document.paths).flatMap((calls) => Object.values(calls))

const sampleIn = (operationId: string, label: string): string =>
  operations
    .find((operation) => operation.operationId === operationId)
    ?.['x-codeSamples'].find((sample) => sample.label === label)?.source ?? ''

test('every operation has code in six languages, and every sample asks for its own path', () => {
  assert.ok(operations.length >= 100)
  for (const { operationId, 'x-codeSamples': samples } of operations) {
    assert.deepEqual(
      samples.map(({ label }) => label),
      ['curl', 'Node.js', 'Python', 'PHP', 'Go', 'Ruby'],
      operationId,
    )
    for (const { source, label } of samples) {
      assert.match(source, /http:\/\/127\.0\.0\.1:4242\/v1\//, `${operationId} in ${label}`)
      assert.match(source, /sk_test_florindemokeyforeveryone/, `${operationId} in ${label}`)
      assert.doesNotMatch(source, /undefined|\{id\}|\[object/, `${operationId} in ${label}`)
    }
  }
})

const held = {
  amount: 2000,
  currency: 'eur',
  confirm: true,
  capture_method: 'manual',
  payment_method: 'pm_card_visa',
} as const
const open = async () => (await stripe.paymentIntents.create({ amount: 2000, currency: 'eur' })).id
const authorised = async () => (await stripe.paymentIntents.create(held)).id
const paid = async () =>
  await stripe.paymentIntents.create({ ...held, capture_method: 'automatic', expand: ['latest_charge'] })
const customer = async () => (await stripe.customers.create({ name: 'Ada' })).id
const charge = async () => {
  const { latest_charge } = await paid()
  return typeof latest_charge === 'object' ? (latest_charge?.id ?? '') : ''
}
const endpoint = async () =>
  (await stripe.webhookEndpoints.create({ url: `${gateway.url}/hook`, enabled_events: ['*'] })).id
const method = async () => (await stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa' } })).id

/** What is run, with the object that stands for the sample's id of that prefix. */
const runs: readonly (readonly [operationId: string, ids?: Readonly<Record<string, () => Promise<string>>>])[] = [
  ['PaymentIntents.Create'],
  ['PaymentIntents.Update', { pi: open }],
  ['PaymentIntents.Confirm', { pi: open }],
  ['PaymentIntents.Capture', { pi: authorised }],
  ['PaymentIntents.IncrementAuthorization', { pi: authorised }],
  ['PaymentIntents.Cancel', { pi: open }],
  ['PaymentIntents.Retrieve', { pi: open }],
  ['PaymentIntents.List'],
  ['PaymentIntents.Search'],
  ['Charges.Create'],
  ['Charges.Retrieve', { ch: charge }],
  ['Charges.Update', { ch: charge }],
  ['Charges.List'],
  ['Charges.Search'],
  ['Refunds.Create', { pi: async () => (await paid()).id }],
  ['Refunds.List'],
  ['Charges.Refund', { ch: charge }],
  ['Charges.ListRefunds', { ch: charge }],
  ['PaymentMethods.Create'],
  ['PaymentMethods.Attach', { pm: method, cus: customer }],
  ['PaymentMethods.Retrieve', { pm: method }],
  ['PaymentMethods.List', { cus: customer }],
  ['Tokens.Create'],
  ['Customers.Create'],
  ['Customers.Update', { cus: customer }],
  ['Customers.Retrieve', { cus: customer }],
  ['Customers.Search'],
  ['Customers.Delete', { cus: customer }],
  ['Customers.CreateSource', { cus: customer }],
  ['SetupIntents.Create', { cus: customer }],
  ['SetupIntents.List'],
  ['CustomerSessions.Create', { cus: customer }],
  ['TestHelpers.ConfirmationTokens.Create'],
  ['Orders.Create'],
  ['Balance.Retrieve'],
  ['BalanceTransactions.List'],
  ['Events.List'],
  ['WebhookEndpoints.Update', { we: endpoint }],
  ['WebhookEndpoints.Del', { we: endpoint }],
  ['WebhookEndpoints.List'],
  ['Accounts.RetrieveCurrent'],
  ['ApiKeys.Create'],
  ['ApiKeys.List'],
  ['AuditLog.List'],
  ['PaymentMethodCatalogue.List'],
  ['TestHelpers.Clock.Retrieve'],
  ['TestHelpers.Faults.List'],
]

/** The sample, against this gateway and what exists in it. */
async function ready(source: string, ids: Readonly<Record<string, () => Promise<string>>>): Promise<string> {
  let text = source.replaceAll('http://127.0.0.1:4242', gateway.url)
  for (const [prefix, make] of Object.entries(ids)) text = text.replaceAll(`${prefix}_0VqZ8kT3n5`, await make())
  return text
}

for (const [operationId, ids = {}] of runs) {
  test(`the samples of ${operationId} work as they are, in curl and in Node.js`, async () => {
    const inCurl = await ready(sampleIn(operationId, 'curl'), ids)
    const inNode = (await ready(sampleIn(operationId, 'Node.js'), ids)).replace(
      'console.log(await response.json())',
      'console.log(await response.text())',
    )
    const answers = [
      await run('sh', ['-c', inCurl.replace('curl ', 'curl -s ')]),
      await run(process.execPath, ['--input-type=module', '-e', inNode]),
    ]
    for (const { stdout } of answers) {
      const body: unknown = JSON.parse(stdout)
      assert.equal(Reflect.get(Object(body), 'error'), undefined, stdout)
      holdToContract(body, operationId)
    }
  })
}

test('the collection holds every operation, in the form that clients of APIs read', async () => {
  const collection = (await (await fetch(`${gateway.url}/collection.json`)).json()) as {
    info: { schema: string }
    item: { name: string; item: { request: { method: string; url: { raw: string } } }[] }[]
  }
  assert.match(collection.info.schema, /collection\/v2\.1\.0/)
  const requests = collection.item.flatMap(({ item }) => item)
  assert.equal(requests.length, operations.length)
  for (const { request } of requests) assert.match(request.url.raw, /^\{\{baseUrl\}\}\/v1\//)
})

test('llms.txt names every call and where the rest is told', async () => {
  const response = await fetch(`${gateway.url}/llms.txt`)
  const text = await response.text()
  assert.match(response.headers.get('content-type') ?? '', /^text\/plain/)
  assert.match(text, /^# Florin\n/)
  for (const path of Object.keys(document.paths)) assert.ok(text.includes(` ${path}\``), path)
  for (const [, to = ''] of text.matchAll(/\]\((\/[^)]+)\)/g))
    assert.equal((await fetch(gateway.url + to)).status, 200, to)
})
