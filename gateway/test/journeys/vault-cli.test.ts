/** The vault as an operator meets it: commands, exit codes, and a gateway that will not start with keys that do not fit. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { everythingBy } from '../../src/contracts/capabilities.ts'
import type { Connector } from '../../src/contracts/connector.ts'
import { createPool } from '../../src/storage/database.ts'
import { settledKeys } from '../../src/vault/own-key.ts'
import { request } from '../client/client.ts'
import { freshDatabase, openFolder } from '../support/database.ts'
import { openGateway } from '../support/gateway.ts'
import { pay, ringOf, save, text, vaultCard } from '../support/vault-keys.ts'
import { dividedDatabase, urlOf } from '../support/vault-process.ts'

const folder = openFolder()
after(() => rmSync(folder, { recursive: true, force: true }))

/** Runs a script of ours to its end. */
async function run(
  script: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [`gateway/src/app/${script}`, ...args], {
    env: { PATH: process.env.PATH, PORT: '0', NODE_NO_WARNINGS: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { code, output }
}
const florin = (args: readonly string[], env: Record<string, string>) => run('cli/main.ts', ['vault', ...args], env)

test('a gateway with a wrong or a missing key ends with one line that says which', async () => {
  const connection = await freshDatabase()
  const gateway = await openGateway({ connection, vault: ringOf(text(1)) })
  await save(gateway)
  for (const [kek, why] of [
    [
      text(1, 9),
      /Florin cannot start: the key-encryption key local:1 is not the one that this database was sealed with/,
    ],
    [text(2), /Florin cannot start: the key-encryption key local:1 is not configured/],
  ] as const) {
    const { code, output } = await run('main.ts', [], { DATABASE_URL: urlOf(connection), FLORIN_KEK: kek })
    assert.equal(code, 1)
    assert.match(output, why)
    assert.equal(output.trim().split('\n').length, 1, output)
  }
})

test('the own key of an embedded database is made once, and its loss is no reason for another one', async () => {
  const connection = await freshDatabase()
  const config = { vault: { ring: null, transit: null, remote: null }, databaseUrl: null, dataDir: folder }
  const made = await settledKeys(config, connection)
  assert.ok(!('refused' in made) && made.ring !== null)
  const file = join(folder, 'vault.key')
  assert.equal(statSync(file).mode & 0o777, 0o600)
  const again = await settledKeys(config, connection)
  assert.ok(!('refused' in again))
  assert.deepEqual(again.ring?.keys.get(1)?.reveal(), made.ring.keys.get(1)?.reveal())
  await openGateway({ connection, vault: made })
  rmSync(file)
  const lost = await settledKeys(config, connection)
  assert.ok('refused' in lost)
  assert.match(lost.refused, /vault.key is gone, and the database holds what it sealed/)
  assert.ok(!existsSync(file))
})

test('rotation, reveals and the end of a record, by commands with the vault’s own database role', async () => {
  const { owner, gateway: role, vault } = await dividedDatabase()
  const gateway = await openGateway({ connection: owner, vault: ringOf(text(1)) })
  const [kept, gone] = [await save(gateway), await save(gateway)]
  assert.equal(await pay(gateway, kept), 'succeeded')
  const env = { DATABASE_URL: urlOf(vault), FLORIN_KEK: `${text(1)},${text(2)}` }
  const rotated = await florin(['rotate'], env)
  assert.match(rotated.output, /2 keys wrapped anew, 0 old records/)
  assert.equal(rotated.code, 0)
  assert.match((await florin(['rotate'], env)).output, /0 keys wrapped anew/)
  const destroyed = await florin(['destroy', gateway.env, gone, '--reason', 'asked for'], env)
  assert.deepEqual([destroyed.code, destroyed.output.trim()], [0, `${gone} is destroyed`])
  assert.equal((await florin(['destroy', gateway.env, gone, '--reason', 'again'], env)).code, 1)
  const { output } = await florin(['reveals', gateway.env], env)
  assert.match(output, new RegExp(`${gone} .*destroyed: asked for \\(nothing was revealed\\)`))
  assert.match(output, new RegExp(`${kept} +call_\\w+ +authorise\\n`))
  const denied = await florin(['rotate'], { ...env, DATABASE_URL: urlOf(role) })
  assert.notEqual(denied.code, 0, 'the gateway’s role cannot')
  const elsewhere = await florin(['rotate'], {
    DATABASE_URL: urlOf(vault),
    FLORIN_VAULT_URL: 'http://127.0.0.1:9',
    FLORIN_VAULT_TOKEN: 'a-token-of-enough-length',
  })
  assert.deepEqual([elsewhere.code, /run it where they are/.test(elsewhere.output)], [2, true])
})

test('saved methods go from one gateway to another by commands, with a report of every row', async () => {
  const [from, to] = [await freshDatabase(), await freshDatabase()]
  const here = await openGateway({ connection: from, vault: ringOf(text(1)) })
  const there = await openGateway({ connection: to, vault: ringOf(text(3)) })
  const ids = [await save(here), await save(here)]
  const [own, publicKey, file] = ['own.jwk', 'public.jwk', 'methods.jsonl'].map((name) => join(folder, name))
  assert.ok(own !== undefined && publicKey !== undefined && file !== undefined)
  const made = await florin(['transfer-key', own], {})
  writeFileSync(publicKey, made.output)
  assert.equal(statSync(own).mode & 0o777, 0o600)
  const sent = await florin(['export', here.env, '--to', publicKey, '--out', file, '--report', `${file}.csv`], {
    DATABASE_URL: urlOf(from),
    FLORIN_KEK: text(1),
  })
  assert.deepEqual([sent.code, sent.output.trim()], [0, '2 exported, 0 failed'])
  assert.equal(
    readFileSync(`${file}.csv`, 'utf8'),
    `row,id,result,note\n1,${ids[0]},exported,\n2,${ids[1]},exported,\n`,
  )
  assert.equal(statSync(file).mode & 0o777, 0o600)
  const target = { DATABASE_URL: urlOf(to), FLORIN_KEK: text(3) }
  const taken = await florin(['import', there.env, file, '--key', own], target)
  assert.deepEqual([taken.code, taken.output.trim()], [0, '2 imported, 0 were there already, 0 failed'])
  for (const id of ids) assert.equal(await pay(there, id), 'succeeded')
  const again = await florin(['import', there.env, file, '--key', own], target)
  assert.match(again.output, /0 imported, 2 were there already/)
  assert.equal((await florin(['import', 'env_none', file, '--key', own], target)).code, 2)
})

test('when a connector has a card in hand, its reveal is written down already', async () => {
  const connection = await freshDatabase()
  const seen: string[] = []
  const pool = createPool(connection, 1)
  after(() => pool.end())
  const watcher: Connector = {
    name: 'simulator',
    pretends: true,
    capabilities: everythingBy(['authorise']),
    verbs: {
      authorise: async ({ card: given }, { call, idempotencyKey }) => {
        const { rows } = await pool.query<{ record: string }>('select record from vault_accesses where call = $1', [
          idempotencyKey,
        ])
        if (given?.number.reveal(call) === vaultCard.number) seen.push(...rows.map(({ record }) => record))
        return { outcome: 'unknown', why: 'the line is what counts here' }
      },
    },
    find: {},
  }
  const gateway = await openGateway({ connection, connectors: [watcher] })
  const id = await save(gateway)
  await request(gateway.url, '/v1/payment_intents', {
    form: { amount: 500, currency: 'eur', confirm: true, payment_method: id },
  })
  assert.deepEqual(seen, [id])
})
