import type { Dialect } from '../../engine/dialect.ts'
import { callback } from './callback.ts'
import { list } from './calls.ts'
import { conventions } from './conventions.ts'
import { customerMethodRoutes } from './customer-method-routes.ts'
import { paymentIntent } from './intent-answer.ts'
import { lookingRoutes } from './intent-looking.ts'
import { intentRoutes } from './intent-routes.ts'
import { knownTypes } from './methods.ts'
import { balance, charge, refund, searchResult } from './money-answers.ts'
import { notYetRoutes } from './not-yet.ts'
import { customer, paymentMethod, setupAttempt, setupIntent } from './payer-answers.ts'
import { payerRoutes } from './payer-routes.ts'
import { refundRoutes } from './refund-routes.ts'
import { setupRoutes } from './setup-routes.ts'
import { deletedEndpoint, event, shownEndpoint, webhookRoutes } from './webhook-routes.ts'

/** The user name of HTTP Basic; the password is empty, and what stands there does not matter. Null where none was sent. */
function keyOf(authorization: string | undefined): string | null {
  const encoded = /^basic\s+([A-Za-z0-9+/=_-]+)\s*$/i.exec(authorization ?? '')?.[1]
  return encoded === undefined ? null : Buffer.from(encoded, 'base64').toString('utf8').split(':', 1)[0] || null
}

export const wooshpay: Dialect = {
  ...conventions,
  callback,
  hosts: () => ({ offers: ({ code }) => knownTypes.has(code) }),
  answers: {
    paymentIntent,
    charge,
    refund,
    balance,
    searchResult,
    list,
    customer,
    paymentMethod,
    setupIntent,
    setupAttempt,
    webhookEndpoint: shownEndpoint,
    deletedEndpoint,
    event,
  },
  routes: [
    ...intentRoutes,
    ...lookingRoutes,
    ...payerRoutes,
    ...customerMethodRoutes,
    ...refundRoutes,
    ...setupRoutes,
    ...webhookRoutes,
    ...notYetRoutes,
  ],
  authenticate: (headers, doors) => doors.key(keyOf(headers.authorization)),
}
