import { Type } from 'typebox'
import { actorTypes } from '../../../engine/audit-note.ts'
import { pageOf } from '../../../engine/page.ts'
import { type AnyRoute, defineRoute } from '../../../engine/route.ts'
import { isRefusal } from '../../../kernel/refusal.ts'
import { IdParams, IdText, OneOf, pageFields } from '../../../kernel/schema.ts'
import { renderAuditEntry } from './views.ts'

const call = { tag: 'Audit log', method: 'GET', access: 'secret' } as const
const noun = 'audit_log_entry'

/** Ours. */
export const auditLogRoutes: readonly AnyRoute[] = [
  defineRoute({
    ...call,
    path: '/v1/audit_log',
    operationId: 'AuditLog.List',
    summary: 'List who wrote what, newest first',
    description:
      "One entry for each write: the actor, the call, and of each object the fields that changed, before and after. A new object's 'before' is null. Secrets are left out. 'created' is real time, also in a sandbox whose clock was moved.",
    query: Type.Object(
      {
        ...pageFields,
        object: Type.Optional(IdText('Only writes to this object, by its id.')),
        api_key: Type.Optional(IdText('Only by this key, by its id.')),
        actor: Type.Optional(OneOf(actorTypes)),
        operation: Type.Optional(
          Type.String({
            pattern: '^[a-z_.]{1,98}\\*?$',
            description: "An operation, or with a final '*' a family: 'payment_intent.*'.",
          }),
        ),
        request: Type.Optional(IdText('Only of this request, by the id in its `Request-Id` header.')),
      },
      { additionalProperties: false },
    ),
    answers: { noun, as: 'list' },
    handle: async ({ query, engine, request }) => {
      const { object = null, api_key = null, actor = null, operation = null, request: made = null } = query
      const filter = { object, api_key, actor, operation, request: made }
      const found = await engine.audit.list(filter, pageOf(query), request)
      if (isRefusal(found)) return found
      const data = found.data.map((entry) => renderAuditEntry(entry, request.environment.livemode))
      return engine.reply({ object: 'list', url: '/v1/audit_log', has_more: found.has_more, data })
    },
  }),
  defineRoute({
    ...call,
    path: '/v1/audit_log/:id',
    operationId: 'AuditLog.Retrieve',
    summary: 'Retrieve an entry of the audit log',
    params: IdParams,
    answers: { noun },
    handle: async ({ params, engine, request }) => {
      const entry = await engine.audit.find(params.id, request)
      return isRefusal(entry) ? entry : engine.reply(renderAuditEntry(entry, request.environment.livemode))
    },
  }),
]
