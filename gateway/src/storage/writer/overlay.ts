/**
 * The rows of one flush, in memory: what was read, what the commands decided so far, and what has to be written.
 *
 * Every command works in a scope. A scope writes straight into the overlay, so later commands of the same flush see
 * it; a discarded scope is undone step by step, so nobody ever sees it.
 */
import { assert } from '../../kernel/assert.ts'
import type { Table } from '../table.ts'

export type RowRef = {
  readonly table: Table<unknown>
  readonly env: string
  readonly id: string
  readonly lock: boolean
}

/** `anew`: removed and made again in this flush; whether the database has the old one is not known, so it is deleted first. */
type Cell = { row: unknown; stored: boolean; dirty: boolean; removed: boolean; anew?: boolean }
type TableRows = Map<string, Cell>

/** What a command may do to the rows; valid only while its `decide` runs. */
export type Scope = {
  /** The row as this flush sees it now, or null where there is none (or it was not read). */
  get<Row>(table: Table<Row>, env: string, id: string): Row | null
  /** Adds a row whose key is new. */
  insert<Row>(table: Table<Row>, row: Row): void
  /** Replaces a row that was read in this flush or inserted by it. */
  put<Row>(table: Table<Row>, row: Row): void
  /** Deletes by key; a key that does not exist is no error. */
  remove<Row>(table: Table<Row>, env: string, id: string): void
  /** Adds to a balance: one summed delta a flush and account. */
  credit(env: string, account: string, currency: string, amount: number): void
}

const keyText = (env: string, id: string) => `${env}/${id}`

export class Overlay {
  readonly #tables = new Map<Table<unknown>, TableRows>()
  readonly #credits = new Map<string, number>()
  #undo: (() => void)[] = []

  readonly scope: Scope = {
    get: <Row>(table: Table<Row>, env: string, id: string) => this.#get(table, keyText(env, id)),
    insert: (table, row) => this.#insert(table, row),
    put: (table, row) => this.#put(table, row),
    remove: (table, env, id) => this.#remove(table as Table<unknown>, keyText(env, id)),
    credit: (env, account, currency, amount) => this.#credit(`${env}/${account}/${currency}`, amount),
  }

  /** Takes a row as the database has it. */
  load(table: Table<unknown>, row: unknown): void {
    this.#rows(table).set(table.keyOf(row), { row, stored: true, dirty: false, removed: false })
  }

  has(ref: RowRef): boolean {
    return this.#tables.get(ref.table)?.has(keyText(ref.env, ref.id)) ?? false
  }

  keep(): void {
    if (this.#undo.length > 0) this.#undo = []
  }

  discard(): void {
    for (let at = this.#undo.length - 1; at >= 0; at--) this.#undo[at]?.()
    this.#undo = []
  }

  /** Tables in lock order, each with its rows sorted by key: new, changed, and keys to delete. */
  changes(): { table: Table<unknown>; inserts: unknown[]; updates: unknown[]; removes: string[][] }[] {
    const changes = []
    const tables = [...this.#tables].sort(([a], [b]) => a.rank - b.rank || (a.name < b.name ? -1 : 1))
    for (const [table, rows] of tables) {
      const inserts: [string, unknown][] = []
      const updates: [string, unknown][] = []
      const removes: string[] = []
      for (const [key, cell] of rows) {
        if (cell.removed) {
          if (cell.stored) removes.push(key)
        } else if (cell.anew) {
          removes.push(key)
          inserts.push([key, cell.row])
        } else if (!cell.stored) inserts.push([key, cell.row])
        else if (cell.dirty) updates.push([key, cell.row])
      }
      if (inserts.length + updates.length + removes.length === 0) continue
      changes.push({
        table,
        inserts: sortedRows(inserts),
        updates: sortedRows(updates),
        removes: removes.sort().map((key) => splitKey(key)),
      })
    }
    return changes
  }

  /** Balance deltas other than zero, sorted by key. */
  credits(): { env: string; account: string; currency: string; delta: number }[] {
    return [...this.#credits]
      .filter(([, delta]) => delta !== 0)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, delta]) => {
        const first = key.indexOf('/')
        const last = key.lastIndexOf('/')
        return { env: key.slice(0, first), account: key.slice(first + 1, last), currency: key.slice(last + 1), delta }
      })
  }

  #rows(table: Table<unknown>): TableRows {
    let rows = this.#tables.get(table)
    if (rows === undefined) {
      rows = new Map()
      this.#tables.set(table, rows)
    }
    return rows
  }

  #get<Row>(table: Table<Row>, key: string): Row | null {
    const cell = this.#tables.get(table as Table<unknown>)?.get(key)
    // The table's own codec made the row, and `put` and `insert` take only rows of that table.
    return cell === undefined || cell.removed ? null : (cell.row as Row)
  }

  #insert<Row>(table: Table<Row>, row: Row): void {
    const rows = this.#rows(table as Table<unknown>)
    const key = table.keyOf(row)
    const before = rows.get(key)
    if (before !== undefined && table.onConflict === 'nothing' && !before.removed) return
    assert(before === undefined || before.removed, `${table.name} ${key} is new`)
    const anew = before?.removed === true && (before.stored || before.anew === true)
    rows.set(key, { row, stored: before?.stored ?? false, dirty: true, removed: false, ...(anew ? { anew } : {}) })
    this.#undo.push(() => (before === undefined ? rows.delete(key) : rows.set(key, before)))
  }

  #put<Row>(table: Table<Row>, row: Row): void {
    const rows = this.#rows(table as Table<unknown>)
    const key = table.keyOf(row)
    const before = rows.get(key)
    assert(before !== undefined && !before.removed, `${table.name} ${key} was read or made before it is changed`)
    rows.set(key, { ...before, row, dirty: true, removed: false })
    this.#undo.push(() => rows.set(key, before))
  }

  #remove(table: Table<unknown>, key: string): void {
    const rows = this.#rows(table as Table<unknown>)
    const before = rows.get(key)
    // A row that this flush has not seen may be in the database, so the key is deleted there too.
    rows.set(key, { row: null, stored: before?.stored ?? true, dirty: false, removed: true })
    this.#undo.push(() => (before === undefined ? rows.delete(key) : rows.set(key, before)))
  }

  #credit(key: string, amount: number): void {
    const before = this.#credits.get(key) ?? 0
    const after = before + amount
    assert(Number.isSafeInteger(after), 'the sum of a flush is exact')
    this.#credits.set(key, after)
    this.#undo.push(() => this.#credits.set(key, before))
  }
}

const splitKey = (key: string): string[] => {
  const slash = key.indexOf('/')
  return [key.slice(0, slash), key.slice(slash + 1)]
}

const sortedRows = (rows: [string, unknown][]): unknown[] =>
  rows.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, row]) => row)
