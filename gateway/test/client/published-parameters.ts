/**
 * What the official client's types say that a call takes: the declarations of its package, read as text. They are generated,
 * so a line is a member; nothing but interfaces, namespaces and aliases is in them.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A parameter: its own members, or null where it holds a value. */
export type Published = { readonly [name: string]: Published | null }
type Members = Map<string, string>
type Declarations = { interfaces: Map<string, Members>; aliases: Map<string, string> }

const folder = join(import.meta.dirname, '../../../node_modules/stripe/esm/resources')
const files = [folder, join(folder, 'TestHelpers')].flatMap((path) =>
  readdirSync(path)
    .filter((name) => name.endsWith('.d.ts'))
    .map((name) => join(path, name)),
)

function declarationsOf(text: string): Declarations {
  const interfaces = new Map<string, Members>()
  const aliases = new Map<string, string>()
  const scopes: { kind: 'namespace' | 'interface' | 'other'; name: string }[] = []
  const within = (name: string) =>
    [...scopes.filter(({ kind }) => kind === 'namespace').map((scope) => scope.name), name].join('.')
  for (const line of text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .split('\n')
    .map((raw) => raw.trim())) {
    const opened = /^(?:export )?(?:declare )?(namespace|interface) (\w+).*\{(\})?$/.exec(line)
    const alias = /^(?:export )?(?:declare )?type (\w+) = (.*);$/.exec(line)
    const member = /^'?(\w+)'?\??: (.*);$/.exec(line)
    const current = scopes.at(-1)
    if (opened !== null) {
      const [, kind = '', name = '', closed] = opened
      if (kind === 'interface') interfaces.set(within(name), new Map())
      if (closed === undefined)
        scopes.push(kind === 'namespace' ? { kind: 'namespace', name } : { kind: 'interface', name: within(name) })
    } else if (alias !== null) aliases.set(within(alias[1] ?? ''), alias[2] ?? '')
    else if (line === '}' || line === '};') scopes.pop()
    else if (line.endsWith('{')) scopes.push({ kind: 'other', name: '' })
    else if (member !== null && current?.kind === 'interface')
      interfaces.get(current.name)?.set(member[1] ?? '', member[2] ?? '')
  }
  return { interfaces, aliases }
}

/** The declaration that a name means where it is used: the innermost one. */
function resolve<T>(name: string, scope: string, table: Map<string, T>): [name: string, found: T] | null {
  const parts = scope.split('.')
  for (let length = parts.length; length >= 0; length--) {
    const full = [...parts.slice(0, length), name].join('.')
    const found = table.get(full)
    if (found !== undefined) return [full, found]
  }
  return null
}

function membersOf(type: string, scope: string, known: Declarations): Published | null {
  const inner = /^(?:Emptyable|Array)<(.*)>$/.exec(type)?.[1]
  if (inner !== undefined) return membersOf(inner, scope, known)
  const alias = resolve(type, scope, known.aliases)
  if (alias !== null) return membersOf(alias[1], alias[0].split('.').slice(0, -1).join('.'), known)
  const found = resolve(type, scope, known.interfaces)
  if (found === null) return null
  const [name, members] = found
  return Object.fromEntries([...members].map(([field, of]) => [field, membersOf(of, name, known)]))
}

let byName: Map<string, () => Published | null> | null = null

/** The parameters of a call by the name of their type (`PaymentIntentCaptureParams`); null where none is published. */
export function publishedParameters(type: string): Published | null {
  if (byName === null) {
    byName = new Map()
    for (const file of files) {
      const known = declarationsOf(readFileSync(file, 'utf8'))
      for (const name of known.interfaces.keys())
        if (name.endsWith('Params')) byName.set(name.replace('TestHelpers.', ''), () => membersOf(name, '', known))
    }
  }
  return byName.get(type)?.() ?? null
}
