/**
 * The edge of a form (form.ts): from the fields that it declares follow its table, what the API shows of it, and five calls (make,
 * retrieve, change, list, delete). A slice names the table, the path and the words.
 */
import { type TObject, type TProperties, type TSchema, Type } from 'typebox'
import { field } from '../kernel/answer-schema.ts'
import { assert } from '../kernel/assert.ts'
import { refuse } from '../kernel/refusal.ts'
import { IdParams, MetadataField, pageFields } from '../kernel/schema.ts'
import { unixSeconds } from '../kernel/time.ts'
import { type ColumnValue, documentTable, ranks, type Table } from '../storage/table.ts'
import { type Declared, defineNoun } from './define-noun.ts'
import type { Examples } from './examples.ts'
import type { FilledIn, Form, FormFact, FormRow } from './form.ts'
import { pageOf } from './page.ts'
import { type AnyRoute, defineRoute } from './route.ts'
import { type View, type ViewContext, view, type WireObject } from './view.ts'

export type FormEdge<Fields extends TProperties> = {
  /** Its table: `env`, `id`, `deleted` (bool), a column for each field that lists are narrowed by, and `doc`. */
  readonly table: string
  /** `/v1/products` */
  readonly path: string
  /** Group in the reference: `Products`; what the calls are named by. */
  readonly tag: string
  /** One of them in a sentence: `a product`. */
  readonly one: string
  /** What it is and what it is for. */
  readonly about: string
  /** Fields that a list may be narrowed by. */
  readonly listedBy?: readonly (keyof Fields & string)[]
  /** What the API shows besides what stands in the form: what follows from it, and published fields that nothing fills yet. */
  readonly besides?: {
    readonly schema: () => TProperties
    readonly render: (row: FormRow<Fields>, context: ViewContext) => Readonly<Record<string, unknown>>
  }
  readonly examples: Examples<FormFact<Fields>>
}

/** Declares the noun of a form; `app/nouns.ts` lists it as any other. */
export const defineFormNoun = <Fields extends TProperties>(form: Form<Fields>, of: FormEdge<Fields>): Declared =>
  defineNoun(form, {
    table: tableOf(form, of),
    view: viewOf(form, of),
    routes: routesOf(form, of),
    examples: of.examples,
  })

function columnOf(value: unknown): ColumnValue {
  assert(value === null || typeof value === 'string' || typeof value === 'boolean', 'lists are narrowed by words')
  return value
}

function tableOf<Fields extends TProperties>({ form }: Form<Fields>, of: FormEdge<Fields>): Table<FormRow<Fields>> {
  const table = documentTable<FormRow<Fields>>({
    name: of.table,
    rank: ranks.forms,
    nullable: [],
    indexed: [
      { name: 'deleted', type: 'bool', of: ({ deleted }) => deleted },
      ...(of.listedBy ?? []).map((name) => ({
        name,
        type: typeof form.blank[name] === 'boolean' ? ('bool' as const) : ('text' as const),
        of: ({ terms }: FormRow<Fields>) => columnOf(terms[name]),
      })),
    ],
  })
  return {
    ...table,
    // A field that came later stands for what is in a blank form.
    read: (record) => {
      const row = table.read(record)
      return { ...row, terms: { ...form.blank, ...row.terms } }
    },
  }
}

/** Keys in the order of the alphabet, after the id and the name of the object. */
const sorted = <T>(fields: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)))

function viewOf<Fields extends TProperties>(
  form: Form<Fields>,
  { about, one, besides }: FormEdge<Fields>,
): View<FormRow<Fields>> {
  const { name, prefix } = form
  const named = { id: field.id(prefix, `The id of ${one}.`), object: field.object(name) }
  const whole = () =>
    Type.Object(
      {
        ...named,
        ...sorted<TSchema>({
          ...form.form.fields,
          ...besides?.schema(),
          created: field.time('When it was made.'),
          livemode: field.flag('Whether it is of a live environment.'),
          metadata: field.metadata(),
          updated: field.time('When it was changed last.'),
        }),
      },
      { additionalProperties: false },
    )
  const gone = () =>
    Type.Object(
      { ...named, deleted: field.fixed(true, 'Always true: nothing else is left.') },
      { additionalProperties: false },
    )
  return view<FormRow<Fields>, TSchema, WireObject>({
    noun: name,
    about,
    schema: () => Type.Union([whole(), gone()], { description: about }),
    render: (row, context) => {
      const { id, created, updated, livemode, deleted, terms, metadata } = row
      if (deleted) return { id, object: name, deleted: true }
      const times = { created: unixSeconds(created), updated: unixSeconds(updated) }
      return {
        id,
        object: name,
        ...sorted<unknown>({ ...terms, ...times, livemode, metadata, ...besides?.render(row, context) }),
      }
    },
  })
}

/** A body's fields apart: metadata is merged, everything else stands for itself. */
function filledIn<Fields extends TProperties>(body: object): FilledIn<Fields> {
  const { metadata, ...terms } = body as { metadata?: FilledIn<Fields>['metadata'] }
  // What the call's own schema let through, which is made of these fields.
  return { terms: terms as FilledIn<Fields>['terms'], metadata }
}

function bodyOf(fields: TProperties, required: readonly string[]): TObject {
  return Type.Object(
    {
      ...Object.fromEntries(
        Object.entries(fields).map(([name, schema]) => [
          name,
          required.includes(name) ? schema : Type.Optional(schema),
        ]),
      ),
      metadata: Type.Optional(MetadataField),
    },
    { additionalProperties: false },
  )
}

function routesOf<Fields extends TProperties>(form: Form<Fields>, of: FormEdge<Fields>): readonly AnyRoute[] {
  const { name, form: declared } = form
  const { path, tag, one } = of
  const operations = tag.replaceAll(/ (\w)/g, (_, letter: string) => letter.toUpperCase())
  const answers = { noun: name }
  const narrowed = Object.fromEntries((of.listedBy ?? []).map((by) => [by, declared.fields[by]]))
  return [
    defineRoute({
      method: 'POST',
      path,
      tag,
      operationId: `${operations}.Create`,
      summary: `Make ${one}`,
      access: 'secret',
      body: bodyOf(declared.fields, declared.required),
      answers,
      handle: async ({ body, engine, request }) => await engine.run(form.create, filledIn<Fields>(body), request),
    }),
    defineRoute({
      method: 'GET',
      path: `${path}/:id`,
      tag,
      operationId: `${operations}.Retrieve`,
      summary: `Retrieve ${one}`,
      access: 'secret',
      params: IdParams,
      answers,
      handle: async ({ params, engine, request }) => {
        const row = await engine.row(form, params.id, request)
        if (row === null || row.deleted) return refuse.resourceMissing({ noun: name, id: params.id })
        return await engine.show(form, params.id, request)
      },
    }),
    defineRoute({
      method: 'POST',
      path: `${path}/:id`,
      tag,
      operationId: `${operations}.Update`,
      summary: `Change ${one}`,
      access: 'secret',
      params: IdParams,
      body: bodyOf(declared.fields, []),
      answers,
      handle: async ({ params, body, engine, request }) =>
        await engine.run(form.update, { id: params.id, ...filledIn<Fields>(body) }, request),
    }),
    defineRoute({
      method: 'GET',
      path,
      tag,
      operationId: `${operations}.List`,
      summary: `List ${tag.toLowerCase()}, newest first`,
      access: 'secret',
      query: Type.Object({ ...pageFields, ...optional(narrowed) }, { additionalProperties: false }),
      answers: { noun: name, as: 'list' },
      handle: async ({ query, engine, request }) => {
        const where = Object.fromEntries((of.listedBy ?? []).map((by) => [by, wanted(query, by)]))
        return await engine.list(form, { deleted: false, ...where }, pageOf(query), path, request)
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: `${path}/:id`,
      tag,
      operationId: `${operations}.Del`,
      summary: `Delete ${one}`,
      access: 'secret',
      params: IdParams,
      answers: { noun: name, deleted: 'always' },
      handle: async ({ params, engine, request }) => await engine.run(form.remove, { id: params.id }, request),
    }),
  ]
}

const optional = (fields: Readonly<Record<string, TSchema | undefined>>): TProperties =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, schema]) => (schema === undefined ? [] : [[name, Type.Optional(schema)]])),
  )

function wanted(query: object, name: string): string | boolean | undefined {
  const value: unknown = Reflect.get(query, name)
  assert(value === undefined || typeof value === 'string' || typeof value === 'boolean', 'lists are narrowed by words')
  return value
}
