import type { Dialect } from '../../engine/dialect.ts'
import { authenticate } from './access.ts'
import { anyPayment, orderShown, paidAnswer, payment } from './answers.ts'
import { conventions } from './conventions.ts'
import { routes } from './routes.ts'

export const shop: Dialect = {
  ...conventions,
  answers: { payment, paid: paidAnswer, anyPayment, orderShown },
  routes,
  authenticate,
}
