/** The documents of the native API. Each is made when it is first asked for, and none is kept but as it is sent. */
import type { FastifyInstance } from 'fastify'
import { serveStatic } from '../http/static-answers.ts'
import { collectionOf } from './collection.ts'
import { type ApiDescription, openApiOf } from './document.ts'
import { llmsText } from './llms.ts'
import { withSamples } from './samples.ts'

export function mountDocuments(app: FastifyInstance, described: ApiDescription): void {
  const document = () => openApiOf(described)
  const type = 'application/json'
  serveStatic(app, '/openapi.json', { type, text: () => JSON.stringify(withSamples(document())) })
  serveStatic(app, '/collection.json', { type, text: () => JSON.stringify(collectionOf(document())) })
  serveStatic(app, '/llms.txt', { type: 'text/plain; charset=utf-8', text: () => llmsText(document()) })
}
