import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AuthoriseOutcome, AuthoriseRequest, CallContext } from '../../contracts/connector.ts'
import { Call } from '../../kernel/secret.ts'
import { conformance } from '../conformance.ts'
import { createCallBook } from './call-log.ts'
import { createSimulator } from './simulator.ts'
import { testCards } from './test-cards.ts'

const unused = () => {
  throw new Error('cards ask nothing of the bank')
}
const simulator = createSimulator(
  { authorise: unused, find: async () => ({ outcome: 'never_received' }) },
  createCallBook(null),
)

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

const approved = { charge: 'ch_1', reference: 'sim_1n', amount: 1000, currency: 'eur' }
const onCard = (
  title: string,
  number: string,
  outcome: AuthoriseOutcome['outcome'],
  more: Partial<AuthoriseRequest> = {},
) => ({ title, verb: 'authorise', request: request(number, more), outcome }) as const

for (const { title, check } of conformance(
  simulator,
  [
    onCard('a good card', '4242424242424242', 'captured'),
    onCard('a good card, captured later', '4242424242424242', 'authorised', { mode: 'authorise' }),
    onCard('a declined card', '4000000000000002', 'declined'),
    onCard('a card that needs a challenge', '4000002760003184', 'challenge'),
    onCard('a card off session', '4000002760003184', 'declined', { off_session: true }),
    onCard('a silent processor', '4000000000040008', 'unknown'),
    {
      title: 'a card that is saved',
      verb: 'verify',
      request: { ...request('4242424242424242'), subject: 'seti_1', purpose: 'set_up' },
      outcome: 'verified',
    },
    { title: 'a capture', verb: 'capture', request: { ...approved, final: true }, outcome: 'captured' },
    { title: 'a void', verb: 'void', request: approved, outcome: 'voided' },
    { title: 'an increment', verb: 'increment', request: { ...approved, by: 500 }, outcome: 'incremented' },
    {
      title: 'a refund',
      verb: 'refund',
      request: { ...approved, payment: 'pi_1', refund: 're_1', asked_at: 1_800_000_000_000, transfer_to: null },
      outcome: 'succeeded',
    },
    {
      title: 'a refund that is taken back',
      verb: 'cancel_refund',
      request: { refund: 're_1', charge: 'ch_1', reference: 'sim_re_1n' },
      outcome: 'canceled',
    },
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
