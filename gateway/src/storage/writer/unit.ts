import type { Refusal } from '../../kernel/refusal.ts'
import type { Table } from '../table.ts'
import type { RowRef, Scope } from './overlay.ts'

/** What the caller is told: an HTTP status and the body's text, kept for replays byte by byte. */
export type Answer = { readonly status: number; readonly body: string }

/** An idempotency key that a unit takes. */
export type Claim = {
  readonly key: string
  /** The request in canonical JSON, secrets replaced by keyed hashes; two requests are the same if this is. */
  readonly params: string
  readonly created: number
}

/** Rows whose columns have these values. */
export type RowsLike = {
  readonly table: Table<unknown>
  readonly env: string
  readonly where: Readonly<Record<string, string>>
}

/** Reads rows for an answer: first from this flush, then through its transaction. */
export type RowReader = {
  get(ref: Omit<RowRef, 'lock'>): unknown | null
  fetch(ref: Omit<RowRef, 'lock'>): Promise<unknown | null>
  /** All of them, by id; what this flush wrote is among them. */
  fetchAll(rows: RowsLike): Promise<unknown[]>
  /** The newest of them, newest first. */
  fetchNewest(rows: RowsLike, limit: number): Promise<unknown[]>
}

/**
 * What became of a decision. `open` keeps the claimed key open: a call to a processor is due, and the unit that
 * records its outcome answers.
 */
export type Verdict = 'keep' | 'keep-open' | 'discard'

/**
 * One command as the writer sees it. `decide` may run more than once (a flush that fails is halved to find the guilty
 * unit), so it must not change anything but its scope and what it returns.
 */
export type Unit = {
  readonly env: string
  readonly claim: Claim | null
  /** A key claimed by an earlier unit, which this one answers. */
  readonly completes: string | null
  /** The outcome of something already begun: goes first and is never refused by a full queue. */
  readonly urgent: boolean
  /** Size of the request, for the byte cap of a flush. */
  readonly bytes: number
  readonly reads: readonly RowRef[]
  thenReads(scope: Scope): readonly RowRef[]
  decide(scope: Scope): Verdict
  /** The answer, after all decisions of the flush; asynchronous only where it shows rows that were not read. */
  respond(reader: RowReader): Answer | Promise<Answer>
}

export type UnitResult =
  | { readonly kind: 'answered'; readonly answer: Answer }
  /** Decided and committed; the answer comes with the outcome of the due call. */
  | { readonly kind: 'open' }
  /** A key that was answered before: the same bytes again. */
  | { readonly kind: 'replayed'; readonly answer: Answer }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/** What a flush makes of a unit: a result, or the row that somebody else holds, for which the unit comes again. */
export type FlushResult = UnitResult | { readonly kind: 'held'; readonly table: string; readonly id: string }
