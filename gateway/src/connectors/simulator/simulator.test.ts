import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AuthoriseRequest, CallContext } from '../../contracts/connector.ts'
import { Call } from '../../kernel/secret.ts'
import { conformance } from '../conformance.ts'
import { createSimulator } from './simulator.ts'
import { testCards } from './test-cards.ts'

const unused = () => {
  throw new Error('cards ask nothing of the bank')
}
const simulator = createSimulator({ authorise: unused, find: unused })

const call = Call.begin('call_1', 'authorise')

const context = (key: string, aborted = false): CallContext => {
  const abort = new AbortController()
  if (aborted) abort.abort()
  return {
    environment: 'env_1',
    idempotencyKey: key,
    account: { id: 'simulator', connector: 'simulator', seed: 'one' },
    now: 1_800_000_000_000,
    call,
    signal: abort.signal,
  }
}
const request = (number: string, more: Partial<AuthoriseRequest> = {}): AuthoriseRequest => ({
  payment: 'pi_1',
  charge: 'ch_1',
  instrument: null,
  expires_at: null,
  reusable: false,
  code: null,
  seen: 0,
  amount: 1000,
  currency: 'eur',
  card: {
    number: call.hold(Buffer.from(number)),
    cvc: call.hold(Buffer.from('123')),
    exp_month: 12,
    exp_year: 2034,
    brand: 'visa',
    address_line1: null,
    address_postal_code: null,
  },
  stored_credential: null,
  mode: 'sale',
  off_session: false,
  setup_future_usage: null,
  request_three_d_secure: 'automatic',
  authentication: null,
  statement_descriptor: null,
  ...more,
})

for (const { title, check } of conformance(
  simulator,
  [
    { title: 'a good card', request: request('4242424242424242'), outcome: 'captured' },
    {
      title: 'a good card, captured later',
      request: request('4242424242424242', { mode: 'authorise' }),
      outcome: 'authorised',
    },
    { title: 'a declined card', request: request('4000000000000002'), outcome: 'declined' },
    { title: 'a card that needs a challenge', request: request('4000002760003184'), outcome: 'challenge' },
    { title: 'a card off session', request: request('4000002760003184', { off_session: true }), outcome: 'declined' },
    { title: 'a silent processor', request: request('4000000000040008'), outcome: 'unknown' },
  ],
  context,
)) {
  test(title, check)
}

test('every effect of the table is one that the simulator shows', async () => {
  for (const [number, effect] of Object.entries(testCards)) {
    if (effect.delayMs !== undefined) continue
    const { outcome } = await simulator.verbs.authorise(request(number), context(number))
    const asks =
      effect.device !== undefined ||
      effect.authentication === 'always' ||
      effect.authentication === 'unless_set_up' ||
      effect.authentication === 'set_up'
    const silent = effect.silent === 'succeeded' || effect.silent === 'declined' || effect.silent === 'never_received'
    assert.equal(
      outcome,
      silent ? 'unknown' : asks ? 'challenge' : effect.decline !== undefined ? 'declined' : 'captured',
      number,
    )
  }
})

test('another seed gives other references, and nothing shows the number', async () => {
  const one = await simulator.verbs.authorise(request('4242424242424242'), context('k'))
  const other = await simulator.verbs.authorise(request('4242424242424242'), {
    ...context('k'),
    account: { id: 's', connector: 'simulator', seed: 'two' },
  })
  assert.notDeepEqual(one, other)
  assert.ok(!JSON.stringify([one, request('4242424242424242')]).includes('42424242'))
})
