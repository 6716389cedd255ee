/**
 * Erasure: what is personal vanishes from everything that a deleted customer left, in rows and in facts alike, so that
 * folding the facts still gives the rows. Amounts, currencies, states, times and the books stay as they were. Merchants' own
 * notes on payments (description, metadata) stay too; those on the customer go.
 *
 * It is due work: begun by the deletion's commit, gone through object by object, and taken up again from the start after a
 * crash, since erasing twice changes nothing. A day later it runs once more, for payments that were under way.
 */
import { type Author, note } from '../engine/audit-log.ts'
import type { EnvironmentSettings } from '../engine/command.ts'
import type { CommandRunner } from '../engine/engine.ts'
import type { Registry } from '../engine/registry.ts'
import type { DueHandler } from '../engine/sweeper.ts'
import { dayMs } from '../kernel/time.ts'
import { detachMethod } from '../resources/customers/customer/index.ts'
import { inTransaction, type Pool } from '../storage/database.ts'
import type { Vault } from '../vault/vault.ts'

/** Fields that say who somebody is, wherever they stand. */
const personal: ReadonlySet<string> = new Set([
  'account_holder',
  'account_holder_name',
  'account_number',
  'business_name',
  'city',
  'dob_day',
  'dob_month',
  'dob_year',
  'email',
  'first_name',
  'individual_name',
  'instructions_email',
  'ip_address',
  'last_name',
  'name',
  'pay_id',
  // Of payments made through foreign APIs: all that they sent of the payer, and show again.
  'payer',
  'phone',
  'receipt_email',
  'shipping',
  'tax_id',
  'user_agent',
  'zip',
])
type Resets = Readonly<Record<string, unknown>>

/** A value without what is personal in it, and with what its noun says that goes besides. */
export function erased(value: unknown, resets: Resets): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => erased(item, resets))
  const kept: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(value)) {
    if (personal.has(name) || (name === 'address' && typeof field === 'string')) kept[name] = null
    else if (name === 'address' && typeof field === 'object' && field !== null)
      kept[name] = Object.fromEntries(Object.keys(field).map((part) => [part, null]))
    else if (Object.hasOwn(resets, name)) kept[name] = resets[name]
    else kept[name] = erased(field, resets)
  }
  return kept
}

/** What is erased of a noun, and how it is found (`$1` env, `$2` the customer or the method). */
type Trace = { readonly noun: string; readonly table: string; readonly where: string; readonly resets: Resets }

/** Where a customer's, or a payment method's, traces are: as each noun says. */
const tracesOf = (registry: Registry, of: 'ofCustomer' | 'ofMethod'): readonly Trace[] =>
  [...registry.values()].flatMap(({ noun, table, erasure }) => {
    const where = erasure?.[of]
    return where === undefined ? [] : [{ noun, table: table.name, where, resets: erasure?.resets ?? {} }]
  })

/** Objects that are read at once; each is erased in a transaction of its own. */
const pageMax = 500

export function erasureHandlers(options: {
  pool: Pool
  registry: Registry
  runner: CommandRunner
  nowIn: (environment: EnvironmentSettings) => number
  drop: (env: string, due: string) => Promise<void>
  author: Author
  vault: Pick<Vault, 'destroy'>
}): Readonly<Record<string, DueHandler>> {
  const { pool, author, registry } = options
  const ofMethod = tracesOf(registry, 'ofMethod')
  const ofCustomer = tracesOf(registry, 'ofCustomer')
  const shownOfCustomer = registry.get('customer')?.erasure?.resets ?? {}

  const everyOf = async (table: string, where: string, values: string[], work: (id: string) => Promise<void>) => {
    let after = ''
    for (;;) {
      const { rows } = await pool.query<{ id: string }>(
        `select id from ${table} where env = $1 and ${where} and id > $${values.length + 1} order by id limit ${pageMax}`,
        [...values, after],
      )
      for (const { id } of rows) await work(id)
      const last = rows.at(-1)
      if (last === undefined || rows.length < pageMax) return
      after = last.id
    }
  }

  const eraseMethod = async (env: string, id: string, found = nothingFound()): Promise<void> => {
    await options.vault.destroy(env, id, 'erasure')
    for (const trace of ofMethod)
      await everyOf(trace.table, trace.where, [env, id], (one) => eraseObject(pool, trace, env, one, author, found))
  }

  return {
    shred_payment_method: async (environment, payload, due) => {
      await eraseMethod(environment.id, String(payload.payment_method))
      await options.drop(environment.id, due)
    },
    erase_customer: async (environment, payload, due) => {
      const { id: env } = environment
      const customer = String(payload.customer)
      await everyOf('payment_methods', 'customer = $2', [env, customer], async (id) => {
        await options.runner.runDue(detachMethod, { id }, environment)
      })
      const found: Found = { methods: new Set(), keys: new Set() }
      for (const trace of ofCustomer)
        await everyOf(trace.table, trace.where, [env, customer], (id) =>
          eraseObject(pool, trace, env, id, author, found),
        )
      for (const method of found.methods) await eraseMethod(env, method, found)
      // A name that another API gave the customer stands for nobody now: who comes with it again is somebody new.
      await pool.query('delete from foreign_references where env = $1 and object = $2', [env, customer])
      await eraseAnswers(pool, env, {
        ids: [customer, ...found.methods],
        keys: [...found.keys],
        resets: shownOfCustomer,
      })
      if (payload.again !== true) {
        const later = JSON.stringify({ customer, again: true })
        await pool.query(
          "insert into due_work (env, id, kind, due_at, tries, payload) values ($1, $2, 'erase_customer', $3, 0, $4) on conflict do nothing",
          [env, `again_${due}`, options.nowIn(environment) + dayMs, later],
        )
      }
      await options.drop(env, due)
    },
  }
}

/** What erasing comes upon on its way. */
type Found = { readonly methods: Set<string>; readonly keys: Set<string> }
const nothingFound = (): Found => ({ methods: new Set(), keys: new Set() })

const methodIds = /pm_[0-9A-Za-z]{24}/g

/**
 * One object: its row and its facts, under its own lock, in the order in which the writer locks. Adds the payment methods
 * that its facts name, since some were never saved and are found in no other way, and the idempotency keys of its requests,
 * whose kept answers may show foreign ids only.
 */
async function eraseObject(
  pool: Pool,
  of: Trace,
  env: string,
  id: string,
  author: Author,
  found: Found,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ doc: string }>(
      `select doc::text as doc from ${of.table} where env = $1 and id = $2 for update`,
      [env, id],
    )
    const row = rows[0]
    if (row === undefined) return
    // Fields that are null are left out of rows, as the table's own codec does.
    const doc = JSON.stringify(withoutNulls(erased(JSON.parse(row.doc), of.resets) as object))
    await client.query(`update ${of.table} set doc = $3 where env = $1 and id = $2`, [env, id, doc])
    let changed = doc !== row.doc
    const facts = await client.query<{ seq: number; fact: string; key: string | null }>(
      "select seq, fact::text as fact, request->>'idempotency_key' as key from events where env = $1 and object_id = $2",
      [env, id],
    )
    for (const { seq, fact, key } of facts.rows) {
      for (const [method] of fact.matchAll(methodIds)) found.methods.add(method)
      if (key !== null) found.keys.add(key)
      const kept = JSON.stringify(erased(JSON.parse(fact), of.resets))
      await client.query('update events set fact = $4 where env = $1 and object_id = $2 and seq = $3', [
        env,
        id,
        seq,
        kept,
      ])
      changed ||= kept !== fact
    }
    // What was erased is not repeated; that it was, and when, is.
    const change = { object: of.noun, id, before: null, after: { erased: true } }
    if (changed) await note(client, env, `${of.noun}.erase`, change, author)
  })
}

const withoutNulls = (row: object): object =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))

/** Answers that are kept for retries show the customer, or something of theirs: found by the ids in them, or by their keys. */
async function eraseAnswers(
  pool: Pool,
  env: string,
  { ids, keys, resets }: { ids: readonly string[]; keys: readonly string[]; resets: Resets },
): Promise<void> {
  await inTransaction(pool, async (client) => {
    // Every kept answer of the environment is looked at, which may take longer than a read of a request may.
    await client.query(`set local statement_timeout = '10min'`)
    const { rows } = await client.query<{ key: string; params: string; body: string }>(
      "select key, params::text as params, body from idempotency_keys where env = $1 and body <> '' and (key = any($3::text[]) or exists (select 1 from unnest($2::text[]) as i (id) where position(i.id in body) > 0))",
      [env, ids, keys],
    )
    for (const { key, params, body } of rows)
      await client.query('update idempotency_keys set params = $3, body = $4 where env = $1 and key = $2', [
        env,
        key,
        JSON.stringify(erased(JSON.parse(params), resets)),
        JSON.stringify(erased(JSON.parse(body), resets)),
      ])
  })
}
