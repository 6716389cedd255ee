import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, test } from 'node:test'
import { officialClient, request } from './client.ts'
import { ContractError, contractAbsent, holdToContract, takeViolations } from './contract.ts'

const options = contractAbsent === null ? {} : { skip: contractAbsent }

/** A server that gives one answer, whatever it is asked. */
let answer: unknown = null
let asked = 0
const server = createServer((_, response) => {
  asked++
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(answer))
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const address = server.address()
const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
after(() => {
  server.closeAllConnections()
  server.close()
})

const balance = { object: 'balance', available: [], pending: [], livemode: false }
const list = { object: 'list', url: '/v1/balance', has_more: false, data: [balance] }
const fault = { type: 'card_error', code: 'card_declined', message: 'No.', doc_url: '/docs/errors#card_declined' }
const event = {
  id: 'evt_1',
  object: 'event',
  api_version: '2026-10-28.endive',
  created: 1,
  data: { object: balance },
  livemode: false,
  object_sequence: 1,
  pending_webhooks: 0,
  request: { id: null, idempotency_key: null },
  type: 'balance.available',
}

/** What may be wrong, and what the error then says. */
const broken: readonly (readonly [claim: string, body: unknown, says: RegExp])[] = [
  [
    'a required field is missing',
    { ...balance, livemode: undefined },
    /balance must have required property 'livemode'/,
  ],
  ['a field has another type', { ...balance, livemode: 'no' }, /balance\/livemode must be boolean/],
  ['an item of a list is broken', { ...list, data: [balance, { object: 'balance' }] }, /balance must have required/],
  ['a list has no url', { ...list, url: undefined }, /a list without url/],
  ['a list does not say whether there is more', { ...list, has_more: undefined }, /a list without has_more/],
  ['a search result has no next_page', { ...list, object: 'search_result' }, /without next_page/],
  ['the object of an event is broken', { ...event, data: { object: { object: 'balance' } } }, /balance must have/],
  ['an event is of no published type', { ...event, type: 'balance.grew' }, /event\/type must be equal/],
  ['an object is of no published kind', { object: 'unicorn' }, /no published schema of unicorn/],
  ['a body has no object', { id: 'x' }, /the answer has no object/],
  ['an error has no code', { error: { ...fault, code: undefined } }, /an error without code/],
  [
    'the intent of an error is broken',
    { error: { ...fault, payment_intent: { object: 'payment_intent' } } },
    /intent must/,
  ],
  [
    'the method of an error is broken',
    { error: { ...fault, payment_method: { object: 'payment_method' } } },
    /method must/,
  ],
]
for (const [claim, body, says] of broken) {
  // As it goes over the wire: without what is undefined.
  const received: unknown = JSON.parse(JSON.stringify(body))
  test(`an answer is refused · ${claim}`, options, () => {
    assert.throws(
      () => holdToContract(received, 'GET /v1/thing'),
      (error) =>
        error instanceof ContractError && error.message.startsWith('GET /v1/thing') && says.test(error.message),
    )
    assert.match(takeViolations().join(), says)
  })
}

test('what is as published passes', () => {
  const good = [balance, list, { ...list, object: 'search_result', next_page: null }, event, { error: fault }]
  for (const body of good) holdToContract(body, 'GET /v1/thing')
  assert.deepEqual(takeViolations(), [])
})

test('what a publishable key is shown may lack fields, but none may be wrong', options, () => {
  const part = { id: 'pi_1', object: 'payment_intent', amount: 100 }
  holdToContract(part, 'GET /v1/thing', { partial: true })
  assert.throws(() => holdToContract({ ...part, amount: '100' }, 'GET', { partial: true }), /amount must be number/)
  assert.throws(() => holdToContract(part, 'GET /v1/thing'), /must have required property/)
  assert.equal(takeViolations().length, 2)
})

test('a broken answer fails the call of the official client, by request, path and fault', options, async () => {
  answer = { id: 'pi_1', object: 'payment_intent' }
  asked = 0
  await assert.rejects(
    officialClient(url, 'sk_test_x', { maxNetworkRetries: 2 }).paymentIntents.retrieve('pi_1'),
    /GET \/v1\/payment_intents\/pi_1: payment_intent must have required property/,
  )
  assert.equal(asked, 1, 'and is not tried again')
  assert.equal(takeViolations().length, 1)
})

test('a broken answer fails a bare request', options, async () => {
  answer = { object: 'balance' }
  await assert.rejects(request(url, '/v1/balance'), ContractError)
  assert.equal(takeViolations().length, 1)
})

test('a good answer reaches the official client as it is', async () => {
  answer = balance
  const shown = await officialClient(url, 'sk_test_x').balance.retrieve()
  assert.deepEqual(shown.available, [])
})
