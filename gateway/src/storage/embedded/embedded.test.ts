/** The embedded server: first and later starts, a data directory in use, one below a closed folder, and a clean end. */
import assert from 'node:assert/strict'
import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { connectPlain } from '../database.ts'
import { startEmbedded } from './server.ts'

const made: string[] = []
after(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true })
})

function folder(mode: number): string {
  const path = mkdtempSync(join(tmpdir(), 'florin-embedded-'))
  chmodSync(path, mode)
  made.push(path)
  return path
}

async function started(dataDir: string, lock = true) {
  const server = await startEmbedded({ dataDir, lock })
  assert.ok(!('refused' in server), JSON.stringify(server))
  return server
}

test('a second start goes on where the first was, and a stop leaves nothing running', async () => {
  const dataDir = folder(0o755)
  const first = await started(dataDir)
  assert.deepEqual([first.firstStart, first.adopted], [true, false])
  const client = await connectPlain(first.connection)
  await client.query('create table kept (n int); insert into kept values (7)')
  await client.end()
  await first.stop()
  await assert.rejects(connectPlain(first.connection))
  const second = await started(dataDir)
  assert.deepEqual([second.firstStart, second.adopted], [false, false])
  const again = await connectPlain(second.connection)
  const { rows } = await again.query<{ n: number; fsync: string; commit: string }>(
    "select n, current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit from kept",
  )
  assert.deepEqual(rows[0], { n: 7, fsync: 'on', commit: 'on' })
  await again.end()
  await second.stop()
})

test('a data directory in use is refused in one line; without the claim it can be shared, and a guest stops nothing', async () => {
  const dataDir = folder(0o755)
  const owner = await started(dataDir)
  const other = await startEmbedded({ dataDir, lock: true })
  assert.ok('refused' in other)
  assert.match(other.refused, /in use by another gateway/)
  assert.ok(!other.refused.includes('\n'))
  const beside = await started(dataDir, false)
  assert.equal(beside.adopted, true)
  await beside.stop()
  const still = await connectPlain(owner.connection)
  await still.end()
  await owner.stop()
})

test('below a folder that others may not enter it starts all the same', async () => {
  const closed = folder(0o700)
  const dataDir = join(closed, 'data')
  mkdirSync(dataDir)
  const server = await started(dataDir)
  const place = join(dataDir, 'postgres')
  const elsewhere = lstatSync(place).isSymbolicLink() ? readlinkSync(place) : null
  if (elsewhere !== null) made.push(elsewhere)
  // Root's server runs as somebody else, who cannot enter; an ordinary user's runs as that user, who can.
  assert.equal(elsewhere !== null, process.getuid?.() === 0)
  await server.stop()
})

test('a data directory of another version, or without its password, is refused with the reason', async () => {
  const dataDir = folder(0o755)
  mkdirSync(join(dataDir, 'postgres'))
  writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '12\n')
  const old = await startEmbedded({ dataDir, lock: true })
  assert.ok('refused' in old && /made by PostgreSQL 12/.test(old.refused))
  const file = join(folder(0o755), 'file')
  writeFileSync(file, '')
  const none = await startEmbedded({ dataDir: join(file, 'below'), lock: true })
  assert.ok('refused' in none && /cannot be made/.test(none.refused))
  assert.ok(!existsSync(join(file, 'below')))
})
