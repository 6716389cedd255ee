import { Type } from 'typebox'
import type { MethodCatalogue } from '../../../contracts/method.ts'
import { wholeFields } from '../../../engine/browser.ts'
import { type AnyRoute, defineRoute, type Engine, type RequestContext } from '../../../engine/route.ts'
import { defineRefusal, isRefusal } from '../../../kernel/refusal.ts'
import { BrowserAddress, IdParams, OneOf, ShippingFields, Unsettable } from '../../../kernel/schema.ts'
import { acceptanceOf, browserMandate, MandateData } from '../../customers/mandate/index.ts'
import {
  browserMethodFields,
  methodChoice,
  methodFieldsOf,
  type ShippingInput,
  shippingOf,
} from '../../customers/payment-method/index.ts'
import { confirmationToken } from './aggregate.ts'
import { makeToken } from './commands/make.ts'
import { refuseToken } from './refusals.ts'

const tag = 'Confirmation tokens'
const answers = { noun: 'confirmation_token' } as const
const object = <F extends Parameters<typeof Type.Object>[0]>(fields: F) =>
  Type.Object(fields, { additionalProperties: false })

const refuseLive = defineRefusal(
  'forbidden',
  'test_helper_live_mode',
  'Test helpers exist in sandboxes only. In live mode a page makes the token, with a publishable key.',
  () => 'Confirmation tokens of live environments are made by pages, with a publishable key.',
)

const bodyOf = (methods: MethodCatalogue) =>
  object({
    ...methodFieldsOf(methods),
    payment_method_options: Type.Optional(
      object({
        card: Type.Optional(
          object({
            installments: Type.Optional(
              object({
                plan: object({
                  count: Type.Optional(Type.Integer({ minimum: 2, maximum: 48 })),
                  interval: Type.Optional(OneOf(['month'] as const)),
                  type: OneOf(['fixed_count', 'bonus', 'revolving'] as const),
                }),
              }),
            ),
          }),
        ),
      }),
    ),
    mandate_data: Type.Optional(Unsettable(MandateData)),
    return_url: Type.Optional(BrowserAddress(2000, 'Where the payer comes back to.')),
    setup_future_usage: Type.Optional(OneOf(['on_session', 'off_session'] as const)),
    shipping: Type.Optional(ShippingFields),
  })

const making = (methods: MethodCatalogue, path: string, operationId: string, access: 'client' | 'secret') =>
  defineRoute({
    method: 'POST',
    path,
    tag,
    operationId,
    summary: 'Keep what a payer chose, for a server to confirm with',
    description: 'Good for one confirm, within twelve hours.',
    access,
    body: bodyOf(methods),
    ...(access === 'client'
      ? {
          browser: {
            ...wholeFields('expand', 'payment_method_options', 'return_url', 'setup_future_usage', 'shipping'),
            mandate_data: browserMandate,
            ...browserMethodFields(methods),
          },
        }
      : {}),
    answers,
    handle: async ({ body, engine, request }) => {
      if (access === 'secret' && request.environment.livemode) return refuseLive()
      const method = await methodChoice(body, engine, request)
      if (isRefusal(method)) return method
      if (method === null) return refuseToken.methodMissing()
      return await engine.run(makeToken, { method, ...termsOf(body, engine, request) }, request)
    },
  })

type Terms = {
  readonly mandate_data?: Parameters<typeof acceptanceOf>[0] | null
  readonly payment_method_options?: {
    readonly card?: {
      readonly installments?: {
        readonly plan: { count?: number; interval?: 'month'; type: 'fixed_count' | 'bonus' | 'revolving' }
      }
    }
  }
  readonly return_url?: string
  readonly setup_future_usage?: 'on_session' | 'off_session'
  readonly shipping?: ShippingInput
}
const termsOf = (body: Terms, engine: Engine, request: RequestContext) => ({
  acceptance: body.mandate_data ? acceptanceOf(body.mandate_data, engine.now(request)) : null,
  installments: body.payment_method_options?.card?.installments?.plan ?? null,
  return_url: body.return_url ?? null,
  setup_future_usage: body.setup_future_usage ?? null,
  shipping: body.shipping === undefined ? null : shippingOf(body.shipping),
})

/** The calls of confirmation tokens: pages make them, servers look at them; in sandboxes a server makes its own. */
export const confirmationTokenRoutes = (methods: MethodCatalogue): readonly AnyRoute[] => [
  making(methods, '/v1/confirmation_tokens', 'ConfirmationTokens.Make', 'client'),
  making(methods, '/v1/test_helpers/confirmation_tokens', 'TestHelpers.ConfirmationTokens.Create', 'secret'),
  defineRoute({
    method: 'GET',
    path: '/v1/confirmation_tokens/:id',
    tag,
    operationId: 'ConfirmationTokens.Retrieve',
    summary: 'Retrieve a confirmation token',
    access: 'secret',
    params: IdParams,
    answers,
    handle: async ({ params, engine, request }) => await engine.show(confirmationToken, params.id, request),
  }),
]
