/** The pages under /docs: made once from what runs here, and the same for everybody. */
import type { FastifyInstance } from 'fastify'
import type { Dialects } from '../../engine/dialect.ts'
import { serveStatic } from '../../surfaces/http/static-answers.ts'
import { dialectDocument } from '../../surfaces/openapi/dialect-document.ts'
import { htmlType, policyOf } from '../layout.ts'
import { dialectPage, dialectsPage } from './dialects.ts'
import { errorsPage } from './errors.ts'
import { type EventEntry, eventsPage } from './events.ts'
import { mountNativeReference } from './native.ts'

export function mountReference(
  app: FastifyInstance,
  { dialects, events }: { readonly dialects: Dialects; readonly events: () => readonly EventEntry[] },
): void {
  const serve = (path: string, text: () => string) =>
    serveStatic(app, path, { type: htmlType, policy: policyOf(), text })
  mountNativeReference(app)
  serve('/docs/errors', errorsPage)
  serve('/docs/events', () => eventsPage(events()))
  serve('/docs/dialects', () => dialectsPage(dialects))
  for (const dialect of dialects.values()) {
    serve(`/docs/dialects/${dialect.name}`, () => dialectPage(dialect))
    serveStatic(app, `/${dialect.name}/openapi.json`, {
      type: 'application/json',
      text: () => JSON.stringify(dialectDocument(dialect)),
    })
  }
}
