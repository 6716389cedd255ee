/**
 * A form: a noun without a state machine, such as an article of a catalogue or a setting. It is made, changed field by field, and
 * taken away; its fields are declared once, and its facts, its row and its commands follow. It goes the same way as every other
 * noun (facts, events, the audit log), and is as pure. Table, view and calls are declared at the slice's edge (define-form.ts).
 */
import type { Static, TProperties } from 'typebox'
import { assert } from '../kernel/assert.ts'
import { type Metadata, type MetadataInput, mergeMetadata, refuseMetadata } from '../kernel/metadata.ts'
import { type Refusal, refuse } from '../kernel/refusal.ts'
import type { Millis } from '../kernel/time.ts'
import { type Aggregate, type AggregateRow, event, locked, type Need } from './aggregate.ts'
import { type Command, type CommandContext, defineCommand } from './command.ts'

/** What is written in a form. */
export type Filled<Fields extends TProperties> = { readonly [K in keyof Fields]: Static<Fields[K]> }

/** Changes to it: what is left out stays as it is. */
export type FilledIn<Fields extends TProperties> = {
  readonly terms: Partial<Filled<Fields>>
  readonly metadata: MetadataInput
}

export type FormRow<Fields extends TProperties> = AggregateRow & {
  readonly created: Millis
  readonly updated: Millis
  readonly livemode: boolean
  readonly deleted: boolean
  readonly terms: Filled<Fields>
  readonly metadata: Metadata
}

export type FormFact<Fields extends TProperties> =
  | {
      readonly type: 'created'
      readonly livemode: boolean
      readonly terms: Filled<Fields>
      readonly metadata: Metadata
    }
  | { readonly type: 'updated'; readonly terms: Partial<Filled<Fields>>; readonly metadata?: Metadata }
  | { readonly type: 'deleted' }

type Words = { readonly created: string; readonly updated: string; readonly deleted: string }

export type FormTerms<Fields extends TProperties> = {
  readonly name: string
  readonly prefix: string
  /** What its calls take, beside metadata. */
  readonly fields: Fields
  /** Without these none is made. */
  readonly required: readonly (keyof Fields & string)[]
  /** What stands in one of which nothing was said, and what a field that came later stands for in older ones. */
  readonly blank: Filled<Fields>
  /** What each of its events tells. */
  readonly descriptions: Words
  /** Refuses what no schema can say, of the form as it would be. */
  readonly refuses?: (filled: Filled<Fields>, context: CommandContext) => Refusal | null
}

type ById = { readonly id: string }
type RowNeed<Fields extends TProperties> = { readonly row: Need<FormRow<Fields>, false> }

export type Form<Fields extends TProperties> = Aggregate<FormRow<Fields>, FormFact<Fields>> & {
  readonly form: FormTerms<Fields>
  readonly create: Command<FilledIn<Fields>, Record<never, never>, Record<never, never>>
  /** Refuses `resource_missing` where there is none, or no more. */
  readonly update: Command<FilledIn<Fields> & ById, RowNeed<Fields>, Record<never, never>>
  readonly remove: Command<ById, RowNeed<Fields>, Record<never, never>>
}

const evolveWith =
  <Fields extends TProperties>(blank: Filled<Fields>): Form<Fields>['evolve'] =>
  (before, fact, { env, id, at, seq }) => {
    if (fact.type === 'created') {
      const { livemode, metadata } = fact
      const terms = { ...blank, ...fact.terms }
      return { env, id, seq, created: at, updated: at, livemode, deleted: false, terms, metadata }
    }
    assert(before !== null && !before.deleted, `${fact.type} happens to a form that is there`)
    const after = { ...before, seq, updated: at }
    if (fact.type === 'deleted') return { ...after, deleted: true }
    return { ...after, terms: { ...before.terms, ...fact.terms }, metadata: fact.metadata ?? before.metadata }
  }

/** Declares a form. Its commands are `product.create`, `product.update` and `product.delete`. */
export function defineForm<Fields extends TProperties>(form: FormTerms<Fields>): Form<Fields> {
  const { name, prefix, blank, descriptions } = form
  const noun: Aggregate<FormRow<Fields>, FormFact<Fields>> = {
    name,
    prefix,
    evolve: evolveWith(blank),
    eventTypes: { created: `${name}.created`, updated: `${name}.updated`, deleted: `${name}.deleted` },
    descriptions: Object.fromEntries(
      Object.entries(descriptions).map(([happened, sentence]) => [`${name}.${happened}`, sentence]),
    ),
  }
  const refused = (filled: Filled<Fields>, context: CommandContext): Refusal | null =>
    form.refuses?.(filled, context) ?? null

  return {
    ...noun,
    form,
    create: defineCommand({
      name: `${name}.create`,
      needs: (_: FilledIn<Fields>) => ({}),
      decide(_, { terms: said, metadata: pairs }, context) {
        const terms = { ...blank, ...said }
        const refusal = refused(terms, context)
        if (refusal !== null) return refusal
        const id = context.newId(prefix)
        const { livemode } = context.environment
        const metadata = mergeMetadata({}, pairs)
        return {
          events: [event(noun, id, { type: 'created', livemode, terms, metadata })],
          subject: { noun, id },
        }
      },
    }),
    update: defineCommand({
      name: `${name}.update`,
      needs: ({ id }: FilledIn<Fields> & ById) => ({ row: locked(noun, id) }),
      decide({ row }, { terms, metadata: pairs }, context) {
        if (row.deleted) return refuse.resourceMissing({ noun: name, id: row.id })
        const refusal = refuseMetadata(row.metadata, pairs) ?? refused({ ...row.terms, ...terms }, context)
        if (refusal !== null) return refusal
        const metadata = pairs === undefined ? {} : { metadata: mergeMetadata(row.metadata, pairs) }
        const nothing = pairs === undefined && Object.keys(terms).length === 0
        return {
          events: nothing ? [] : [event(noun, row.id, { type: 'updated', terms, ...metadata })],
          subject: { noun, id: row.id },
        }
      },
    }),
    remove: defineCommand({
      name: `${name}.delete`,
      needs: ({ id }: ById) => ({ row: locked(noun, id) }),
      decide({ row }) {
        if (row.deleted) return refuse.resourceMissing({ noun: name, id: row.id })
        return { events: [event(noun, row.id, { type: 'deleted' })], subject: { noun, id: row.id } }
      },
    }),
  }
}
