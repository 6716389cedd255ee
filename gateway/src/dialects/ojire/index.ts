import type { Dialect } from '../../engine/dialect.ts'
import { confirmedIntent, merchantIntent, ojireIntent, savedCard } from './answers.ts'
import { callback, transaction } from './callback.ts'
import { conventions } from './conventions.ts'
import { hostedPage, payerReturnUrl, payPage } from './payment-page.ts'
import { routes } from './routes.ts'

export const ojire: Dialect = {
  ...conventions,
  callback,
  payerReturnUrl,
  hostedPage,
  answers: { paymentIntent: ojireIntent, merchantIntent, confirmedIntent, savedCard, transaction },
  routes: [...routes, payPage],
  authenticate: (headers, auth, access) =>
    auth.key(headers[access === 'public' ? 'x-public-key' : 'x-secret-key'] ?? null),
}
