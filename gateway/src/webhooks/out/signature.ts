/** Signatures of what we send. Both schemes sign with every live secret, so a roll breaks no receiver. */
import { createHmac } from 'node:crypto'
import type { Secret } from '../../kernel/secret.ts'

type Signed = {
  readonly id: string
  readonly timestamp: number
  readonly body: Uint8Array
  readonly secrets: readonly Secret<string>[]
}

export const secretPrefix = 'whsec_'

/**
 * `t=…,v1=…`: HMAC-SHA256 of `t.body` in hex, keyed with the secret's text, prefix included. One `v1` for each secret.
 * Source: docs.stripe.com/webhooks, "Verify webhook signatures manually".
 */
export const stripeSignature = ({ timestamp, body, secrets }: Signed): string =>
  [
    `t=${timestamp}`,
    ...secrets.map(
      (secret) => `v1=${createHmac('sha256', secret.reveal()).update(`${timestamp}.`).update(body).digest('hex')}`,
    ),
  ].join(',')

/**
 * `v1,base64 v1,base64`: HMAC-SHA256 of `id.timestamp.body`, keyed with the bytes that the secret has after its prefix.
 * Source: the Standard Webhooks specification, "Signature scheme".
 */
export const standardSignature = ({ id, timestamp, body, secrets }: Signed): string =>
  secrets
    .map((secret) => {
      const key = Buffer.from(secret.reveal().slice(secretPrefix.length), 'base64')
      return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')}`
    })
    .join(' ')
