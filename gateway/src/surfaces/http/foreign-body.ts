/**
 * Bodies of foreign APIs: JSON, checked as it is (no text becomes a number), every complaint told, and the numbers' own texts
 * kept: an amount is read from its digits and never from a double.
 */
import type { TObject, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import type { FieldTable } from '../../contracts/dialect.ts'
import type { BodyChecks } from '../../engine/dialect.ts'
import type { Json } from '../../kernel/json.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/refusal.ts'
import { parseJson } from './body.ts'
import { complaints } from './decode.ts'

/** More complaints tell nobody more. */
const complaintsMax = 20

export type ForeignBody = {
  readonly value: Readonly<Record<string, unknown>>
  readonly raw: Readonly<Record<string, Json>>
  exact(...path: readonly string[]): string
}

/** A number, until its text has been noted. */
class NumberText {
  readonly value: number
  readonly source: string
  constructor(value: number, source: string) {
    this.value = value
    this.source = source
  }
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value with numbers as numbers; texts that a double does not print as they came are noted by path. */
function settled(value: unknown, path: string, texts: Map<string, string>): Json {
  if (value instanceof NumberText) {
    if (String(value.value) !== value.source) texts.set(path, value.source)
    return value.value
  }
  if (Array.isArray(value)) return value.map((item, at) => settled(item, `${path}/${at}`, texts))
  if (!isPlain(value)) return value as Json
  const object: Record<string, Json> = {}
  for (const [name, field] of Object.entries(value)) object[name] = settled(field, `${path}/${name}`, texts)
  return object
}

type JsonSchema = { properties?: Record<string, JsonSchema>; items?: JsonSchema; anyOf?: JsonSchema[]; type?: string }

/** Null counts as not sent, where the schema knows the field and has no null. */
function withoutNulls(value: Json, schema: JsonSchema): Json {
  if (Array.isArray(value) && schema.items !== undefined) {
    const { items } = schema
    return value.map((item) => withoutNulls(item as Json, items))
  }
  if (!isPlain(value) || schema.properties === undefined) return value
  const kept: Record<string, Json> = {}
  for (const [name, field] of Object.entries(value as Record<string, Json>)) {
    const known = Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined
    const nullable = known?.type === 'null' || known?.anyOf?.some(({ type }) => type === 'null') === true
    if (known === undefined || (field === null && nullable)) kept[name] = field
    else if (field !== null) kept[name] = withoutNulls(field, known)
  }
  return kept
}

export type BodyReader = (text: string) => ForeignBody | Refusal

/** Compiles a call's body once, when it is first needed. Fields that its table refuses are refused with their reason; `checks` are told beside. */
export function foreignBodyReader(schema: TObject | undefined, fields: FieldTable, checks?: BodyChecks): BodyReader {
  let made: ReturnType<typeof Compile> | null = null
  const plain = (schema ?? {}) as unknown as JsonSchema
  const forbidden = Object.entries(fields).flatMap(([path, mapping]) =>
    mapping.kind === 'refused' && !path.includes(' ') ? [{ path: path.split('.'), why: mapping.why }] : [],
  )
  return (text) => {
    const texts = new Map<string, string>()
    const parsed = parseJson(text, (_, value, { source }) =>
      typeof value === 'number' && source !== undefined ? new NumberText(value, source) : value,
    )
    if (isRefusal(parsed)) return parsed
    // `parseJson` gives an object or refuses.
    const raw = settled(parsed, '', texts) as Readonly<Record<string, Json>>
    const value = withoutNulls(raw, plain) as Readonly<Record<string, unknown>>
    if (schema !== undefined) made ??= Compile(schema as TSchema)
    const compiled = made
    const wrong = compiled === null || compiled.Check(value) ? [] : complaints(compiled.Errors(value), value, plain)
    for (const { path, why } of forbidden) {
      const sent = at(value, path)
      if (sent !== undefined) wrong.push(refuse.parameterInvalid({ param: bracketed(path), why }))
    }
    const exact = (...path: readonly string[]): string => {
      const found = at(raw, path)
      return typeof found === 'string'
        ? found
        : typeof found === 'number'
          ? (texts.get(`/${path.join('/')}`) ?? String(found))
          : ''
    }
    if (checks !== undefined) wrong.push(...checks({ raw: value as ForeignBody['raw'], exact }))
    if (wrong.length > 0) return together(wrong)
    return { value, raw, exact }
  }
}

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name) ? Reflect.get(inner, name) : undefined,
    value,
  )

const bracketed = ([first = '', ...rest]: readonly string[]): string => first + rest.map((name) => `[${name}]`).join('')

/** The first refusal, with the fields of all; one for each field. */
function together(wrong: readonly Refusal[]): Refusal {
  const fields = new Map<string, string>()
  for (const { param, message } of wrong) if (!fields.has(param ?? '')) fields.set(param ?? '', message)
  const [first] = wrong
  return {
    ...(first ?? refuse.parameterInvalid({ param: 'body', why: 'the request does not have the documented shape.' })),
    fields: [...fields].slice(0, complaintsMax).map(([param, message]) => ({ param, message })),
  }
}
