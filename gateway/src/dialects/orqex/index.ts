import type { Dialect } from '../../engine/dialect.ts'
import { attempt, attempts, checkout, inspection, intentInList, paymentIntent, requery } from './answers.ts'
import { attemptRoutes } from './attempt-routes.ts'
import { callback, chargeTold, intentTold } from './callback.ts'
import { countries, methods } from './catalogue.ts'
import { checkoutRoutes } from './checkout-routes.ts'
import { conventions } from './conventions.ts'
import { hosts } from './hosting.ts'
import { intentRoutes } from './intent-routes.ts'
import { payoutRoutes, payouts } from './payout-routes.ts'
import { currencies, methodStatus, rateRoutes, rates } from './rate-routes.ts'
import { refundRoutes } from './refund-routes.ts'
import { availability, refund, refundInList } from './refunds.ts'

export const orqex: Dialect = {
  ...conventions,
  callback,
  hosts,
  answers: {
    paymentIntent,
    intentInList,
    attempt,
    attempts,
    inspection,
    requery,
    checkout,
    countries,
    methods,
    refund,
    refundInList,
    availability,
    intentTold,
    chargeTold,
    rates,
    currencies,
    methodStatus,
    payouts,
  },
  routes: [...intentRoutes, ...attemptRoutes, ...refundRoutes, ...checkoutRoutes, ...payoutRoutes, ...rateRoutes],
  authenticate: (headers, doors) => doors.key(/^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null),
}
