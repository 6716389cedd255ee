import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { CvcStore } from './cvc-store.ts'
import { keyedHashes } from './fingerprint.ts'
import { type KeyRing, parseKeyRing, seal, UnsealError, unseal } from './seal.ts'

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64')
const ringOf = (text: string): KeyRing => {
  const ring = parseKeyRing(text)
  assert.ok(!('problem' in ring))
  return ring
}
const record = { env: 'env_1', id: 'pm_1' }
const number = '4242424242424242'

test('what is sealed opens for its own record only, and never shows itself', () => {
  const ring = ringOf(`1:${key(1)}`)
  const { version, sealed } = seal(ring, record, number, randomBytes(12))
  assert.ok(!sealed.toString('latin1').includes(number))
  const opened = unseal(ring, record, version, sealed)
  assert.equal(opened.reveal(), number)
  assert.ok(!inspect(opened).includes('4242'))
  for (const other of [
    { env: 'env_2', id: 'pm_1' },
    { env: 'env_1', id: 'pm_2' },
  ])
    assert.throws(() => unseal(ring, other, version, sealed), UnsealError)
  const changed = Buffer.from(sealed)
  changed[changed.length - 1] = (changed[changed.length - 1] ?? 0) ^ 1
  assert.throws(() => unseal(ring, record, version, changed), UnsealError)
})

test('after a rotation old records open, new ones use the new key, and fingerprints stay', () => {
  const before = ringOf(`1:${key(1)}`)
  const after = ringOf(`1:${key(1)},2:${key(2)}`)
  const old = seal(before, record, number, randomBytes(12))
  assert.equal(unseal(after, record, old.version, old.sealed).reveal(), number)
  const fresh = seal(after, record, number, randomBytes(12))
  assert.equal(fresh.version, 2)
  assert.throws(() => unseal(before, record, fresh.version, fresh.sealed), /key version 2/)
  assert.equal(keyedHashes(before).fingerprint('acct', number), keyedHashes(after).fingerprint('acct', number))
  assert.notEqual(keyedHashes(before).fingerprint('acct', number), keyedHashes(before).fingerprint('other', number))
})

test('keys that are none are reported', () => {
  for (const text of ['', 'abc', '1:short', `x:${key(1)}`]) assert.ok('problem' in parseKeyRing(text), text)
})

test('security codes are forgotten when told to, and when they are old', () => {
  const store = new CvcStore()
  store.keep('pm_1', '123', 0)
  assert.equal(store.of('pm_1')?.reveal(), '123')
  store.forget('pm_1')
  assert.equal(store.of('pm_1'), null)
  store.keep('pm_2', '123', 0)
  store.keep('pm_3', '456', 60 * 60_000)
  assert.equal(store.of('pm_2'), null)
})
