/**
 * From a command to a unit of the writer: needs become row references, what happened becomes rows, events and postings.
 * This is where "one fact, stated once" is carried out; no other code writes a row of a noun, an event or an entry.
 */
import type { Processors } from '../contracts/connector.ts'
import type { MethodCatalogue } from '../contracts/method.ts'
import { assert } from '../kernel/assert.ts'
import type { NewId } from '../kernel/id.ts'
import { isRefusal, type Refusal, refuse } from '../kernel/refusal.ts'
import type { Millis } from '../kernel/time.ts'
import { assertBalanced, type Entry } from '../ledger/entry.ts'
import type { Table } from '../storage/table.ts'
import type { RowRef, Scope } from '../storage/writer/overlay.ts'
import type { Answer, Claim, RowReader, Unit, Verdict } from '../storage/writer/unit.ts'
import { type AggregateRow, type DecidedEvent, evolved, isRetold, type Need, retold } from './aggregate.ts'
import { type Actor, type AuditNote, auditNote, type Touched } from './audit-note.ts'
import type { AnyCommand, CommandContext, Decision, EnvironmentSettings, Needs, Reference } from './command.ts'
import { refuseForeign } from './dialect.ts'
import { storedEffect } from './effect.ts'
import {
  dueWorkTable,
  entriesTable,
  eventsTable,
  referencesTable,
  vaultTable,
  webhookDeliveriesTable,
  webhookQueuesTable,
} from './engine-tables.ts'
import { refuseEffects } from './processors.ts'

/** What the engine brings to every command. */
export type UnitSetup = {
  readonly tables: ReadonlyMap<string, Table<AggregateRow>>
  readonly newId: NewId
  readonly randomText: (count: number) => string
  readonly wallMs: () => Millis
  readonly nowIn: (environment: EnvironmentSettings) => Millis
  readonly methods: MethodCatalogue
  readonly processors: Processors
  /** Whether a callback format covers an event type. */
  readonly tells: (format: string, type: string) => boolean
}

/** After this an effect whose outcome nobody recorded is taken up by the sweeper: longer than any call may take. */
export const callGraceMs = 30_000

/** What became of a command, for the code that runs it: read after the writer has answered. */
export type Decided = { decision: Decision | null; refusal: Refusal | null; rows: Map<string, AggregateRow> }

export type UnitOptions = {
  readonly environment: EnvironmentSettings
  readonly claim: Claim | null
  readonly completes: string | null
  readonly urgent: boolean
  readonly bytes: number
  readonly actor: Actor
  readonly audience: CommandContext['audience']
  readonly request: { readonly id: string | null; readonly idempotency_key: string | null } | null
  /** What a due call keeps, so that the command that records its outcome can answer the caller's key. */
  readonly resume: Readonly<Record<string, unknown>>
  readonly answer: (decided: Decided, reader: RowReader) => Answer | Promise<Answer>
  /**
   * For outcomes: what a processor has done must be recorded, even if showing it fails. Absent: a failed answer undoes the unit.
   */
  readonly unanswerable?: (error: unknown) => Answer
}

export function unitOf(
  command: AnyCommand,
  input: unknown,
  options: UnitOptions,
  setup: UnitSetup,
): { unit: Unit; decided: Decided } {
  const decided: Decided = { decision: null, refusal: null, rows: new Map() }
  // The types of a command were checked by `defineCommand` and by the call of `run`; here it is one of many.
  const { needs, thenNeeds, decide, references } = command as unknown as {
    needs(input: unknown): Needs
    references?(input: unknown): readonly Reference[]
    thenNeeds?(loaded: Record<string, AggregateRow | null>, input: unknown): Needs
    decide(loaded: Record<string, AggregateRow | null>, input: unknown, context: CommandContext): Refusal | Decision
  }
  const env = options.environment.id
  const first = needs(input)
  const names = references?.(input) ?? []
  const refOf = (need: Need<AggregateRow>, lock: boolean): RowRef[] =>
    need.id === null ? [] : [{ table: tableOf(need, setup), env, id: need.id, lock }]

  const unit: Unit = {
    env,
    claim: options.claim,
    completes: options.completes,
    urgent: options.urgent,
    bytes: options.bytes,
    reads: [
      ...Object.values(first).flatMap((need) => refOf(need, need.lock)),
      ...names.map((name) => ({ table: referencesTable, env, id: referenceId(name), lock: false }) as RowRef),
    ],
    thenReads: (scope) => {
      const loaded = load(first, env, scope, setup)
      if (thenNeeds === undefined || isRefusal(loaded)) return []
      return Object.values(thenNeeds(loaded, input)).flatMap((need) => refOf(need, false))
    },
    decide: (scope): Verdict => {
      decided.decision = null
      decided.refusal = null
      decided.rows = new Map()
      const verdict = decideIn(scope)
      if (isRefusal(verdict)) {
        decided.refusal = verdict
        return 'discard'
      }
      decided.decision = verdict
      decided.refusal = verdict.declined ?? null
      apply(command.name, verdict, scope, options, setup, decided.rows)
      for (const name of names)
        scope.insert(referencesTable, { env, id: referenceId(name), object: verdict.subject.id })
      return (verdict.effects?.length ?? 0) > 0 ? 'keep-open' : 'keep'
    },
    respond: (reader) => {
      const { unanswerable } = options
      if (unanswerable === undefined) return options.answer(decided, reader)
      try {
        const answer = options.answer(decided, reader)
        return answer instanceof Promise ? answer.catch(unanswerable) : answer
      } catch (error) {
        return unanswerable(error)
      }
    },
  }

  const decideIn = (scope: Scope): Refusal | Decision => {
    const taken = names.find((name) => scope.get(referencesTable, env, referenceId(name)) !== null)
    if (taken !== undefined) return refuseForeign.referenceTaken(taken)
    const loaded = load(first, env, scope, setup)
    if (isRefusal(loaded)) return loaded
    const more = thenNeeds === undefined ? {} : load(thenNeeds(loaded, input), env, scope, setup)
    if (isRefusal(more)) return more
    for (const [name, row] of Object.entries({ ...loaded, ...more })) if (row !== null) decided.rows.set(name, row)
    const verdict = decide({ ...loaded, ...more }, input, {
      now: setup.nowIn(options.environment),
      newId: setup.newId,
      randomText: setup.randomText,
      environment: options.environment,
      methods: setup.methods,
      audience: options.audience,
      processors: setup.processors,
      idempotencyKey: options.request?.idempotency_key ?? null,
    })
    // A call that nobody can make is refused before the commit, whichever command makes it due.
    return isRefusal(verdict) ? verdict : (refuseEffects(verdict.effects, { ...options, ...setup }) ?? verdict)
  }
  return { unit, decided }
}

export const referenceId = ({ space, value }: { space: string; value: string }): string => `${space}:${value}`

function tableOf(need: Need<AggregateRow>, setup: UnitSetup): Table<unknown> {
  const table = setup.tables.get(need.noun.name)
  assert(table !== undefined, `${need.noun.name} has a table`)
  return table as unknown as Table<unknown>
}

function load(
  needs: Needs,
  env: string,
  scope: Scope,
  setup: UnitSetup,
): Record<string, AggregateRow | null> | Refusal {
  const loaded: Record<string, AggregateRow | null> = {}
  for (const [name, need] of Object.entries(needs)) {
    const row = need.id === null ? null : (scope.get(tableOf(need, setup), env, need.id) as AggregateRow | null)
    if (row === null && need.mayLack === undefined && !(need.optional && need.id === null)) {
      return refuse.resourceMissing({ noun: need.noun.name, id: need.id ?? '', param: need.param })
    }
    loaded[name] = row
  }
  return loaded
}

/** Carries a decision out on the rows of the flush. */
function apply(
  operation: string,
  decision: Decision,
  scope: Scope,
  options: UnitOptions,
  setup: UnitSetup,
  rows: Map<string, AggregateRow>,
): void {
  const { environment } = options
  const env = environment.id
  const at = setup.nowIn(environment)
  const { events } = decision
  const write = {
    operation,
    audit: events.length === 0 ? '' : setup.newId('aud'),
    touched: new Map<string, Touched>(),
  }
  const lastOf = new Map(events.map(({ id }, place) => [id, place]))
  for (const [place, decidedEvent] of events.entries()) {
    const noted = place === events.length - 1 ? 'note' : place === lastOf.get(decidedEvent.id) ? 'name' : null
    const after = applyFact(decidedEvent, env, at, scope, options, setup, { ...write, noted })
    rows.set(`${decidedEvent.noun.name}/${decidedEvent.id}`, after)
  }
  for (const seal of decision.seals ?? []) scope.insert(vaultTable, { env, ...seal })
  for (const id of decision.done ?? []) scope.remove(dueWorkTable, env, id)
  for (const { id, kind, dueAt, payload } of decision.due ?? []) {
    scope.insert(dueWorkTable, { env, id, kind, due_at: dueAt, tries: 0, payload })
  }
  for (const effect of decision.effects ?? []) {
    scope.insert(dueWorkTable, {
      env,
      id: effect.id,
      kind: 'call',
      due_at: setup.wallMs() + callGraceMs,
      tries: 0,
      payload: { effect: storedEffect(effect), resume: options.resume },
    })
  }
}

function applyFact(
  { noun, id, fact }: DecidedEvent,
  env: string,
  at: Millis,
  scope: Scope,
  options: UnitOptions,
  setup: UnitSetup,
  write: Write & {
    readonly noted: 'note' | 'name' | null
    /** The public type of what is published again. */
    readonly type?: string
  },
): AggregateRow {
  const table = setup.tables.get(noun.name)
  assert(table !== undefined, `${noun.name} has a table`)
  const before = scope.get(table, env, id)
  const context = { env, id, at, seq: (before?.seq ?? 0) + 1 }
  const after = evolved(noun, before, fact, context)
  if (before === null) scope.insert(table, after)
  else scope.put(table, after)

  write.touched.set(id, [id, write.touched.get(id)?.[1] ?? context.seq, context.seq])
  const type = write.type ?? noun.eventTypes[fact.type] ?? null
  const second = isRetold(fact) ? undefined : noun.alsoTold?.[type ?? '']
  // The last row of an object's facts names the write.
  const noted = second === undefined ? write.noted : null
  const event = type === null ? null : setup.newId('evt')
  scope.insert(eventsTable, {
    env,
    object_id: id,
    seq: context.seq,
    noun: noun.name,
    id: event,
    type,
    created: at,
    request: type === null ? null : options.request,
    fact,
    audit: noted === null ? null : write.audit,
    audit_note: noted === 'note' ? noteOf(write, options, type === null) : null,
  })
  const url = type === null ? null : (noun.callbackUrl?.(after) ?? null)
  const format = noun.callbackFormat?.(after) ?? 'native'
  if (url !== null && setup.tells(format, type ?? ''))
    tell(url, { env, object_id: id, seq: context.seq, event, type: type ?? '', format, at }, scope)
  if (isRetold(fact)) return after
  for (const draft of noun.moves?.(before, fact, context) ?? []) post({ ...draft, env, created: at }, scope)
  return second === undefined
    ? after
    : applyFact({ noun, id, fact: retold }, env, at, scope, options, setup, { ...write, type: second })
}

/** A write under way: its id in the audit log, and the facts that it brought so far. */
type Write = { readonly audit: string; readonly operation: string; readonly touched: Map<string, Touched> }

/** Who wrote this, and which facts belong to it. The row of a public event names the request already. */
const noteOf = ({ operation, touched }: Write, { actor, request }: UnitOptions, withRequest: boolean): AuditNote =>
  auditNote(operation, actor, withRequest ? (request?.id ?? null) : null, { objects: [...touched.values()] })

/** A delivery to the URL of a payment: a row of the same commit, in the queue of the URL's origin. */
function tell(
  url: string,
  fact: { env: string; object_id: string; seq: number; event: string | null; type: string; format: string; at: Millis },
  scope: Scope,
): void {
  const { env, object_id, seq, event, type, format, at } = fact
  assert(event !== null, 'what is told has an id')
  const queue = new URL(url).origin
  scope.insert(webhookQueuesTable, { env, id: queue })
  scope.insert(webhookDeliveriesTable, { env, queue, event, object_id, seq, type, url, format, due_at: at })
}

/** Puts an entry into the books: the entry's row, and one delta for each posting. */
export function post(entry: Entry, scope: Scope): void {
  assertBalanced(entry)
  scope.insert(entriesTable, entry)
  for (const [, account, amount] of entry.postings) scope.credit(entry.env, account, entry.currency, amount)
}
