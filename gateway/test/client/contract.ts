/**
 * The contract hook: every response body that a test receives is held against the published schema of its object. The
 * schema is read from `../shared/specs/` beside the checkout; where that is absent the hook says so once.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'

const file = join(import.meta.dirname, '../../../../shared/specs/stripe/stripe-schema-2026-10-28.endive.json')

type SchemaFile = { properties: Record<string, { $ref: string }>; $defs: object }
let schema: SchemaFile | null = null
let ajv: Ajv2020 | null = null
let told = false
const validators = new Map<string, ValidateFunction | null>()

function load(): Ajv2020 | null {
  if (ajv !== null) return ajv
  if (!existsSync(file)) {
    if (!told)
      console.error('contract: ../shared/specs is absent, so answers are not held against the published schema')
    told = true
    return null
  }
  schema = JSON.parse(readFileSync(file, 'utf8')) as SchemaFile
  ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: false })
  ajv.addSchema({ $id: 'https://schema.test/', $defs: schema.$defs })
  return ajv
}

function validatorOf(object: string): ValidateFunction | null {
  const known = validators.get(object)
  if (known !== undefined) return known
  const compiler = load()
  // The published file lists events only by their base.
  const ref = schema?.properties[object]?.$ref ?? (object === 'event' ? '#/$defs/Events.EventBase' : undefined)
  const made = compiler === null || ref === undefined ? null : compiler.compile({ $ref: `https://schema.test/${ref}` })
  validators.set(object, made)
  return made
}

export class ContractError extends Error {
  override name = 'ContractError'
}

/** Objects of ours that no published schema describes. */
const ours = new Set(['test_helpers.clock'])

/** Throws where a body, or an object in it, is not what the published schema says. A publishable key's answer is partial by design. */
export function holdToContract(body: unknown, where: string, options: { partial?: boolean } = {}): void {
  if (typeof body !== 'object' || body === null || load() === null) return
  if ('error' in body) {
    holdError(body.error, where, options)
    return
  }
  if (!('object' in body) || typeof body.object !== 'string')
    throw new ContractError(`${where}: the answer has no object`)
  if (body.object === 'list' || body.object === 'search_result') {
    const { data } = body as { data?: unknown }
    if (!Array.isArray(data)) throw new ContractError(`${where}: a list without data`)
    for (const item of data) holdToContract(item, where, options)
    return
  }
  if (ours.has(body.object) || options.partial) return
  const validate = validatorOf(body.object)
  if (validate === null) throw new ContractError(`${where}: there is no published schema of ${body.object}`)
  const valid: boolean = validate(body)
  if (!valid) {
    const [error] = validate.errors ?? []
    throw new ContractError(
      `${where}: ${body.object}${error?.instancePath ?? ''} ${error?.message ?? 'is not valid'} ${JSON.stringify(error?.params)}`,
    )
  }
  if (body.object === 'event')
    holdToContract((body as unknown as { data: { object: unknown } }).data.object, `${where} data.object`)
}

function holdError(error: unknown, where: string, options: { partial?: boolean }): void {
  if (typeof error !== 'object' || error === null) throw new ContractError(`${where}: an error that is none`)
  for (const name of ['type', 'code', 'message', 'doc_url']) {
    if (typeof Reflect.get(error, name) !== 'string') throw new ContractError(`${where}: an error without ${name}`)
  }
  if ('payment_intent' in error) holdToContract(error.payment_intent, `${where} error.payment_intent`, options)
}
