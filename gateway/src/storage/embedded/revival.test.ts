/** An embedded server that ends by itself: started again by its owner, or its owner is told. */
import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { connectPlain } from '../database.ts'
import { type EmbeddedServer, startEmbedded } from './index.ts'

const made: { readonly dataDir: string; readonly server: EmbeddedServer }[] = []
after(async () => {
  for (const { dataDir, server } of made) {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
})

async function owned() {
  const dataDir = mkdtempSync(join(tmpdir(), 'florin-revival-'))
  chmodSync(dataDir, 0o755)
  const lost: string[] = []
  const server = await startEmbedded({ dataDir, onLost: (why) => void lost.push(why) })
  assert.ok(!('refused' in server), JSON.stringify(server))
  made.push({ dataDir, server })
  return { dataDir, server, lost }
}

async function query(server: EmbeddedServer, sql: string): Promise<unknown[]> {
  const client = await connectPlain(server.connection)
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat()
  } finally {
    await client.end()
  }
}

/** Looks until something holds; the test's own time limit is the end of it. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resume) => setTimeout(resume, 10))
}

test('a server that is killed is started again where it was, and stays its owner’s', async () => {
  const { dataDir, server, lost } = await owned()
  await query(server, 'create table kept as select 7 as n')
  const claimed = "select exists (select from pg_locks where locktype = 'advisory' and granted)"
  let pid = server.serverPid
  for (let times = 0; times < 2; times++) {
    process.kill(pid, 'SIGKILL')
    await until(async () => (await query(server, claimed).catch(() => []))[0] === true)
    assert.deepEqual(await query(server, 'select n from kept'), [7])
    const now = Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
    assert.notEqual(now, pid)
    pid = now
  }
  const second = await startEmbedded({ dataDir })
  assert.match('refused' in second ? second.refused : '', /in use by another gateway/)
  await server.stop()
  await assert.rejects(connectPlain(server.connection))
  assert.deepEqual(lost, [])
})

test('a server that cannot be started again is told to its owner, once and with the reason', async () => {
  const { dataDir, server, lost } = await owned()
  // Its version is not this program's any more, as after a bad restore.
  writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '9.0\n')
  process.kill(server.serverPid, 'SIGKILL')
  await until(async () => lost.length > 0)
  assert.equal(lost.length, 1)
  assert.match(lost[0] ?? '', /PostgreSQL did not start; .*postgres\.log: .*FATAL: .*(incompatible|version)/)
})
