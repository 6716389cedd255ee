/** A stored call is read again, whichever release wrote it; what is none of ours is named, never guessed at. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { UndecodableCall } from '../contracts/stored-request.ts'
import { callConnector, decodeEffect, storedEffect } from './effect.ts'
import { recorderOf, UnrecordedCall } from './outcome.ts'

const hold = { charge: 'ch_1', reference: 'ref_1', amount: 2000, currency: 'eur' }
const terms = {
  id: 'call_1',
  recorder: { name: 'payment_intent' },
  root: 'pi_1',
  connectorAccount: 'simulator',
  uses: { method: 'card' },
}
const row = (effect: unknown): unknown => JSON.parse(JSON.stringify(effect))
const call = (verb: string, request: unknown, more: object = {}) => ({
  id: 'call_1',
  verb,
  root: 'pi_1',
  request,
  paymentMethod: null,
  connectorAccount: 'simulator',
  ...more,
})

test('what is stored is what is read', () => {
  const capture = callConnector('capture', { ...hold, final: false }, terms)
  const { uses: _, ...read } = capture
  assert.deepEqual(decodeEffect(row(storedEffect(capture))), read)
})

test('what goes with a call alone is not stored, and the stored call says that it is missing', () => {
  const account = { bank: 'BCA', account_number: '1234567890', account_holder: 'Ada' }
  const masked = { ...account, account_number: '******7890' }
  const asked = { ...hold, payment: 'pi_1', refund: 're_1', asked_at: 1, transfer_to: masked }
  const kept = storedEffect(callConnector('refund', asked, { ...terms, inHand: { transfer_to: account } }))
  assert.ok(!JSON.stringify(kept).includes('1234567890'))
  assert.equal(decodeEffect(row(kept)).needsHand, true)
})

const authorise = {
  charge: 'ch_1',
  amount: 2000,
  currency: 'eur',
  mode: 'sale',
  off_session: false,
  setup_future_usage: null,
  request_three_d_secure: 'automatic',
  authentication: null,
  statement_descriptor: 'FLORIN DEMO',
}
const later = { payment: 'pi_1', code: null, expires_at: null, reusable: false, seen: 0, stored_credential: null }
const verify = { subject: 'pm_1', off_session: false, request_three_d_secure: 'automatic', authentication: null }

test('a call of an earlier release means what it meant, and its outcome is recorded by whoever recorded it then', () => {
  for (const [stored, recorder, request] of [
    [call('authorise', authorise), 'payment_intent', { ...later, ...authorise }],
    [call('capture', { ...hold, final: true }), 'payment_intent', { ...hold, final: true }],
    [
      call('refund', { ...hold, refund: 're_1', asked_at: 7 }),
      'refund',
      { ...hold, refund: 're_1', asked_at: 7, payment: 'pi_1', transfer_to: null },
    ],
    [call('verify', { ...verify, purpose: 'attach', customer: 'cus_1' }), 'payment_method', null],
    [call('verify', { ...verify, purpose: 'set_up' }), 'setup_intent', null],
  ] as const) {
    const read = decodeEffect(row(stored))
    assert.equal(read.recorder, recorder)
    if (request !== null) assert.deepEqual(read.request, request)
  }
})

test('a row that holds no call of ours is named by what is wrong with it', () => {
  for (const [stored, why] of [
    [null, /holds no call/],
    [call('rob', hold), /the verb rob/],
    [call('capture', { ...hold, final: true }, { root: 7 }), /no root/],
    [call('capture', { ...hold, final: true, amount: 'a lot' }), /\/amount/],
    [call('capture', hold), /request of capture/],
    [call('authorise', { ...authorise, mode: 'later' }), /\/mode/],
    [call('refund', 'all of it'), /request of refund is none/],
  ] as const)
    assert.throws(
      () => decodeEffect(row(stored)),
      (error: unknown) => error instanceof UndecodableCall && why.test(error.message),
      JSON.stringify(stored),
    )
})

test('a call that names a recorder which there is not is never made', () => {
  const none = { authorise: {}, capture: {}, void: {}, increment: {}, refund: {}, verify: {}, cancel_refund: {} }
  for (const noun of ['payment_intent', 'toString'])
    assert.throws(
      () => recorderOf(none, callConnector('void', hold, { ...terms, recorder: { name: noun } })),
      UnrecordedCall,
    )
})
