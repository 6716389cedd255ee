/** Requests that Acme answers, one for each way that a verb can end: what the conformance suites try. */

import type { ConformanceCase } from '../../src/connectors/conformance.ts'
import { declinedNumber } from '../../src/connectors/example/fake.ts'
import type { AuthoriseRequest, CallContext, Connector } from '../../src/contracts/connector.ts'
import { assert } from '../../src/kernel/assert.ts'
import { Call } from '../../src/kernel/secret.ts'

export const goodNumber = '4242424242424242'
const call = Call.begin('call_1', 'conformance')
export const contextWith = (key: string, signal: AbortSignal): CallContext => ({
  environment: 'env_1',
  idempotencyKey: key.replaceAll(/\W+/g, '_'),
  account: { id: 'acme', connector: 'example', seed: '' },
  now: 1_800_000_000_000,
  call,
  signal,
})

const authorise = (card: string, more: Partial<AuthoriseRequest> = {}): AuthoriseRequest => ({
  payment: 'pi_1',
  charge: 'ch_1',
  amount: 1000,
  currency: 'eur',
  card: {
    number: call.hold(Buffer.from(card)),
    cvc: call.hold(Buffer.from('123')),
    exp_month: 12,
    exp_year: 2034,
    brand: 'visa',
    address_line1: null,
    address_postal_code: null,
  },
  instrument: null,
  expires_at: null,
  reusable: false,
  code: null,
  seen: 0,
  mode: 'sale',
  off_session: false,
  setup_future_usage: null,
  stored_credential: null,
  request_three_d_secure: 'automatic',
  authentication: null,
  statement_descriptor: null,
  ...more,
})

let payments = 0
/** A payment at Acme that later calls are about. */
async function paidBefore(direct: Connector, mode: 'authorise' | 'sale') {
  const context = contextWith(`call_before_${++payments}`, new AbortController().signal)
  const outcome = await direct.verbs.authorise(authorise(goodNumber, { mode }), context)
  assert(outcome.outcome === 'authorised' || outcome.outcome === 'captured', 'Acme takes a good card')
  return { charge: 'ch_1', reference: outcome.approval.reference, amount: 1000, currency: 'eur' }
}

/** Fresh ones, about payments that are made through `direct` before. */
export const acmeCases = async (direct: Connector): Promise<readonly ConformanceCase[]> => [
  { title: 'a sale', verb: 'authorise', request: authorise(goodNumber), outcome: 'captured' },
  { title: 'a hold', verb: 'authorise', request: authorise(goodNumber, { mode: 'authorise' }), outcome: 'authorised' },
  { title: 'a decline', verb: 'authorise', request: authorise(declinedNumber), outcome: 'declined' },
  {
    title: 'a part capture',
    verb: 'capture',
    request: { ...(await paidBefore(direct, 'authorise')), amount: 300, final: false },
    outcome: 'captured',
  },
  {
    title: 'a capture of too much',
    verb: 'capture',
    request: { ...(await paidBefore(direct, 'authorise')), amount: 1001, final: true },
    outcome: 'refused',
  },
  { title: 'a void', verb: 'void', request: await paidBefore(direct, 'authorise'), outcome: 'voided' },
  {
    title: 'a refund',
    verb: 'refund',
    request: {
      ...(await paidBefore(direct, 'sale')),
      payment: 'pi_1',
      refund: 're_1',
      amount: 400,
      asked_at: 1_800_000_000_000,
      transfer_to: null,
    },
    outcome: 'succeeded',
  },
]
