import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Secret } from '../../kernel/secret.ts'
import { standardSignature, stripeSignature } from './signature.ts'

const folder = join(import.meta.dirname, '../../../../../shared/specs/vectors')
const skip = existsSync(folder) ? false : '../shared/specs is absent beside the checkout'
const vectors = <T>(name: string): T => JSON.parse(readFileSync(join(folder, name), 'utf8')) as T

test('the published vectors of Stripe-Signature come out', { skip }, () => {
  const { valid } = vectors<{ valid: { secret: string; timestamp: number; payload: string; header: string }[] }>(
    'stripe-signature.json',
  )
  assert.ok(valid.length >= 3)
  for (const { secret, timestamp, payload, header } of valid) {
    const made = stripeSignature({ id: '', timestamp, body: Buffer.from(payload), secrets: [new Secret(secret)] })
    const [time, signature] = made.split(',')
    // Some of the published headers carry signatures of other schemes and keys besides.
    assert.ok(header.split(',').includes(time ?? '') && header.split(',').includes(signature ?? ''), header)
  }
})

test('the published vectors of Standard Webhooks come out', { skip }, () => {
  type Vector = { secret: string; id: string; timestamp: number; payload: string; signature: string }
  const { valid } = vectors<{ valid: Vector[] }>('standard-webhooks.json')
  const prefixed = valid.filter(({ secret }) => secret.startsWith('whsec_'))
  assert.ok(prefixed.length >= 2)
  for (const { secret, id, timestamp, payload, signature } of prefixed) {
    const made = standardSignature({ id, timestamp, body: Buffer.from(payload), secrets: [new Secret(secret)] })
    assert.ok(signature.split(' ').includes(made), `${made} in ${signature}`)
  }
})

test('every live secret signs, in both schemes', () => {
  const secrets = [new Secret('whsec_AAAA'), new Secret('whsec_BBBB')]
  const message = { id: 'evt_1', timestamp: 1, body: Buffer.from('{}'), secrets }
  assert.match(stripeSignature(message), /^t=1,v1=[0-9a-f]{64},v1=[0-9a-f]{64}$/)
  assert.match(standardSignature(message), /^v1,\S{44} v1,\S{44}$/)
})
