/** Answers held against the schemas that our own views declare. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { apiViews } from '../../src/app/registry.ts'
import { expandableFields } from '../../src/engine/expandable.ts'
import { clockView } from '../../src/sandbox/clock-answer.ts'
import { faultsRemovedView, faultView } from '../../src/sandbox/fault-routes.ts'
import { objectsOf } from '../../src/surfaces/openapi/document.ts'
import type { DocumentSchema } from '../../src/surfaces/openapi/schema.ts'

export const ownViews = [...apiViews, clockView, faultView, faultsRemovedView]

const validators = new Map<string, ValidateFunction>()
let ajv: Ajv2020 | null = null
let schemas: ReadonlyMap<string, DocumentSchema> | null = null

function load() {
  schemas ??= new Map([...objectsOf(ownViews)].map(([noun, schema]) => [noun, withExpandable(noun, schema)]))
  if (ajv === null) {
    ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: false })
    ajv.addSchema({ $id: 'https://own.test/', components: { schemas: Object.fromEntries(schemas) } })
  }
  return { ajv, schemas }
}

/** Older code may have fields expanded that the object has no more: they are then shown as null, or as an empty list. */
function withExpandable(noun: string, schema: DocumentSchema): DocumentSchema {
  if (schema.properties === undefined) return schema
  const more = [...(expandableFields.get(noun)?.keys() ?? [])].map((name) => [name, {}] as const)
  return { ...schema, properties: { ...Object.fromEntries(more), ...schema.properties } }
}

const placeOf = (noun: string): string => `https://own.test/#/components/schemas/${noun}`

/** What a publishable key sees may lack fields; each that is there is as declared. */
function part(noun: string, schema: DocumentSchema | undefined): object {
  const fields = Object.keys(schema?.properties ?? {})
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field, { $ref: `${placeOf(noun)}/properties/${field}` }])),
    additionalProperties: schema?.additionalProperties ?? false,
  }
}

function validatorOf(noun: string, partial: boolean): ValidateFunction {
  const name = partial ? `${noun}, in part` : noun
  const known = validators.get(name)
  if (known !== undefined) return known
  const { ajv: compiler, schemas: all } = load()
  const made = compiler.compile(partial ? part(noun, all.get(noun)) : { $ref: placeOf(noun) })
  validators.set(name, made)
  return made
}

/** Where and why a body is not what the view of its object declares; null where it is. */
export function ownFault(body: { readonly object: string }, partial: boolean): string | null {
  const noun = body.object === 'test_helpers.fault' && !('id' in body) ? 'test_helpers.faults_removed' : body.object
  if (!load().schemas.has(noun)) return ' has no view'
  const validate = validatorOf(noun, partial)
  if (validate(body)) return null
  const [error] = validate.errors ?? []
  return `${error?.instancePath ?? ''} ${error?.message ?? 'is not valid'} ${JSON.stringify(error?.params)}`
}
