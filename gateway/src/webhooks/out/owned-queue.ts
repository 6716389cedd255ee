import type { EnvironmentSettings } from '../../engine/command.ts'
import { type QueueKey, queueName, type StoredQueue } from './delivery-store.ts'
import type { DeliveryQueue } from './queue.ts'

/** A delivery queue that this process owns, in memory. The dispatcher acquires and releases it; loader, sender loop and recorder work on it. */
export type OwnedQueue = {
  readonly key: QueueKey
  readonly name: string
  stored: StoredQueue
  environment: EnvironmentSettings
  readonly queue: DeliveryQueue
  /** Events read from the log so far, for the chaos switch. */
  count: number
  /** The log was read to its end once: from then on nothing in it can have been done by the owner before. */
  caughtUp: boolean
  /** Some deliveries wait as rows, so what comes next may have to wait behind them. */
  waiting: boolean
  /** Records that are not stored yet. */
  unstored: number
  savedCursor: string
}

export const ownedQueue = (
  stored: StoredQueue,
  environment: EnvironmentSettings,
  queue: DeliveryQueue,
): OwnedQueue => ({
  key: { env: stored.env, id: stored.id },
  name: queueName(stored),
  stored,
  environment,
  queue,
  count: 0,
  caughtUp: false,
  waiting: stored.waiting,
  unstored: 0,
  savedCursor: '',
})
