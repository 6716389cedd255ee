import { type TObject, Type } from 'typebox'
import type { MethodCatalogue } from '../../../contracts/method.ts'
import { wholeFields } from '../../../engine/browser.ts'
import { pageOf } from '../../../engine/page.ts'
import { type AnyRoute, defineRoute } from '../../../engine/route.ts'
import { isRefusal } from '../../../kernel/refusal.ts'
import {
  BrowserAddress,
  CurrencyCode,
  Flag,
  IdParams,
  IdText,
  MetadataField,
  MinorUnits,
  NotYet,
  OneOf,
  pageFields,
  Text,
  Unsettable,
} from '../../../kernel/schema.ts'
import { acceptanceOf, browserMandate, MandateData, type MandateInput } from '../../customers/mandate/index.ts'
import {
  browserMethodFields,
  methodChoice,
  methodFieldsOf,
  notOfferedReasons,
} from '../../customers/payment-method/index.ts'
import { withToken } from '../confirmation-token/index.ts'
import { setupAttempt, setupIntent } from './aggregate.ts'
import { setupConfirmOptionsOf } from './attempt.ts'
import { cancelSetup } from './commands/cancel.ts'
import { confirmSetup } from './commands/confirm.ts'
import { createSetup } from './commands/create.ts'
import { updateSetup } from './commands/update.ts'
import { refuseCurrency, refuseWithoutConfirm } from './confirm-only-fields.ts'
import { setupCancellations } from './model.ts'
import { setupOptionsOf } from './options.ts'
import { refuseSetup } from './refusals.ts'

const tag = 'Setup intents'
const answers = { noun: 'setup_intent' } as const
const object = <F extends TObject['properties']>(fields: F) => Type.Object(fields, { additionalProperties: false })

const confirmFields = {
  confirmation_token: Type.Optional(IdText('What the payer chose on a page; the request goes before it.')),
  mandate_data: Type.Optional(Unsettable(MandateData)),
  return_url: Type.Optional(BrowserAddress(2000, 'Where the payer comes back to.')),
  use_stripe_sdk: Type.Optional(Flag('Accepted and without effect: the next action is chosen by return_url.')),
}
const options = (methods: MethodCatalogue) => ({
  payment_method_options: Type.Optional(Unsettable(setupOptionsOf(methods))),
})
const lists = {
  allowed_payment_method_types: Type.Optional(Type.Array(Text(50), { maxItems: 100 })),
  excluded_payment_method_types: Type.Optional(Unsettable(Type.Array(Text(50), { maxItems: 100 }))),
}
const platform = {
  attach_to_self: NotYet(notOfferedReasons.connect),
  flow_directions: NotYet(notOfferedReasons.connect),
  customer_account: NotYet(notOfferedReasons.accounts),
}
const noted = (methods: MethodCatalogue) => ({
  customer: Type.Optional(Unsettable(IdText('Whose method it becomes.'))),
  description: Type.Optional(Unsettable(Text(1000))),
  metadata: Type.Optional(MetadataField),
  payment_method_types: Type.Optional(Type.Array(Text(50), { maxItems: 50 })),
  payment_method_configuration: Type.Optional(
    Type.String({
      pattern: '^pmc_[A-Za-z0-9_]{1,250}$',
      description: 'Kept and shown; methods are offered as they fit.',
    }),
  ),
  ...lists,
  ...platform,
  ...options(methods),
})

export const setupSecretOf = (audience: string, given: string | undefined): string | null =>
  audience === 'publishable' ? (given ?? '') : (given ?? null)

/** The calls of setup intents, over the methods that are configured. */
export const setupIntentRoutes = (methods: MethodCatalogue): readonly AnyRoute[] => [
  create(methods),
  ...changing(methods),
  ...looking,
]

const acceptance = (data: MandateInput | null | undefined, now: number) => (data ? acceptanceOf(data, now) : null)

const create = (methods: MethodCatalogue): AnyRoute =>
  defineRoute({
    method: 'POST',
    path: '/v1/setup_intents',
    tag,
    operationId: 'SetupIntents.Create',
    summary: 'Create a setup intent, and with confirm=true save the method',
    access: 'secret',
    body: object({
      ...noted(methods),
      ...methodFieldsOf(methods),
      automatic_payment_methods: Type.Optional(
        object({ enabled: Flag(), allow_redirects: Type.Optional(OneOf(['always', 'never'] as const)) }),
      ),
      confirm: Type.Optional(Flag('Confirm at once.')),
      on_behalf_of: NotYet(notOfferedReasons.connect),
      single_use: Type.Optional(
        object({ amount: MinorUnits('What the payer agrees to, once.'), currency: CurrencyCode }),
      ),
      usage: Type.Optional(OneOf(['on_session', 'off_session'] as const)),
      ...confirmFields,
    }),
    answers,
    handle: async ({ body: sent, engine, request }) => {
      const body = await withToken(sent, 'setup_intent', engine, request)
      if (isRefusal(body)) return body
      const { confirm, mandate_data, return_url, single_use, use_stripe_sdk: _, ...terms } = body
      const early = (confirm ? null : refuseWithoutConfirm(sent)) ?? refuseCurrency(single_use)
      if (early !== null) return early
      const method = await methodChoice(body, engine, request)
      if (isRefusal(method)) return method
      const input = {
        ...terms,
        method,
        confirm: confirm ?? false,
        return_url: return_url ?? null,
        acceptance: acceptance(mandate_data, engine.now(request)),
        wishes: setupConfirmOptionsOf(body),
        ...(single_use === undefined ? {} : { single_use: lowered(single_use) }),
      }
      return await engine.run(createSetup, input, request)
    },
  })

const changing = (methods: MethodCatalogue): readonly AnyRoute[] => [
  defineRoute({
    method: 'POST',
    path: '/v1/setup_intents/:id/confirm',
    tag,
    operationId: 'SetupIntents.Confirm',
    summary: 'Confirm a setup intent: try to save its method',
    access: 'client',
    params: IdParams,
    body: object({
      ...options(methods),
      allowed_payment_method_types: lists.allowed_payment_method_types,
      ...methodFieldsOf(methods),
      ...confirmFields,
      client_secret: Type.Optional(Text(255, 'With a publishable key: the secret of the setup intent.')),
    }),
    // What the official browser library's types list: `SetupIntentConfirmParams` and `Confirm…SetupData`.
    browser: {
      ...wholeFields('client_secret', 'expand', 'return_url', 'use_stripe_sdk', 'confirmation_token'),
      mandate_data: browserMandate,
      ...browserMethodFields(methods),
      payment_method_options: { blik: wholeFields('code') },
    },
    answers,
    handle: async ({ params, body: sent, engine, request }) => {
      const body = await withToken(sent, 'setup_intent', engine, request)
      if (isRefusal(body)) return body
      const method = await methodChoice(body, engine, request)
      if (isRefusal(method)) return method
      const { allowed_payment_method_types, client_secret, mandate_data, payment_method_options, return_url } = body
      const input = {
        ...(sent.confirmation_token === undefined ? {} : { confirmation_token: sent.confirmation_token }),
        ...(allowed_payment_method_types === undefined ? {} : { allowed_payment_method_types }),
        wishes: setupConfirmOptionsOf(body),
        ...(payment_method_options === undefined ? {} : { payment_method_options }),
        setup: params.id,
        method,
        return_url: return_url ?? null,
        client_secret: setupSecretOf(request.audience, client_secret),
        acceptance: acceptance(mandate_data, engine.now(request)),
      }
      return await engine.run(confirmSetup, input, request)
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/setup_intents/:id/cancel',
    tag,
    operationId: 'SetupIntents.Cancel',
    summary: 'Cancel a setup intent',
    access: 'secret',
    params: IdParams,
    body: object({ cancellation_reason: Type.Optional(OneOf(setupCancellations)) }),
    answers,
    handle: async ({ params, body, engine, request }) =>
      await engine.run(
        cancelSetup,
        { setup: params.id, cancellation_reason: body.cancellation_reason ?? null },
        request,
      ),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/setup_intents/:id',
    tag,
    operationId: 'SetupIntents.Update',
    summary: 'Change a setup intent',
    access: 'secret',
    params: IdParams,
    body: object({ ...noted(methods), ...methodFieldsOf(methods) }),
    answers,
    handle: async ({ params, body, engine, request }) => {
      const early = refuseWithoutConfirm(body)
      if (early !== null) return early
      const method = await methodChoice(body, engine, request)
      if (isRefusal(method)) return method
      return await engine.run(updateSetup, { ...body, setup: params.id, method }, request)
    },
  }),
]

const lowered = ({ amount, currency }: { amount: number; currency: string }) => ({
  amount,
  currency: currency.toLowerCase(),
})

const looking: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/v1/setup_intents/:id',
    tag,
    operationId: 'SetupIntents.Retrieve',
    summary: 'Retrieve a setup intent',
    description: 'With a publishable key, send its client_secret; the answer then shows what a browser needs.',
    access: 'client',
    params: IdParams,
    query: object({ client_secret: Type.Optional(Text(255)) }),
    answers,
    handle: async ({ params, query, engine, request }) => {
      const secret = setupSecretOf(request.audience, query.client_secret)
      if (secret !== null) {
        const row = await engine.row(setupIntent, params.id, request)
        if (row !== null && row.client_secret !== secret) return refuseSetup.secretWrong({ id: params.id })
      }
      return await engine.show(setupIntent, params.id, request)
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/setup_intents',
    tag,
    operationId: 'SetupIntents.List',
    summary: 'List setup intents, newest first',
    access: 'secret',
    query: object({
      ...pageFields,
      customer: Type.Optional(IdText('Only of this customer.')),
      payment_method: Type.Optional(IdText('Only of this method.')),
      attach_to_self: NotYet(notOfferedReasons.connect),
      customer_account: NotYet(notOfferedReasons.accounts),
    }),
    answers: { noun: 'setup_intent', as: 'list' },
    handle: async ({ query, engine, request }) =>
      await engine.list(
        setupIntent,
        { customer: query.customer, payment_method: query.payment_method },
        pageOf(query),
        '/v1/setup_intents',
        request,
      ),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/setup_attempts',
    tag,
    operationId: 'SetupAttempts.List',
    summary: 'List the attempts of a setup intent, newest first',
    access: 'secret',
    query: object({ ...pageFields, setup_intent: IdText('Whose attempts.') }),
    answers: { noun: 'setup_attempt', as: 'list' },
    handle: async ({ query, engine, request }) =>
      await engine.list(
        setupAttempt,
        { setup_intent: query.setup_intent },
        pageOf(query),
        '/v1/setup_attempts',
        request,
      ),
  }),
]
