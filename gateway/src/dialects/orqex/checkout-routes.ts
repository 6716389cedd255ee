/** Orqex's hosted checkouts: an intent with a page. */
import { Type } from 'typebox'
import { mapped } from '../../contracts/dialect.ts'
import { type AnyForeignRoute, defineForeignRoute } from '../../engine/dialect.ts'
import type { Json } from '../../kernel/json.ts'
import { isRefusal, refuse } from '../../kernel/refusal.ts'
import { Text } from '../../kernel/schema.ts'
import { minuteMs } from '../../kernel/time.ts'
import { createIntent } from '../../resources/payments/payment-intent/index.ts'
import { bodyChecks, idempotencyField, intentBody, intentBodyFields, intentInput } from './fields.ts'
import {
  CustomizationFields,
  customizationInputMappings,
  RestrictionFields,
  restrictionInputMappings,
  restrictionKept,
} from './hosted-page.ts'
import { checkoutIds } from './ids.ts'
import { findIntent } from './look-up.ts'
import { orqexOrigin } from './values.ts'

const path = '/v1/payment/checkouts'
/** Thirty days. */
const lifeMinutesMax = 43_200

const create = defineForeignRoute({
  method: 'POST',
  path,
  operationId: 'Checkouts.Create',
  summary: 'Create a hosted checkout and its payment intent',
  source: 'vendor',
  access: 'secret',
  resource: 'payment_intents',
  body: Type.Object({
    ...intentBody,
    restriction: Type.Optional(RestrictionFields),
    customization: Type.Optional(CustomizationFields),
    expires_in_minutes: Type.Optional(Type.Integer({ minimum: 1, maximum: lifeMinutesMax })),
  }),
  checks: bodyChecks,
  fields: {
    ...intentBodyFields,
    ...restrictionInputMappings,
    ...customizationInputMappings,
    expires_in_minutes: mapped('expires_at'),
    ...idempotencyField,
  },
  answers: ['checkout'],
  handle: async ({ body, exact, engine, as }) => {
    const request = as('checkout', { status: 201, given: 'Checkout created.' })
    const { restriction, customization, expires_in_minutes } = body
    const shown = { restriction: restrictionKept(restriction), customization: customization ?? null }
    const input = await intentInput(body, exact('amount'), engine, request, {
      ...(expires_in_minutes === undefined ? {} : { lifeMs: expires_in_minutes * minuteMs }),
      data: { checkout: shown as Json },
    })
    if (isRefusal(input)) return input
    return await engine.run(createIntent, { ...input, method: null, confirm: false }, request)
  },
})

const retrieve = defineForeignRoute({
  method: 'GET',
  path: `${path}/:id`,
  operationId: 'Checkouts.Retrieve',
  summary: 'Retrieve a checkout',
  source: 'vendor',
  access: 'secret',
  resource: 'payment_intents',
  params: Type.Object({ id: Text(255) }),
  fields: {},
  answers: ['checkout'],
  handle: async ({ params, engine, request }) => {
    const intent = await findIntent(params.id, engine, request, checkoutIds)
    if (isRefusal(intent)) return intent
    // An intent that was made without a page has none.
    return orqexOrigin(intent)?.checkout === undefined
      ? refuse.resourceMissing({ noun: 'checkout', id: params.id })
      : await engine.answer('checkout', intent, request)
  },
})

export const checkoutRoutes: readonly AnyForeignRoute[] = [create, retrieve]
