/**
 * The vendors' documents, as far as they name fields: read from `../shared/seeds` beside the checkout. A field is a key of an
 * example, or a name above its type in a list of fields.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../../../../shared/seeds')
export const documentsAbsent: string | null = existsSync(folder)
  ? null
  : '../shared/seeds is absent beside the checkout'

/** The text of a document, by the number that its file begins with. */
export function documentText(number: string): string {
  const file = readdirSync(folder).find((name) => name.startsWith(`${number}_`))
  return file === undefined ? '' : readFileSync(join(folder, file), 'utf8')
}

const types = 'string|integer|number|boolean|object|array|enum'

/** Every field that a document names, each once. */
export function fieldsNamed(text: string): string[] {
  const named = new Set<string>()
  for (const [, key] of text.matchAll(/"([A-Za-z0-9_-]+)"\s*:/g)) if (key !== undefined) named.add(key)
  const lines = text.split('\n').map((line) => line.trim())
  for (const [at, line] of lines.entries()) {
    const type = lines[at + 1] ?? ''
    if (/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(line) && new RegExp(`^(${types})([<[(\\s].*)?$`).test(type)) named.add(line)
  }
  return [...named].sort()
}
