/**
 * From what came over the wire to what a schema means. A form knows only text: `"1000"` becomes 1000 where the schema has
 * an integer, `"true"` becomes true where it has a flag, `""` unsets where that is possible, and objects with the keys
 * 0, 1, 2 become lists. Then the schema validates, and its first complaint becomes a refusal that names the field.
 */
import type { TObject, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { refusalOfFormat } from '../../kernel/formats.ts'
import { lookup } from '../../kernel/lookup.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/refusal.ts'
import { mayHoldCardNumber, secretFields } from './redact.ts'
import { enumAt, isMap, type JsonSchema, problemOfKey, schemaAt } from './schema-at.ts'

type Decoded = { value: unknown }
type Decode = (value: unknown, path: string) => Decoded | Refusal | undefined

/** Zeros may stand before it, as on a card's `09`; what follows them a double holds exactly. */
const integerText = /^-?0*\d{1,16}$/
/** Libraries write flags as their language does: `True`. */
const flags: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
])

/** What becomes of names that a schema does not have: refused natively; ignored where another API does so. */
export type UnknownNames = 'refused' | 'ignored'

/** Compiles a schema's decoder once; `undefined` as the answer means that the field counts as not sent. */
function decoderOf(schema: JsonSchema, unknown: UnknownNames): Decode {
  const why = schema.notYet
  // What is emptied was not asked for.
  if (why !== undefined)
    return (value, param) => (value === null || value === '' ? undefined : refuse.parameterNotYet({ param, why }))
  if (schema.anyOf !== undefined) return anyOfDecoder(schema.anyOf, unknown)
  switch (schema.type) {
    case 'object':
      return objectDecoder(schema, unknown)
    case 'array':
      return arrayDecoder(schema.items === undefined ? (value) => ({ value }) : decoderOf(schema.items, unknown))
    case 'integer':
    case 'number':
      return scalarDecoder((value) => (integerText.test(value) ? Number(value) : value))
    case 'boolean':
      return scalarDecoder((value) => flags.get(value.toLowerCase()) ?? value)
    default:
      // Numbers and flags of a JSON body are welcome where text is meant: `postal_code: 12345`.
      return (value, path) =>
        value === ''
          ? refuse.parameterInvalidEmpty({ param: path })
          : value === null
            ? undefined
            : { value: typeof value === 'number' ? String(value) : value }
  }
}

const scalarDecoder =
  (parse: (text: string) => unknown): Decode =>
  (value, path) => {
    if (value === null) return undefined
    if (value === '') return refuse.parameterInvalidEmpty({ param: path })
    return { value: typeof value === 'string' ? parse(value) : value }
  }

function anyOfDecoder(branches: JsonSchema[], unknown: UnknownNames): Decode {
  const nullable = branches.some(({ type }) => type === 'null')
  const object = branches.find(({ type }) => type === 'object')
  const scalar = branches.find(({ type }) => type !== 'object' && type !== 'null')
  const decodeObject = object === undefined ? null : decoderOf(object, unknown)
  const decodeScalar = scalar === undefined ? null : decoderOf(scalar, unknown)
  return (value, path) => {
    if (nullable && (value === '' || value === null)) return { value: null }
    const decode = (typeof value === 'object' ? decodeObject : decodeScalar) ?? decodeScalar ?? decodeObject
    return decode === null ? { value } : decode(value, path)
  }
}

function objectDecoder(schema: JsonSchema, unknown: UnknownNames): Decode {
  const fields = new Map(
    Object.entries(schema.properties ?? {}).map(([name, field]) => [name, decoderOf(field, unknown)]),
  )
  const known = Object.entries(schema.properties ?? {}).flatMap(([name, { notYet }]) =>
    notYet === undefined ? [name] : [],
  )
  const rest = Object.values(schema.patternProperties ?? {})[0]
  const decodeRest = rest === undefined ? null : decoderOf(rest, unknown)
  return (value, path) => {
    if (value === null) return undefined
    if (value === '') return refuse.parameterInvalidEmpty({ param: path })
    if (typeof value !== 'object' || Array.isArray(value)) return { value }
    const decoded: Record<string, unknown> = {}
    for (const [name, field] of Object.entries(value)) {
      const here = path === '' ? name : `${path}[${name}]`
      const decode = fields.get(name) ?? decodeRest
      if (decode === null) {
        if (unknown === 'ignored') continue
        const param = path === '' ? shownName(name) : `${path}[${shownName(name)}]`
        return refuse.parameterUnknown({ param, allowed: known })
      }
      const result = decode(field, here)
      if (result === undefined) continue
      if (isRefusal(result)) return result
      decoded[name] = result.value
    }
    return { value: decoded }
  }
}

const arrayDecoder =
  (decodeItem: Decode): Decode =>
  (value, path) => {
    if (value === null) return undefined
    if (value === '') return { value: [] }
    const items = Array.isArray(value) ? value : listOf(value)
    if (items === null) return { value }
    const decoded: unknown[] = []
    for (const [at, item] of items.entries()) {
      const result = decodeItem(item, `${path}[${at}]`)
      if (isRefusal(result)) return result
      if (result !== undefined) decoded.push(result.value)
    }
    return { value: decoded }
  }

/** `{ 0: …, 1: … }` of a form with indices, in the order of the indices. */
function listOf(value: unknown): unknown[] | null {
  if (typeof value !== 'object' || value === null) return null
  const entries = Object.entries(value)
  if (!entries.every(([key]) => /^\d+$/.test(key))) return null
  return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, item]) => item)
}

export type Validator = (input: unknown) => { value: Record<string, unknown> } | Refusal

/**
 * Gives the decoded value, or the refusal for the first thing that is wrong. The schema is compiled once, when it is first needed: the
 * text and the code that become of all schemas are a tenth of the heap, and most calls of the reference are never made on one server.
 */
export function validatorOf(schema: TObject, unknown: UnknownNames = 'refused'): Validator {
  let made: ReturnType<typeof compile> | null = null
  return (input) => {
    made ??= compile(schema, unknown)
    const { decode, compiled } = made
    const decoded = decode(input, '')
    if (isRefusal(decoded)) return decoded
    const value = (decoded?.value ?? {}) as Record<string, unknown>
    if (compiled.Check(value)) return { value }
    const errors = compiled.Errors(value)
    return complaint(errors as ValidationError[], value, schema as unknown as JsonSchema)
  }
}

const compile = (schema: TObject, unknown: UnknownNames) => ({
  // A TypeBox schema is a JSON Schema; only its plain form is read here.
  decode: objectDecoder(schema as unknown as JsonSchema, unknown),
  compiled: Compile(schema as TSchema),
})

type ValidationError = { keyword: string; instancePath: string; params: Record<string, unknown>; message: string }

/** `/card/number` → `card`, `number` */
const namesOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))

/** `card`, `number` → `card[number]` */
const paramOf = ([first = '', ...rest]: readonly string[]): string =>
  shownName(first) + rest.map((name) => `[${shownName(name)}]`).join('')

const at = (value: unknown, names: readonly string[]): unknown =>
  names.reduce<unknown>(
    (inner, name) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined),
    value,
  )

/** Every complaint, the one that tells most first. Where several branches complain, the deepest is about the one that was meant. */
export function complaints(found: readonly object[], value: unknown, schema: object): Refusal[] {
  return (found as readonly ValidationError[])
    .filter(({ keyword }) => keyword !== 'anyOf' && keyword !== 'boolean')
    .sort((a, b) => depth(b) - depth(a) || rank(a) - rank(b))
    .flatMap(eachMissing)
    .map((error) => complaintAbout(error, value, schema as JsonSchema))
}

/** One complaint for each field that is missing. */
const eachMissing = (error: ValidationError): readonly ValidationError[] => {
  const missing = error.keyword === 'required' ? error.params.requiredProperties : null
  return Array.isArray(missing)
    ? missing.map((name: unknown) => ({ ...error, params: { requiredProperties: [name] } }))
    : [error]
}

const complaint = (errors: readonly ValidationError[], value: unknown, schema: JsonSchema): Refusal =>
  complaints(errors, value, schema)[0] ??
  refuse.parameterInvalid({ param: 'body', why: 'the request does not have the documented shape.' })

function complaintAbout(error: ValidationError, value: unknown, schema: JsonSchema): Refusal {
  const names = namesOf(error.instancePath)
  const param = paramOf(names)
  const within = (name: unknown) => paramOf([...names, String(name)])
  const got = names.some((name) => secretFields.has(name)) ? '(hidden)' : shown(at(value, names))
  const list = (name: string): unknown[] => (Array.isArray(error.params[name]) ? error.params[name] : [])
  switch (error.keyword) {
    case 'required':
      return refuse.parameterMissing({ param: within(list('requiredProperties')[0]) })
    case 'additionalProperties': {
      const name = list('additionalProperties')[0]
      return isMap(schema, names)
        ? refuse.parameterInvalid({ param: within(name), why: problemOfKey(String(name)) })
        : refuse.parameterUnknown({ param: within(name) })
    }
    case 'type':
      if (error.params.type === 'integer') return refuse.parameterInvalidInteger({ param, got })
      return refuse.parameterInvalid({
        param,
        why: `expected ${words[String(error.params.type)] ?? error.params.type}, got ${got}.`,
      })
    case 'minimum':
      // A number may have decimals, as amounts in major units have: 0.01 is too little, and no wrong integer.
      return schemaAt(schema, names)?.type === 'number'
        ? refuse.parameterInvalid({ param, why: `must be no less than ${error.params.limit}.` })
        : refuse.parameterInvalidInteger({ param, got, least: Number(error.params.limit) })
    case 'exclusiveMinimum':
      return refuse.parameterInvalid({ param, why: `must be more than ${error.params.limit}.` })
    case 'maximum':
      return refuse.parameterInvalid({ param, why: `must be no more than ${error.params.limit}.` })
    case 'enum':
      return refuse.parameterInvalid({
        param,
        why: `${got} is not one of ${enumAt(schema, names).join(', ')}.`,
      })
    case 'format':
      return (
        refusalOfFormat(String(error.params.format), { param, got, text: String(at(value, names)) }) ??
        refuse.parameterInvalid({ param, why: `${error.message}.` })
      )
    case 'maxLength':
      return refuse.parameterInvalid({ param, why: `must have at most ${error.params.limit} characters.` })
    case 'maxProperties':
      return refuse.parameterInvalid({ param, why: `must have at most ${error.params.limit} keys.` })
    case 'minLength':
      return refuse.parameterInvalid({ param, why: `must have at least ${error.params.limit} characters.` })
    case 'pattern':
      return refuse.parameterInvalid({
        param,
        why: `it is not ${schemaAt(schema, names)?.expected ?? 'of the documented form'}.`,
      })
    default:
      return refuse.parameterInvalid({ param, why: `${error.message}.` })
  }
}

const depth = ({ instancePath }: ValidationError): number => instancePath.split('/').length
const rank = ({ keyword, params }: ValidationError): number =>
  keyword === 'type' && params.type === 'null' ? 2 : keyword === 'additionalProperties' ? 1 : 0
const words: Readonly<Record<string, string>> = lookup({
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
})

/** A value as an error shows it: short, and nothing that may be of a card. What lists and objects hold is not shown. */
function shown(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object'
  const text = String(value)
  return mayHoldCardNumber(text) ? '(hidden)' : text.slice(0, shownMax)
}

/** A longer name is none of ours, and the answer need not repeat it whole. */
const shownMax = 60
const shownName = (name: string): string =>
  mayHoldCardNumber(name) ? '(hidden)' : name.length > shownMax ? `${name.slice(0, shownMax)}…` : name
