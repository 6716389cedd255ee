/** A delivery on its way: one event for one receiver, in memory while it is worked on. */

import type { Position } from '../../engine/event-log.ts'
import type { Millis } from '../../kernel/time.ts'
import type { ChaosEffect } from './chaos.ts'

export type Delivery = {
  readonly event: string
  readonly object: string
  readonly seq: number
  readonly type: string
  /**
   * The body's bytes, made when it is first sent: a fault in making it is a fault of this one delivery. Null where the
   * receiver's format has no callback for this.
   */
  readonly body: () => Buffer | null | Promise<Buffer | null>
  /** Where to; an endpoint's own URL, or the one of a single payment. */
  readonly url: string
  readonly format: string
  /** Its place in the log, or null where it comes from a row of its own. */
  readonly place: Position | null
  /** Attempts that count towards the plan, and when the first of them was due. */
  readonly tries: number
  readonly firstAt: Millis
  /** It waits for earlier events of its object until then, by the environment's clock. */
  readonly waitUntil: Millis
  readonly chaos: ChaosEffect
}

/** An attempt as it is kept and shown. */
export type AttemptRecord = {
  readonly at: Millis
  readonly status: number | null
  readonly error: string | null
  readonly milliseconds: number
  readonly body: string | null
}

/** What is to be stored of a delivery. */
export type DeliveryRecord = {
  readonly delivery: Delivery
  readonly status: 'delivered' | 'pending' | 'failed'
  readonly tries: number
  readonly nextAt: Millis | null
  readonly overtaken: boolean
  readonly attempt: AttemptRecord | null
}
