/** The embedded server: first and later starts, a data directory in use, what a kill leaves behind, and a clean end. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { connectPlain } from '../database.ts'
import { type EmbeddedServer, startEmbedded } from './index.ts'

const asRoot = process.getuid?.() === 0
const made: string[] = []
const servers: EmbeddedServer[] = []
after(async () => {
  // A test that failed half way must leave no server behind either.
  for (const server of servers) await server.stop()
  for (const folder of made) rmSync(folder, { recursive: true, force: true })
})

function folder(mode: number): string {
  const path = mkdtempSync(join(tmpdir(), 'florin-embedded-'))
  chmodSync(path, mode)
  made.push(path)
  return path
}

async function started(dataDir: string, lock = true): Promise<EmbeddedServer> {
  const server = await startEmbedded({ dataDir, lock })
  assert.ok(!('refused' in server), JSON.stringify(server))
  servers.push(server)
  return server
}

async function refused(dataDir: string): Promise<string> {
  const server = await startEmbedded({ dataDir })
  assert.ok('refused' in server)
  assert.ok(!server.refused.includes('\n'), 'one line')
  return server.refused
}

async function query(server: EmbeddedServer, sql: string): Promise<unknown[]> {
  const client = await connectPlain(server.connection)
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat()
  } finally {
    await client.end()
  }
}

const runs = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    // Ended, and its number is only kept until its parent asks for it.
    return !/^\d+ \(.*\) Z/.test(existsSync('/proc/self') ? readFileSync(`/proc/${pid}/stat`, 'utf8') : '')
  } catch {
    return false
  }
}

/** Looks until something holds; the test's own time limit is the end of it. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resume) => setTimeout(resume, 10))
}

/** A start in a process of its own, which lives until it is killed: the number of the server, or the refusal. */
async function startedElsewhere(dataDir: string): Promise<{ said: string; kill(): Promise<void> }> {
  const script = `
    const { startEmbedded } = await import(${JSON.stringify(import.meta.resolve('./index.ts'))})
    const server = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)} })
    console.log('refused' in server ? server.refused : server.serverPid)
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const said = await new Promise<string>((resolve) => child.stdout.once('data', (chunk) => resolve(String(chunk))))
  return {
    said: said.trim(),
    kill: () => {
      child.kill('SIGKILL')
      return ended
    },
  }
}

test('a second start goes on where the first was, and a stop leaves nothing running', async () => {
  const dataDir = folder(0o755)
  const first = await started(dataDir)
  assert.deepEqual([first.firstStart, first.adopted], [true, false])
  assert.equal(statSync(join(dataDir, 'postgres.password')).mode & 0o777, 0o600)
  await query(first, 'create table kept as select 7 as n')
  await first.stop()
  assert.equal(runs(first.serverPid), false)
  await assert.rejects(connectPlain(first.connection))
  const second = await started(dataDir)
  assert.deepEqual([second.firstStart, second.adopted], [false, false])
  assert.deepEqual(
    await query(second, "select n, current_setting('fsync'), current_setting('synchronous_commit') from kept"),
    [7, 'on', 'on'],
  )
  await second.stop()
  assert.equal(runs(second.serverPid), false)
  assert.deepEqual(readdirSync(dataDir).sort(), ['postgres', 'postgres.log', 'postgres.password'])
})

test('a data directory in use is refused in one line; without the claim it can be shared, and a guest stops nothing', async () => {
  const dataDir = folder(0o755)
  const owner = await started(dataDir)
  assert.match(await refused(dataDir), /in use by another gateway/)
  const beside = await started(dataDir, false)
  assert.equal(beside.adopted, true)
  await beside.stop()
  assert.deepEqual(await query(owner, 'select 1'), [1])
  await owner.stop()
})

test('a guest stops the server that it started, unless a gateway came to own it', async () => {
  const dataDir = folder(0o755)
  const alone = await started(dataDir, false)
  await alone.stop()
  assert.equal(runs(alone.serverPid), false)
  const guest = await started(dataDir, false)
  const gateway = await started(dataDir)
  assert.equal(gateway.adopted, true)
  await guest.stop()
  assert.equal(runs(gateway.serverPid), true)
  await gateway.stop()
  assert.equal(runs(gateway.serverPid), false)
})

test('what a killed gateway left running is adopted with its data, and stopped at the end', async () => {
  const dataDir = folder(0o755)
  const killed = await startedElsewhere(dataDir)
  const serverPid = Number(killed.said)
  await killed.kill()
  assert.equal(runs(serverPid), true)
  const next = await started(dataDir)
  assert.deepEqual([next.adopted, next.firstStart, next.serverPid], [true, false, serverPid])
  await next.stop()
  assert.equal(runs(serverPid), false)
})

test('the claim outlives a crash of the server: a second gateway is still refused', async () => {
  const dataDir = folder(0o755)
  const owner = await started(dataDir)
  // PostgreSQL ends every session when it finds one killed, the owner's among them, and recovers.
  const client = await connectPlain(owner.connection)
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const ended = new Promise((resolve) => client.once('end', resolve))
  process.kill(rows[0]?.pid ?? 0, 'SIGKILL')
  await ended
  const held = "select count(*)::int from pg_locks where locktype = 'advisory' and granted"
  await until(async () => (await query(owner, held).catch(() => [0]))[0] === 1)
  assert.match(await refused(dataDir), /in use by another gateway/)
  await owner.stop()
})

test('two first starts at the same moment make one database, and one of them owns it', async () => {
  const dataDir = folder(0o755)
  const both = await Promise.all([startedElsewhere(dataDir), startedElsewhere(dataDir)])
  const said = both.map((one) => one.said).sort()
  assert.match(said[0] ?? '', /^\d+$/)
  assert.match(said[1] ?? '', /in use by another gateway/)
  assert.deepEqual(readdirSync(dataDir).sort(), ['postgres', 'postgres.log', 'postgres.password'])
  for (const one of both) await one.kill()
  const next = await started(dataDir)
  assert.deepEqual([next.adopted, next.serverPid], [true, Number(said[0])])
  await next.stop()
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
  assert.equal(elsewhere !== null, asRoot)
  await server.stop()
  const again = await started(dataDir)
  assert.deepEqual([again.firstStart, again.adopted], [false, false])
  await again.stop()
})

test('a path too long for a socket, with a comma and a space in it, or reached over a link, is as good as any', async () => {
  const base = folder(0o755)
  const long = join(base, `a, folder ${'long '.repeat(20)}`)
  const server = await started(long)
  assert.ok(server.connection.host.length < 100)
  await server.stop()
  assert.equal(existsSync(server.connection.host), false)
  const plain = join(base, 'x,y z')
  const owner = await started(plain)
  symlinkSync(plain, join(base, 'link'))
  const guest = await started(join(base, 'link'), false)
  assert.deepEqual([guest.adopted, guest.serverPid], [true, owner.serverPid])
  await owner.stop()
})

test('an interrupted first start is begun anew, and what it left is cleared', async () => {
  const dataDir = folder(0o755)
  const gone = spawn(process.execPath, ['-e', ''])
  await new Promise((resolve) => gone.once('exit', resolve))
  mkdirSync(join(dataDir, `making-${gone.pid}-abc`))
  writeFileSync(join(dataDir, 'postgres.password'), 'of-the-first-try', { mode: 0o600 })
  const server = await started(dataDir)
  assert.equal(server.firstStart, true)
  await server.stop()
  assert.deepEqual(readdirSync(dataDir).sort(), ['postgres', 'postgres.log', 'postgres.password'])
})

test('a number that another program has got since is not taken for the server', async () => {
  const dataDir = folder(0o755)
  const first = await started(dataDir)
  const file = join(dataDir, 'postgres', 'postmaster.pid')
  const written = readFileSync(file, 'utf8')
  await first.stop()
  // As a power cut and a new boot leave it: the file names a process that lives and is no server.
  writeFileSync(file, written.replace(/^\d+/, String(process.pid)))
  const second = await started(dataDir)
  assert.deepEqual([second.adopted, second.firstStart], [false, false])
  await second.stop()
})

test('a database whose password was lost or changed is refused with the reason', async () => {
  const dataDir = folder(0o755)
  await (await started(dataDir)).stop()
  const password = join(dataDir, 'postgres.password')
  writeFileSync(password, 'another')
  assert.match(await refused(dataDir), /does not fit the database/)
  // The server that was started to find that out is gone again.
  assert.equal(existsSync(join(dataDir, 'postgres', 'postmaster.pid')), false)
  rmSync(password)
  assert.match(await refused(dataDir), /postgres\.password is missing/)
})

test('what could be somebody’s data is refused with the reason and left as it is', async () => {
  const dataDir = folder(0o755)
  const place = join(dataDir, 'postgres')
  const password = join(dataDir, 'postgres.password')
  symlinkSync(join(dataDir, 'unmounted'), place)
  writeFileSync(password, 'kept')
  assert.match(await refused(dataDir), /points to .*unmounted, which is not there/)
  rmSync(place)
  mkdirSync(place)
  writeFileSync(join(place, 'letter.txt'), 'kept')
  assert.match(await refused(dataDir), /is not a PostgreSQL database/)
  writeFileSync(join(place, 'PG_VERSION'), '12\n')
  assert.match(await refused(dataDir), /made by PostgreSQL 12/)
  assert.equal(readFileSync(password, 'utf8'), 'kept')
  assert.equal(readFileSync(join(place, 'letter.txt'), 'utf8'), 'kept')
})

test('a folder that cannot be made, and a log that cannot be written, are one line each', async () => {
  const file = join(folder(0o755), 'file')
  writeFileSync(file, '')
  assert.match(await refused(join(file, 'below')), /cannot be made/)
  const dataDir = folder(0o755)
  mkdirSync(join(dataDir, 'postgres.log'))
  assert.match(await refused(dataDir), /cannot be used: EISDIR/)
})

test("the server's processes do not get our environment, which holds the vault's keys", async () => {
  if (!existsSync('/proc/self')) return
  const server = await started(folder(0o755))
  const environment = readFileSync(`/proc/${server.serverPid}/environ`, 'utf8').split('\0')
  const names = environment.map((entry) => entry.split('=')[0] ?? '').filter((name) => name !== '')
  const known = ['LC_ALL', 'TZ', 'PATH', 'LD_LIBRARY_PATH', 'LC_COLLATE', 'LC_CTYPE', 'LC_MESSAGES', 'PGDATA']
  const allowed = (name: string) => known.includes(name) || /^PG_|^LC_|^PGLOCALEDIR$|^PGSYSCONFDIR$/.test(name)
  assert.deepEqual(
    names.filter((name) => !allowed(name)),
    [],
  )
  await server.stop()
})
