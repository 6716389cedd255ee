import type { Dialect } from '../../engine/dialect.ts'
import { confirmedIntent, merchantIntent, paymentIntent, savedCard } from './answers.ts'
import { callback, transaction } from './callback.ts'
import { conventions } from './conventions.ts'
import { comesBack, hosts, payPage } from './pay.ts'
import { routes } from './routes.ts'

export const ojire: Dialect = {
  ...conventions,
  callback,
  comesBack,
  hosts,
  answers: { paymentIntent, merchantIntent, confirmedIntent, savedCard, transaction },
  routes: [...routes, payPage],
  authenticate: (headers, doors, access) =>
    doors.key(headers[access === 'public' ? 'x-public-key' : 'x-secret-key'] ?? null),
}
