import { type AnyRoute, defineRoute } from '../../../engine/route.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { IdParams } from '../../../kernel/schema.ts'
import { microdepositsBody, microdepositsBrowser, refuseMicrodeposits } from '../../customers/payment-method/index.ts'
import { paymentIntent } from './aggregate.ts'
import { refuseIntent } from './refusals.ts'
import { intentSecretOf } from './routes.ts'

export const microdepositRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'POST',
    path: '/v1/payment_intents/:id/verify_microdeposits',
    tag: 'Payment intents',
    operationId: 'PaymentIntents.VerifyMicrodeposits',
    summary: 'Prove a bank account by two small amounts on it',
    access: 'client',
    params: IdParams,
    body: microdepositsBody,
    browser: microdepositsBrowser,
    answers: { noun: 'payment_intent' },
    handle: async ({ params, body, engine, request }) => {
      const row = await engine.row(paymentIntent, params.id, request)
      if (row === null) return refuse.resourceMissing({ noun: 'payment_intent', id: params.id })
      const secret = intentSecretOf(request.audience, body.client_secret)
      if (secret !== null && row.client_secret !== secret) return refuseIntent.secretWrong({ id: params.id })
      return refuseMicrodeposits.payment_intent({ status: row.status, id: row.id })
    },
  }),
]
