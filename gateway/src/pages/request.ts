/** What a page reads of a request: ids, fields of its form and its address, and the language it is spoken to in. */
import type { FastifyRequest } from 'fastify'
import { parseForm } from '../surfaces/http/body.ts'
import { type Speech, speechFor } from './language.ts'

/** What may be an id of ours; anything else never reaches the database. */
export const mayBeId = (text: string): boolean => /^\w{1,64}$/.test(text)

/** A field of a form, or `''`. */
const formField = (form: string, name: string): string => {
  const fields: unknown = parseForm(form)
  const value: unknown = typeof fields === 'object' && fields !== null ? Reflect.get(fields, name) : undefined
  return typeof value === 'string' ? value : ''
}
/** A field of the form that a page sent, or `''`. */
export const bodyField = (request: FastifyRequest, name: string): string =>
  formField(Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '', name)
/** A field of an address, or `''`. */
export const queryField = (url: string, name: string): string => formField(url.split('?')[1] ?? '', name)

/** The language of whoever looks at a page. */
export const speechOf = (request: FastifyRequest): Speech => speechFor(request, queryField(request.url, 'locale'))
