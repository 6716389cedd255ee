/** Keys that a service holds: HashiCorp Vault's transit engine, by a double that answers over HTTP. */
import assert from 'node:assert/strict'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { Secret } from '../../src/kernel/secret.ts'
import type { TransitConfig, VaultSettings } from '../../src/vault/settings.ts'
import { request } from '../client/client.ts'
import { freshDatabase, openFolder } from '../support/database.ts'
import { openGateway } from '../support/gateway.ts'
import { openTransit } from '../support/transit.ts'
import { fingerprint, madeOld, pay, refusal, ringOf, rotated, save, text, vaultCard } from '../support/vault-keys.ts'

test('keys under a transit engine: wrapped there, moved there from a ring, followed through its rotations', async () => {
  const transit = await openTransit()
  const folder = openFolder()
  after(() => rmSync(folder, { recursive: true, force: true }))
  const tokenFile = join(folder, 'token')
  writeFileSync(tokenFile, 'hvs.first\n')
  const config: TransitConfig = {
    url: transit.url,
    mount: 'transit',
    key: 'florin',
    token: null,
    tokenFile,
    namespace: 'payments',
  }
  const [ring, under] = [ringOf(text(1)), { ring: null, transit: config, remote: null }]
  const connection = await freshDatabase()
  const gateway = await openGateway({ connection, vault: ring })
  const ids = [await save(gateway), await save(gateway)]
  await madeOld(gateway, ids[0] ?? '', ring, 1)
  const print = await fingerprint(gateway, ids[1] ?? '')

  const both = { ...under, ring: ring.ring }
  assert.equal((await rotated(connection, both)).keys, 2)
  const moved = await openGateway({ connection, vault: under })
  for (const id of ids) assert.equal(await pay(moved, id), 'succeeded')
  assert.equal(await fingerprint(moved, await save(moved)), print)
  const asked = transit.asked.length
  for (const id of ids) assert.equal(await pay(moved, id), 'succeeded')
  assert.equal(transit.asked.length, asked, 'the service is not asked for each payment')
  assert.deepEqual([...new Set(transit.asked.map(({ namespace }) => namespace))], ['payments'])

  transit.rotate()
  transit.token = 'hvs.second'
  writeFileSync(tokenFile, 'hvs.second\n')
  assert.equal((await rotated(connection, under)).keys, 2)
  assert.equal((await rotated(connection, under)).keys, 0, 'what is under the newest version is left alone')
  transit.minDecryptionVersion = 2
  const later = await openGateway({ connection, vault: under })
  for (const id of ids) assert.equal(await pay(later, id), 'succeeded')
  assert.ok(transit.asked.some(({ verb }) => verb === 'rewrap'))

  transit.sealed = true
  assert.match(await refusal(connection, under), /transit decrypt .* failed: status 503/)
  assert.equal(await pay(later, ids[0] ?? ''), 'succeeded', 'a gateway that runs goes on')
  const key = await later.sandbox()
  const answer = await request(later.url, '/v1/payment_methods', { key, form: { type: 'card', card: vaultCard } })
  assert.equal(answer.status, 503, 'an environment without a data key yet cannot get one')
  transit.sealed = false
  transit.token = 'other'
  assert.match(await refusal(connection, under), /status 403/)
})

test('a gateway that begins under a transit engine needs no other key', async () => {
  const transit = await openTransit('secrets/pay', 'cards')
  const settings: VaultSettings = {
    ring: null,
    transit: {
      url: transit.url,
      mount: 'secrets/pay',
      key: 'cards',
      token: new Secret('hvs.first'),
      tokenFile: null,
      namespace: null,
    },
    remote: null,
  }
  const connection = await freshDatabase()
  const gateway = await openGateway({ connection, vault: settings })
  const id = await save(gateway)
  assert.equal(await pay(gateway, id), 'succeeded')
  const later = await openGateway({ connection, vault: settings })
  assert.equal(await fingerprint(later, await save(later)), await fingerprint(later, id))
  // A key that was wrapped for one environment is not taken for another.
  await gateway.sandbox()
  await gateway.pool.query(
    "update vault_keys set wrapped = (select wrapped from vault_keys where env = '') where env <> ''",
  )
  const last = await openGateway({ connection, vault: settings })
  assert.notEqual(await pay(last, id), 'succeeded')
})
