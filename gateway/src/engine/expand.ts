/**
 * Expansion: a field that shows an id shows the whole object where the request asks for it, at most four levels deep. Which
 * fields these are is published (expandable.gen.ts); what is not there stays null, and a list of what we do not have is empty.
 */
import { type Refusal, refuse } from '../kernel/refusal.ts'
import { type ExpandableField, type ExpandableFields, expandableFields } from './expandable.ts'
import {
  type AnyView,
  expandDepthMax,
  type Included,
  idOfRow,
  listOf,
  type ViewContext,
  type WireObject,
} from './view.ts'

/**
 * Takes the `data.` of list expansions off; refuses a path without it. `data` itself is always shown; so is the count of a
 * search that asks for it.
 */
export function listPaths(paths: readonly string[], as: 'list' | 'search' = 'list'): readonly string[] | Refusal {
  const stripped: string[] = []
  for (const [at, path] of paths.entries()) {
    if (path === 'data' || (as === 'search' && path === totalCount)) continue
    if (!path.startsWith('data.')) {
      return refuse.parameterInvalid({
        param: `expand[${at}]`,
        why: `'${path}' cannot be expanded; on a list, expand 'data.${path}'.`,
      })
    }
    stripped.push(path.slice('data.'.length))
  }
  return stripped
}

/** How many there are in all: what a search says only where it is asked. */
export const totalCount = 'total_count'

/** The nouns, and faces of nouns, whose ids begin so. */
type Prefixes = ReadonlyMap<string, string>
const nounOfId = (id: string, prefixes: Prefixes): string | null => prefixes.get(id.slice(0, id.indexOf('_'))) ?? null

type Views = ReadonlyMap<string, AnyView>

const noFields: ExpandableFields = new Map()
const partsOf = (objects: readonly string[]): ExpandableField => ({ objects, parts: noFields, optional: true })

/**
 * What may be expanded of an object: as published, and what its view has besides. Maps and own fields only: `constructor` and
 * the like come from the caller's text, and found in a prototype they would break the answer of a payment that is made.
 */
function fieldOf(noun: string, name: string, views: Views): ExpandableField | undefined {
  const published = expandableFields.get(noun)?.get(name)
  if (published !== undefined) return published
  const view = views.get(noun)
  const own = view?.expands !== undefined && Object.hasOwn(view.expands, name) ? view.expands[name] : undefined
  if (own !== undefined) return partsOf([own])
  const included = includedIn(view, name)
  if (included === undefined) return undefined
  const objects = 'list' in included ? [included.list] : []
  return { ...partsOf([]), parts: new Map([['data', partsOf(objects)]]) }
}

const includedIn = (view: AnyView | undefined, name: string): Included<never> | undefined =>
  view?.includes !== undefined && Object.hasOwn(view.includes, name) ? view.includes[name] : undefined

/**
 * Refuses paths that cannot be expanded, before anything is done: a request that is wrong changes nothing. Below a field that
 * may show more than one kind of object, what any of them can expand is allowed.
 */
export function refuseExpansion(noun: string, paths: readonly string[], views: Views): Refusal | null {
  for (const [at, path] of paths.entries()) {
    const found = nounsOn(noun, path, views)
    if (typeof found === 'string') return refuse.parameterInvalid({ param: `expand[${at}]`, why: found })
  }
  return null
}

/** The nouns that paths show, after `refuseExpansion` let them pass. */
export const expandedNouns = (noun: string, paths: readonly string[], views: Views): ReadonlySet<string> =>
  new Set(
    paths.flatMap((path) => {
      const found = nounsOn(noun, path, views)
      return typeof found === 'string' ? [] : found.filter((each) => views.has(each))
    }),
  )

/** Where a path has come to: objects by their names, and parts of one. */
type Reached = { readonly nouns: readonly string[]; readonly parts: readonly ExpandableFields[] }

/** The nouns that a path leads over, or why there is no such path. `data` of a list is no level. */
function nounsOn(noun: string, path: string, views: Views): readonly string[] | string {
  const names = path.split('.')
  if (names.filter((name) => name !== 'data').length > expandDepthMax)
    return `'${path}' is deeper than ${expandDepthMax} levels.`
  const passed: string[] = []
  let reached: Reached = { nouns: [noun], parts: [] }
  for (const name of names) {
    const fields: ExpandableField[] = [
      ...reached.parts.flatMap((parts) => parts.get(name) ?? []),
      ...reached.nouns.flatMap((each) => fieldOf(each, name, views) ?? []),
    ]
    if (fields.length === 0)
      return `This property cannot be expanded (${path}). Allowed there: ${allowedIn(reached, views) || 'nothing'}.`
    const nouns = fields.flatMap(({ objects }) => objects)
    passed.push(...nouns, ...fields.flatMap(({ parts }) => parts.get('data')?.objects ?? []))
    reached = { nouns, parts: fields.map(({ parts }) => parts) }
  }
  return passed
}

const allowedIn = ({ nouns, parts }: Reached, views: Views): string =>
  [
    ...new Set([
      ...parts.flatMap((fields) => [...fields.keys()]),
      ...nouns.flatMap((noun) => [
        ...(expandableFields.get(noun)?.keys() ?? []),
        ...Object.keys(views.get(noun)?.expands ?? {}),
        ...Object.keys(views.get(noun)?.includes ?? {}),
      ]),
    ]),
  ].join(', ')

type Tree = Map<string, Tree>

/** `['a.b', 'a.c']` → a tree, so that a shared prefix is loaded once. */
function treeOf(paths: readonly string[]): Tree {
  const root: Tree = new Map()
  for (const path of paths) {
    let tree = root
    for (const name of path.split('.')) {
      let next = tree.get(name)
      if (next === undefined) {
        next = new Map()
        tree.set(name, next)
      }
      tree = next
    }
  }
  return root
}

/** How expansion gets its rows: at once, or later. */
export type Loader = {
  one(noun: string, id: string): unknown
  /** The newest of those whose columns have these values, newest first. */
  newest(noun: string, where: Readonly<Record<string, string>>, limit: number): unknown
}

type Loading = {
  readonly views: Views
  readonly prefixes: Prefixes
  readonly load: Loader
  readonly context: ViewContext
}
type Json = Readonly<Record<string, unknown>>

/**
 * Expands `paths` in a rendered object, after `refuseExpansion` let them pass; a path that names no field is left out. The
 * answer is a promise only where a row came as one. Rows are loaded one after the other, because they may be read through a
 * transaction.
 *
 * Only what the object shows is expanded: what a view keeps from a browser, no expansion brings back.
 */
export const expand = (
  object: WireObject,
  row: unknown,
  view: AnyView,
  paths: readonly string[],
  loading: Loading,
): WireObject | Promise<WireObject> =>
  // The object keeps its own name, which makes it one of the wire.
  expandObject(object, { row, noun: view.noun, parts: noFields }, treeOf(paths), loading) as WireObject

/** An object that is shown: with its row where it has one, or as a part of another. */
type Shown = { readonly row: unknown; readonly noun: string | null; readonly parts: ExpandableFields }

function expandObject(object: Json, at: Shown, tree: Tree, loading: Loading): Json | Promise<Json> {
  // What is left of something deleted is its id.
  if (tree.size === 0 || object.deleted === true) return object
  const expanded: Record<string, unknown> = { ...object }
  return inTurn(
    [...tree],
    ([name, below]) => {
      const field = at.noun === null ? at.parts.get(name) : fieldOf(at.noun, name, loading.views)
      if (field === undefined) return undefined
      return then(fieldShown(object, name, field, at, below, loading), (value) => {
        if (value !== undefined) expanded[name] = value
      })
    },
    () => expanded,
  )
}

/** What a field shows, expanded below; undefined where it stays as it is. */
function fieldShown(
  object: Json,
  name: string,
  field: ExpandableField,
  at: Shown,
  below: Tree,
  loading: Loading,
): unknown {
  const { context, views } = loading
  const value = Object.hasOwn(object, name) ? object[name] : undefined
  if (value !== undefined && value !== null) return valueShown(value, field, below, loading)
  const included = at.noun === null ? undefined : includedIn(views.get(at.noun), name)
  if (included !== undefined && at.row !== null && context.audience === 'secret')
    return includedShown(included, at.row, below, loading)
  return value === undefined && !field.optional && context.audience === 'secret' ? null : undefined
}

function valueShown(value: unknown, field: ExpandableField, below: Tree, loading: Loading): unknown {
  if (typeof value === 'string') return idShown(value, field, below, loading)
  if (Array.isArray(value)) {
    const shown: unknown[] = []
    return inTurn(
      value as readonly unknown[],
      (each) =>
        then(valueShown(each, field, below, loading), (found) => {
          shown.push(found ?? each)
        }),
      () => shown,
    )
  }
  if (typeof value !== 'object' || value === null) return undefined
  // An object that is shown whole already has no row here; a part has the fields that are published of it.
  const noun: unknown = Reflect.get(value, 'object')
  const named = typeof noun === 'string' && field.objects.includes(noun) ? noun : null
  return expandObject(value as Json, { row: null, noun: named, parts: field.parts }, below, loading)
}

/** The object that an id names; undefined where there is none, and the id stays. */
function idShown(id: string, { objects }: ExpandableField, below: Tree, loading: Loading): unknown {
  const noun = nounOfId(id, loading.prefixes)
  const view = noun === null || !objects.includes(noun) ? undefined : loading.views.get(noun)
  if (view === undefined) return undefined
  const { noun: rows, prefix } = view.reads ?? { noun: view.noun, prefix: null }
  return then(loading.load.one(rows, prefix === null ? id : idOfRow(prefix, id)), (row) =>
    row === null || row === undefined ? undefined : rowShown(row, view, below, loading),
  )
}

const rowShown = (row: unknown, view: AnyView, below: Tree, loading: Loading): Json | Promise<Json> =>
  // The row comes from the noun's own table, which its view was made for.
  expandObject(view.render(row as never, loading.context), { row, noun: view.noun, parts: noFields }, below, loading)

/** Objects of a list that stands within another object; the rest is on the list's own page. */
const innerListMax = 10

function includedShown(included: Included<never>, row: unknown, below: Tree, loading: Loading): unknown {
  if (!('list' in included)) return included.shows(row as never, loading.context)
  const view = loading.views.get(included.list)
  if (view === undefined) return undefined
  const url = included.url(row as never)
  const noun = view.reads?.noun ?? included.list
  return then(loading.load.newest(noun, included.where(row as never), innerListMax + 1), (found) => {
    // A loader gives rows of the noun's own table.
    const rows = found as readonly unknown[]
    const data: Json[] = []
    return inTurn(
      rows.slice(0, innerListMax),
      (each) =>
        then(rowShown(each, view, below.get('data') ?? new Map(), loading), (shown) => {
          data.push(shown as Json)
        }),
      () => listOf(data, url, rows.length > innerListMax),
    )
  })
}

/** Goes on with a value, at once or when it is there. */
const then = <T>(value: unknown, go: (value: unknown) => T | Promise<T>): T | Promise<T> =>
  value instanceof Promise ? value.then(go) : go(value)

/** Steps one after the other; a promise only where a step is one. */
function inTurn<Item, T>(
  items: readonly Item[],
  step: (item: Item) => unknown,
  end: () => T,
  from = 0,
): T | Promise<T> {
  for (let at = from; at < items.length; at++) {
    const done = step(items[at] as Item)
    if (done instanceof Promise) return done.then(() => inTurn(items, step, end, at + 1))
  }
  return end()
}
