import type { Dialect } from '../../engine/dialect.ts'
import { accountRoutes, balance, methodConfigs } from './accounts.ts'
import { balanceChange } from './balance-history.ts'
import { callback } from './callback.ts'
import { capture } from './capture.ts'
import { conventions } from './conventions.ts'
import { customerAnswer, customerRoutes } from './customer.ts'
import { listRoutes } from './lists.ts'
import { comesBack, hosts, pageRoutes, simulated } from './pages.ts'
import { paymentRoutes } from './payments.ts'
import { refund, refundData } from './refund.ts'
import { refundRoutes } from './refunds.ts'
import { retrievedSession, session, sessionCharges, sessionData } from './session.ts'
import { accessToken, authenticate, createToken } from './token.ts'

export const harsya: Dialect = {
  ...conventions,
  callback,
  comesBack,
  hosts,
  answers: {
    accessToken,
    session,
    retrievedSession,
    sessionData,
    sessionCharges,
    capture,
    refund,
    refundData,
    customer: customerAnswer,
    balance,
    balanceChange,
    methodConfigs,
    simulated,
  },
  routes: [
    createToken,
    ...pageRoutes,
    ...paymentRoutes,
    ...listRoutes,
    ...refundRoutes,
    ...customerRoutes,
    ...accountRoutes,
  ],
  authenticate,
}
