import type { Aggregate } from '../../engine/aggregate.ts'
import type { ChargeFact } from './events.ts'
import { evolveCharge } from './evolve.ts'
import type { Charge } from './model.ts'
import { chargeMoves } from './moves.ts'

/** A charge: an attempt that the processor has answered. Locked through its intent. */
export const charge: Aggregate<Charge, ChargeFact> = {
  noun: 'charge',
  evolve: evolveCharge,
  moves: chargeMoves,
  callbackUrl: ({ webhook_url }) => webhook_url,
  wireTypes: {
    authorised: 'charge.succeeded',
    paid: 'charge.succeeded',
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
}
