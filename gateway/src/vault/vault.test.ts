import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { Call, Secret } from '../kernel/secret.ts'
import { encrypt } from './cipher.ts'
import { CvcStore } from './cvc-store.ts'
import { type DataKey, openOldRecord, openRecord, rewrapRecord, sealRecord } from './envelope.ts'
import { hashKeyOf, keyedHashes } from './fingerprint.ts'
import { joinedKeyEncryption, KeyEncryptionError, localKeyEncryption } from './key-encryption.ts'
import { type KeyRing, keyOfVersion, parseKeyRing, UnsealError } from './seal.ts'

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64')
const ringOf = (text: string): KeyRing => {
  const ring = parseKeyRing(text)
  assert.ok(!('problem' in ring))
  return ring
}
const dataKey = (number: number): DataKey => ({ number, key: new Secret(randomBytes(32)) })
const record = { env: 'env_1', id: 'pm_1' }
const number = '4242424242424242'
const bytes = () => Buffer.from(number)

test('what is sealed opens for its own record only, under a key of its own', () => {
  const under = dataKey(1)
  const envelope = sealRecord(under, record, bytes(), randomBytes)
  assert.ok(!envelope.sealed.toString('latin1').includes(number))
  assert.equal(openRecord(under, record, envelope).toString(), number)
  for (const other of [
    { env: 'env_2', id: 'pm_1' },
    { env: 'env_1', id: 'pm_2' },
  ])
    assert.throws(() => openRecord(under, other, envelope), UnsealError)
  const again = sealRecord(under, record, bytes(), randomBytes)
  assert.throws(() => openRecord(under, record, { ...envelope, wrapped: again.wrapped }), UnsealError)
  assert.throws(() => openRecord(dataKey(1), record, envelope), UnsealError)
})

test('every bit of an envelope counts, and what does not open is named without its content', () => {
  const under = dataKey(1)
  const envelope = sealRecord(under, record, bytes(), randomBytes)
  for (const part of ['sealed', 'wrapped'] as const) {
    const whole = envelope[part] ?? Buffer.alloc(0)
    for (let at = 0; at < whole.length; at++) {
      const changed = Buffer.from(whole)
      changed[at] = (changed[at] ?? 0) ^ 1
      assert.throws(() => openRecord(under, record, { ...envelope, [part]: changed }), /record pm_1 does not open/)
    }
    for (const length of [0, 11, 27])
      assert.throws(() => openRecord(under, record, { ...envelope, [part]: whole.subarray(0, length) }), UnsealError)
  }
})

test('a record moves to another data key without being opened, and opens under that one only', () => {
  const [from, to] = [dataKey(1), dataKey(2)]
  const envelope = sealRecord(from, record, bytes(), randomBytes)
  assert.ok(envelope.wrapped !== null)
  const moved = { ...envelope, data_key: 2, wrapped: rewrapRecord(from, to, record, envelope.wrapped, randomBytes) }
  assert.equal(openRecord(to, record, moved).toString(), number)
  assert.throws(() => openRecord(from, record, moved), UnsealError)
})

test('records from before envelopes open under the version that they name', () => {
  const ring = ringOf(`1:${key(1)},2:${key(2)}`)
  const sealed = encrypt(keyOfVersion(ring, 1) ?? Buffer.alloc(0), 'env_1/pm_1', bytes(), randomBytes(12))
  const old = { version: 1, sealed, data_key: null, wrapped: null }
  assert.equal(openOldRecord(ring, record, old).toString(), number)
  for (const version of [2, 3]) assert.throws(() => openOldRecord(ring, record, { ...old, version }), UnsealError)
  assert.throws(() => openOldRecord(null, record, old), UnsealError)
})

test('a wrapped key opens for its own place, and is wrapped anew when the ring has a newer key', async () => {
  const [first, both] = [ringOf(`1:${key(1)}`), ringOf(`1:${key(1)},2:${key(2)}`)]
  const before = await localKeyEncryption(first, randomBytes).wrap('data/env_1/1', bytes())
  assert.equal(before.kek, 'local:1')
  const rotated = joinedKeyEncryption([localKeyEncryption(both, randomBytes)])
  assert.equal((await rotated.unwrap('data/env_1/1', before)).toString(), number)
  await assert.rejects(rotated.unwrap('data/env_2/1', before), KeyEncryptionError)
  const after = await rotated.rewrap('data/env_1/1', before)
  assert.ok(after !== null && after.kek === 'local:2')
  assert.equal(await rotated.rewrap('data/env_1/1', after), null)
  const second = localKeyEncryption(ringOf(`2:${key(2)}`), randomBytes)
  assert.equal((await second.unwrap('data/env_1/1', after)).toString(), number)
  await assert.rejects(second.unwrap('data/env_1/1', before), /local:1 is not configured/)
  const wrong = localKeyEncryption(ringOf(`2:${key(9)}`), randomBytes)
  await assert.rejects(wrong.unwrap('data/env_1/1', after), /local:2 is not the one/)
})

test('fingerprints stay what they were: those of the oldest key of the ring', () => {
  const hashes = (text: string) => keyedHashes(hashKeyOf(ringOf(text)))
  // Made before hash keys were stored.
  assert.equal(hashes(`1:${key(1)}`).fingerprint('acct', number), '7EpX0luCjiaTIQBy')
  assert.equal(
    hashes(`1:${key(1)}`).fingerprint('acct', number),
    hashes(`1:${key(1)},2:${key(2)}`).fingerprint('acct', bytes()),
  )
  assert.notEqual(hashes(`1:${key(1)}`).fingerprint('acct', number), hashes(`1:${key(1)}`).fingerprint('b', number))
})

test('keys that are none are reported', () => {
  for (const text of ['', 'abc', '1:short', `x:${key(1)}`, `1:${key(1)},1:${key(2)}`])
    assert.ok('problem' in parseKeyRing(text), text)
})

test('a secret of a call is revealed in that call only, and overwritten when it is over', () => {
  const held = bytes()
  const call = Call.begin('call_1', 'authorise')
  const secret = call.hold(held)
  for (const shown of [inspect(secret), inspect({ secret }, { showHidden: true, depth: 9 }), `${secret}`])
    assert.doesNotMatch(shown, /4242/)
  assert.doesNotMatch(JSON.stringify({ secret, call }), /4242/)
  assert.doesNotMatch(inspect(call, { showHidden: true, depth: 9 }), /4242|34 32/)
  assert.equal(secret.reveal(call), number)
  const other = Call.begin('call_1', 'authorise')
  assert.throws(() => secret.reveal(other), /in its own call only/)
  call.end()
  assert.throws(() => secret.reveal(call), /in its own call only/)
  assert.deepEqual(held, Buffer.alloc(16))
  const late = bytes()
  assert.throws(() => call.hold(late), /is over/)
  assert.deepEqual(late, Buffer.alloc(16), 'what comes after the end is overwritten too')
})

test('security codes are forgotten when told to, and when they are old', () => {
  const store = new CvcStore()
  const call = Call.begin('call_1', 'authorise')
  store.keep('pm_1', '123', 0)
  assert.equal(store.reveal(call, 'pm_1')?.reveal(call), '123')
  call.end()
  const next = Call.begin('call_2', 'authorise')
  assert.equal(store.reveal(next, 'pm_1')?.reveal(next), '123', 'the end of one call leaves it for the next')
  store.forget('pm_1')
  assert.equal(store.reveal(next, 'pm_1'), null)
  store.keep('pm_2', '123', 0)
  store.keep('pm_3', '456', 60 * 60_000)
  assert.equal(store.reveal(next, 'pm_2'), null)
})
