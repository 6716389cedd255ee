/**
 * Expansion: a field that shows an id shows the whole object where the request asks for it, at most four levels deep.
 */
import { type Refusal, refuse } from '../kernel/refusal.ts'
import { type AnyView, expandDepthMax, type ViewContext, type WireObject } from './view.ts'

/** Takes the `data.` of list expansions off; refuses a path without it. */
export function listPaths(paths: readonly string[]): readonly string[] | Refusal {
  const stripped: string[] = []
  for (const [at, path] of paths.entries()) {
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

/** The nouns whose ids begin so, for fields that may hold an id of more than one noun. */
const nounOfPrefix: ReadonlyMap<string, string> = new Map([
  ['ch', 'charge'],
  ['re', 'refund'],
  ['pi', 'payment_intent'],
  ['txn', 'balance_transaction'],
  ['pm', 'payment_method'],
  ['cus', 'customer'],
  ['seti', 'setup_intent'],
])
export const nounOfId = (id: string): string | null => nounOfPrefix.get(id.slice(0, id.indexOf('_'))) ?? null

/**
 * What a view says of a field. Only its own fields count: `constructor` and the like come from the caller's text, and found
 * in every object's prototype they would pass as fields and break the answer of a payment that is already made.
 */
const fieldOf = (view: AnyView | undefined, name: string) =>
  view !== undefined && Object.hasOwn(view.expands, name) ? view.expands[name] : undefined

/**
 * Refuses paths that a noun's view cannot expand, before anything is done: a request that is wrong changes nothing.
 * Below a field that may hold an id of more than one noun, what any of them can expand is allowed.
 */
export function refuseExpansion(
  noun: string,
  paths: readonly string[],
  views: ReadonlyMap<string, AnyView>,
): Refusal | null {
  for (const [at, path] of paths.entries()) {
    const found = nounsOn(noun, path, views)
    if (typeof found === 'string') return refuse.parameterInvalid({ param: `expand[${at}]`, why: found })
  }
  return null
}

/** The nouns that paths show, after `refuseExpansion` let them pass. */
export const expandedNouns = (
  noun: string,
  paths: readonly string[],
  views: ReadonlyMap<string, AnyView>,
): ReadonlySet<string> =>
  new Set(
    paths.flatMap((path) => {
      const found = nounsOn(noun, path, views)
      return typeof found === 'string' ? [] : found
    }),
  )

/** The nouns that a path leads over, or why there is no such path. */
function nounsOn(noun: string, path: string, views: ReadonlyMap<string, AnyView>): readonly string[] | string {
  const names = path.split('.')
  if (names.length > expandDepthMax) return `'${path}' is deeper than ${expandDepthMax} levels.`
  const passed: string[] = []
  let nouns: readonly string[] = [noun]
  for (let at = 0; at < names.length; at++) {
    const name = names[at] ?? ''
    let fields = nouns.flatMap((each) => fieldOf(views.get(each), name) ?? [])
    // A field within a part of the object: `invoice_settings.default_payment_method`.
    const inner = `${name}.${names[at + 1] ?? ''}`
    if (fields.length === 0) {
      fields = nouns.flatMap((each) => fieldOf(views.get(each), inner) ?? [])
      at++
    }
    if (fields.length === 0) {
      const allowed = nouns.flatMap((each) => Object.keys(views.get(each)?.expands ?? {})).join(', ') || 'nothing'
      return `This property cannot be expanded (${path}). Allowed there: ${allowed}.`
    }
    nouns = fields.flatMap((field) => (field.noun === '*' ? [...new Set(nounOfPrefix.values())] : [field.noun]))
    passed.push(...nouns)
  }
  return passed
}

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

type Loading = {
  readonly views: ReadonlyMap<string, AnyView>
  readonly load: (noun: string, id: string) => unknown
  readonly context: ViewContext
}

/**
 * Expands `paths` in a rendered object, after `refuseExpansion` let them pass; a path that names no field is left out.
 * `load` gives a noun's row by id, at once or later: the answer is a promise only where a row came as one. Rows are loaded
 * one after the other, because `load` may read through a transaction.
 *
 * Only a field that the object shows is expanded: what a view keeps from a browser, no expansion brings back.
 */
export const expand = (
  object: WireObject,
  row: unknown,
  view: AnyView,
  paths: readonly string[],
  views: ReadonlyMap<string, AnyView>,
  load: (noun: string, id: string) => unknown,
  context: ViewContext,
): WireObject | Promise<WireObject> => expandTree(object, row, view, treeOf(paths), { views, load, context })

function expandTree(
  object: WireObject,
  row: unknown,
  view: AnyView,
  tree: Tree,
  loading: Loading,
): WireObject | Promise<WireObject> {
  const expanded: Record<string, unknown> = {}
  const branches = [...tree].flatMap(([name, below]): [string, Tree][] =>
    fieldOf(view, name) === undefined
      ? [...below].map(([inner, deeper]) => [`${name}.${inner}`, deeper])
      : [[name, below]],
  )
  const put = (name: string, shown: WireObject) => {
    const [part = '', inner] = name.split('.')
    if (inner === undefined) expanded[name] = shown
    else expanded[part] = { ...partOf(object, part), ...partOf(expanded, part), [inner]: shown }
  }
  const from = (first: number): WireObject | Promise<WireObject> => {
    for (const [at, [name, below]] of branches.entries()) {
      if (at < first || !isShown(object, name)) continue
      const shown = expandField(row, view, name, below, loading)
      if (shown instanceof Promise) {
        return shown.then((late) => {
          if (late !== null) put(name, late)
          return from(at + 1)
        })
      }
      if (shown !== null) put(name, shown)
    }
    return { ...object, ...expanded }
  }
  return from(0)
}

const partOf = (object: Readonly<Record<string, unknown>>, part: string): Readonly<Record<string, unknown>> => {
  const found = Object.hasOwn(object, part) ? object[part] : null
  return typeof found === 'object' && found !== null ? (found as Readonly<Record<string, unknown>>) : {}
}
const isShown = (object: WireObject, name: string): boolean => {
  const [part = '', inner] = name.split('.')
  return inner === undefined ? Object.hasOwn(object, part) : Object.hasOwn(partOf(object, part), inner)
}

/** The object that a field names, expanded below; null where there is none, and the field stays as it is. */
function expandField(
  row: unknown,
  view: AnyView,
  name: string,
  below: Tree,
  loading: Loading,
): WireObject | Promise<WireObject | null> | null {
  // Of several nouns that the field above may hold, this one may have no such field.
  const field = fieldOf(view, name)
  // The row comes from the noun's own table, which its view was made for.
  const id = field?.id(row as never) ?? null
  if (field === undefined || id === null) return null
  const noun = field.noun === '*' ? nounOfId(id) : field.noun
  const next = noun === null ? undefined : loading.views.get(noun)
  if (noun === null || next === undefined) return null
  const show = (found: unknown): WireObject | Promise<WireObject> | null =>
    found === null || found === undefined
      ? null
      : expandTree(next.render(found as never, loading.context), found, next, below, loading)
  const found = loading.load(noun, id)
  return found instanceof Promise ? found.then(show) : show(found)
}
