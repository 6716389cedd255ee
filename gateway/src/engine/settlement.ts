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
import { scheduleActor } from './audit-note.ts'
import type { EnvironmentSettings } from './command.ts'
import { dueWorkTable } from './records.ts'
import { post, type UnitSetup } from './unit.ts'

/** A second look at the bucket, for what was decided before midnight and committed after the first. */
const secondLookMs = hourMs

export type Bucket = { readonly currency: string; readonly day: string; readonly again: boolean }

/** The unit that empties a bucket and ends its due row. Doing it twice moves nothing twice. */
export function settlementUnit(
  environment: EnvironmentSettings,
  bucket: Bucket,
  dueId: string,
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
        scope.insert(
          auditTable,
          auditRow(env, 'balance.settle', change, { ...setup, actor: scheduleActor, request: null }),
        )
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
