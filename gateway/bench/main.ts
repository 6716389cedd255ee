/**
 * `npm run bench`: measures on this machine, in one run, and checks afterwards that everything acknowledged is stored and
 * the books are right. `--quick` takes under a minute; `--json FILE` also writes the figures.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { registry } from '../src/app/registry.ts'
import { audit } from '../src/operations/audit.ts'
import { createPool, type Pool } from '../src/storage/database.ts'
import { against } from './against.ts'
import { measureCustomers } from './customers.ts'
import { dialectsBench } from './dialects.ts'
import { type BenchGateway, benchPort, dataDir, load, startGateway, withDatabase } from './gateway-process.ts'
import { fill } from './growth.ts'
import type { LoadResult } from './load.ts'
import { hasPgbench, textbook } from './textbook.ts'
import { vaultBench } from './vault.ts'
import { webhooksUnderLoad } from './webhooks.ts'
import { writerAlone } from './writer-alone.ts'

const argv = process.argv.slice(2)
if (argv.includes('--help')) {
  console.log(
    'npm run bench [-- --quick] [--json FILE]\n  --quick   under 60 s in all, with shorter runs and fewer stored payments\n  --json    also writes the figures to FILE\nnpm run bench -- --against COMMIT [--quick]\n  this tree and another commit, in turns: throughput, latency, processor time a payment\nnpm run bench -- customers [COUNT]\n  lists of saved methods among a million customers, or COUNT\nnpm run bench -- vault [--quick]\n  what the vault adds to a payment\nnpm run bench -- dialects [--quick]\n  what it costs to make and pay a payment through each foreign API',
  )
  process.exit(0)
}
if (argv[0] === 'customers') {
  await measureCustomers(Number(argv[1] ?? 1_000_000), (line) => console.log(line))
  process.exit(0)
}
const quick = argv.includes('--quick')
if (argv.includes('--against')) {
  const commit = argv[argv.indexOf('--against') + 1]
  if (commit === undefined) throw new Error('name a commit: npm run bench -- --against main~1')
  await against(commit, quick, (line) => console.log(line))
  process.exit(0)
}
if (argv.includes('vault')) {
  await vaultBench(quick)
  process.exit(0)
}
if (argv.includes('dialects')) {
  process.exit((await dialectsBench(quick, (line) => console.log(line))) ? 0 : 1)
}
const jsonFile = argv.includes('--json') ? (argv[argv.indexOf('--json') + 1] ?? null) : null
const plan = quick
  ? { writer: 1, warmup: 1, http: 3, textbook: 2, single: 1, stored: 20_000, growth: 2, gets: 1, webhooks: 3 }
  : { writer: 10, warmup: 5, http: 60, textbook: 10, single: 10, stored: 1_000_000, growth: 20, gets: 5, webhooks: 60 }
const figures: Record<string, number | boolean | null> = {}
const say = (line: string) => console.log(line)
const fixed = (value: number, digits = 1) => value.toFixed(digits)

const residentMb = (pid: number): number =>
  Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024

const acknowledged: string[] = []
const show = (name: string, result: LoadResult) =>
  say(
    `  ${name.padEnd(22)} ${fixed(result.perSecond, 0).padStart(7)}/s   p50 ${fixed(result.p50)}  p95 ${fixed(result.p95)}  p99 ${fixed(result.p99)}  max ${fixed(result.max)} ms   errors ${result.errors}`,
  )

async function pay(name: string, connections: number, seconds: number, warmupSeconds: number): Promise<LoadResult> {
  const result = await load({ kind: 'pay', connections, seconds, warmupSeconds })
  for (const id of result.ids) acknowledged.push(id)
  show(name, result)
  return result
}

/** The server's settings that decide what "acknowledged" means. */
async function machine(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string; setting: string }>(
    "select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers', 'server_version') order by name",
  )
  say(`${cpus().length} × ${cpus()[0]?.model.trim()}, ${fixed(totalmem() / 2 ** 30, 0)} GiB, Node ${process.version}`)
  say(`PostgreSQL: ${rows.map(({ name, setting }) => `${name} ${setting}`).join(', ')}`)
}

/** In a gateway and a database of their own, so that vacuums of the runs before do not count against either phase. */
async function webhooks(pool: Pool, gateway: BenchGateway): Promise<void> {
  say('\nwebhooks: 1,000 payments/s, one endpoint that answers after 500 ms and one that is dead')
  const result = await webhooksUnderLoad({
    url: `http://127.0.0.1:${benchPort}`,
    seconds: plan.webhooks,
    warmupSeconds: quick ? 1 : 8,
    rate: 1000,
    load,
    rssMb: () => Math.round(residentMb(gateway.pid)),
    undelivered: async (endpoint) => {
      const { rows } = await pool.query<{ count: string }>(
        `select count(*) from events e join webhook_queues q on q.env = e.env and q.id = $1
         where e.id is not null and ((e.tx, e.id) > (q.cursor_tx, q.cursor_id)
           or exists (select from webhook_deliveries d where d.env = e.env and d.queue = q.id and d.event = e.id and d.status <> 'delivered'))`,
        [endpoint],
      )
      return Number(rows[0]?.count ?? 0)
    },
    say,
  })
  figures.webhook_throughput_ratio = Number(fixed(result.throughputRatio, 2))
  figures.webhook_p99_ratio = Number(fixed(result.p99Ratio, 2))
  figures.webhook_lag_p99_ms = result.lagP99Ms
  figures.webhook_drain_s = Number(fixed(result.drainSeconds))
  figures.webhook_undelivered = result.undelivered
  figures.webhook_list_ms = Number(fixed(result.listMs))
  figures.webhook_rss_mb = result.rssMb
  figures.webhook_lost = result.lost
  figures.webhook_out_of_order = result.outOfOrder
}

const hooked = await startGateway()
await withDatabase(async (_, pool) => webhooks(pool, hooked))
await hooked.stop()
rmSync(dataDir, { recursive: true, force: true })
mkdirSync(dataDir, { mode: 0o755 })

const gateway = await startGateway()
await withDatabase(async (connection, pool) => {
  await machine(pool)
  say('\nwriter alone, a hot clearing account, 128 callers')
  const writer = await writerAlone(connection, pool, plan.writer)
  figures.writer_units_per_s = Math.round(writer.perSecond)
  say(`  ${fixed(writer.perSecond, 0)} units/s`)

  say('\nover HTTP: create with confirm, two commits a payment, one gateway process')
  const at64 = await pay('64 connections', 64, plan.http, plan.warmup)
  const at256 = await pay('256 connections', 256, plan.http, plan.warmup)
  const best = Math.max(at64.perSecond, at256.perSecond)
  figures.http_payments_per_s = Math.round(at64.perSecond)
  figures.http_payments_per_s_256 = Math.round(at256.perSecond)
  figures.http_p99_ms = Number(fixed(at64.p99))
  figures.http_p99_ms_256 = Number(fixed(at256.p99))
  figures.http_rss_mb = Math.round(residentMb(gateway.pid))
  say(`  the process took at most ${figures.http_rss_mb} MB`)

  say('\none caller')
  const alone = await pay('1 connection', 1, plan.single, 1)

  say('\nagainst the textbook')
  if (hasPgbench()) {
    const book = await textbook(connection, pool, plan.textbook, quick ? [16, 32] : [8, 16, 32, 64])
    figures.textbook_ratio = Number(fixed(best / book.shared, 2))
    figures.limit_ratio = Number(fixed(best / book.apart, 2))
    figures.single_ratio = Number(fixed(alone.p50 / book.singleMs, 2))
    say(
      `  pgbench, shared balances ${fixed(book.shared, 0)}/s, apart ${fixed(book.apart, 0)}/s; one plain transaction ${fixed(book.singleMs, 2)} ms`,
    )
    await pool.query("delete from payment_intents where env like 'env_bench%'")
    for (const table of ['charges', 'payment_methods', 'events', 'entries', 'idempotency_keys', 'due_work'])
      await pool.query(`delete from ${table} where env like 'env_bench%'`)
  } else {
    figures.textbook_ratio = figures.limit_ratio = figures.single_ratio = null
    say('  not measured: pgbench is not on the path (Debian: postgresql-contrib)')
  }

  say(`\ngrowth: ${plan.stored.toLocaleString('en')} stored payments`)
  const before = await pay('before', 64, plan.growth, plan.warmup)
  await fill(pool, plan.stored, (line) => quick || say(`  ${line}`))
  const after = await pay('after', 64, plan.growth, plan.warmup)
  figures.growth_ratio = Number(fixed(after.perSecond / before.perSecond, 2))
  const { rows } = await pool.query<{ id: string }>(
    "select id from payment_intents where env = 'env_florindemo' order by id desc offset 9989 limit 1",
  )
  const deep = rows[0]?.id ?? ''
  const some = acknowledged.slice(0, 1000).map((id) => `/v1/payment_intents/${id}`)
  const get = await load({ kind: 'get', connections: 1, seconds: plan.gets, paths: some })
  const first = await load({ kind: 'get', connections: 1, seconds: plan.gets, paths: ['/v1/payment_intents?limit=10'] })
  const thousandth = await load({
    kind: 'get',
    connections: 1,
    seconds: plan.gets,
    paths: [`/v1/payment_intents?limit=10&starting_after=${deep}`],
  })
  show('GET by id', get)
  show('list, first page', first)
  show('list, thousandth page', thousandth)
  figures.get_p50_ms = Number(fixed(get.p50, 2))
  figures.list_first_p50_ms = Number(fixed(first.p50, 2))
  figures.list_deep_p50_ms = Number(fixed(thousandth.p50, 2))

  say('\nafterwards')
  const stored = new Set<string>()
  for (let from = 0; from < acknowledged.length; from += 20_000) {
    const { rows: found } = await pool.query<{ id: string }>(
      "select id from payment_intents where env = 'env_florindemo' and status = 'succeeded' and id = any($1)",
      [acknowledged.slice(from, from + 20_000)],
    )
    for (const { id } of found) stored.add(id)
  }
  figures.lost = acknowledged.length - stored.size + writer.lost
  const auditPool = createPool(connection, 2)
  auditPool.options.statement_timeout = 0
  const report = await audit(auditPool, registry)
  await auditPool.end()
  figures.audit = report.faults.length === 0
  say(
    `  acknowledged ${acknowledged.length}, lost ${figures.lost}; audit ${figures.audit ? 'right' : `FAULTS: ${report.faults.slice(0, 5).join('; ')}`}`,
  )
})
await gateway.stop()
rmSync(dataDir, { recursive: true, force: true })
say(`\n${JSON.stringify(figures, null, 2)}`)
if (jsonFile !== null) writeFileSync(jsonFile, `${JSON.stringify(figures, null, 2)}\n`)
process.exit(figures.lost === 0 && figures.audit === true ? 0 : 1)
