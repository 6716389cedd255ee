/** Saved methods between vaults: out, in, cut off in the middle, changed on the way, and what cannot be taken. */
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { Secret } from '../../src/kernel/secret.ts'
import { methodCatalogue } from '../../src/methods/index.ts'
import { attachImported } from '../../src/operations/vault-transfer/attach.ts'
import { exportMethods, type RowResult } from '../../src/operations/vault-transfer/export.ts'
import { importMethods } from '../../src/operations/vault-transfer/import.ts'
import { readPrivateKey, readPublicKey } from '../../src/operations/vault-transfer/transfer-file.ts'
import { openKeeper } from '../../src/vault/open.ts'
import { withRing } from '../../src/vault/settings.ts'
import { request } from '../client/client.ts'
import { openFolder } from '../support/database.ts'
import { openGateway, type TestGateway, testVault } from '../support/gateway.ts'
import { keyFiles, theirs, written } from '../support/saved-methods.ts'

const folder = openFolder()
after(() => rmSync(folder, { recursive: true, force: true }))
const otherVault = withRing({ current: 1, keys: new Map([[1, new Secret(Buffer.alloc(32, 9))]]) })
const [here, there] = [await openGateway(), await openGateway({ vault: otherVault })]
const numbers = ['4242424242424242', '5555555555554444', '378282246310005']
const iban = 'DE89370400440532013000'

const ec = keyFiles(folder, 'ec', generateKeyPairSync('ec', { namedCurve: 'P-256' }) as never)
const rsa = keyFiles(folder, 'rsa', generateKeyPairSync('rsa', { modulusLength: 2048 }) as never)

let files = 0
const fileName = () => join(folder, `methods-${files++}.jsonl`)

/** What `florin vault export` does. */
async function exported(
  out: string,
  to: string,
  { stopAfter = Number.POSITIVE_INFINITY }: { stopAfter?: number } = {},
): Promise<{ results: RowResult[]; exported: number; failed: number }> {
  const { vault } = openKeeper(here.pool, testVault)
  await vault.start()
  const results: RowResult[] = []
  const counts = await exportMethods({
    pool: here.pool,
    vault,
    env: here.env,
    out,
    to: await readPublicKey(to),
    saved: false,
    newFile: () => ({ file: `export_${out}`, created: '2026-06-15T12:00:00.000Z' }),
    begin: async () => undefined,
    report: (result) => {
      results.push(result)
      if (results.length >= stopAfter) throw new Error('killed')
    },
  })
  return { ...counts, results }
}

/** What `florin vault import` does. */
async function imported(gateway: TestGateway, from: string, own: string) {
  const { vault } = openKeeper(gateway.pool, otherVault)
  await vault.start()
  const environment = await gateway.access.environment(gateway.env)
  assert.ok(environment !== null)
  const results: RowResult[] = []
  const counts = await importMethods({
    pool: gateway.pool,
    vault,
    runner: gateway.runner,
    methods: methodCatalogue,
    environment,
    from,
    own: await readPrivateKey(own),
    attach: attachImported(gateway.runner),
    begin: async () => undefined,
    report: (result) => results.push(result),
  })
  return { ...counts, results }
}

const pay = async (gateway: TestGateway, payment_method: string): Promise<string> => {
  const form = { amount: 500, currency: 'eur', confirm: true, payment_method }
  return String((await request(gateway.url, '/v1/payment_intents', { form })).body.status)
}

const saved: string[] = []
for (const number of numbers) {
  const form = {
    type: 'card',
    card: { number, exp_month: 12, exp_year: 2034, cvc: number.startsWith('37') ? '1234' : '123' },
    billing_details: { name: `Anna ${number.slice(-4)}`, address: { country: 'DE' } },
    metadata: { shelf: number.slice(-4) },
  }
  saved.push(String((await request(here.url, '/v1/payment_methods', { form })).body.id))
}
const debit = await request(here.url, '/v1/payment_methods', {
  form: {
    type: 'sepa_debit',
    sepa_debit: { iban },
    billing_details: { name: 'Anna', email: 'anna@example.com' },
  },
})
saved.push(String(debit.body.id))

for (const [kind, { own, to }] of [
  ['an EC key', ec],
  ['an RSA key', rsa],
] as const)
  test(`what one vault wrote for ${kind}, another reads: ids, details and payments go on`, async () => {
    const out = fileName()
    const sent = await exported(out, to)
    assert.deepEqual([sent.exported, sent.failed], [4, 0])
    const content = readFileSync(out, 'utf8')
    for (const number of [...numbers, iban, 'Anna']) assert.ok(!content.includes(number))
    const gateway = await openGateway({ vault: otherVault })
    const taken = await imported(gateway, out, own)
    assert.deepEqual([taken.imported, taken.already, taken.failed, taken.whole], [4, 0, 0, true])
    assert.deepEqual(
      taken.results.map(({ id }) => id),
      saved,
    )
    for (const id of saved) {
      const [a, b] = await Promise.all(
        [here, gateway].map(async ({ url }) => (await request(url, `/v1/payment_methods/${id}`)).body),
      )
      const bare = ({ created: _, ...rest }: Record<string, unknown>) =>
        JSON.stringify(rest).replaceAll(/"fingerprint":"\w+"/g, '')
      assert.equal(bare(b ?? {}), bare(a ?? {}))
    }
    for (const id of saved.slice(0, 3)) assert.equal(await pay(gateway, id), 'succeeded')
    const { rows } = await here.pool.query(
      "select reason from vault_accesses where call like 'export_%' and reason = 'export'",
    )
    assert.ok(rows.length >= 4, 'an export is written down record by record')
  })

test('an export that was killed goes on after its last whole line', async () => {
  const out = fileName()
  await assert.rejects(exported(out, ec.to, { stopAfter: 2 }), /killed/)
  // The machine went down in the middle of a line.
  writeFileSync(out, `${readFileSync(out, 'utf8')}{"row":3,"id":"pm_half`)
  const rest = await exported(out, ec.to)
  assert.deepEqual([rest.results.length, rest.exported], [2, 4])
  const taken = await imported(await openGateway({ vault: otherVault }), out, ec.own)
  assert.deepEqual([taken.imported, taken.failed, taken.whole], [4, 0, true])
  await assert.rejects(exported(out, ec.to), /is whole already/)
  const other = fileName()
  await assert.rejects(exported(other, ec.to, { stopAfter: 1 }), /killed/)
  await assert.rejects(exported(other, rsa.to), /another key or another environment/)
})

test('an import that ended early is run again: what is there is said to be there, the rest comes', async () => {
  const out = fileName()
  await exported(out, ec.to)
  const lines = readFileSync(out, 'utf8').trimEnd().split('\n')
  const part = fileName()
  writeFileSync(part, `${lines.slice(0, 3).join('\n')}\n`)
  const first = await imported(there, part, ec.own)
  assert.deepEqual([first.imported, first.already, first.whole], [2, 0, false])
  const second = await imported(there, out, ec.own)
  assert.deepEqual([second.imported, second.already, second.failed, second.whole], [2, 2, 0, true])
  const third = await imported(there, out, ec.own)
  assert.deepEqual([third.imported, third.already], [0, 4])
})

test('a record that does not open is reported, and the others are exported', async () => {
  const form = { type: 'card', card: { number: numbers[0], exp_month: 1, exp_year: 2031 } }
  const id = String((await request(here.url, '/v1/payment_methods', { form })).body.id)
  await here.pool.query("update vault_records set sealed = '\\x00' where id = $1", [id])
  const { results, exported: count, failed } = await exported(fileName(), ec.to)
  assert.deepEqual([count, failed], [4, 1])
  assert.deepEqual(
    results.find(({ result }) => result === 'failed'),
    {
      row: 0,
      id,
      result: 'failed',
      note: `the vault record ${id} does not open`,
    },
  )
  await here.pool.query('delete from vault_records where id = $1', [id])
})

test('methods of another vault get ids of ours, the same at each reading, and their customers where they exist', async () => {
  const gateway = await openGateway({ vault: otherVault })
  const customer = String((await request(gateway.url, '/v1/customers', { form: { name: 'Anna' } })).body.id)
  const valid = { number: '4111111111111111', exp_month: 5, exp_year: 2030 }
  const stored = { network_transaction_id: '123456789012345', usage: 'off_session' as const, stored: 1_700_000_000 }
  const file = await written(fileName(), ec.to, [
    theirs({ card: valid, customer, stored_credential: stored }),
    theirs({ card: valid, customer: 'cus_gone' }),
    theirs(),
  ])
  const first = await imported(gateway, file, ec.own)
  assert.deepEqual([first.imported, first.failed], [3, 0])
  assert.deepEqual(
    first.results.map(({ note }) => note),
    ['', "not given to cus_gone: No such customer: 'cus_gone'", ''],
  )
  for (const { id } of first.results) assert.match(id, /^pm_[0-9A-Za-z]{24}$/)
  const [mine, free, expired] = first.results.map(({ id }) => id)
  const { text } = await request(gateway.url, `/v1/customers/${customer}/payment_methods`)
  assert.ok(text.includes(mine ?? '-'))
  const form = { amount: 500, currency: 'eur', confirm: true, customer, payment_method: mine, off_session: true }
  assert.equal((await request(gateway.url, '/v1/payment_intents', { form })).body.status, 'succeeded')
  assert.equal(await pay(gateway, free ?? ''), 'succeeded')
  const refused = await request(gateway.url, '/v1/payment_intents', {
    form: { amount: 500, currency: 'eur', confirm: true, payment_method: expired },
  })
  assert.match(refused.text, /expired_card/, 'an expired card is taken: it is its issuer who refuses it')
  const second = await imported(gateway, file, ec.own)
  assert.deepEqual(
    second.results.map(({ id }) => id),
    first.results.map(({ id }) => id),
  )
  assert.equal(second.already, 3)
})

test('what is wrong in a file fails line by line, with its reason and without a number', async () => {
  const gateway = await openGateway({ vault: otherVault })
  const good = theirs()
  const file = await written(
    fileName(),
    ec.to,
    [
      good,
      theirs({ card: { number: '4111111111111112', exp_month: 5, exp_year: 2030 } }),
      theirs({ card: { number: '4111111111111111', exp_month: 13, exp_year: 2030 } }),
      theirs({ type: 'beads', card: null, method: { details: {}, secret: 'x' } }),
      theirs({ card: null }),
      { ...good, card: 'a card' } as never,
      good,
      good,
      theirs({ metadata: { kept: 'yes' } }),
    ],
    (lines) => {
      const [seventh, eighth] = [lines[7] as { jwe: string }, lines[8] as { jwe: string }]
      // Swapped lines, each whole in itself.
      lines[7] = { ...seventh, jwe: eighth.jwe }
      lines[8] = { ...eighth, jwe: `${eighth.jwe.slice(0, -3)}AAA` }
      return lines
    },
  )
  const { results, imported: count, failed } = await imported(gateway, file, ec.own)
  assert.deepEqual([count, failed], [2, 7])
  assert.deepEqual(
    results.map(({ note }) => note),
    [
      '',
      'its card number is none',
      'its expiry is none',
      'the method beads is not offered here',
      'it is neither a card nor another method',
      'what it holds is no saved method, at /card',
      'it was written for another place or another file',
      'it does not open: it is for another key, or was changed',
      '',
    ],
  )
  await assert.rejects(imported(gateway, file, rsa.own), /is for another key .* nothing was imported/)
  await assert.rejects(imported(gateway, ec.to, ec.own), /is no file of saved methods/)
  await assert.rejects(imported(gateway, await written(fileName(), ec.to, []), ec.to), /holds no private key/)
})

test('a method whose id is taken by another one is not taken over it', async () => {
  const gateway = await openGateway({ vault: otherVault })
  const [mine, other] = [theirs({ id: 'pm_0000000000000001' }), theirs({ id: 'pm_0000000000000001' })]
  const file = await written(fileName(), ec.to, [
    mine,
    { ...other, card: { number: '5555555555554444', exp_month: 1, exp_year: 2030 } },
  ])
  const { results } = await imported(gateway, file, ec.own)
  assert.deepEqual(
    results.map(({ result, note }) => [result, note]),
    [
      ['imported', ''],
      ['failed', 'another payment method has its id'],
    ],
  )
})
