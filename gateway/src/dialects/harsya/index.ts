import type { Dialect } from '../../engine/dialect.ts'
import { accessToken, authenticate, createToken } from './access-token.ts'
import { harsyaAccountRoutes, harsyaBalance, methodConfigs } from './accounts.ts'
import { balanceChange } from './balance-history.ts'
import { callback } from './callback.ts'
import { capture } from './capture.ts'
import { conventions } from './conventions.ts'
import { customerAnswer, harsyaCustomerRoutes } from './customer.ts'
import { hostedPage, pageRoutes, payerReturnUrl, simulated } from './pages.ts'
import { harsyaRefund, refundData } from './refund.ts'
import { harsyaRefundRoutes } from './refunds.ts'
import { retrievedSession, session, sessionCharges, sessionData } from './session.ts'
import { sessionChangeRoutes } from './session-change-routes.ts'
import { sessionReadRoutes } from './session-read-routes.ts'

export const harsya: Dialect = {
  ...conventions,
  callback,
  payerReturnUrl,
  hostedPage,
  answers: {
    accessToken,
    session,
    retrievedSession,
    sessionData,
    sessionCharges,
    capture,
    refund: harsyaRefund,
    refundData,
    customer: customerAnswer,
    balance: harsyaBalance,
    balanceChange,
    methodConfigs,
    simulated,
  },
  routes: [
    createToken,
    ...pageRoutes,
    ...sessionChangeRoutes,
    ...sessionReadRoutes,
    ...harsyaRefundRoutes,
    ...harsyaCustomerRoutes,
    ...harsyaAccountRoutes,
  ],
  authenticate,
}
