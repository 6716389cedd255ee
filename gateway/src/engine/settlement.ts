/**
 * Settlement: a day's bucket of a merchant's pending money becomes available, in one entry. The bucket is a checked
 * account: its row is locked and read, so exactly what is in it moves.
 */
import { assert } from '../kernel/assert.ts'
import { hourMs } from '../kernel/time.ts'
import { merchantPending } from '../ledger/accounts.ts'
import { settleMove } from '../ledger/moves.ts'
import { balancesTable } from '../storage/writer/balances.ts'
import type { Unit } from '../storage/writer/unit.ts'
import { auditRow, auditTable } from './audit-log.ts'
import { auditNote, type Change, scheduleActor } from './audit-note.ts'
import type { BalanceFact } from './balance-fact.ts'
import type { Balance } from './balances.ts'
import type { EnvironmentSettings } from './command.ts'
import { dueWorkTable, eventsTable } from './engine-tables.ts'
import type { EventRow } from './event-row.ts'
import { post, type UnitSetup } from './unit.ts'

/** A second look at the bucket, for what was decided before midnight and committed after the first. */
const secondLookMs = hourMs

export type Bucket = { readonly currency: string; readonly day: string; readonly again: boolean }

/**
 * The unit that empties a bucket and ends its due row. Doing it twice moves nothing twice. `told` are the balances as the API
 * shows them now: the event that says that money became available shows them.
 */
export function settlementUnit(
  environment: EnvironmentSettings,
  bucket: Bucket,
  dueId: string,
  told: readonly Balance[],
  setup: UnitSetup,
): Unit {
  const env = environment.id
  const balance = `${merchantPending(bucket.day)}/${bucket.currency}`
  return {
    env,
    claim: null,
    completes: null,
    urgent: false,
    bytes: 0,
    reads: [{ table: balancesTable, env, id: balance, lock: true } as unknown as Unit['reads'][number]],
    thenReads: () => [],
    decide: (scope) => {
      const now = setup.nowIn(environment)
      const amount = Number(scope.get(balancesTable, env, balance)?.amount ?? 0n)
      assert(Number.isSafeInteger(amount), 'a bucket is exact')
      if (amount !== 0) {
        const entry = {
          env,
          id: setup.newId('ent'),
          type: 'settlement' as const,
          currency: bucket.currency,
          source: merchantPending(bucket.day),
          created: now,
          available_on: now,
          postings: settleMove(bucket.day, amount),
        }
        post(entry, scope)
        const { currency, day } = bucket
        const change = { object: 'balance', id: entry.id, before: null, after: { settled: amount, currency, day } }
        // Money that became available has an event; what a day of refunds took away has none.
        if (amount > 0) scope.insert(eventsTable, becameAvailable(entry, change, told, environment.livemode, setup))
        else {
          const author = { ...setup, actor: scheduleActor, request: null }
          scope.insert(auditTable, auditRow(env, 'balance.settle', change, author))
        }
      }
      scope.remove(dueWorkTable, env, dueId)
      if (!bucket.again) {
        const payload = { currency: bucket.currency, day: bucket.day, again: true }
        scope.insert(dueWorkTable, {
          env,
          id: `${dueId}_again`,
          kind: 'settle_funds',
          due_at: now + secondLookMs,
          tries: 0,
          payload,
        })
      }
      return 'keep'
    },
    respond: () => ({ status: 200, body: '' }),
  }
}

/** The one fact of a settlement, which is published as the balance's event. A settlement has no row but its entry. */
function becameAvailable(
  { env, id, created }: { env: string; id: string; created: number },
  change: Change,
  told: readonly Balance[],
  livemode: boolean,
  setup: UnitSetup,
): EventRow {
  const balances = told.map(({ currency, available, pending }) => ({
    currency,
    available: String(available),
    pending: String(pending),
  }))
  const fact: BalanceFact = { type: 'available', livemode, balances }
  return {
    env,
    object_id: id,
    seq: 1,
    noun: 'balance',
    id: setup.newId('evt'),
    type: 'balance.available',
    created,
    request: null,
    fact,
    audit: setup.newId('aud'),
    audit_note: auditNote('balance.settle', scheduleActor, null, { objects: [[id, 1, 1]], change }),
  }
}
