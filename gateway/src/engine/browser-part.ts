/**
 * What a publishable key sees of an object, worked out of the object's schema once. A schema that is marked `browser: 'listed'` shows
 * the fields that are marked `shown`; any other shows all but those that are marked `blank`, which become null or an empty
 * map, because code that reads the object counts on the field. Parts are looked into.
 */
import type { TSchema } from 'typebox'

type Marked = {
  readonly type?: string
  readonly browser?: 'listed' | 'shown' | 'blank'
  readonly properties?: Readonly<Record<string, Marked>>
  readonly patternProperties?: object
  readonly anyOf?: readonly Marked[]
}
type Fields = Readonly<Record<string, unknown>>
/** What becomes of a field's value; absent: it is left out. */
type Reduction = (value: unknown) => unknown

const same: Reduction = (value) => value

/** The part of an object that the schema lets a browser see. */
export function browserPart(schema: TSchema): (whole: object) => unknown {
  return reductionOf(schema as Marked)
}

function reductionOf(schema: Marked): Reduction {
  if (schema.anyOf !== undefined) {
    const within = schema.anyOf.map(reductionOf).filter((each) => each !== same)
    // Two shapes of one object would be marked alike.
    return within[0] ?? same
  }
  if (schema.properties === undefined) return same
  const listed = schema.browser === 'listed'
  const fields = new Map<string, Reduction>()
  let hides = listed
  for (const [name, field] of Object.entries(schema.properties)) {
    if (listed && field.browser !== 'shown') continue
    const reduction = field.browser === 'blank' ? blankOf(field) : reductionOf(field)
    hides ||= reduction !== same
    fields.set(name, reduction)
  }
  if (!hides) return same
  return (value) => (isFields(value) ? reduced(value, fields, listed) : value)
}

function reduced(whole: Fields, fields: ReadonlyMap<string, Reduction>, listed: boolean): Fields {
  const part: Record<string, unknown> = {}
  for (const name of Object.keys(whole)) {
    const reduction = fields.get(name)
    if (reduction !== undefined) part[name] = reduction(whole[name])
    else if (!listed) part[name] = whole[name]
  }
  return part
}

/** An empty map where the field is one, else null. */
const blankOf = ({ patternProperties, anyOf }: Marked): Reduction => {
  const isMap =
    patternProperties !== undefined || (anyOf?.some((each) => each.patternProperties !== undefined) ?? false)
  return () => (isMap ? {} : null)
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
