import type { Dialect } from '../../engine/dialect.ts'
import { paymentIntent } from './answers.ts'
import { callback, transaction } from './callback.ts'
import { manners } from './manners.ts'
import { routes } from './routes.ts'

export const ojire: Dialect = {
  ...manners,
  callback,
  answers: { paymentIntent, transaction },
  routes,
  authenticate: (headers, doors, access) =>
    doors.key(headers[access === 'public' ? 'x-public-key' : 'x-secret-key'] ?? null),
}
