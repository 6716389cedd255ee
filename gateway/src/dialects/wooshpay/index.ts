import type { Dialect } from '../../engine/dialect.ts'
import { callback } from './callback.ts'
import { conventions } from './conventions.ts'
import { customerMethodRoutes } from './customer-method-routes.ts'
import { wooshpayIntent } from './intent-answer.ts'
import { intentReadRoutes } from './intent-read-routes.ts'
import { wooshpayIntentRoutes } from './intent-routes.ts'
import { knownTypes } from './methods.ts'
import { searchResult, wooshpayBalance, wooshpayCharge, wooshpayRefund } from './money-answers.ts'
import { notYetRoutes } from './not-offered-routes.ts'
import { wooshpayCustomer, wooshpayMethod, wooshpaySetupAttempt, wooshpaySetupIntent } from './payer-answers.ts'
import { payerRoutes } from './payer-routes.ts'
import { wooshpayRefundRoutes } from './refund-routes.ts'
import { list } from './request-values.ts'
import { setupRoutes } from './setup-routes.ts'
import { deletedEndpoint, shownEndpoint, webhookRoutes, wooshpayEvent } from './webhook-routes.ts'

/** The user name of HTTP Basic; the password is empty, and what stands there does not matter. Null where none was sent. */
function keyOf(authorization: string | undefined): string | null {
  const encoded = /^basic\s+([A-Za-z0-9+/=_-]+)\s*$/i.exec(authorization ?? '')?.[1]
  return encoded === undefined ? null : Buffer.from(encoded, 'base64').toString('utf8').split(':', 1)[0] || null
}

export const wooshpay: Dialect = {
  ...conventions,
  callback,
  hostedPage: () => ({ offers: ({ code }) => knownTypes.has(code) }),
  answers: {
    paymentIntent: wooshpayIntent,
    charge: wooshpayCharge,
    refund: wooshpayRefund,
    balance: wooshpayBalance,
    searchResult,
    list,
    customer: wooshpayCustomer,
    paymentMethod: wooshpayMethod,
    setupIntent: wooshpaySetupIntent,
    setupAttempt: wooshpaySetupAttempt,
    webhookEndpoint: shownEndpoint,
    deletedEndpoint,
    event: wooshpayEvent,
  },
  routes: [
    ...wooshpayIntentRoutes,
    ...intentReadRoutes,
    ...payerRoutes,
    ...customerMethodRoutes,
    ...wooshpayRefundRoutes,
    ...setupRoutes,
    ...webhookRoutes,
    ...notYetRoutes,
  ],
  authenticate: (headers, auth) => auth.key(keyOf(headers.authorization)),
}
