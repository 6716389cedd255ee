import type { Aggregate } from '../../../engine/aggregate.ts'
import type { ChargeFact } from './events.ts'
import { evolveCharge } from './evolve.ts'
import type { Charge } from './model.ts'
import { chargeMoves } from './moves.ts'

/** A charge: an attempt that the processor has answered. Locked through its intent. */
export const charge: Aggregate<Charge, ChargeFact> = {
  name: 'charge',
  prefix: 'ch',
  evolve: evolveCharge,
  moves: chargeMoves,
  callbackUrl: ({ webhook_url }) => webhook_url,
  callbackFormat: ({ webhook_format }) => webhook_format,
  eventTypes: {
    authorised: 'charge.succeeded',
    paid: 'charge.succeeded',
    pending: 'charge.pending',
    settled: 'charge.succeeded',
    returned: 'charge.failed',
    failed: 'charge.failed',
    captured: 'charge.captured',
    incremented: 'charge.updated',
    voided: 'charge.updated',
    expired: 'charge.expired',
    refund_started: null,
    refunded: 'charge.refunded',
    refund_dropped: null,
    refund_returned: 'charge.updated',
    updated: 'charge.updated',
  },
  descriptions: {
    'charge.succeeded': 'An attempt was approved: captured at once, or held for capture.',
    'charge.pending': 'The scheme accepted the payment and will tell its outcome later.',
    'charge.failed': 'An attempt was declined, or a pending one returned; failure_code and outcome say why.',
    'charge.captured': 'Money that was held was captured, all of it or a part.',
    'charge.updated': 'The charge changed in another way: voided, raised, described anew, or a refund came back.',
    'charge.expired': 'The authorisation ran out before it was captured.',
    'charge.refunded': 'Money of the charge was given back, all of it or a part.',
  },
}
