import type { Dialect } from '../../engine/dialect.ts'
import { authenticate } from './access.ts'
import { anyPayment, orderShown, paid, payment } from './answers.ts'
import { manners } from './manners.ts'
import { routes } from './routes.ts'

export const shop: Dialect = {
  ...manners,
  answers: { payment, paid, anyPayment, orderShown },
  routes,
  authenticate,
}
