/**
 * A noun with facts: what may happen to it, and what each fact does to its row and to the books.
 *
 * One fact, stated once: `evolve` gives the row, `moves` gives the postings. Folding all facts of an object gives its
 * row; the moves of all facts give its postings. Neither can contradict the other, because nothing else writes them.
 */
import { assert } from '../kernel/assert.ts'
import type { Noun } from '../kernel/noun.ts'
import { idParam } from '../kernel/refusal.ts'
import type { Millis } from '../kernel/time.ts'
import type { EntryDraft } from '../ledger/entry.ts'

/** A row's common part: `seq` is the number of its latest fact, from 1, without gaps. */
export type AggregateRow = { readonly env: string; readonly id: string; readonly seq: number }

export type Fact = { readonly type: string }

export type FactContext = { readonly env: string; readonly id: string; readonly at: Millis; readonly seq: number }

export type Aggregate<State extends AggregateRow, F extends Fact> = Noun<State> & {
  /** The row after a fact. Pure. */
  evolve(state: State | null, fact: F, context: FactContext): State
  /** The entries that a fact brings to the books, one for each currency. Pure; looks only at the row before and the fact. */
  moves?(before: State | null, fact: F, context: FactContext): readonly EntryDraft[]
  /** Where this object's events go besides the endpoints: the URL that its payment was made with. */
  callbackUrl?(state: State): string | null
  /** In whose words; null: the native ones. */
  callbackFormat?(state: State): string | null
  /** The public event type of each fact, or null for a fact that only we need. */
  readonly eventTypes: { readonly [T in F['type']]: string | null }
  /** A second public event that follows each of these types, about the same fact: `refund.updated` → `charge.refund.updated`. */
  readonly alsoTold?: Readonly<Record<string, string>>
  /** What each of these types means, for the reference of events. */
  readonly descriptions: Readonly<Record<string, string>>
}

/**
 * The fact behind a second public event: the one before it, published under another name. Nothing of the object changes by it but its
 * number, so no noun has to know of it.
 */
export const retold: Fact = { type: 'retold' }
export const isRetold = (fact: Fact): boolean => fact.type === retold.type

/** The row after a fact, whichever it is. */
export const evolved = (
  noun: AnyAggregate,
  before: AggregateRow | null,
  fact: Fact,
  context: FactContext,
): AggregateRow => {
  if (!isRetold(fact)) return noun.evolve(before, fact, context)
  assert(before !== null, 'what is told again has happened')
  return { ...before, seq: context.seq }
}

/** The engine works on nouns that it does not know; `event`, `locked` and `peek` are where their types are checked. */
export type AnyAggregate = Aggregate<AggregateRow, Fact>
const untyped = <S extends AggregateRow, F extends Fact>(noun: Aggregate<S, F>) => noun as unknown as AnyAggregate

/** A fact with the object it happened to. */
export type DecidedEvent = { readonly noun: AnyAggregate; readonly id: string; readonly fact: Fact }

/** Says what happened: `event(paymentIntent, id, { type: 'canceled', … })`. */
export const event = <S extends AggregateRow, F extends Fact>(
  noun: Aggregate<S, F>,
  id: string,
  fact: F,
): DecidedEvent => ({
  noun: untyped(noun),
  id,
  fact,
})

/** A row that a command needs before it decides. */
export type Need<S extends AggregateRow, Optional extends boolean = boolean> = {
  readonly noun: AnyAggregate
  readonly id: string | null
  /** Locked rows may be decided on; peeked ones are immutable in what matters, or guarded by a locked root. */
  readonly lock: boolean
  readonly optional: Optional
  /** There may be no such row: null then, and the command makes it. */
  readonly mayLack?: true
  /** Where an unknown id is reported: the request's field. */
  readonly param: string
  /** Only carries the row's type; never set. */
  readonly row?: S
}

/** Locks a row and reads it. An unknown id refuses the command with `resource_missing`. */
export const locked = <S extends AggregateRow, F extends Fact>(
  noun: Aggregate<S, F>,
  id: string,
  param = idParam(noun.name),
): Need<S, false> => ({ noun: untyped(noun), id, lock: true, optional: false, param })

/** Reads a row without locking it. An unknown id refuses the command with `resource_missing`. */
export const peek = <S extends AggregateRow, F extends Fact>(
  noun: Aggregate<S, F>,
  id: string,
  param = idParam(noun.name),
): Need<S, false> => ({ noun: untyped(noun), id, lock: false, optional: false, param })

/** Reads a row without locking it, if there is an id; null where there is no id. An unknown id still refuses. */
export const peekIf = <S extends AggregateRow, F extends Fact>(
  noun: Aggregate<S, F>,
  id: string | null | undefined,
  param = idParam(noun.name),
): Need<S, true> => ({ noun: untyped(noun), id: id ?? null, lock: false, optional: true, param })

/** Locks a row and reads it, if there is an id; null where there is no id. An unknown id still refuses. */
export const lockedIf = <S extends AggregateRow, F extends Fact>(
  noun: Aggregate<S, F>,
  id: string | null | undefined,
  param = idParam(noun.name),
): Need<S, true> => ({ noun: untyped(noun), id: id ?? null, lock: true, optional: true, param })

/** Locks a row and reads it; null where nobody has made it yet. Nothing holds what is not there, so lock a row above it too. */
export const lockedOrNone = <S extends AggregateRow, F extends Fact>(
  noun: Aggregate<S, F>,
  id: string | null,
): Need<S, true> => ({
  noun: untyped(noun),
  id,
  lock: true,
  optional: true,
  mayLack: true,
  param: idParam(noun.name),
})
