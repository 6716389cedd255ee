/** A vault whose keys are changed by a test: rings, cards under them, rotation, and starts that are refused. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { createGateway } from '../../src/app/gateway.ts'
import { createLogger } from '../../src/app/start.ts'
import { type Connection, createPool } from '../../src/storage/database.ts'
import { encrypt } from '../../src/vault/cipher.ts'
import { openKeeper } from '../../src/vault/open.ts'
import { type Rotated, rotate } from '../../src/vault/rotate.ts'
import { parseKeyRing } from '../../src/vault/seal.ts'
import { type VaultSettings, withRing } from '../../src/vault/settings.ts'
import { request } from '../client/client.ts'
import { type TestGateway, testStart } from './gateway.ts'

const number = '4242424242424242'
export const vaultCard = { number, exp_month: 12, exp_year: 2034 }
export const text = (version: number, fill = version) => `${version}:${Buffer.alloc(32, fill).toString('base64')}`
export const ringOf = (...keys: string[]): VaultSettings => {
  const ring = parseKeyRing(keys.join(','))
  assert.ok(!('problem' in ring))
  return withRing(ring)
}

export const save = async (gateway: TestGateway): Promise<string> =>
  String((await request(gateway.url, '/v1/payment_methods', { form: { type: 'card', card: vaultCard } })).body.id)
export const pay = async (gateway: TestGateway, payment_method: string): Promise<string> => {
  const form = { amount: 500, currency: 'eur', confirm: true, payment_method }
  const { body, text: all } = await request(gateway.url, '/v1/payment_intents', { form })
  return body.status === undefined ? all : String(body.status)
}
export const fingerprint = async (gateway: TestGateway, id: string): Promise<string> =>
  ((await request(gateway.url, `/v1/payment_methods/${id}`)).body as unknown as { card: { fingerprint: string } }).card
    .fingerprint

/** A method as it was stored before envelopes: sealed under the key-encryption key itself. */
export async function madeOld(
  gateway: TestGateway,
  id: string,
  settings: VaultSettings,
  version: number,
): Promise<void> {
  const key = settings.ring?.keys.get(version)?.reveal() ?? Buffer.alloc(0)
  const sealed = encrypt(key, `${gateway.env}/${id}`, Buffer.from(number), randomBytes(12))
  await gateway.pool.query(
    'update vault_records set version = $2, sealed = $3, data_key = null, wrapped = null where id = $1',
    [id, version, sealed],
  )
}

/** `florin vault rotate`, with nobody to wait for; `endAfter` ends it after so many batches. */
export async function rotated(
  connection: Connection,
  settings: VaultSettings,
  { dataKeys = false, endAfter = Number.POSITIVE_INFINITY }: { dataKeys?: boolean; endAfter?: number } = {},
): Promise<Rotated> {
  const pool = createPool(connection, 3)
  try {
    const { vault, keys, kek } = openKeeper(pool, settings)
    await vault.start()
    let batches = 0
    return await rotate({
      pool,
      keys,
      kek,
      ring: settings.ring,
      random: randomBytes,
      dataKeys,
      keptMs: 0,
      pauseMs: async () => undefined,
      progress: () => {
        if (++batches > endAfter) throw new Error('ended early')
      },
    })
  } finally {
    await pool.end()
  }
}

/** Why a gateway with these keys does not start on this database. */
export async function refusal(connection: Connection, vault: VaultSettings): Promise<string> {
  const opened = createGateway({
    connection,
    vault,
    logger: createLogger('silent'),
    publicUrl: () => '',
    demoAllowed: () => true,
    wallMs: () => testStart,
  })
  const error: unknown = await opened.then(
    () => null,
    (failed: unknown) => failed,
  )
  assert.ok(error instanceof Error && error.name === 'VaultRefusal', String(error))
  return error.message
}
