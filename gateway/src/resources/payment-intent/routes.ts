import { type Static, type TObject, Type } from 'typebox'
import { pageOf } from '../../engine/page.ts'
import { type AnyRoute, defineRoute } from '../../engine/route.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import {
  CurrencyCode,
  Flag,
  IdParams,
  IdText,
  Metadata,
  MinorUnits,
  OneOf,
  pageFields,
  ShippingFields,
  Text,
  Unsettable,
} from '../../kernel/schema.ts'
import { methodChoice, methodFields } from '../payment-method/index.ts'
import { cancelIntent } from './commands/cancel.ts'
import { captureIntent } from './commands/capture.ts'
import { confirmIntent } from './commands/confirm.ts'
import { createIntent } from './commands/create.ts'
import { incrementAuthorization } from './commands/increment-authorization.ts'
import { updateIntent } from './commands/update.ts'
import { cancellationReasons, captureMethods, confirmationMethods, type PaymentIntent } from './model.ts'
import { refuseIntent } from './refusals.ts'

const tag = 'Payment intents'

const methodOptions = Type.Object(
  {
    card: Type.Optional(
      Type.Object(
        {
          request_three_d_secure: Type.Optional(Unsettable(OneOf(['automatic', 'any', 'challenge'] as const))),
          capture_method: Type.Optional(Unsettable(OneOf(['manual'] as const))),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
)

const terms = {
  description: Type.Optional(Unsettable(Text(1000))),
  metadata: Type.Optional(Metadata),
  payment_method_types: Type.Optional(Type.Array(Text(50), { maxItems: 50 })),
  automatic_payment_methods: Type.Optional(
    Type.Object(
      { enabled: Flag(), allow_redirects: Type.Optional(OneOf(['always', 'never'] as const)) },
      { additionalProperties: false },
    ),
  ),
  payment_method_options: Type.Optional(Unsettable(methodOptions)),
  capture_method: Type.Optional(OneOf(captureMethods)),
  receipt_email: Type.Optional(Unsettable(Text(512))),
  setup_future_usage: Type.Optional(Unsettable(OneOf(['on_session', 'off_session'] as const))),
  shipping: Type.Optional(Unsettable(ShippingFields)),
  statement_descriptor: Type.Optional(Unsettable(Text(22))),
  statement_descriptor_suffix: Type.Optional(Unsettable(Text(22))),
  transfer_group: Type.Optional(Unsettable(Text(255))),
  customer: Type.Optional(Unsettable(IdText('A customer of this environment.'))),
  ...methodFields,
}
const confirmFields = {
  off_session: Type.Optional(
    Type.Union([Flag('The payer is not there to authenticate.'), OneOf(['one_off', 'recurring'] as const)]),
  ),
  return_url: Type.Optional(
    Type.String({
      maxLength: 2000,
      pattern: '^[a-zA-Z][a-zA-Z0-9+.-]*://[^\\s/]',
      description: 'Where the payer comes back to after a challenge.',
    }),
  ),
  use_stripe_sdk: Type.Optional(Flag('Accepted and without effect: the next action is chosen by return_url.')),
  error_on_requires_action: Type.Optional(
    Flag('Decline with authentication_required instead of asking the payer to authenticate.'),
  ),
}

const CreateBody = object({
  webhook_url: Type.Optional(
    Text(2000, "Where this payment's events go besides the endpoints, signed with the environment's own secret. Ours."),
  ),
  amount: MinorUnits(),
  currency: CurrencyCode,
  confirm: Type.Optional(Flag('Confirm at once.')),
  confirmation_method: Type.Optional(OneOf(confirmationMethods)),
  ...terms,
  ...confirmFields,
})
const UpdateBody = object({ amount: Type.Optional(MinorUnits()), currency: Type.Optional(CurrencyCode), ...terms })
const ConfirmBody = object({
  capture_method: terms.capture_method,
  payment_method_options: terms.payment_method_options,
  payment_method_types: terms.payment_method_types,
  receipt_email: terms.receipt_email,
  setup_future_usage: terms.setup_future_usage,
  shipping: terms.shipping,
  client_secret: Type.Optional(Text(255, 'With a publishable key: the secret of the intent.')),
  ...methodFields,
  ...confirmFields,
})

function object<F extends Parameters<typeof Type.Object>[0]>(fields: F) {
  return Type.Object(fields, { additionalProperties: false })
}

/** With a publishable key only the intent whose secret is shown can be seen. */
const secretOf = (audience: string, client_secret: string | undefined): string | null =>
  audience === 'publishable' ? (client_secret ?? '') : (client_secret ?? null)

const customerMissing = (customer: string | null | undefined) =>
  customer === undefined || customer === null ? null : refuseIntent.customerUnknown({ id: customer })

const post = <Body extends TObject>(
  verb: string,
  summary: string,
  body: Body,
  handle: Parameters<typeof defineRoute<typeof IdParams, TObject, Body>>[0]['handle'],
  access: 'secret' | 'client' = 'secret',
): AnyRoute =>
  defineRoute({
    method: 'POST',
    path: verb === 'update' ? '/v1/payment_intents/:id' : `/v1/payment_intents/:id/${verb}`,
    tag,
    operationId: `PaymentIntents.${verb.replace(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())}`,
    summary,
    access,
    params: IdParams,
    body,
    answers: { noun: 'payment_intent' },
    handle,
  })

const lower = (currency: string | undefined): { currency?: string } =>
  currency === undefined ? {} : { currency: currency.toLowerCase() }

export const paymentIntentRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'POST',
    path: '/v1/payment_intents',
    tag,
    operationId: 'PaymentIntents.Create',
    summary: 'Create a payment intent, and with confirm=true pay it',
    access: 'secret',
    body: CreateBody,
    answers: { noun: 'payment_intent' },
    handle: async ({ body, engine, request }) => {
      const refusal = customerMissing(body.customer) ?? unconfirmed(body)
      if (refusal !== null) return refusal
      const url = body.webhook_url
      const forbidden = url === undefined ? null : await engine.webhooks.refuseUrl(url, 'webhook_url', request)
      if (forbidden !== null) return forbidden
      const method = methodChoice(body, engine, request)
      if (isRefusal(method)) return method
      const {
        confirm,
        off_session,
        error_on_requires_action,
        return_url,
        confirmation_method,
        amount,
        currency,
        ...rest
      } = body
      return await engine.run(
        createIntent,
        {
          ...rest,
          amount,
          currency: currency.toLowerCase(),
          method,
          confirm: confirm ?? false,
          off_session: isOffSession(off_session) || error_on_requires_action === true,
          return_url: return_url ?? null,
          confirmation_method: confirmation_method ?? 'automatic',
        },
        request,
      )
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/payment_intents/:id',
    tag,
    operationId: 'PaymentIntents.Retrieve',
    summary: 'Retrieve a payment intent',
    description: 'With a publishable key, send its client_secret; the answer then shows what a browser needs.',
    access: 'client',
    params: IdParams,
    query: Type.Object({ client_secret: Type.Optional(Text(255)) }, { additionalProperties: false }),
    answers: { noun: 'payment_intent' },
    handle: async ({ params, query, engine, request }) => {
      const secret = secretOf(request.audience, query.client_secret)
      if (secret !== null) {
        const row = await engine.row<PaymentIntent>('payment_intent', params.id, request)
        if (row !== null && row.client_secret !== secret) return refuseIntent.secretWrong({ id: params.id })
      }
      return await engine.show('payment_intent', params.id, request)
    },
  }),
  post('update', 'Change a payment intent', UpdateBody, async ({ params, body, engine, request }) => {
    const refusal = customerMissing(body.customer)
    if (refusal !== null) return refusal
    const method = methodChoice(body, engine, request)
    if (isRefusal(method)) return method
    return await engine.run(updateIntent, { ...body, ...lower(body.currency), intent: params.id, method }, request)
  }),
  post(
    'confirm',
    'Confirm a payment intent: try to pay it',
    ConfirmBody,
    async ({ params, body, engine, request }) => {
      const method = methodChoice(body, engine, request)
      if (isRefusal(method)) return method
      const { off_session, error_on_requires_action, return_url, client_secret, ...rest } = body
      return await engine.run(
        confirmIntent,
        {
          ...rest,
          intent: params.id,
          method,
          off_session: isOffSession(off_session) || error_on_requires_action === true,
          return_url: return_url ?? null,
          client_secret: secretOf(request.audience, client_secret),
        },
        request,
      )
    },
    'client',
  ),
  post(
    'capture',
    'Capture an authorised payment, or a part of it',
    object({
      amount_to_capture: Type.Optional(MinorUnits('All that is left by default.')),
      final_capture: Type.Optional(Flag('False where more captures follow; otherwise the rest is released.')),
    }),
    async ({ params, body, engine, request }) =>
      await engine.run(captureIntent, { ...body, intent: params.id }, request),
  ),
  post(
    'increment_authorization',
    'Raise an authorised amount',
    object({ amount: MinorUnits('The new total.') }),
    async ({ params, body, engine, request }) =>
      await engine.run(incrementAuthorization, { amount: body.amount, intent: params.id }, request),
  ),
  post(
    'cancel',
    'Cancel a payment intent',
    object({ cancellation_reason: Type.Optional(OneOf(cancellationReasons)) }),
    async ({ params, body, engine, request }) =>
      await engine.run(
        cancelIntent,
        { intent: params.id, cancellation_reason: body.cancellation_reason ?? null },
        request,
      ),
  ),
  defineRoute({
    method: 'GET',
    path: '/v1/payment_intents',
    tag,
    operationId: 'PaymentIntents.List',
    summary: 'List payment intents, newest first',
    access: 'secret',
    query: object({ ...pageFields, customer: Type.Optional(IdText('Only of this customer.')) }),
    answers: { noun: 'payment_intent', as: 'list' },
    handle: async ({ query, engine, request }) =>
      await engine.list('payment_intent', { customer: query.customer }, pageOf(query), '/v1/payment_intents', request),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/payment_intents/search',
    tag,
    operationId: 'PaymentIntents.Search',
    summary: 'Search payment intents',
    description:
      "Clauses such as `status:'succeeded' AND amount>1000`, on amount, created, currency, customer, status and metadata['key'].",
    access: 'secret',
    query: object({ query: Text(1000), limit: pageFields.limit, page: Type.Optional(Text(255)) }),
    answers: { noun: 'payment_intent', as: 'search' },
    handle: async ({ query, engine, request }) =>
      await engine.search(
        'payment_intent',
        query.query,
        query.limit ?? 10,
        query.page ?? null,
        '/v1/payment_intents/search',
        request,
      ),
  }),
]

const isOffSession = (value: boolean | 'one_off' | 'recurring' | undefined): boolean =>
  value !== undefined && value !== false

/** Parameters that only mean something when the intent is confirmed. */
function unconfirmed(body: Static<typeof CreateBody>) {
  if (body.confirm) return null
  const param =
    body.off_session !== undefined
      ? 'off_session'
      : body.return_url !== undefined
        ? 'return_url'
        : body.error_on_requires_action !== undefined
          ? 'error_on_requires_action'
          : null
  return param === null ? null : refuseIntent.confirmParameterWithoutConfirm({ param })
}
