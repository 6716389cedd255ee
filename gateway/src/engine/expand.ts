/**
 * Expansion: a field that shows an id shows the whole object where the request asks for it, at most four levels deep.
 */
import { isRefusal, type Refusal, refuse } from '../kernel/refusal.ts'
import { type AnyView, expandDepthMax, type ViewContext, type WireObject } from './view.ts'

type Tree = Map<string, Tree>

/** `['a.b', 'a.c']` → a tree, so that a shared prefix is loaded once. Refuses paths that are too deep. */
function treeOf(paths: readonly string[]): Tree | Refusal {
  const root: Tree = new Map()
  for (const [at, path] of paths.entries()) {
    const names = path.split('.')
    if (names.length > expandDepthMax) {
      return refuse.parameterInvalid({
        param: `expand[${at}]`,
        why: `'${path}' is deeper than ${expandDepthMax} levels.`,
      })
    }
    let tree = root
    for (const name of names) {
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
const nounOfPrefix: Readonly<Record<string, string>> = {
  ch: 'charge',
  re: 'refund',
  pi: 'payment_intent',
  txn: 'balance_transaction',
  pm: 'payment_method',
}
export const nounOfId = (id: string): string | null => nounOfPrefix[id.slice(0, id.indexOf('_'))] ?? null

/**
 * Refuses paths that a noun's view cannot expand, before anything is done: a request that is wrong changes nothing.
 * Below a field that may hold an id of more than one noun, what any of them can expand is allowed.
 */
export function refuseExpansion(
  noun: string,
  paths: readonly string[],
  views: ReadonlyMap<string, AnyView>,
): Refusal | null {
  const tree = treeOf(paths)
  return isRefusal(tree) ? tree : refuseTree([noun], tree, '', views)
}

function refuseTree(
  nouns: readonly string[],
  tree: Tree,
  path: string,
  views: ReadonlyMap<string, AnyView>,
): Refusal | null {
  for (const [name, below] of tree) {
    const here = path === '' ? name : `${path}.${name}`
    const fields = nouns.flatMap((noun) => views.get(noun)?.expands[name] ?? [])
    if (fields.length === 0) return refuseField(here, nouns, views)
    const next = fields.flatMap(({ noun }) => (noun === '*' ? [...new Set(Object.values(nounOfPrefix))] : [noun]))
    const refusal = refuseTree(next, below, here, views)
    if (refusal !== null) return refusal
  }
  return null
}

function refuseField(path: string, nouns: readonly string[], views: ReadonlyMap<string, AnyView>): Refusal {
  const allowed = nouns.flatMap((noun) => Object.keys(views.get(noun)?.expands ?? {})).join(', ') || 'nothing'
  return refuse.parameterInvalid({
    param: 'expand[0]',
    why: `This property cannot be expanded (${path}). Allowed there: ${allowed}.`,
  })
}

/**
 * Expands `paths` in a rendered object, after `refuseExpansion` let them pass. `load` gives a noun's row by id, at once or
 * later. Asynchronous only where `load` is.
 */
export function expand(
  object: WireObject,
  row: unknown,
  view: AnyView,
  paths: readonly string[],
  views: ReadonlyMap<string, AnyView>,
  load: (noun: string, id: string) => unknown,
  context: ViewContext,
): WireObject | Refusal | Promise<WireObject | Refusal> {
  const tree = treeOf(paths)
  if (isRefusal(tree)) return tree
  return expandTree(object, row, view, tree, views, load, context)
}

async function expandTree(
  object: WireObject,
  row: unknown,
  view: AnyView,
  tree: Tree,
  views: ReadonlyMap<string, AnyView>,
  load: (noun: string, id: string) => unknown,
  context: ViewContext,
): Promise<WireObject | Refusal> {
  const expanded: Record<string, unknown> = {}
  for (const [name, below] of tree) {
    const field = view.expands[name]
    // Of several nouns that the field may hold, this one has no such field.
    if (field === undefined) continue
    const id = field.id(row as never)
    if (id === null) continue
    const noun = field.noun === '*' ? nounOfId(id) : field.noun
    const next = noun === null ? undefined : views.get(noun)
    const nextRow = noun === null ? null : await load(noun, id)
    if (next === undefined || nextRow === null || nextRow === undefined) continue
    const shown = await expandTree(next.render(nextRow as never, context), nextRow, next, below, views, load, context)
    if (isRefusal(shown)) return shown
    expanded[name] = shown
  }
  return { ...object, ...expanded }
}
