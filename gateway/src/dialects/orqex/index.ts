import type { Dialect } from '../../engine/dialect.ts'
import { attempt, attempts, checkout, inspection, intentInList, orqexIntent, requery } from './answers.ts'
import { attemptRoutes } from './attempt-routes.ts'
import { callback, chargeCallback, intentCallback } from './callback.ts'
import { countries, methods } from './catalogue.ts'
import { checkoutRoutes } from './checkout-routes.ts'
import { conventions } from './conventions.ts'
import { hostedPage } from './hosted-page.ts'
import { orqexIntentRoutes } from './intent-routes.ts'
import { payoutRoutes, payouts } from './payout-routes.ts'
import { currencies, methodStatus, rateRoutes, rates } from './rate-routes.ts'
import { orqexRefundRoutes } from './refund-routes.ts'
import { availability, orqexRefund, refundInList } from './refunds.ts'

export const orqex: Dialect = {
  ...conventions,
  callback,
  hostedPage,
  answers: {
    paymentIntent: orqexIntent,
    intentInList,
    attempt,
    attempts,
    inspection,
    requery,
    checkout,
    countries,
    methods,
    refund: orqexRefund,
    refundInList,
    availability,
    intentTold: intentCallback,
    chargeTold: chargeCallback,
    rates,
    currencies,
    methodStatus,
    payouts,
  },
  routes: [
    ...orqexIntentRoutes,
    ...attemptRoutes,
    ...orqexRefundRoutes,
    ...checkoutRoutes,
    ...payoutRoutes,
    ...rateRoutes,
  ],
  authenticate: (headers, auth) => auth.key(/^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null),
}
