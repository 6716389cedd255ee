import { peekIf } from '../../../engine/aggregate.ts'
import { charge } from '../charge/index.ts'
import type { PaymentIntent } from './model.ts'

/** The charge of an intent, if it has one. It is guarded by the intent's lock. */
export const chargeOf = (intent: Pick<PaymentIntent, 'latest_charge'>) => peekIf(charge, intent.latest_charge, 'charge')
