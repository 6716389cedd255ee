/** The calls on setup intents and their attempts. */

import { type Static, Type } from 'typebox'
import { type FieldTable, mapped } from '../../contracts/dialect.ts'
import { wholeFields } from '../../engine/browser.ts'
import { type AnyForeignRoute, defineForeignRoute } from '../../engine/dialect.ts'
import { isRefusal, refuse } from '../../kernel/refusal.ts'
import { BrowserAddress, Flag, IdParams, IdText, MetadataField, OneOf, Text, Unsettable } from '../../kernel/schema.ts'
import { customer } from '../../resources/customers/customer/index.ts'
import { acceptanceOf, browserMandate, MandateData } from '../../resources/customers/mandate/index.ts'
import {
  cancelSetup,
  confirmSetup,
  createSetup,
  setupAttempt,
  setupIntent,
  updateSetup,
} from '../../resources/payments/setup-intent/index.ts'
import { secretInputMappings, wooshpayPageMappings } from './field-mappings.ts'
import { browserMethod, MethodTypes, methodFields, methodInputMappings, secureOf } from './methods.ts'
import {
  idNamed,
  methodNamed,
  pageAnswer,
  rowNamed,
  secretShown,
  type WooshpayCall,
  wooshpayPageQuery,
} from './request-values.ts'

const Secure = OneOf(['auto', 'automatic', 'any', 'challenge'] as const)
const options = {
  payment_method_options: Type.Optional(
    Type.Object({ card: Type.Optional(Type.Object({ request_three_d_secure: Type.Optional(Secure) })) }),
  ),
}
const optionsInputMappings: FieldTable = {
  'payment_method_options.card.request_three_d_secure': mapped('payment_method_options[card][request_three_d_secure]'),
}
const noted = {
  customer: Type.Optional(Unsettable(Text(255))),
  description: Type.Optional(Unsettable(Text(1000))),
  metadata: Type.Optional(MetadataField),
  payment_method_types: Type.Optional(MethodTypes),
  ...options,
}
const notedInputMappings: FieldTable = {
  customer: mapped('customer'),
  description: mapped('description'),
  'metadata.*': mapped('metadata'),
  payment_method_types: mapped('payment_method_types'),
  ...optionsInputMappings,
}
const confirmed = {
  mandate_data: Type.Optional(Unsettable(MandateData)),
  return_url: Type.Optional(BrowserAddress(2000)),
}
const confirmedInputMappings: FieldTable = { mandate_data: mapped('mandate_data'), return_url: mapped('return_url') }

const optionsOf = (given: Static<typeof options.payment_method_options> | undefined) => {
  const wish = given?.card?.request_three_d_secure
  return wish === undefined ? {} : { payment_method_options: { card: { request_three_d_secure: secureOf(wish) } } }
}

async function notedOf(body: Static<ReturnType<typeof Type.Object<typeof noted>>>, asked: WooshpayCall) {
  const customerId = await idNamed(customer, body.customer, asked, 'customer')
  if (isRefusal(customerId)) return customerId
  const { description, metadata, payment_method_options, payment_method_types } = body
  return {
    ...(customerId === undefined ? {} : { customer: customerId }),
    ...(description === undefined ? {} : { description }),
    ...(metadata === undefined ? {} : { metadata }),
    ...(payment_method_types === undefined ? {} : { payment_method_types }),
    ...optionsOf(payment_method_options),
  }
}

const create = defineForeignRoute({
  method: 'POST',
  path: '/v1/setup_intents',
  resource: 'setup_intents',
  operationId: 'SetupIntents.Create',
  summary: 'Create a setup intent, and with confirm=true save the method',
  source: 'vendor',
  access: 'secret',
  body: Type.Object({
    ...noted,
    ...methodFields,
    ...confirmed,
    confirm: Type.Optional(Flag()),
    usage: Type.Optional(OneOf(['on_session', 'off_session'] as const)),
  }),
  fields: {
    ...notedInputMappings,
    ...methodInputMappings,
    ...confirmedInputMappings,
    confirm: mapped('confirm'),
    usage: mapped('usage'),
  },
  answers: ['setupIntent'],
  handle: async ({ body, engine, request }) => {
    const terms = await notedOf(body, { engine, request })
    if (isRefusal(terms)) return terms
    const method = await methodNamed(body, { engine, request })
    if (isRefusal(method)) return method
    const { confirm = false, mandate_data, return_url = null, usage } = body
    const input = {
      ...terms,
      ...(usage === undefined ? {} : { usage }),
      ...(body.payment_method_types === undefined ? { automatic_payment_methods: { enabled: true } } : {}),
      method,
      confirm,
      return_url,
      acceptance: mandate_data ? acceptanceOf(mandate_data, engine.now(request)) : null,
    }
    return await engine.run(createSetup, input, request)
  },
})

const update = defineForeignRoute({
  method: 'POST',
  path: '/v1/setup_intents/:id',
  resource: 'setup_intents',
  operationId: 'SetupIntents.Update',
  summary: 'Change a setup intent',
  source: 'vendor',
  access: 'secret',
  params: IdParams,
  body: Type.Object({ ...noted, ...methodFields }),
  fields: { ...notedInputMappings, ...methodInputMappings },
  answers: ['setupIntent'],
  handle: async ({ params, body, engine, request }) => {
    const row = await rowNamed(setupIntent, params.id, { engine, request })
    if (isRefusal(row)) return row
    const terms = await notedOf(body, { engine, request })
    if (isRefusal(terms)) return terms
    const method = await methodNamed(body, { engine, request })
    if (isRefusal(method)) return method
    return await engine.run(updateSetup, { ...terms, setup: row.id, method }, request)
  },
})

const confirm = defineForeignRoute({
  method: 'POST',
  path: '/v1/setup_intents/:id/confirm',
  resource: 'setup_intents',
  operationId: 'SetupIntents.Confirm',
  summary: 'Confirm a setup intent: try to save its method',
  source: 'vendor',
  access: 'public',
  params: IdParams,
  body: Type.Object({ ...options, ...methodFields, ...confirmed, client_secret: Type.Optional(Text(255)) }),
  browser: { ...wholeFields('client_secret', 'return_url'), mandate_data: browserMandate, ...browserMethod },
  fields: { ...optionsInputMappings, ...methodInputMappings, ...confirmedInputMappings, ...secretInputMappings },
  answers: ['setupIntent'],
  handle: async ({ params, body, engine, request }) => {
    const row = await rowNamed(setupIntent, params.id, { engine, request })
    if (isRefusal(row)) return row
    const method = await methodNamed(body, { engine, request })
    if (isRefusal(method)) return method
    const { client_secret, mandate_data, payment_method_options, return_url = null } = body
    const input = {
      ...optionsOf(payment_method_options),
      setup: row.id,
      method,
      return_url,
      client_secret: secretShown(row, 'setup_intent', client_secret, request.audience),
      acceptance: mandate_data ? acceptanceOf(mandate_data, engine.now(request)) : null,
    }
    return await engine.run(confirmSetup, input, request)
  },
})

const cancel = defineForeignRoute({
  method: 'POST',
  path: '/v1/setup_intents/:id/cancel',
  resource: 'setup_intents',
  operationId: 'SetupIntents.Cancel',
  summary: 'Cancel a setup intent',
  source: 'vendor',
  access: 'secret',
  params: IdParams,
  body: Type.Object({
    cancellation_reason: Type.Optional(OneOf(['abandoned', 'duplicate', 'requested_by_customer'] as const)),
  }),
  fields: { cancellation_reason: mapped('cancellation_reason') },
  answers: ['setupIntent'],
  handle: async ({ params, body, engine, request }) => {
    const row = await rowNamed(setupIntent, params.id, { engine, request })
    if (isRefusal(row)) return row
    const { cancellation_reason = null } = body
    return await engine.run(cancelSetup, { setup: row.id, cancellation_reason }, request)
  },
})

const retrieve = defineForeignRoute({
  method: 'GET',
  path: '/v1/setup_intents/:id',
  resource: 'setup_intents',
  operationId: 'SetupIntents.Retrieve',
  summary: 'Retrieve a setup intent',
  source: 'vendor',
  access: 'public',
  params: IdParams,
  query: Type.Object({ client_secret: Type.Optional(Text(255)) }),
  fields: { '?client_secret': mapped('client_secret') },
  answers: ['setupIntent'],
  handle: async ({ params, query, engine, request }) => {
    const row = await rowNamed(setupIntent, params.id, { engine, request })
    if (isRefusal(row)) return row
    const secret = secretShown(row, 'setup_intent', query.client_secret, request.audience)
    if (secret !== null && secret !== row.client_secret)
      return refuse.resourceMissing({ noun: 'setup_intent', id: params.id, param: 'client_secret' })
    return await engine.answer('setupIntent', row, request)
  },
})

const list = defineForeignRoute({
  method: 'GET',
  path: '/v1/setup_intents',
  resource: 'setup_intents',
  operationId: 'SetupIntents.List',
  summary: 'List setup intents, newest first',
  source: 'vendor',
  access: 'secret',
  query: Type.Object({ ...wooshpayPageQuery, customer: Type.Optional(IdText('Only of this customer.')) }),
  fields: { ...wooshpayPageMappings, '?customer': mapped('customer') },
  answers: ['list', 'setupIntent'],
  handle: async ({ query, engine, request }) => {
    const customerId = await idNamed(customer, query.customer, { engine, request }, 'customer')
    if (isRefusal(customerId)) return customerId
    const wanted = { where: { customer: customerId }, query, url: '/v1/setup_intents' }
    return await pageAnswer(setupIntent, 'setupIntent', wanted, { engine, request })
  },
})

const attempts = defineForeignRoute({
  method: 'GET',
  path: '/v1/setup_attempts',
  resource: 'setup_attempts',
  operationId: 'SetupAttempts.List',
  summary: 'List the attempts of a setup intent, newest first',
  source: 'vendor',
  access: 'secret',
  query: Type.Object({ ...wooshpayPageQuery, setup_intent: IdText('Whose attempts.') }),
  fields: { ...wooshpayPageMappings, '?setup_intent': mapped('setup_intent') },
  answers: ['list', 'setupAttempt'],
  handle: async ({ query, engine, request }) => {
    const setup_intent = await idNamed(setupIntent, query.setup_intent, { engine, request }, 'setup_intent')
    if (isRefusal(setup_intent)) return setup_intent
    const wanted = { where: { setup_intent }, query, url: '/v1/setup_attempts' }
    return await pageAnswer(setupAttempt, 'setupAttempt', wanted, { engine, request })
  },
})

export const setupRoutes: readonly AnyForeignRoute[] = [create, update, confirm, cancel, retrieve, list, attempts]
