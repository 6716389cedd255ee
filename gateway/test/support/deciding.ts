/**
 * Commands tried where they decide: rows in, a verdict out; no database, no HTTP, no clock. What the engine does around `decide` is
 * done here too: an id that is not there refuses, facts are folded by `evolve`, moves have to balance, and a call that no account
 * can make is refused before anything happens.
 *
 * A verdict is one line: `refused code (param)`, or what happened, the status of the object that is shown, the calls and the
 * due work that follow, the due work that is done, and the decline that the caller is told:
 *
 *   charge captured, intent captured → succeeded; due settle; done call, expire
 */
import assert from 'node:assert/strict'
import type { Verb } from '../../src/contracts/connector.ts'
import type { Aggregate, AggregateRow, AnyAggregate, Fact, Need } from '../../src/engine/aggregate.ts'
import { evolved } from '../../src/engine/aggregate.ts'
import type { Command, CommandContext, Decision, EnvironmentSettings, Loaded, Needs } from '../../src/engine/command.ts'
import { decodeEffect, type Effect, type EffectOf, storedEffect } from '../../src/engine/effect.ts'
import { refuseEffects } from '../../src/engine/processors.ts'
import { isRefusal, type Refusal, refuse } from '../../src/kernel/refusal.ts'
import { assertBalanced } from '../../src/ledger/entry.ts'
import { usualContext } from './deciding-context.ts'

/** What differs from the usual sandbox, its time and its caller. */
export type SceneSetting = Partial<Omit<CommandContext, 'environment' | 'newId' | 'randomText'>> & {
  readonly environment?: Partial<EnvironmentSettings>
}

const keyOf = (noun: { readonly name: string }, id: string): string => `${noun.name}/${id}`

type Parts = Pick<World, 'rows' | 'balances' | 'drawn' | 'calls'>

/** The rows that are there, what the books hold, which calls are due, and how many ids were drawn; a change gives another one. */
export class World {
  readonly rows: ReadonlyMap<string, AggregateRow>
  /** Minor units by account and currency: `processing_fees eur`. */
  readonly balances: ReadonlyMap<string, number>
  /** As they are stored. */
  readonly calls: ReadonlyMap<string, Effect>
  readonly drawn: ReadonlyMap<string, number>

  constructor({ rows, balances, calls, drawn }: Partial<Parts> = {}) {
    for (const row of rows?.values() ?? []) frozen(row)
    this.rows = rows ?? new Map()
    this.balances = balances ?? new Map()
    this.calls = calls ?? new Map()
    this.drawn = drawn ?? new Map()
  }

  /** A row that is there, too, or instead of the one with its id. */
  with<S extends AggregateRow, F extends Fact>(noun: Aggregate<S, F>, row: S): World {
    return new World({ ...this, rows: new Map(this.rows).set(keyOf(noun, row.id), row) })
  }

  /** The same with something of a row changed: what a row may be that no story here comes to. */
  but<S extends AggregateRow, F extends Fact>(noun: Aggregate<S, F>, id: string, changes: Partial<S>): World {
    return this.with(noun, { ...this.row(noun, id), ...changes })
  }

  without(noun: { readonly name: string }, id: string): World {
    const rows = new Map(this.rows)
    assert.ok(rows.delete(keyOf(noun, id)), `${noun.name} ${id} was there`)
    return new World({ ...this, rows })
  }

  row<S extends AggregateRow, F extends Fact>(noun: Aggregate<S, F>, id: string): S {
    const row = this.rows.get(keyOf(noun, id))
    assert.ok(row !== undefined, `${noun.name} ${id} is there`)
    return row as S
  }

  /** The world after a command that is let through, whatever the caller is told of it (`declined`). */
  after<Input, F extends Needs, T extends Needs>(
    command: Command<Input, F, T>,
    input: Input,
    setting: SceneSetting = {},
  ): World {
    const { refusal, world } = tried(command, this, input, setting)
    assert.equal(refusal, null, `${command.name} is let through`)
    return world
  }

  /** What became of the newest call by a verb, as its recording command takes it. */
  outcome<V extends Verb, O>(verb: V, outcome: O): { readonly effect: EffectOf<V>; readonly outcome: O } {
    const newest = [...this.calls.values()].findLast((call) => call.verb === verb)
    assert.ok(newest !== undefined, `${verb} was called`)
    return this.outcomeOfCall(verb, newest.id, outcome)
  }

  /** The same of one call by its id. */
  outcomeOfCall<V extends Verb, O>(
    verb: V,
    id: string,
    outcome: O,
  ): { readonly effect: EffectOf<V>; readonly outcome: O } {
    const effect = this.calls.get(id)
    assert.equal(effect?.verb, verb, `${id} is a call to ${verb}`)
    // Told by its verb, which the compiler does not see.
    return { effect: effect as unknown as EffectOf<V>, outcome }
  }
}

export type DecisionTried = {
  readonly verdict: string
  readonly world: World
  readonly refusal: Refusal | null
  readonly decision: Decision | null
}

/** Runs a command over the rows of a world. Refused, it leaves the world as it is. */
export function tried<Input, F extends Needs, T extends Needs>(
  command: Command<Input, F, T>,
  world: World,
  input: Input,
  setting: SceneSetting = {},
): DecisionTried {
  frozen(input)
  const found = decided(command, world, input, setting)
  // The writer may decide a unit more than once, so that the same rows, time and ids give the same.
  assert.deepEqual(
    decided(command, world, input, setting).answer,
    found.answer,
    `${command.name} decides the same again`,
  )
  const { answer, context, drawn } = found
  if (isRefusal(answer)) return { verdict: refusalLine('refused', answer), world, refusal: answer, decision: null }
  const after = folded(answer, world, drawn, context)
  return { verdict: decisionLine(answer, after), world: after, refusal: null, decision: answer }
}

function decided<Input, F extends Needs, T extends Needs>(
  command: Command<Input, F, T>,
  world: World,
  input: Input,
  setting: SceneSetting,
): { answer: Refusal | Decision; context: CommandContext; drawn: ReadonlyMap<string, number> } {
  const drawn = new Map(world.drawn)
  const context = contextOf(setting, drawn)
  const answer = ((): Refusal | Decision => {
    const first = loaded(command.needs(input), world)
    if (isRefusal(first)) return first
    const then = command.thenNeeds === undefined ? {} : loaded(command.thenNeeds(first, input), world)
    if (isRefusal(then)) return then
    const decision = command.decide({ ...first, ...(then as Loaded<T>) }, input, context)
    return isRefusal(decision) ? decision : (refuseEffects(decision.effects, context) ?? decision)
  })()
  return { answer, context, drawn }
}

function contextOf(setting: SceneSetting, drawn: Map<string, number>): CommandContext {
  const newId = (prefix: string): string => {
    const count = (drawn.get(prefix) ?? 0) + 1
    drawn.set(prefix, count)
    return `${prefix}_${count}`
  }
  return {
    ...usualContext,
    ...setting,
    environment: { ...usualContext.environment, ...setting.environment },
    newId,
    randomText: (count) => 'x'.repeat(count),
  }
}

function loaded<N extends Needs>(needs: N, world: World): Loaded<N> | Refusal {
  const rows: Record<string, AggregateRow | null> = {}
  for (const [name, need] of Object.entries<Need<AggregateRow>>(needs)) {
    const row = need.id === null ? null : (world.rows.get(keyOf(need.noun, need.id)) ?? null)
    if (row === null && need.mayLack === undefined && !(need.optional && need.id === null))
      return refuse.resourceMissing({ noun: need.noun.name, id: need.id ?? '', param: need.param })
    rows[name] = row
  }
  return rows as Loaded<N>
}

/** The world after what happened: every fact allowed where it stands, and every move balanced. */
function folded(
  { events, effects = [] }: Decision,
  world: World,
  drawn: ReadonlyMap<string, number>,
  { environment: { id: env }, now: at }: CommandContext,
): World {
  const rows = new Map(world.rows)
  const balances = new Map(world.balances)
  for (const { noun, id, fact } of events) {
    const before = rows.get(keyOf(noun, id)) ?? null
    const context = { env, id, at, seq: (before?.seq ?? 0) + 1 }
    const after = evolved(noun, before, fact, context)
    // Facts are kept as JSON, and have to mean the same when they are read again.
    const again = evolved(noun, before, JSON.parse(JSON.stringify(fact)), context)
    assert.deepEqual(
      JSON.parse(JSON.stringify(again)),
      JSON.parse(JSON.stringify(after)),
      `${fact.type} is kept as it is`,
    )
    rows.set(keyOf(noun, id), after)
    post(noun, before, fact, context, balances)
  }
  const calls = new Map(world.calls)
  for (const effect of effects) {
    assert.ok(!calls.has(effect.id), 'each call has a key of its own')
    // As it is kept, and read again when it is made.
    calls.set(effect.id, decodeEffect(JSON.parse(JSON.stringify(storedEffect(effect)))))
  }
  return new World({ rows, balances, calls, drawn })
}

function post(
  noun: AnyAggregate,
  before: AggregateRow | null,
  fact: Fact,
  context: Parameters<AnyAggregate['evolve']>[2],
  balances: Map<string, number>,
): void {
  for (const entry of noun.moves?.(before, fact, context) ?? []) {
    assertBalanced(entry)
    for (const [, account, amount] of entry.postings) {
      const key = `${account} ${entry.currency}`
      balances.set(key, (balances.get(key) ?? 0) + amount)
    }
  }
}

function frozen(value: unknown): void {
  // Sealed bytes cannot be frozen, and nobody reads them here.
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || Object.isFrozen(value)) return
  Object.freeze(value)
  for (const inner of Object.values(value)) frozen(inner)
}

const refusalLine = (word: string, { code, param }: Refusal): string =>
  `${word} ${code}${param === undefined ? '' : ` (${param})`}`

/** Nouns as one speaks of them. */
const spoken = (noun: string): string =>
  noun
    .replace(/^(payment|webhook|confirmation|customer)_(?=intent|method|endpoint|token|session)/, '')
    .replaceAll('_', ' ')

function decisionLine(
  { events, effects = [], due = [], done = [], declined, subject }: Decision,
  after: World,
): string {
  const shown = after.rows.get(keyOf(subject.noun, subject.id))
  assert.ok(shown !== undefined, `the ${subject.noun.name} that the answer shows is there`)
  const status = Reflect.get(shown, 'status') ?? Reflect.get(shown, 'state')
  const facts = events.map(({ noun, fact }) => `${spoken(noun.name)} ${fact.type}`).join(', ')
  const named = (word: string, names: readonly string[]) => (names.length === 0 ? [] : [`${word} ${names.join(', ')}`])
  return [
    `${facts === '' ? 'nothing' : facts}${typeof status === 'string' ? ` → ${status}` : ''}`,
    ...named(
      'call',
      effects.map(({ verb }) => verb),
    ),
    ...named(
      'due',
      due.map(({ id }) => kindOf(id)),
    ),
    ...named('done', done.map(kindOf)),
    ...(declined === undefined ? [] : [refusalLine('declined', declined)]),
  ].join('; ')
}

/** `expire_ch_1` → `expire`. */
const kindOf = (id: string): string => id.slice(0, id.indexOf('_'))
