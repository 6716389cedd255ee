import { peek } from '../../../engine/aggregate.ts'
import type { Effect } from '../../../engine/command.ts'
import { charge } from '../charge/index.ts'
import { refund } from './aggregate.ts'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The refund that a call is about. Its intent, the root, is locked. */
export const refundOf = (effect: Effect) => peek(refund, text(effect.request.refund), 'refund')
/** The charge that a call is about. */
export const chargeOfCall = (effect: Effect) => peek(charge, text(effect.request.charge), 'charge')
