/**
 * One flush: many units, one transaction, three round trips at most.
 *
 *   1  begin · claim keys · lock and read the rows of the first stage     (sent together)
 *   2  read the rows of the second stage                                  (only if there are any)
 *   3  write the overlay · answer keys · balances · commit                (sent together)
 *
 * Between 1 and 3 every unit decides, in arrival order, on the rows in memory.
 */

import { type Client, sendTogether } from '../database.ts'
import {
  insertStatement,
  readAll,
  readNewest,
  readStatement,
  removeStatement,
  type Statement,
  updateStatement,
} from '../statements.ts'
import type { Table } from '../table.ts'
import { isConnectionLoss } from '../transient-faults.ts'
import { creditStatement } from './balances.ts'
import { answerClaimsStatement, claimStatement } from './claim-statements.ts'
import { answerKnownKeys, claimAnswers, type FlushState, takeClaims } from './claiming.ts'
import { setHeldAside } from './locked-rows.ts'
import { Overlay, type RowRef } from './overlay.ts'
import type { FlushResult, RowReader, Unit } from './unit.ts'

/** A unit whose decision or answer broke an assertion: a bug. The others of its flush go on without it. */
export class GuiltyUnitError extends Error {
  override name = 'GuiltyUnitError'
  readonly unit: Unit
  constructor(unit: Unit, cause: unknown) {
    super('a unit failed while it was decided', { cause })
    this.unit = unit
  }
}

/** The connection went away while COMMIT was under way: `transaction` tells later whether it was committed. */
export class CommitInDoubtError extends Error {
  override name = 'CommitInDoubtError'
  readonly transaction: string
  readonly results: FlushResult[]
  constructor(transaction: string, results: FlushResult[], cause: unknown) {
    super('the connection was lost during commit', { cause })
    this.transaction = transaction
    this.results = results
  }
}

/**
 * The start of every flush. `set local`, because a connection may be shared by a pooler. Nested loops only: the joins
 * with `unnest` always look up a known list of keys, and a plan made while a table was small would otherwise scan it
 * when it is large. Rows that are decided on are never waited for (`locked-rows.ts`); the lock timeout is for the others.
 */
const beginText = (lockTimeoutMs: number) =>
  `begin; set local lock_timeout = ${lockTimeoutMs}; set local statement_timeout = '15s'; set local enable_seqscan = off; ` +
  'set local enable_hashjoin = off; set local enable_mergejoin = off; set local jit = off'
const transactionStatement: Statement = {
  name: 'transaction id',
  text: 'select pg_current_xact_id()::text as id',
  values: [],
}

/**
 * Runs one flush on a connection and gives a result for each unit. Throws `GuiltyUnitError`, `CommitInDoubtError` or the
 * database's error; the caller then rolls back (unless the commit is in doubt) and decides what to do.
 */
export async function flush(client: Client, units: readonly Unit[], lockTimeoutMs: number): Promise<FlushResult[]> {
  const state: FlushState = { overlay: new Overlay(), results: units.map(() => null), active: new Set(units.keys()) }
  const transaction = await claimAndRead(client, units, state, lockTimeoutMs)
  await readSecondStage(client, units, state)
  const verdicts = decideAll(units, state)
  return await writeAndCommit(client, units, state, verdicts, transaction)
}

async function claimAndRead(
  client: Client,
  units: readonly Unit[],
  state: FlushState,
  lockTimeoutMs: number,
): Promise<string> {
  const claims = takeClaims(units, state)
  const refs = units.flatMap((unit, at) => (state.active.has(at) ? unit.reads : []))
  const [begin, transaction, claimed, reads] = sendTogether(client, () => [
    client.query(beginText(lockTimeoutMs)),
    client.query<{ id: string }>(transactionStatement),
    claims.length === 0 ? null : client.query<{ env: string; key: string }>(claimStatement(claims)),
    readRows(client, refs, state.overlay),
  ])
  // All were sent together; if one fails, the others fail with it, and the first error is the one that tells.
  const [, id, won] = await Promise.all([begin, transaction, claimed, reads])
  if (won !== null && won.rows.length < claims.length) await answerKnownKeys(client, units, state, claims, won.rows)
  await setHeldAside(client, units, state)
  return id.rows[0]?.id ?? ''
}

/** Reads each table once: first what is locked, sorted by key and in the tables' lock order, then what is only read. */
async function readRows(client: Client, refs: readonly RowRef[], overlay: Overlay): Promise<void> {
  const wanted = new Map<Table<unknown>, { locked: Map<string, string[]>; plain: Map<string, string[]> }>()
  for (const ref of refs) {
    let keys = wanted.get(ref.table)
    if (keys === undefined) {
      keys = { locked: new Map(), plain: new Map() }
      wanted.set(ref.table, keys)
    }
    const into = ref.lock ? keys.locked : keys.plain
    into.set(`${ref.env}/${ref.id}`, ref.table.key.length === 2 ? [ref.env, ref.id] : [ref.env, ...ref.id.split('/')])
  }
  const tables = [...wanted].sort(([a], [b]) => a.rank - b.rank || (a.name < b.name ? -1 : 1))
  const queries: Promise<void>[] = []
  const send = (table: Table<unknown>, keys: Map<string, string[]>, lock: boolean) => {
    if (keys.size === 0) return
    const sorted = [...keys].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, key]) => key)
    queries.push(
      client.query<Record<string, unknown>>(readStatement(table, sorted, lock)).then(({ rows }) => {
        for (const record of rows) overlay.load(table, table.read(record))
      }),
    )
  }
  for (const [table, keys] of tables) send(table, keys.locked, true)
  for (const [table, keys] of tables) {
    for (const key of keys.locked.keys()) keys.plain.delete(key)
    send(table, keys.plain, false)
  }
  await Promise.all(queries)
}

async function readSecondStage(client: Client, units: readonly Unit[], state: FlushState): Promise<void> {
  const refs: RowRef[] = []
  for (const at of state.active) {
    for (const ref of units[at]?.thenReads(state.overlay.scope) ?? [])
      if (!state.overlay.has(ref)) refs.push({ ...ref, lock: false })
  }
  if (refs.length > 0) await readRows(client, refs, state.overlay)
}

function decideAll(units: readonly Unit[], state: FlushState): Map<number, 'keep' | 'keep-open' | 'discard'> {
  const verdicts = new Map<number, 'keep' | 'keep-open' | 'discard'>()
  for (const at of state.active) {
    const unit = units[at] as Unit
    try {
      const verdict = unit.decide(state.overlay.scope)
      if (verdict === 'discard') state.overlay.discard()
      else state.overlay.keep()
      verdicts.set(at, verdict)
    } catch (error) {
      throw new GuiltyUnitError(unit, error)
    }
  }
  return verdicts
}

async function writeAndCommit(
  client: Client,
  units: readonly Unit[],
  state: FlushState,
  verdicts: ReadonlyMap<number, string>,
  transaction: string,
): Promise<FlushResult[]> {
  const sent: Promise<unknown>[] = []
  const send = (statement: Statement) => {
    const query = client.query(statement)
    // Each failure is reported once, by the wait below; until then it must not count as unhandled.
    query.catch(() => undefined)
    sent.push(query)
  }
  const late = sendTogether(client, () => {
    for (const { table, inserts, updates, removes } of state.overlay.changes()) {
      // A row may be removed and made again in one flush.
      if (removes.length > 0) send(removeStatement(table, removes))
      if (inserts.length > 0) send(insertStatement(table, inserts))
      if (updates.length > 0) send(updateStatement(table, updates))
    }
    const waiting = answerAll(client, units, state, verdicts)
    return waiting ?? sendRest(client, units, state, verdicts, send)
  })
  // Only where an answer shows rows that have to be fetched, the rest of the flush waits for them.
  if (late instanceof Promise) await late
  const { commit } =
    late instanceof Promise ? sendTogether(client, () => sendRest(client, units, state, verdicts, send)) : late
  const results = state.results as FlushResult[]
  // COMMIT has been sent by now: a lost connection leaves it in doubt, whichever statement reports the loss.
  const { command } = await Promise.all(sent)
    .then(() => commit)
    .catch((error: unknown) => {
      throw isConnectionLoss(error) ? new CommitInDoubtError(transaction, results, error) : error
    })
  // After a failed statement COMMIT answers ROLLBACK without an error; the statement's own error came first.
  if (command !== 'COMMIT') throw new Error(`the flush was not committed: ${command}`)
  return results
}

/** The last statements of a flush: answers of keys, balances, commit. */
function sendRest(
  client: Client,
  units: readonly Unit[],
  state: FlushState,
  verdicts: ReadonlyMap<number, string>,
  send: (statement: Statement) => void,
) {
  const answers = claimAnswers(units, state, verdicts)
  if (answers.length > 0) send(answerClaimsStatement(answers))
  // Last, because these rows are shared by everybody: they stay locked only for the commit.
  const credits = state.overlay.credits()
  if (credits.length > 0) send(creditStatement(credits))
  const commit = client.query('commit')
  commit.catch(() => undefined)
  return { commit }
}

/** Puts an answer to every unit; a promise only where one of them has to fetch what it shows. */
function answerAll(
  client: Client,
  units: readonly Unit[],
  state: FlushState,
  verdicts: ReadonlyMap<number, string>,
): Promise<unknown> | null {
  const reader = rowReader(client, state.overlay)
  const waiting: Promise<void>[] = []
  for (const at of state.active) {
    const unit = units[at] as Unit
    if (verdicts.get(at) === 'keep-open') {
      state.results[at] = { kind: 'open' }
      continue
    }
    try {
      const answer = unit.respond(reader)
      if (answer instanceof Promise) {
        waiting.push(
          answer
            .then((late) => {
              state.results[at] = { kind: 'answered', answer: late }
            })
            .catch((error) => {
              throw new GuiltyUnitError(unit, error)
            }),
        )
      } else state.results[at] = { kind: 'answered', answer }
    } catch (error) {
      throw new GuiltyUnitError(unit, error)
    }
  }
  return waiting.length > 0 ? Promise.all(waiting) : null
}

const rowReader = (client: Client, overlay: Overlay): RowReader => ({
  get: (ref) => overlay.scope.get(ref.table, ref.env, ref.id),
  fetch: async (ref) => {
    const seen = overlay.scope.get(ref.table, ref.env, ref.id)
    if (seen !== null) return seen
    const { rows } = await client.query<Record<string, unknown>>(readStatement(ref.table, [[ref.env, ref.id]], false))
    const record = rows[0]
    return record === undefined ? null : ref.table.read(record)
  },
  // The flush's own rows were sent before: the same transaction sees them.
  fetchAll: async ({ table, env, where }) => await readAll(client, table, env, where),
  fetchNewest: async ({ table, env, where }, limit) => await readNewest(client, table, env, where, limit),
})
