/**
 * The textbook, written by pgbench: the same rows as a payment of ours, one transaction a step. `shared` has everybody's
 * clearing balances in the same rows; `apart` gives each client its own, the limit of one transaction a step.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Connection, Pool } from '../src/storage/database.ts'

type ServerConnection = Extract<Connection, { host: string }>
export type Textbook = { readonly shared: number; readonly apart: number; readonly singleMs: number }

export const hasPgbench = (): boolean => spawnSync('pgbench', ['--version'], { stdio: 'ignore' }).status === 0

/** A JSON document of about as many bytes as ours has. */
const document = (bytes: number) => `{"x":"${'a'.repeat(Math.max(0, bytes - 8))}"}`

async function sizes(pool: Pool): Promise<Record<string, number>> {
  const { rows } = await pool.query<Record<string, string>>(
    `select (select avg(length(doc::text))::int::text from payment_intents) as intent, (select avg(length(doc::text))::int::text from charges) as charge,
       (select avg(length(doc::text))::int::text from payment_methods) as method, (select avg(length(fact::text))::int::text from events) as fact,
       (select avg(length(postings::text))::int::text from entries) as postings, (select avg(length(body))::int::text from idempotency_keys where body is not null) as body,
       (select avg(length(params::text))::int::text from idempotency_keys) as params`,
  )
  return Object.fromEntries(Object.entries(rows[0] ?? {}).map(([name, value]) => [name, Number(value)]))
}

const fact = (step: number, noun: string, idExpression: string, bytes: number, shown: boolean) =>
  `insert into events (env, object_id, seq, noun, id, type, created, request, fact) values (:env, ${idExpression}, ${step}, '${noun}', ${shown ? `'evt_b' || ${step} || ${idExpression}` : 'null'}, ${shown ? "'payment_intent.succeeded'" : 'null'}, 1, null, '${document(bytes)}');\n`

function script(size: Record<string, number>, mode: 'two steps' | 'one', env: string): string {
  const { intent = 0, charge = 0, method = 0, fact: factBytes = 0, postings = 0, body = 0, params = 0 } = size
  const of = (prefix: string) => `('${prefix}_' || :n)`
  return (
    `\\set env0 1\n${env}\nselect lpad(nextval('bench_ids')::text, 23, '0') as n \\gset\n\\set n '''' || :n || ''''\n`
      .replace(/\\set n .*\n/, '')
      .replace(/\\set env0 1\n/, '') +
    'begin;\n' +
    `insert into idempotency_keys (env, key, params, created) values (:env, ${of('key')}, '${document(params)}', 1);\n` +
    `insert into payment_methods (env, id, doc) values (:env, ${of('pm')}, '${document(method)}');\n` +
    `insert into payment_intents (env, id, status, amount, currency, doc) values (:env, ${of('pi')}, 'processing', 2000, 'eur', '${document(intent)}');\n` +
    fact(1, 'payment_method', of('pm'), factBytes, false) +
    fact(1, 'payment_intent', of('pi'), factBytes, true) +
    fact(2, 'payment_intent', of('pi'), factBytes, false) +
    `insert into due_work (env, id, kind, due_at, payload) values (:env, ${of('call')}, 'call', 9000000000000, '${document(600)}');\n` +
    (mode === 'one' ? '' : 'commit;\nbegin;\n') +
    `select doc from payment_intents where env = :env and id = ${of('pi')} for update;\n` +
    `update payment_intents set status = 'succeeded', doc = '${document(intent)}' where env = :env and id = ${of('pi')};\n` +
    `insert into charges (env, id, payment_intent, doc) values (:env, ${of('ch')}, ${of('pi')}, '${document(charge)}');\n` +
    `delete from due_work where env = :env and id = ${of('call')};\n` +
    fact(1, 'charge', of('ch'), factBytes, true) +
    fact(3, 'payment_intent', of('pi'), factBytes, true) +
    `insert into entries (env, id, type, currency, source, created, available_on, postings) values (:env, ${of('txn')}, 'charge', 'eur', ${of('ch')}, 1, 1, '${document(postings)}');\n` +
    `update idempotency_keys set status = 200, body = '${'a'.repeat(body)}' where env = :env and key = ${of('key')};\n` +
    ['merchant_pending', 'processing_fees', 'processor_receivable']
      .map(
        (account) =>
          `insert into balances as b values (:env, '${account}', 'eur', 0) on conflict (env, account, currency) do update set amount = b.amount + excluded.amount;\n`,
      )
      .join('') +
    'commit;\n'
  )
}

const perSecond = (output: string) => Number(/tps = ([\d.]+)/.exec(output)?.[1] ?? 0)

/** Runs both ways at several numbers of clients and gives the best of each, payments a second. */
export async function textbook(
  connection: ServerConnection,
  pool: Pool,
  seconds: number,
  clientCounts: readonly number[],
): Promise<Textbook> {
  await pool.query('create sequence if not exists bench_ids')
  const size = await sizes(pool)
  const folder = mkdtempSync(join(tmpdir(), 'florin-pgbench-'))
  const run = async (name: string, text: string, clients: number) => {
    await sessionsEnded(pool)
    const file = join(folder, name)
    writeFileSync(file, text)
    const { host, port, user, database, password } = connection
    const threads = Math.min(2, clients)
    const flags = `-n -M prepared -f ${file} -c ${clients} -j ${threads} -T ${seconds} -h ${host} -p ${port} -U ${user} ${database}`
    const result = spawnSync('pgbench', flags.split(' '), {
      encoding: 'utf8',
      env: { ...process.env, PGPASSWORD: password },
    })
    if (result.status !== 0) throw new Error(`pgbench failed: ${result.stderr.split('\n').slice(-4).join(' ')}`)
    return result.stdout
  }
  const best = async (name: string, text: string) => {
    let most = 0
    for (const clients of clientCounts) most = Math.max(most, perSecond(await run(name, text, clients)))
    return most
  }
  const sharedEnv = "\\set env '''env_bench_shared'''"
  const shared = await best('shared.sql', fixed(script(size, 'two steps', sharedEnv), "'env_bench_shared'"))
  const apart = await best('apart.sql', fixed(script(size, 'two steps', ''), "('env_bench_' || :client_id)"))
  const single = await run('single.sql', fixed(script(size, 'one', ''), "'env_bench_single'"), 1)
  rmSync(folder, { recursive: true, force: true })
  await pool.query("delete from balances where env like 'env_bench%'")
  return { shared, apart, singleMs: Number(/latency average = ([\d.]+)/.exec(single)?.[1] ?? 0) }
}

/** The sessions of the run before end a moment after it does, and would count against the server's limit. */
async function sessionsEnded(pool: Pool): Promise<void> {
  const text = "select count(*)::int as count from pg_stat_activity where application_name = 'pgbench'"
  for (let tries = 0; tries < 100; tries++) {
    const { rows } = await pool.query<{ count: number }>(text)
    if (rows[0]?.count === 0) return
    await sleep(100)
  }
}

/** pgbench variables cannot hold expressions of text, so the environment is written in. */
const fixed = (text: string, env: string): string => text.replace(/^\\set env.*\n/m, '').replaceAll(':env', env)
