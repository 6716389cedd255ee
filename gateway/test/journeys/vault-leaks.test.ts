/**
 * Looking for card numbers where none may be: in the memory of a gateway that has just authorised, in everything that it
 * answers, and in what errors carry. Logs and databases of the whole suite are searched after it.
 */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { inspect } from 'node:util'
import { idSource } from '../../src/kernel/id.ts'
import { Call } from '../../src/kernel/secret.ts'
import { createAccount, createEnvironment, createKey } from '../../src/operations/accounts.ts'
import { createPool } from '../../src/storage/database.ts'
import { openKeeper } from '../../src/vault/open.ts'
import { request } from '../client/client.ts'
import { freshDatabase, openFolder } from '../support/database.ts'
import { openGateway, testVault } from '../support/gateway.ts'
import { dividedDatabase, urlOf, vaultProcess } from '../support/vault-process.ts'

// No published test number: those stand in the simulator's tables, and so in its memory.
const number = '4539578763621486'
const spaced = '4539 5787 6362 1486'
/** Whole, as it was typed, or most of it. */
const traces = new RegExp(`${number.slice(0, 12)}|${number.slice(4)}|${spaced.slice(0, 14)}`)
const kek = `1:${Buffer.alloc(32, 7).toString('base64')}`

/** A gateway in a process of its own, which writes a picture of its memory when it is told to. */
async function photographed(environment: NodeJS.ProcessEnv) {
  const folder = openFolder()
  const child: ChildProcess = spawn(
    process.execPath,
    ['--heapsnapshot-signal=SIGUSR2', `--diagnostic-dir=${folder}`, 'gateway/src/app/main.ts'],
    {
      env: { PATH: process.env.PATH, PORT: '0', FLORIN_LOG_LEVEL: 'trace', NODE_NO_WARNINGS: '1', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  after(async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  })
  while (!/ready at (\S+)/.test(output)) {
    assert.equal(child.exitCode, null, output)
    await setTimeout(20)
  }
  const whole = (file: string): string | null => {
    const text = readFileSync(join(folder, file), 'utf8')
    return text.trimEnd().endsWith('}') ? text : null
  }
  return {
    url: /ready at (\S+)/.exec(output)?.[1] ?? '',
    output: () => output,
    memory: async (): Promise<string> => {
      child.kill('SIGUSR2')
      for (;;) {
        const file = readdirSync(folder).find((name) => name.endsWith('.heapsnapshot'))
        const text = file === undefined ? null : whole(file)
        if (file !== undefined && text !== null) {
          rmSync(join(folder, file))
          return text
        }
        await setTimeout(50)
      }
    },
  }
}

const divided = await dividedDatabase()
const vault = await vaultProcess(divided.vault, kek)
const whole = await freshDatabase()

for (const { name, owner, environment } of [
  { name: 'one process', owner: whole, environment: { DATABASE_URL: urlOf(whole), FLORIN_KEK: kek } },
  {
    name: 'two processes',
    owner: divided.owner,
    environment: {
      // Migrated already, by the owner of the tables.
      DATABASE_URL: urlOf(divided.gateway),
      FLORIN_VAULT_URL: vault.url,
      FLORIN_VAULT_TOKEN: vault.token,
    },
  },
])
  test(`${name}: after authorisations no card number is in the memory of the gateway, nor in its log`, async () => {
    const pool = createPool(owner, 2)
    after(() => pool.end())
    const newId = idSource(Date.now, randomBytes)
    const account = await createAccount(pool, newId, { statement_descriptor: 'WATERMARK' })
    const env = await createEnvironment(pool, newId, account, false)
    const key = await createKey(pool, env, 'secret', false, Date.now())
    const gateway = await photographed(environment)
    const card = { number: spaced, exp_month: 12, exp_year: 2034, cvc: '123' }
    const post = async (path: string, form: object, how: 'form' | 'json', more: object = {}) => {
      const answer = await request(gateway.url, path, { key, [how]: form, headers: { ...more } })
      assert.equal(answer.status, 200, answer.text)
      return { id: String(answer.body.id) }
    }
    const pay = { amount: 900, currency: 'eur', confirm: true }
    const saved = await post('/v1/payment_methods', { type: 'card', card: { ...card, number } }, 'form')
    for (const how of ['form', 'json'] as const) {
      await post('/v1/payment_intents', { ...pay, payment_method: saved.id }, how)
      const data = { type: 'card', card, billing_details: { name: 'A name that is longer than thirteen letters' } }
      await post(
        '/v1/payment_intents',
        { ...pay, description: 'A text of the same body as the card', payment_method_data: data },
        how,
        { 'idempotency-key': `leak-${how}-and-a-longer-key` },
      )
    }
    // What is wrong must not stay either.
    const wrong = { ...pay, payment_method_data: { type: 'card', card: { ...card, number: `${number}9` } } }
    assert.equal((await request(gateway.url, '/v1/payment_intents', { key, form: wrong })).status, 402)
    const memory = await gateway.memory()
    assert.match(memory, /WATERMARK/, 'the picture shows what is in memory')
    const found = traces.exec(memory)
    assert.equal(
      found,
      null,
      found === null ? '' : memory.slice(found.index - 100, found.index + 100).replaceAll(/\d/g, '#'),
    )
    assert.doesNotMatch(gateway.output(), traces)
  })

test('no answer shows a number, whatever is expanded, also after a decline, in lists, searches and events', async () => {
  const gateway = await openGateway()
  const card = { exp_month: 12, exp_year: 2034, cvc: '123' }
  const form = (shown: string) => ({
    amount: 700,
    currency: 'eur',
    confirm: true,
    payment_method_data: { type: 'card', card: { ...card, number: shown } },
    expand: ['payment_method', 'latest_charge', 'latest_charge.balance_transaction', 'latest_charge.payment_intent'],
  })
  const numbers = [number, '4000000000000002', '4000002760003184', '4000000000040008']
  const texts: string[] = []
  for (const one of numbers) texts.push((await request(gateway.url, '/v1/payment_intents', { form: form(one) })).text)
  for (const path of [
    '/v1/payment_intents?limit=100&expand[]=data.payment_method&expand[]=data.latest_charge',
    '/v1/payment_intents/search?query=amount>1&expand[]=data.payment_method',
    '/v1/charges?limit=100&expand[]=data.payment_intent&expand[]=data.balance_transaction',
    '/v1/events?limit=100',
    '/v1/balance_transactions?limit=100&expand[]=data.source',
    '/metrics',
    '/openapi.json',
  ])
    texts.push((await request(gateway.url, path)).text)
  for (const text of texts) {
    assert.ok(text.length > 0)
    for (const one of numbers) assert.ok(!text.includes(one))
  }
})

test('what the vault throws carries no number: not in its message, stack, cause or anything that hangs on it', async () => {
  const connection = await freshDatabase()
  const pool = createPool(connection, 2)
  after(() => pool.end())
  const { vault: held } = openKeeper(pool, testVault)
  await held.start()
  const names = { env: 'env_1', mark: { account: 'acct', prefix: '' } }
  const plain = Buffer.from(number)
  const { record } = await held.store({ ...names, id: 'pm_1', plain })
  assert.deepEqual(plain, Buffer.alloc(number.length), 'what was sealed is overwritten')
  const broken = { ...record, sealed: Buffer.concat([record.sealed, Buffer.from('x')]) }
  await pool.query(
    'insert into vault_records (env, id, version, sealed, data_key, wrapped) values ($1, $2, $3, $4, $5, $6)',
    ['env_1', 'pm_1', broken.version, broken.sealed, broken.data_key, broken.wrapped],
  )
  const call = Call.begin('call_1', 'authorise')
  const thrown: unknown[] = []
  const failing = [
    () => held.reveal(call, 'env_1', 'pm_1'),
    () => held.reveal(call, 'env_1', 'pm_2'),
    () => held.signingSecret('env_1', 'pm_1'),
    async () => {
      await pool.query('drop table vault_keys')
      const { vault: fresh } = openKeeper(pool, testVault)
      await fresh.store({ ...names, id: 'pm_3', plain: Buffer.from(number) })
    },
  ]
  for (const fail of failing)
    thrown.push(
      await fail().then(
        () => assert.fail('it must fail'),
        (error: unknown) => error,
      ),
    )
  for (const error of thrown) {
    const all = inspect(error, { depth: 20, showHidden: true })
    assert.doesNotMatch(all, traces)
    assert.doesNotMatch(JSON.stringify(error, Object.getOwnPropertyNames(error)), traces)
    assert.doesNotMatch(all.replaceAll(/[\s,]/g, ''), new RegExp(Buffer.from(number).toString('hex')))
  }
  assert.match(String(thrown[0]), /pm_1 does not open/)
})
