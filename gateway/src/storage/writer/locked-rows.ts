/**
 * Rows that are locked elsewhere: by another process, another flush, an operator's open transaction. A flush locks what it can
 * have at once and passes over the rest; the units that need such a row are set aside before anything is decided, and come
 * again. So one row that is held for long stands in nobody else's way.
 */
import type { Client } from '../database.ts'
import { readStatement } from '../statements.ts'
import type { Table } from '../table.ts'
import { releaseClaimsStatement } from './claim-statements.ts'
import { type FlushState, settle } from './claiming.ts'
import type { RowRef } from './overlay.ts'
import type { Unit } from './unit.ts'

/** Sets the units aside whose rows are held, and gives back the keys that they had claimed in this flush. */
export async function setHeldAside(client: Client, units: readonly Unit[], state: FlushState): Promise<void> {
  const missing: { at: number; ref: RowRef }[] = []
  for (const at of state.active)
    for (const ref of units[at]?.reads ?? []) if (ref.lock && !state.overlay.has(ref)) missing.push({ at, ref })
  if (missing.length === 0) return
  // A row that can be read and could not be locked is held; one that cannot be read either does not exist.
  const existing = await existingOf(
    client,
    missing.map(({ ref }) => ref),
  )
  const released: { env: string; key: string }[] = []
  for (const { at, ref } of missing) {
    if (!existing.get(ref.table)?.has(`${ref.env}/${ref.id}`) || !state.active.has(at)) continue
    const { claim, env } = units[at] as Unit
    settle(state, at, { kind: 'held', table: ref.table.name, id: ref.id })
    if (claim !== null) released.push({ env, key: claim.key })
  }
  if (released.length > 0)
    await client.query(releaseClaimsStatement(released.sort((a, b) => (a.env + a.key < b.env + b.key ? -1 : 1))))
}

async function existingOf(client: Client, refs: readonly RowRef[]): Promise<Map<Table<unknown>, Set<string>>> {
  const wanted = new Map<Table<unknown>, Map<string, string[]>>()
  for (const { table, env, id } of refs) {
    const keys = wanted.get(table) ?? new Map<string, string[]>()
    keys.set(`${env}/${id}`, table.key.length === 2 ? [env, id] : [env, ...id.split('/')])
    wanted.set(table, keys)
  }
  const found = new Map<Table<unknown>, Set<string>>()
  for (const [table, keys] of wanted) {
    const { rows } = await client.query<Record<string, unknown>>(readStatement(table, [...keys.values()], false))
    found.set(table, new Set(rows.map((record) => table.keyOf(table.read(record)))))
  }
  return found
}
