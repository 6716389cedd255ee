import { refuseKey } from '../../engine/access.ts'
import type { Dialect } from '../../engine/dialect.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { paymentIntent } from './answers.ts'
import { callback, transaction } from './callback.ts'
import { manners } from './manners.ts'
import { routes } from './routes.ts'

export const ojire: Dialect = {
  ...manners,
  callback,
  answers: { paymentIntent, transaction },
  routes,
  authenticate: async (headers, doors, access) => {
    const key = headers[access === 'public' ? 'x-public-key' : 'x-secret-key']
    if (!key) return refuseKey.missing()
    const opened = await doors.key(key)
    if (isRefusal(opened)) return opened
    return access === 'secret' && opened.kind !== 'secret' ? refuseKey.secretRequired() : opened
  },
}
