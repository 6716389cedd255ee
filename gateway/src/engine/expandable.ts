/** Which fields of an object may be expanded, and into what: the published table, read once. */
import { expandableText } from './expandable.gen.ts'

export type ExpandableField = {
  /** Objects that it may show, by their names. */
  readonly objects: readonly string[]
  /** The fields of a part that is no object of its own, `data` of a list included. */
  readonly parts: ExpandableFields
  /** An object may lack it, but never shows null. */
  readonly optional: boolean
}
export type ExpandableFields = ReadonlyMap<string, ExpandableField>

/** `a=x|y b-(c d=z)` as a tree; `at` is where its text goes on. */
function fieldsIn(text: string, from: number): { fields: ExpandableFields; at: number } {
  const fields = new Map<string, ExpandableField>()
  let at = from
  while (at < text.length && text[at] !== ')') {
    const [whole = '', name = '', minus, objects] = /^([\w.]+)(-)?(?:=([\w.|]+))?/.exec(text.slice(at)) ?? []
    at += whole.length
    const inner = text[at] === '(' ? fieldsIn(text, at + 1) : { fields: new Map(), at: at - 1 }
    fields.set(name, { objects: objects?.split('|') ?? [], parts: inner.fields, optional: minus !== undefined })
    at = inner.at + 1
    if (text[at] === ' ') at++
  }
  return { fields, at }
}

/** The fields of every object that has any, by the name that it shows of itself. */
export const expandableFields: ReadonlyMap<string, ExpandableFields> = new Map(
  expandableText
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', text = ''] = line.split(': ', 2)
      return [name, fieldsIn(text, 0).fields]
    }),
)
