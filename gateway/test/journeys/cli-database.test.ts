/** Which database a command works on: none is made by looking for one, and no verdict is given on one that is not there. */
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { connectPlain } from '../../src/storage/database.ts'
import { migrate, migrations } from '../../src/storage/migrate.ts'
import { freshDatabase, openFolder } from '../support/database.ts'
import { florin, registeredCommands, wordsOf } from '../support/florin.ts'
import { text } from '../support/vault-keys.ts'
import { urlOf } from '../support/vault-process.ts'

const folder = openFolder()
after(() => rmSync(folder, { recursive: true, force: true }))
const connection = await freshDatabase()

/** What a command must be given, whatever it is: these commands do not come as far as to look at it. */
const given: Readonly<Record<string, readonly string[]>> = {
  'keys revoke': ['sk_test_****abcd'],
  brake: ['env_a', 'on'],
  strict: ['env_a', 'ojire', 'on'],
  'rates load': ['eurofxref-daily.xml'],
  'rates set': ['eur', 'xof', '655.957'],
  'vault destroy': ['env_a', 'pm_a', '--reason', 'asked for'],
}
/** They speak to a server, or to no database at all; and those that have the file of a key to read first. */
const others = ['trigger', 'listen', 'vault transfer-key', 'vault export', 'vault import', 'migrate']
const readers = registeredCommands()
  .filter(({ commands }) => commands.length === 0)
  .map((command) => ({ name: wordsOf(command).join(' '), count: command.registeredArguments.length }))
  .filter(({ name }) => !others.includes(name))
  .map(({ name, count }) => [...name.split(' '), ...(given[name] ?? Array<string>(count).fill('env_a'))])

/** Every command, on a database that is not as it has to be, says why in one line. */
async function everyCommandSays(env: Record<string, string>, code: number, why: RegExp): Promise<void> {
  assert.ok(readers.length > 12)
  for (const words of readers) {
    const said = await florin(words, { env: { FLORIN_VAULT_TOKEN: 'a-token-of-enough-length', ...env } })
    assert.deepEqual([said.code, said.out], [code, ''], `${words.join(' ')}: ${said.out}${said.err}`)
    assert.match(said.err, why, words.join(' '))
    assert.match(said.err, /^error: [^\n]+\n$/, words.join(' '))
  }
}

test('where there is no database, every command says so and makes nothing', async () => {
  const absent = join(folder, 'absent')
  await everyCommandSays({ FLORIN_DATA_DIR: absent }, 2, /there is no database in .*absent/)
  assert.ok(!existsSync(absent))
  const empty = join(folder, 'empty')
  mkdirSync(empty)
  await everyCommandSays({ FLORIN_DATA_DIR: empty }, 2, /there is no database in .*empty/)
  assert.deepEqual(readdirSync(empty), [])
  const file = join(folder, 'file')
  writeFileSync(file, '')
  await everyCommandSays({ FLORIN_DATA_DIR: file }, 2, /there is no database in .*file/)
})

test('where nothing may be written, the audit gives its verdict and says that its time is not noted', async () => {
  const own = await freshDatabase()
  const client = await connectPlain(own)
  const audit = (user: string) => florin(['audit'], { env: { DATABASE_URL: urlOf({ ...own, user }) } })
  await client.query(`alter database ${own.database} set default_transaction_read_only = on`)
  const closed = await audit(String(own.user))
  await client.query('set default_transaction_read_only = off')
  await client.query(`alter database ${own.database} reset default_transaction_read_only`)
  const reader = `reader_${own.database}`
  await client.query(`create role ${reader} login password '${own.password}' in role pg_read_all_data`)
  const auditor = await audit(reader)
  const { rows } = await client.query("select 1 from operations where name = 'audit'")
  await client.query(`drop role ${reader}`)
  await client.end()
  for (const { code, out, err } of [closed, auditor]) {
    assert.deepEqual([code, err], [0, ''])
    assert.match(out, /\nthe database takes no writes[^\n]*not noted\naudit: the books are right\n$/)
  }
  assert.deepEqual(rows, [])
})

test('a database that cannot be reached, or has another password, is no empty one', async () => {
  const env = (change: Partial<typeof connection>) => ({
    DATABASE_URL: urlOf({ ...connection, ...change }),
    FLORIN_KEK: text(1),
  })
  await everyCommandSays(env({ database: 'nowhere' }), 1, /nowhere does not exist; make it with createdb/)
  await everyCommandSays(env({ password: 'wrong' }), 1, /cannot be reached: password authentication failed/)
  await everyCommandSays(
    { DATABASE_URL: 'postgres://a:secret@127.0.0.1:9/florin', FLORIN_KEK: text(1) },
    1,
    /the database at 127\.0\.0\.1:9\/florin cannot be reached: connect ECONNREFUSED/,
  )
  const wrong = await florin(['audit'], { env: { DATABASE_URL: 'mysql://a:secret@b/c' } })
  assert.deepEqual([wrong.code, wrong.out, /secret/.test(wrong.err)], [2, '', false])
})

test('a database without our tables, an older or a newer one is named, and left as it is', async () => {
  const database = `${connection.database}_bare`
  const owner = await connectPlain(connection)
  await owner.query(`create database ${database}`)
  after(async () => {
    await owner.query(`drop database ${database} with (force)`)
    await owner.end()
  })
  const bare = { ...connection, database }
  const env = { DATABASE_URL: urlOf(bare), FLORIN_KEK: text(1) }
  await everyCommandSays(env, 2, /holds nothing of Florin's; florin migrate or npm start makes its tables/)
  const client = await connectPlain(bare)
  after(() => client.end())
  const tables = async () =>
    (await client.query<{ n: number }>("select count(*)::int as n from pg_tables where schemaname = 'public'")).rows[0]
      ?.n
  assert.equal(await tables(), 0)

  const made = await florin(['migrate', '--json'], { env })
  assert.deepEqual(JSON.parse(made.out), { applied: migrations().map(({ name }) => name) })
  assert.deepEqual(await florin(['migrate'], { env }), { code: 0, out: 'up to date\n', err: '' })
  assert.match((await florin(['audit'], { env })).out, /audit: the books are right\n$/)

  const last = migrations().at(-1)?.name
  await client.query('update schema_migrations set name = $2 where name = $1', [last, '9999-later.sql'])
  await everyCommandSays(env, 2, new RegExp(`is older than this Florin \\(${last}\\); run florin migrate first`))
  await client.query('insert into schema_migrations (name) values ($1)', [last])
  await everyCommandSays(env, 2, /is newer than this Florin \(9999-later\.sql\)/)
  await assert.rejects(migrate(bare), /of a later version of Florin \(9999-later\.sql\)/)
  const back = await florin(['migrate'], { env })
  assert.deepEqual([back.code, back.out], [2, ''])
  assert.match(back.err, /^error: the database of DATABASE_URL cannot be used: it is of a later version[^\n]+\n$/)

  // Many programs have a table of this name.
  await client.query('alter table schema_migrations rename name to version')
  await everyCommandSays(env, 2, /is another program’s; give Florin a database of its own/)
  assert.match((await florin(['migrate'], { env })).err, /^error: [^\n]* is another program’s[^\n]*\n$/)
})

test('migrate makes an embedded database, and only then there are books to be right', async () => {
  const env = { FLORIN_DATA_DIR: join(folder, 'made') }
  const { code, out } = await florin(['migrate'], { env })
  assert.deepEqual([code, out.split('\n')[0]], [0, 'applied 0001-engine.sql'])
  assert.match((await florin(['audit'], { env })).out, /audit: the books are right\n$/)
  const key = await florin(['keys', 'create', '--json'], { env })
  const { environment } = JSON.parse(key.out)
  assert.match((await florin(['log', environment], { env })).out, /environment\.create/)
  // The gateway makes the vault's key; without it there is nothing to work on.
  const rotated = await florin(['vault', 'rotate'], { env })
  assert.deepEqual([rotated.code, rotated.out], [2, ''])
  assert.match(rotated.err, /there is no key in .*vault\.key yet; npm start makes it/)
  assert.ok(!existsSync(join(folder, 'made', 'vault.key')))
})

test('somebody who watches sees how far it is, and it goes away; a log is not filled with it', async () => {
  const env = { DATABASE_URL: urlOf(connection), FLORIN_KEK: text(1) }
  const watched = await florin(['audit'], { env, watched: true })
  assert.match(watched.err, /payment_intent[\s\S]*\r\u001b\[K$/)
  assert.deepEqual((await florin(['audit'], { env })).err, '')
})
