import { Type } from 'typebox'
import { type AnyRoute, defineRoute } from '../../../engine/route.ts'
import { isRefusal, refuse } from '../../../kernel/refusal.ts'
import { IdParams, IdText, NotYet } from '../../../kernel/schema.ts'
import { paymentMethod } from './aggregate.ts'
import { createPaymentMethod } from './commands/create.ts'
import { cardChoice, methodOfSource, SourceCard } from './legacy-sources.ts'
import { notOfferedReasons } from './not-offered.ts'

const tag = 'Tokens'
const answers = { noun: 'token' } as const

/** Tokens, for code of before there were payment methods. */
export const tokenRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'POST',
    path: '/v1/tokens',
    tag,
    operationId: 'Tokens.Create',
    summary: 'Make a token of a card',
    description: 'For older code, which sends it as the source of a charge or a customer, once.',
    access: 'client',
    body: Type.Object(
      {
        card: Type.Optional(SourceCard),
        customer: NotYet(notOfferedReasons.connect),
        bank_account: NotYet('a bank account is a payment method here: POST /v1/payment_methods'),
        pii: NotYet('there is no verification of identities yet'),
        person: NotYet(notOfferedReasons.connect),
        account: NotYet(notOfferedReasons.connect),
        cvc_update: NotYet('the security code of a saved card comes with payment_method_options[card][cvc]'),
      },
      { additionalProperties: false },
    ),
    browser: { card: true, expand: true },
    answers,
    handle: async ({ body, engine, request }) => {
      if (body.card === undefined) return refuse.parameterMissing({ param: 'card' })
      const choice = await cardChoice(body.card, engine, request)
      if (isRefusal(choice)) return choice
      const shown = { ...request, answer: { as: 'token' as const } }
      return await engine.run(createPaymentMethod, { method: choice.created }, shown)
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/tokens/:id',
    tag,
    operationId: 'Tokens.Retrieve',
    summary: 'Retrieve a token',
    access: 'secret',
    params: Type.Object({ ...IdParams.properties, id: IdText('The token.') }),
    answers,
    handle: async ({ params, engine, request }) => {
      const id = params.id.startsWith('tok_') ? methodOfSource(params.id) : ''
      const row = await engine.row(paymentMethod, id, request)
      if (row === null || row.card === null) return refuse.resourceMissing({ noun: 'token', id: params.id })
      return await engine.show(paymentMethod, id, { ...request, answer: { as: 'token' } })
    },
  }),
]
