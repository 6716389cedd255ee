import { peek } from '../../../engine/aggregate.ts'
import type { EffectOf } from '../../../engine/effect.ts'
import { charge } from '../charge/index.ts'
import { refund } from './aggregate.ts'

type OfRefund = EffectOf<'refund' | 'cancel_refund'>

/** The refund that a call is about. Its intent, the root, is locked. */
export const refundOf = ({ request }: OfRefund) => peek(refund, request.refund, 'refund')
/** The charge that a call is about. */
export const chargeOfCall = ({ request }: OfRefund) => peek(charge, request.charge, 'charge')
