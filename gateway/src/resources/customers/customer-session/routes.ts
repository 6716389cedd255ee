import { type TObject, Type } from 'typebox'
import { wholeFields } from '../../../engine/browser.ts'
import { pageOf } from '../../../engine/page.ts'
import { type AnyRoute, defineRoute } from '../../../engine/route.ts'
import { isRefusal, refuse } from '../../../kernel/refusal.ts'
import { Flag, IdText, NotYet, OneOf, pageFields, Text, Unsettable } from '../../../kernel/schema.ts'
import { detachMethod } from '../customer/index.ts'
import { notOfferedReasons, paymentMethod } from '../payment-method/index.ts'
import { openSession } from './commands/open.ts'
import { openSessionOf, refuseSession } from './session-access.ts'

const tag = 'Customer sessions'
const object = <F extends TObject['properties']>(fields: F) => Type.Object(fields, { additionalProperties: false })
const Enabled = Type.Optional(OneOf(['enabled', 'disabled'] as const))
const Allowed = OneOf(['always', 'limited', 'unspecified'] as const)

/** Pages of the published API that do not exist here; that one is not wanted may be said. */
const onlyElement = 'only payment_element exists here'
const Absent = Type.Optional(object({ enabled: Flag(), features: NotYet(onlyElement) }))

export const customerSessionRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'POST',
    path: '/v1/customer_sessions',
    tag,
    operationId: 'CustomerSessions.Create',
    summary: "Let a browser or an app see a customer's saved methods for half an hour",
    access: 'secret',
    body: object({
      customer: IdText('Whose methods.'),
      customer_account: NotYet(notOfferedReasons.accounts),
      components: Type.Optional(
        object({
          active_entitlements: Absent,
          buy_button: Absent,
          customer_portal: Absent,
          customer_sheet: Absent,
          mobile_payment_element: Absent,
          pricing_table: Absent,
          payment_element: Type.Optional(
            object({
              enabled: Flag(),
              features: Type.Optional(
                object({
                  payment_method_redisplay: Enabled,
                  payment_method_save: Enabled,
                  payment_method_remove: Enabled,
                  payment_method_redisplay_limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10 })),
                  payment_method_save_usage: Type.Optional(Unsettable(OneOf(['on_session', 'off_session'] as const))),
                  payment_method_allow_redisplay_filters: Type.Optional(Type.Array(Allowed, { maxItems: 3 })),
                }),
              ),
            }),
          ),
        }),
      ),
    }),
    answers: { noun: 'customer_session' },
    handle: async ({ body, engine, request }) => {
      const { payment_element, ...others } = body.components ?? {}
      const absent = Object.entries(others).find(([, component]) => component?.enabled)
      if (absent !== undefined) return refuse.parameterNotYet({ param: `components[${absent[0]}]`, why: onlyElement })
      const asked = payment_element?.features
      const features = {
        redisplay: asked?.payment_method_redisplay !== 'disabled',
        allow_redisplay: asked?.payment_method_allow_redisplay_filters ?? (['always'] as const),
        save: asked?.payment_method_save === 'enabled',
        remove: asked?.payment_method_remove === 'enabled',
        ...(asked?.payment_method_redisplay_limit === undefined
          ? {}
          : { redisplay_limit: asked.payment_method_redisplay_limit }),
        ...(asked?.payment_method_save_usage == null ? {} : { save_usage: asked.payment_method_save_usage }),
      }
      return await engine.run(openSession, { customer: body.customer, features }, request)
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/customer_sessions/payment_methods',
    tag,
    operationId: 'CustomerSessions.ListPaymentMethods',
    summary: "List the saved methods that a session's page may show",
    description: 'Ours. With a publishable key and the client secret of the session.',
    access: 'client',
    query: object({ ...pageFields, client_secret: Text(255) }),
    answers: { noun: 'payment_method', as: 'list' },
    handle: async ({ query, engine, request }) => {
      const session = await openSessionOf(query.client_secret, engine, request)
      if (isRefusal(session)) return session
      if (!session.features.redisplay) return refuseSession.notAllowed({ what: 'showing saved methods' })
      const where = { customer: session.customer, allow_redisplay: session.features.allow_redisplay }
      const url = '/v1/customer_sessions/payment_methods'
      const page = pageOf(query)
      const limit = Math.min(page.limit, session.features.redisplay_limit ?? page.limit)
      return await engine.list(paymentMethod, where, { ...page, limit }, url, request)
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/customer_sessions/detach_payment_method',
    tag,
    operationId: 'CustomerSessions.DetachPaymentMethod',
    summary: 'Take away a saved method, on the wish of its payer',
    description: 'Ours. With a publishable key and the client secret of a session that allows it.',
    access: 'client',
    body: object({ client_secret: Text(255), payment_method: IdText('The method to take away.') }),
    browser: wholeFields('client_secret', 'payment_method', 'expand'),
    answers: { noun: 'payment_method' },
    handle: async ({ body, engine, request }) => {
      const session = await openSessionOf(body.client_secret, engine, request)
      if (isRefusal(session)) return session
      const method = await engine.row(paymentMethod, body.payment_method, request)
      if (!session.features.remove || method?.customer !== session.customer)
        return refuseSession.notAllowed({ what: 'taking this method away' })
      return await engine.run(detachMethod, { id: body.payment_method }, request)
    },
  }),
]
