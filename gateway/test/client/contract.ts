/**
 * The contract hook: every response body that a test receives is held against the published schema of its object. The
 * schema is read from `../shared/specs/` beside the checkout; where that is absent the hook says so once.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { ownFault } from './own-schemas.ts'

const file = join(import.meta.dirname, '../../../../shared/specs/stripe/stripe-schema-2026-10-28.endive.json')

/** Why answers are not held against the schema, or null where they are. */
export const contractAbsent: string | null = existsSync(file) ? null : '../shared/specs is absent beside the checkout'

type SchemaFile = {
  properties: Record<string, { $ref: string }>
  $defs: Record<string, { properties?: Record<string, unknown> }>
}
let schema: SchemaFile | null = null
let ajv: Ajv2020 | null = null
let told = false
const validators = new Map<string, ValidateFunction | null>()

function load(): Ajv2020 | null {
  if (ajv !== null) return ajv
  if (contractAbsent !== null) {
    if (!told) console.error(`contract: ${contractAbsent}, so answers are not held against the published schema`)
    told = true
    return null
  }
  schema = JSON.parse(readFileSync(file, 'utf8')) as SchemaFile
  ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: false })
  ajv.addSchema({ $id: 'https://schema.test/', $defs: schema.$defs })
  return ajv
}

/** What the published file lists under another name, or only within other objects. */
const besides: ReadonlyMap<string, string> = new Map([
  ['event', '#/$defs/Events.EventBase'],
  ['card', '#/$defs/Cards.Card'],
])

const refOf = (object: string): string | undefined => schema?.properties[object]?.$ref ?? besides.get(object)

function validatorOf(object: string, partial: boolean): ValidateFunction | null {
  const name = partial ? `${object}, in part` : object
  const known = validators.get(name)
  if (known !== undefined) return known
  const compiler = load()
  const ref = refOf(object)
  const made = compiler === null || ref === undefined ? null : compiler.compile(partial ? shown(ref) : whole(ref))
  validators.set(name, made)
  return made
}

const whole = (ref: string): object => ({ $ref: `https://schema.test/${ref}` })

/** What is shown of an object in part may lack fields; each that is there is as published. */
function shown(ref: string): object {
  const fields = Object.keys(schema?.$defs[ref.slice('#/$defs/'.length)]?.properties ?? {})
  return {
    type: 'object',
    required: ['id', 'object'],
    properties: Object.fromEntries(fields.map((field) => [field, whole(`${ref}/properties/${field}`)])),
  }
}

export class ContractError extends Error {
  override name = 'ContractError'
}

const violations: string[] = []

/** The violations so far; whoever takes them answers for them, and the run no longer fails for them. */
export const takeViolations = (): string[] => violations.splice(0)

// A test that expects a rejection, or takes any answer, may swallow the error. The exit of its file does not.
process.once('exit', () => {
  if (violations.length === 0) return
  console.error(`contract: broken\n${violations.join('\n')}`)
  process.exitCode = 1
})

function violated(message: string): never {
  violations.push(message)
  throw new ContractError(message)
}

/** Event types of ours; but for its type such an event is as published. */
const ourTypes = new Set(['order.paid', 'webhook_endpoint.disabled'])
/** Objects of ours that no published schema describes; they are held against their own. */
const ours = new Set([
  'order',
  'test_helpers.clock',
  'test_helpers.fault',
  'payment_method_catalogue_entry',
  'webhook_delivery',
  'webhook_resend',
  'webhook_signing_secret',
  'api_key',
  'audit_log_entry',
])

/** Throws where a body is not what the view of its object declares: a field too few, too many, or of another type. */
function holdToOwn(body: { readonly object: string }, where: string, partial: boolean): void {
  const fault = ownFault(body, partial)
  if (fault !== null) violated(`${where}: ${body.object}${fault}, by its own schema`)
}

/**
 * Throws where a body, or an object in it, is not what the published schema says. A publishable key's answer is partial by
 * design: it may lack fields.
 */
export function holdToContract(body: unknown, where: string, options: { partial?: boolean } = {}): void {
  if (typeof body !== 'object' || body === null || load() === null) return
  if ('error' in body) {
    holdError(body.error, where, options)
    return
  }
  if (!('object' in body) || typeof body.object !== 'string') violated(`${where}: the answer has no object`)
  if (body.object === 'list' || body.object === 'search_result') {
    holdList(body, where, options)
    return
  }
  if (ours.has(body.object)) {
    holdToOwn({ ...body, object: body.object }, where, options.partial ?? false)
    return
  }
  // What was deleted is shown by its id alone, whatever it was.
  if ('deleted' in body) {
    if (Object.keys(body).sort().join() !== 'deleted,id,object' || body.deleted !== true)
      violated(`${where}: a deleted ${body.object} has an id, an object and deleted: true`)
    return
  }
  const ownType = body.object === 'event' && ourTypes.has(String(Reflect.get(body, 'type')))
  const validate = validatorOf(body.object, options.partial ?? false)
  if (validate === null) violated(`${where}: there is no published schema of ${body.object}`)
  const valid: boolean = validate(ownType ? { ...body, type: 'charge.updated' } : body)
  if (!valid) {
    const [error] = validate.errors ?? []
    violated(
      `${where}: ${body.object}${error?.instancePath ?? ''} ${error?.message ?? 'is not valid'} ${JSON.stringify(error?.params)}`,
    )
  }
  holdToOwn({ ...body, object: body.object }, where, options.partial ?? false)
  if (body.object === 'event' && 'data' in body)
    holdToContract(Reflect.get(Object(body.data), 'object'), `${where} data`)
}

function holdList(list: object, where: string, options: { partial?: boolean }): void {
  const data: unknown = Reflect.get(list, 'data')
  if (!Array.isArray(data)) violated(`${where}: a list without data`)
  if (typeof Reflect.get(list, 'has_more') !== 'boolean') violated(`${where}: a list without has_more`)
  if (typeof Reflect.get(list, 'url') !== 'string') violated(`${where}: a list without url`)
  if (Reflect.get(list, 'object') === 'search_result') {
    const next: unknown = Reflect.get(list, 'next_page')
    if (next !== null && typeof next !== 'string') violated(`${where}: a search result without next_page`)
  }
  for (const item of data) holdToContract(item, where, options)
}

function holdError(error: unknown, where: string, options: { partial?: boolean }): void {
  if (typeof error !== 'object' || error === null) violated(`${where}: an error that is none`)
  for (const name of ['type', 'code', 'message', 'doc_url']) {
    if (typeof Reflect.get(error, name) !== 'string') violated(`${where}: an error without ${name}`)
  }
  if ('payment_intent' in error) holdToContract(error.payment_intent, `${where} error.payment_intent`, options)
  if ('payment_method' in error) holdToContract(error.payment_method, `${where} error.payment_method`, options)
}
