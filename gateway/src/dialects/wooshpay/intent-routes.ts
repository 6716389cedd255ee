/** The calls that make payment intents and change them. */

import { Type } from 'typebox'
import { ignored, mapped, refused } from '../../contracts/dialect.ts'
import { wholeFields } from '../../engine/browser.ts'
import { type AnyForeignRoute, defineForeignRoute } from '../../engine/dialect.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/refusal.ts'
import { Flag, IdParams, OneOf, Text, Unsettable } from '../../kernel/schema.ts'
import {
  cancelIntent,
  captureIntent,
  confirmIntent,
  createIntent,
  type PaymentIntent,
  paymentIntent,
  updateIntent,
} from '../../resources/payments/payment-intent/index.ts'
import { conventions } from './conventions.ts'
import { secretInputMappings } from './field-mappings.ts'
import {
  AmountField,
  CurrencyField,
  confirmed,
  confirmedInputMappings,
  confirmedOf,
  isOffSession,
  ReturnUrlField,
  terms,
  termsInputMappings,
  termsOf,
} from './intent-terms.ts'
import { browserMethod, offSession, offSessionInputMappings } from './methods.ts'
import { amountSent, methodNamed, rowNamed, secretShown } from './request-values.ts'

/** Of the query of the documents' own sample, which a collection of requests has left there. */
const leftovers = [
  'members',
  'reference',
  'Type',
  '_postman_listIndexKey',
  '_postman_listAllowsMultipleValues',
] as const
const leftoverQuery = Type.Object(
  Object.fromEntries(leftovers.map((name) => [name, Type.Optional(Unsettable(Text(255)))])),
)
const leftover = ignored('It stands in the documents’ sample and is described nowhere.')

const create = defineForeignRoute({
  method: 'POST',
  path: '/v1/payment_intents',
  resource: 'payment_intents',
  operationId: 'PaymentIntents.Create',
  summary: 'Create a payment intent, and with confirm=true pay it',
  source: 'vendor',
  access: 'secret',
  query: leftoverQuery,
  body: Type.Object({
    amount: AmountField,
    currency: CurrencyField,
    confirm: Type.Optional(Flag()),
    ...terms,
    return_url: Type.Optional(ReturnUrlField),
    ...offSession,
    confirmation_method: Type.Optional(OneOf(['automatic', 'manual'] as const)),
    canceled_at: Type.Optional(Type.Integer()),
  }),
  fields: {
    amount: mapped('amount'),
    currency: mapped('currency'),
    confirm: mapped('confirm'),
    ...termsInputMappings,
    return_url: mapped('return_url'),
    ...offSessionInputMappings,
    confirmation_method: mapped('confirmation_method'),
    canceled_at: ignored('A payment that is being made has not been canceled; the call that cancels sets it.'),
    ...Object.fromEntries(leftovers.map((name) => [`?${name}`, leftover])),
  },
  answers: ['paymentIntent'],
  handle: async ({ body, exact, engine, request }) => {
    const amount = amountSent(exact('amount'), body.currency, 'amount')
    if (isRefusal(amount)) return amount
    const given = await termsOf(body, { engine, request })
    if (isRefusal(given)) return given
    const method = await methodNamed(body, { engine, request })
    if (isRefusal(method)) return method
    return await engine.run(
      createIntent,
      {
        ...given,
        foreign: given.foreign ?? { dialect: conventions.name, data: {} },
        // Whatever fits, where the merchant names nothing.
        ...(body.payment_method_types === undefined ? { automatic_payment_methods: { enabled: true } } : {}),
        amount,
        currency: body.currency.toLowerCase(),
        method,
        confirm: body.confirm ?? false,
        off_session: isOffSession(body),
        return_url: body.return_url ?? null,
        confirmation_method: body.confirmation_method ?? 'automatic',
      },
      request,
    )
  },
})

const update = defineForeignRoute({
  method: 'POST',
  path: '/v1/payment_intents/:id',
  resource: 'payment_intents',
  operationId: 'PaymentIntents.Update',
  summary: 'Change a payment intent',
  source: 'vendor',
  access: 'secret',
  params: IdParams,
  body: Type.Object({ amount: Type.Optional(AmountField), currency: Type.Optional(CurrencyField), ...terms }),
  fields: {
    amount: mapped('amount'),
    currency: mapped('currency'),
    ...termsInputMappings,
    return_url: refused('it is sent with the confirm.'),
    confirmation_method: refused('it is chosen when the payment is made.'),
  },
  answers: ['paymentIntent'],
  handle: async ({ params, body, exact, engine, request }) => {
    const intent = await rowNamed(paymentIntent, params.id, { engine, request })
    if (isRefusal(intent)) return intent
    const amount =
      body.amount === undefined ? undefined : amountSent(exact('amount'), body.currency ?? intent.currency, 'amount')
    if (isRefusal(amount)) return amount
    const given = await termsOf(body, { engine, request })
    if (isRefusal(given)) return given
    const elsewhere = given.foreign === undefined ? null : keptElsewhere(intent, given.foreign.data)
    if (elsewhere !== null) return elsewhere
    const method = await methodNamed(body, { engine, request })
    if (isRefusal(method)) return method
    return await engine.run(
      updateIntent,
      {
        ...given,
        ...(amount === undefined ? {} : { amount }),
        ...(body.currency === undefined ? {} : { currency: body.currency.toLowerCase() }),
        ...(amount !== undefined && body.currency === undefined ? { counted_in: intent.currency } : {}),
        intent: intent.id,
        method,
      },
      request,
    )
  },
})

/** A payment of another API keeps what that API was sent, and has no room for ours. */
function keptElsewhere({ foreign }: PaymentIntent, sent: JsonObject): Refusal | null {
  if (foreign === null || foreign.dialect === conventions.name) return null
  const [param = ''] = Object.keys(sent)
  return refuse.parameterInvalid({
    param,
    why: 'this payment was made through another API, whose references it keeps.',
  })
}

const confirm = defineForeignRoute({
  method: 'POST',
  path: '/v1/payment_intents/:id/confirm',
  resource: 'payment_intents',
  operationId: 'PaymentIntents.Confirm',
  summary: 'Confirm a payment intent: try to pay it',
  source: 'vendor',
  access: 'public',
  params: IdParams,
  body: Type.Object({
    ...confirmed,
    return_url: Type.Optional(ReturnUrlField),
    client_secret: Type.Optional(Text(255)),
    ...offSession,
  }),
  browser: {
    ...wholeFields('client_secret', 'return_url', 'receipt_email', 'shipping'),
    setup_future_usage: ['on_session', 'off_session'],
    ...browserMethod,
    payment_method_options: { wechat_pay: wholeFields('client') },
  },
  fields: {
    ...confirmedInputMappings,
    return_url: mapped('return_url'),
    ...secretInputMappings,
    ...offSessionInputMappings,
  },
  answers: ['paymentIntent'],
  handle: async ({ params, body, engine, request }) => {
    const intent = await rowNamed(paymentIntent, params.id, { engine, request })
    if (isRefusal(intent)) return intent
    const method = await methodNamed(body, { engine, request })
    if (isRefusal(method)) return method
    return await engine.run(
      confirmIntent,
      {
        ...confirmedOf(body),
        intent: intent.id,
        method,
        off_session: isOffSession(body),
        return_url: body.return_url ?? null,
        client_secret: secretShown(intent, 'payment_intent', body.client_secret, request.audience),
      },
      request,
    )
  },
})

const capture = defineForeignRoute({
  method: 'POST',
  path: '/v1/payment_intents/:id/capture',
  resource: 'payment_intents',
  operationId: 'PaymentIntents.Capture',
  summary: 'Capture an authorised payment, or a part of it',
  source: 'vendor',
  access: 'secret',
  params: IdParams,
  body: Type.Object({ amount_to_capture: Type.Optional(AmountField) }),
  fields: { amount_to_capture: mapped('amount_to_capture') },
  answers: ['paymentIntent'],
  handle: async ({ params, body, exact, engine, request }) => {
    const intent = await rowNamed(paymentIntent, params.id, { engine, request })
    if (isRefusal(intent)) return intent
    const asked = body.amount_to_capture
    const amount =
      asked === undefined ? null : amountSent(exact('amount_to_capture'), intent.currency, 'amount_to_capture')
    if (isRefusal(amount)) return amount
    return await engine.run(
      captureIntent,
      { intent: intent.id, ...(amount === null ? {} : { amount_to_capture: amount }) },
      request,
    )
  },
})

const reasons = ['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer'] as const

const cancel = defineForeignRoute({
  method: 'POST',
  path: '/v1/payment_intents/:id/cancel',
  resource: 'payment_intents',
  operationId: 'PaymentIntents.Cancel',
  summary: 'Cancel a payment intent',
  source: 'vendor',
  access: 'secret',
  params: IdParams,
  body: Type.Object({ cancellation_reason: Type.Optional(OneOf(reasons)) }),
  fields: { cancellation_reason: mapped('cancellation_reason') },
  answers: ['paymentIntent'],
  handle: async ({ params, body, engine, request }) => {
    const intent = await rowNamed(paymentIntent, params.id, { engine, request })
    if (isRefusal(intent)) return intent
    const { cancellation_reason = null } = body
    return await engine.run(cancelIntent, { intent: intent.id, cancellation_reason }, request)
  },
})

export const wooshpayIntentRoutes: readonly AnyForeignRoute[] = [create, update, confirm, capture, cancel]
