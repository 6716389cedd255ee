/**
 * The audit: recomputes the books from the rows and compares. It trusts nothing that is derived:
 *
 *   1  every entry balances, move by move
 *   2  every balance is the sum of its postings, and all balances of a currency sum to zero
 *   3  folding an object's facts gives its row; its facts are numbered without gaps
 *   4  the moves of all facts give the entries, no more and no fewer
 *   5  refunds ≤ captures ≤ authorisations, and no intent is paid twice
 *   6  what was booked is what was asked for and shown: amount, currency and customer of every attempt (`audit-terms.ts`)
 */

import { isDeepStrictEqual } from 'node:util'
import { entriesTable, eventsTable } from '../engine/engine-tables.ts'
import type { EventRow } from '../engine/event-row.ts'
import { fold } from '../engine/events.ts'
import type { Registry } from '../engine/registry.ts'
import type { EntryDraft } from '../ledger/entry.ts'
import type { Charge } from '../resources/payments/charge/index.ts'
import { chargesTable } from '../resources/payments/charge/table.ts'
import type { Pool } from '../storage/database.ts'
import { checkTerms } from './audit-terms.ts'

export type AuditReport = { readonly checked: Readonly<Record<string, number>>; readonly faults: readonly string[] }

/** Objects read at a time. */
const pageSize = 2000
/** Faults beyond this are counted and not listed. */
const faultsShownMax = 50

/** `progress` is told what is done, and `step` how far a long part of it is. */
export async function audit(
  pool: Pool,
  registry: Registry,
  progress: (line: string) => void = () => undefined,
  step: (line: string) => void = () => undefined,
): Promise<AuditReport> {
  const faults: string[] = []
  let hidden = 0
  const fault = (text: string) => {
    if (faults.length < faultsShownMax) faults.push(text)
    else hidden++
  }
  const checked: Record<string, number> = {}

  checked.entries = await unbalancedEntries(pool, fault)
  checked.balances = await wrongBalances(pool, fault)
  progress(`books: ${checked.entries} entries, ${checked.balances} balances`)
  for (const { noun, aggregate, table, rowless } of registry.values()) {
    if (aggregate === null || rowless) continue
    checked[noun] = await foldObjects(pool, registry, noun, table.name, fault, step)
    progress(`${noun}: ${checked[noun]} folded`)
  }
  await exchangedSetups(pool, fault)
  if (hidden > 0) faults.push(`and ${hidden} more`)
  return { checked, faults }
}

async function unbalancedEntries(pool: Pool, fault: (text: string) => void): Promise<number> {
  const { rows } = await pool.query<{ env: string; id: string; move: string; sum: string }>(
    `select e.env, e.id, p->>0 as move, sum((p->>2)::int8)::text as sum
     from entries e, json_array_elements(e.postings) p group by 1, 2, 3 having sum((p->>2)::int8) <> 0`,
  )
  for (const { id, move, sum } of rows) fault(`entry ${id}: the move ${move} is off by ${sum}`)
  return await count(pool, 'entries')
}

async function wrongBalances(pool: Pool, fault: (text: string) => void): Promise<number> {
  const { rows } = await pool.query<{ env: string; account: string; currency: string; stored: string; posted: string }>(
    `with posted as (
       select e.env, p->>1 as account, e.currency, sum((p->>2)::int8) as amount
       from entries e, json_array_elements(e.postings) p group by 1, 2, 3
     )
     select coalesce(b.env, p.env) as env, coalesce(b.account, p.account) as account, coalesce(b.currency, p.currency) as currency,
            coalesce(b.amount, 0)::text as stored, coalesce(p.amount, 0)::text as posted
     from balances b full join posted p on p.env = b.env and p.account = b.account and p.currency = b.currency
     where coalesce(b.amount, 0) <> coalesce(p.amount, 0)`,
  )
  for (const { env, account, currency, stored, posted } of rows)
    fault(`balance ${env} ${account} ${currency}: stored ${stored}, posted ${posted}`)
  const sums = await pool.query<{ env: string; currency: string; sum: string }>(
    'select env, currency, sum(amount)::text as sum from balances group by 1, 2 having sum(amount) <> 0',
  )
  for (const { env, currency, sum } of sums.rows)
    fault(`the balances of ${env} in ${currency} sum to ${sum} instead of zero`)
  return await count(pool, 'balances')
}

/** What was saved is saved for whom its payer was asked. */
async function exchangedSetups(pool: Pool, fault: (text: string) => void): Promise<void> {
  const { rows } = await pool.query<{ id: string; attempt: string; asked: string; now: string }>(
    `select s.id, a.id as attempt, a.doc->>'customer' as asked, s.doc->>'customer' as now
     from setup_attempts a join setup_intents s on s.env = a.env and s.id = a.setup_intent
     where a.doc->>'status' = 'succeeded' and a.doc->>'customer' is distinct from s.doc->>'customer'`,
  )
  for (const { id, attempt, asked, now } of rows)
    fault(`setup_intent ${id}: its try ${attempt} was for ${asked}, and it is ${now}'s`)
}

const count = async (pool: Pool, table: string): Promise<number> => {
  const { rows } = await pool.query<{ n: string }>(`select count(*)::text as n from ${table}`)
  return Number(rows[0]?.n ?? 0)
}

async function foldObjects(
  pool: Pool,
  registry: Registry,
  noun: string,
  table: string,
  fault: (text: string) => void,
  step: (line: string) => void,
): Promise<number> {
  let done = 0
  let [env, id] = ['', '']
  for (;;) {
    const { rows } = await pool.query<{ env: string; id: string; doc: string }>(
      `select env, id, doc from ${table} where (env, id) > ($1, $2) order by env, id limit ${pageSize}`,
      [env, id],
    )
    if (rows.length === 0) break
    const last = rows.at(-1)
    env = last?.env ?? ''
    id = last?.id ?? ''
    const ids = rows.map((row) => row.id)
    const facts = await factsOf(pool, ids)
    const entries = await entriesOf(pool, ids)
    const charges = noun === 'payment_intent' ? await chargesOf(pool, rows) : null
    for (const row of rows) {
      const key = `${row.env}/${row.id}`
      checkObject(registry, noun, row, facts.get(key) ?? [], entries.get(key) ?? [], fault)
      if (charges !== null)
        checkTerms(facts.get(key) ?? [], charges.get(key) ?? [], (text) => fault(`${noun} ${row.id}: ${text}`))
    }
    done += rows.length
    step(`${noun}: ${done} folded so far`)
  }
  return done
}

async function factsOf(pool: Pool, ids: readonly string[]): Promise<Map<string, EventRow[]>> {
  const { rows } = await pool.query<Record<string, unknown>>(
    'select * from events where object_id = any($1) order by object_id, seq',
    [ids],
  )
  return grouped(
    rows.map((record) => eventsTable.read(record)),
    (fact) => `${fact.env}/${fact.object_id}`,
  )
}

async function entriesOf(pool: Pool, ids: readonly string[]) {
  const { rows } = await pool.query<Record<string, unknown>>(
    'select * from entries where source = any($1) order by id',
    [ids],
  )
  return grouped(
    rows.map((record) => entriesTable.read(record)),
    (entry) => `${entry.env}/${entry.source}`,
  )
}

async function chargesOf(pool: Pool, intents: readonly { env: string; id: string }[]): Promise<Map<string, Charge[]>> {
  const { rows } = await pool.query<Record<string, unknown>>(
    'select c.* from unnest($1::text[], $2::text[]) as i(env, id) join charges c on c.env = i.env and c.payment_intent = i.id',
    [intents.map(({ env }) => env), intents.map(({ id }) => id)],
  )
  return grouped(
    rows.map((record) => chargesTable.read(record)),
    (charge) => `${charge.env}/${charge.payment_intent}`,
  )
}

function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  return groups
}

function checkObject(
  registry: Registry,
  noun: string,
  row: { env: string; id: string; doc: string },
  facts: readonly EventRow[],
  entries: readonly { id: string; postings: unknown }[],
  fault: (text: string) => void,
): void {
  if (facts.some(({ seq }, at) => seq !== at + 1)) fault(`${noun} ${row.id}: its facts are not numbered without gaps`)
  try {
    // Through the codec, as every reader sees it, and through JSON: absent and undefined are the same there.
    const stored: unknown = JSON.parse(JSON.stringify(registry.get(noun)?.table.read(row)))
    const folded: unknown = JSON.parse(JSON.stringify(fold(facts, registry)))
    if (!isDeepStrictEqual(stored, folded)) fault(`${noun} ${row.id}: the row is not the fold of its facts`)
    const moved = movesOf(registry, noun, facts)
    const booked = entries.map(({ id, postings }) => ({ id, postings }))
    if (!isDeepStrictEqual(JSON.parse(JSON.stringify(moved)), JSON.parse(JSON.stringify(booked))))
      fault(`${noun} ${row.id}: the books do not have what its facts moved`)
    // The table's codec wrote this document.
    if (noun === 'charge') checkCharge(stored as Charge, fault)
  } catch (error) {
    fault(`${noun} ${row.id}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function movesOf(registry: Registry, noun: string, facts: readonly EventRow[]): { id: string; postings: unknown }[] {
  const aggregate = registry.get(noun)?.aggregate
  const drafts: EntryDraft[] = []
  for (const [at, { env, object_id, seq, created, fact }] of facts.entries()) {
    const before = at === 0 ? null : fold(facts.slice(0, at), registry)
    drafts.push(...(aggregate?.moves?.(before, fact, { env, id: object_id, at: created, seq }) ?? []))
  }
  return drafts.map(({ id, postings }) => ({ id, postings })).sort((a, b) => (a.id < b.id ? -1 : 1))
}

function checkCharge(charge: Charge, fault: (text: string) => void): void {
  const { id, amount, amount_captured, amount_refunded, amount_refunding, amount_released } = charge
  if (amount_captured + amount_released > amount)
    fault(`charge ${id}: captured and released exceed what was authorised`)
  if (amount_refunded + amount_refunding > amount_captured) fault(`charge ${id}: refunds exceed what was captured`)
  if ([amount_captured, amount_refunded, amount_refunding, amount_released].some((part) => part < 0))
    fault(`charge ${id}: a negative amount`)
}
