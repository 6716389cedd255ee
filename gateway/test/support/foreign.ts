import assert from 'node:assert/strict'
import type { FieldTable } from '../../src/contracts/dialect.ts'

/** A client of a foreign API in a test: sends what a merchant's code would, and reads what came without any reading between. */

export type ForeignReply = {
  readonly status: number
  readonly headers: Headers
  /** The bytes, for what has to be faithful to them. */
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: a test names the fields that it expects.
  readonly body: any
}

export type ForeignCall = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<ForeignReply>

/** Calls below `base`, with the headers that the API's keys go in. A text is sent as it is, anything else as JSON. */
export const foreignClient =
  (base: string, own: Readonly<Record<string, string>>): ForeignCall =>
  async (method, path, body, headers = {}) => {
    const answer = await fetch(base + path, {
      method,
      redirect: 'manual',
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...own, ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await answer.text()
    const json = answer.headers.get('content-type')?.includes('json') === true
    return { status: answer.status, headers: answer.headers, text, body: json ? JSON.parse(text) : null }
  }

/** The paths of a body's fields, as tables name them: `lines[].name`. An empty object or list is one field. */
function pathsIn(value: unknown, path: string, open: ReadonlySet<string>): string[] {
  if (open.has(path) || typeof value !== 'object' || value === null) return [path]
  if (Array.isArray(value))
    return value.length === 0 ? [path] : [...new Set(value.flatMap((item) => pathsIn(item, `${path}[]`, open)))]
  const fields = Object.entries(value)
  if (fields.length === 0) return [path]
  return fields.flatMap(([name, field]) => pathsIn(field, path === '' ? name : `${path}.${name}`, open))
}

/** Fails where a body shows what its table does not list. `whole`: and where it does not show all that is listed. */
export function assertShown(body: unknown, fields: FieldTable, whole = false): void {
  const listed = Object.keys(fields)
  const open = new Set(listed.filter((path) => path.endsWith('.*')).map((path) => path.slice(0, -2)))
  const names = listed.map((path) => path.replace(/\.\*$/, ''))
  const shown = pathsIn(body, '', open)
  // Null stands for an object that is not there, and is listed by what it would hold.
  const missing = shown.filter(
    (path) => !names.some((name) => name === path || name.startsWith(`${path}.`) || name.startsWith(`${path}[]`)),
  )
  assert.deepEqual(missing, [], 'shown, and in no table')
  if (whole)
    assert.deepEqual(
      names.filter((name) => !shown.includes(name)),
      [],
      'in the table, and not shown',
    )
}
