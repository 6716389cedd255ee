import { type AnyRoute, defineRoute } from '../../../engine/route.ts'
import { refuse } from '../../../kernel/refusal.ts'
import { IdParams } from '../../../kernel/schema.ts'
import { microdepositsBody, microdepositsBrowser, refuseMicrodeposits } from '../../customers/payment-method/index.ts'
import { setupIntent } from './aggregate.ts'
import { refuseSetup } from './refusals.ts'
import { setupSecretOf } from './routes.ts'

export const setupMicrodepositRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'POST',
    path: '/v1/setup_intents/:id/verify_microdeposits',
    tag: 'Setup intents',
    operationId: 'SetupIntents.VerifyMicrodeposits',
    summary: 'Prove a bank account by two small amounts on it',
    access: 'client',
    params: IdParams,
    body: microdepositsBody,
    browser: microdepositsBrowser,
    answers: { noun: 'setup_intent' },
    handle: async ({ params, body, engine, request }) => {
      const row = await engine.row(setupIntent, params.id, request)
      if (row === null) return refuse.resourceMissing({ noun: 'setup_intent', id: params.id })
      const secret = setupSecretOf(request.audience, body.client_secret)
      if (secret !== null && row.client_secret !== secret) return refuseSetup.secretWrong({ id: params.id })
      return refuseMicrodeposits.setup_intent({ status: row.status, id: row.id })
    },
  }),
]
