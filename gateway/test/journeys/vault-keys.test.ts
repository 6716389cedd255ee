/** Keys that change under stored cards: upgrade, rotation that ends early, and keys that do not fit. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from '../../src/kernel/secret.ts'
import { request } from '../client/client.ts'
import { freshDatabase } from '../support/database.ts'
import { openGateway } from '../support/gateway.ts'
import { fingerprint, madeOld, pay, refusal, ringOf, rotated, save, text, vaultCard } from '../support/vault-keys.ts'

test('records and fingerprints from before envelopes stay good, and rotation takes them off their key', async () => {
  const connection = await freshDatabase()
  const [first, both, second] = [ringOf(text(1)), ringOf(text(1), text(2)), ringOf(text(2))]
  const gateway = await openGateway({ connection, vault: first })
  const ids = [await save(gateway), await save(gateway), await save(gateway)]
  const print = await fingerprint(gateway, ids[0] ?? '')
  for (const id of ids) await madeOld(gateway, id, first, 1)
  for (const id of ids) assert.equal(await pay(gateway, id), 'succeeded')
  // As after the upgrade: records, and no keys yet.
  await gateway.pool.query('delete from vault_keys')
  assert.match(await refusal(connection, second), /key 1 of FLORIN_KEK, which is not configured/)
  assert.match(await refusal(connection, ringOf(text(1, 9))), /key 1 of FLORIN_KEK is not the one/)

  const result = await rotated(connection, both)
  assert.deepEqual([result.records, result.broken], [3, []])
  const later = await openGateway({ connection, vault: second })
  for (const id of ids) assert.equal(await pay(later, id), 'succeeded')
  assert.equal(
    await fingerprint(later, await save(later)),
    print,
    'the oldest key is gone and fingerprints are the same',
  )
  assert.match(await refusal(connection, first), /local:2 is not configured/)
})

test('a rotation beside payments that ends early goes on where it was, and no payment notices', async () => {
  const connection = await freshDatabase()
  const [first, both, second] = [ringOf(text(1)), ringOf(text(1), text(2)), ringOf(text(2))]
  const before = await openGateway({ connection, vault: first })
  const ids = await Promise.all(Array.from({ length: 12 }, () => save(before)))
  // Every gateway has the new key before anything is wrapped under it.
  const [gateway, other] = [
    await openGateway({ connection, vault: both }),
    await openGateway({ connection, vault: both }),
  ]
  for (const id of ids.slice(0, 6)) await madeOld(gateway, id, first, 1)
  let over = false
  const paid: string[] = []
  const paying = (async () => {
    for (let at = 0; !over; at++) paid.push(await pay(at % 2 === 0 ? gateway : other, ids[at % ids.length] ?? ''))
  })()
  for (const endAfter of [0, 1, 2])
    await assert.rejects(rotated(connection, both, { dataKeys: true, endAfter }), /ended early/)
  const result = await rotated(connection, both, { dataKeys: true })
  assert.deepEqual(result.broken, [])
  over = true
  await paying
  assert.ok(
    paid.length > 0 && paid.every((status) => status === 'succeeded'),
    paid.find((one) => one !== 'succeeded') ?? 'nothing was paid',
  )
  const { rows } = await gateway.pool.query<{ number: number; kek: string }>(
    "select number, kek from vault_keys where purpose = 'data'",
  )
  assert.equal(rows.length, 1, 'the old data keys are deleted')
  assert.equal(rows[0]?.kek, 'local:2')
  const used = await gateway.pool.query<{ data_key: number }>('select distinct data_key from vault_records')
  assert.deepEqual(used.rows, [{ data_key: rows[0]?.number }])
  const later = await openGateway({ connection, vault: second })
  for (const id of ids) assert.equal(await pay(later, id), 'succeeded')
})

test('a broken record is named by the rotation, stays as it is, and holds up nothing else', async () => {
  const connection = await freshDatabase()
  const settings = ringOf(text(1))
  const gateway = await openGateway({ connection, vault: settings })
  const [old, moved, good] = [await save(gateway), await save(gateway), await save(gateway)]
  await madeOld(gateway, old, settings, 1)
  await gateway.pool.query("update vault_records set sealed = '\\x00' where id = $1", [old])
  await gateway.pool.query("update vault_records set wrapped = '\\x00' where id = $1", [moved])
  const result = await rotated(connection, settings, { dataKeys: true })
  assert.deepEqual([...result.broken].sort(), [old, moved].sort())
  assert.equal(await pay(gateway, good), 'succeeded')
})

test('after new data keys, an old backup gives back nothing that was destroyed since', async () => {
  const connection = await freshDatabase()
  const settings = ringOf(text(1), text(2))
  const gateway = await openGateway({ connection, vault: ringOf(text(1)) })
  const id = await save(gateway)
  const backup = async (table: string) => (await gateway.pool.query(`select * from ${table} where env <> ''`)).rows
  const [records, keys] = [await backup('vault_records'), await backup('vault_keys')]
  await gateway.vault.destroy(gateway.env, id, 'erasure')
  await rotated(connection, settings, { dataKeys: true })
  // Whoever has the backup and everything of today, but not the key-encryption key that was thrown away.
  const [record, key] = [records[0] as Record<string, unknown>, keys[0] as Record<string, unknown>]
  await gateway.pool.query(
    'insert into vault_records (env, id, version, sealed, data_key, wrapped) values ($1, $2, 0, $3, $4, $5)',
    [gateway.env, id, record.sealed, record.data_key, record.wrapped],
  )
  const later = await openGateway({ connection, vault: ringOf(text(2)) })
  assert.notEqual(await pay(later, id), 'succeeded', 'the data key of its number is gone')
  await gateway.pool.query('insert into vault_keys (env, purpose, number, kek, wrapped) values ($1, $2, $3, $4, $5)', [
    gateway.env,
    'data',
    key.number,
    key.kek,
    key.wrapped,
  ])
  const last = await openGateway({ connection, vault: ringOf(text(2), text(3)) }).catch((error: Error) => error.message)
  assert.match(String(last), /local:1 is not configured/)
})

test('a wrong or missing key stops the start with its name, and shows no key', async () => {
  const connection = await freshDatabase()
  const gateway = await openGateway({ connection, vault: ringOf(text(1)) })
  await save(gateway)
  for (const [settings, why] of [
    [ringOf(text(1, 9)), /local:1 is not the one that this database was sealed with/],
    [ringOf(text(2)), /local:1 is not configured/],
    [{ ring: null, transit: null, remote: null }, /no key-encryption key/],
    [
      { ring: null, transit: null, remote: { url: 'http://127.0.0.1:9', token: new Secret('x'.repeat(24)) } },
      /does not answer/,
    ],
  ] as const) {
    const told = await refusal(connection, settings)
    assert.match(told, why)
    assert.doesNotMatch(told, /[A-Za-z0-9+/]{30}/)
  }
})

test('a data key that was changed stops its environment only, and no start', async () => {
  const connection = await freshDatabase()
  const settings = ringOf(text(1))
  const gateway = await openGateway({ connection, vault: settings })
  const id = await save(gateway)
  const key = await gateway.sandbox()
  const elsewhere = await request(gateway.url, '/v1/payment_methods', { key, form: { type: 'card', card: vaultCard } })
  await gateway.pool.query("update vault_keys set wrapped = '\\x00' where env = $1", [gateway.env])
  const later = await openGateway({ connection, vault: settings })
  assert.notEqual(await pay(later, id), 'succeeded')
  const paid = await request(later.url, '/v1/payment_intents', {
    key,
    form: { amount: 500, currency: 'eur', confirm: true, payment_method: elsewhere.body.id },
  })
  assert.equal(paid.body.status, 'succeeded')
})
