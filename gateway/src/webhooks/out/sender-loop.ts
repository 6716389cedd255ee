/**
 * The sender loop: sends what the queues hand out, and gives the result to queue and recorder. Environments take turns, and a turn of the event
 * loop begins a bounded number of attempts: forty dead endpoints of one environment do not stand before the one of another.
 */
import type { CallbackTransport } from '../../contracts/callback.ts'
import type { Receiver } from '../../contracts/receiver.ts'
import type { Secret } from '../../kernel/secret.ts'
import { type Millis, unixSeconds } from '../../kernel/time.ts'
import { transientFaultOf } from '../../storage/transient-faults.ts'
import type { Delivery, DeliveryRecord } from './delivery.ts'
import { Shares } from './fair-shares.ts'
import type { OwnedQueue } from './owned-queue.ts'
import { inFlightMax, type QueueTime } from './queue.ts'
import type { AttemptResult, Sender } from './sender.ts'

export type AttemptReport = { readonly acknowledged: boolean; readonly lagMs: number | null }

export type SenderLoopOptions = {
  readonly sender: Sender
  readonly formatOf: (name: string) => CallbackTransport
  readonly secretsOf: (env: string, receiver: Receiver | null, now: Millis) => Promise<readonly Secret<string>[]>
  readonly timeOf: (owner: OwnedQueue) => QueueTime
  readonly chance: () => number
  readonly note: (owner: OwnedQueue, records: readonly DeliveryRecord[]) => void
  /** The receiver is back, or has failed for too long. */
  readonly turned: (owner: OwnedQueue, turn: 'back' | 'exhausted') => void
  readonly onFault: (error: unknown) => void
  readonly onAttempt: (report: AttemptReport) => void
}

export type SenderLoop = {
  /** Sends as much as the queue hands out now, and continues by itself while answers come in. */
  pump(owner: OwnedQueue): void
  /** Attempts that have begun, or are about to. */
  underWay(): number
}

/** While the database is away, a delivery whose secret cannot be read waits this long. */
const outagePauseMs = 1000
/** A fault of ours is a failed attempt: the plan tries again, and the log of faults has the reason. */
const broken: AttemptResult = { status: null, error: 'a fault of ours; it is tried again', body: null, milliseconds: 0 }
const nothingToTell: AttemptResult = { status: null, error: null, body: null, milliseconds: 0, skipped: true }
const dropped: AttemptResult = { ...broken, error: "lost on purpose by the endpoint's chaos switch" }

/**
 * Attempts under way over all queues: each holds a socket and a body. An environment alone has half of them, as many as one queue may
 * use; beyond it, what is ready waits in memory, which is bounded too (loader.ts).
 */
const attemptsMax = 2 * inFlightMax
/** Attempts begun in one turn of the event loop: a few milliseconds, so that answers and timers are never far. */
const startsMax = 32

/** Whose queues may have something to send: one delivery of each environment after the other, and its queues take turns too. */
function createTurns(start: (owner: OwnedQueue) => boolean) {
  const underWay = new Shares(attemptsMax)
  /** By environment; the first queue of each is next. */
  const waiting = new Map<string, Set<OwnedQueue>>()
  let scheduled = false

  const schedule = (): void => {
    if (scheduled) return
    scheduled = true
    setImmediate(() => {
      scheduled = false
      if (turn() >= startsMax) schedule()
    })
  }
  /** Until nobody has anything to send, or enough attempts were begun. */
  const turn = (): number => {
    let starts = 0
    for (let before = -1; starts < startsMax && before !== starts; ) {
      before = starts
      for (const [env, owners] of waiting) {
        if (starts >= startsMax) break
        if (underWay.left(env) > 0 && startOne(env, owners)) starts++
        if (owners.size === 0) waiting.delete(env)
      }
    }
    return starts
  }
  /** Begins the next attempt of an environment; a queue that has nothing to send leaves. */
  const startOne = (env: string, owners: Set<OwnedQueue>): boolean => {
    for (const owner of owners) {
      owners.delete(owner)
      if (!start(owner)) continue
      owners.add(owner)
      underWay.add(env, 1)
      return true
    }
    return false
  }
  return {
    add: (owner: OwnedQueue): void => {
      const owners = waiting.get(owner.key.env)
      if (owners === undefined) waiting.set(owner.key.env, new Set([owner]))
      else owners.add(owner)
      schedule()
    },
    ended: ({ key }: OwnedQueue): void => underWay.add(key.env, -1),
    underWay: () => underWay.all + (scheduled ? 1 : 0),
  }
}

export function createSenderLoop(options: SenderLoopOptions): SenderLoop {
  const start = (owner: OwnedQueue): boolean => {
    const delivery = owner.queue.next(options.timeOf(owner).pause)
    if (delivery === null) return false
    void send(owner, delivery).then((sent) => settled(owner, delivery, sent))
    return true
  }
  const turns = createTurns(start)

  const send = async (owner: OwnedQueue, delivery: Delivery): Promise<AttemptResult> => {
    if (delivery.chaos.drop) return dropped
    try {
      const [first] = await Promise.all(
        Array.from({ length: delivery.chaos.duplicate ? 2 : 1 }, () => attempt(owner, delivery)),
      )
      return first ?? broken
    } catch (error) {
      options.onFault(error)
      return transientFaultOf(error) !== null ? { ...broken, againInMs: outagePauseMs } : broken
    }
  }

  const attempt = async (owner: OwnedQueue, { event, body: render, url, format }: Delivery): Promise<AttemptResult> => {
    const body = await render()
    if (body === null) return nothingToTell
    const { env, wall } = options.timeOf(owner)
    const secrets = await options.secretsOf(owner.key.env, owner.stored.receiver, env)
    // The real time, whatever the sandbox's clock shows: receivers refuse what is older than five minutes.
    const to = owner.stored.receiver === null ? ('payment_url' as const) : ('endpoint' as const)
    const message = { id: event, timestamp: unixSeconds(wall), body, secrets, to }
    const headers = options.formatOf(format).headers(message)
    return await options.sender.send({ url, headers, body, livemode: owner.environment.livemode })
  }

  const settled = (owner: OwnedQueue, delivery: Delivery, sent: AttemptResult): void => {
    turns.ended(owner)
    const now = options.timeOf(owner)
    const { plan } = options.formatOf(delivery.format)
    const { records, lifted, exhausted } = owner.queue.settle(delivery, sent, plan, now, options.chance())
    options.note(owner, records)
    if (lifted) options.turned(owner, 'back')
    if (exhausted) options.turned(owner, 'exhausted')
    const atOnce = delivery.tries === 0 && delivery.place !== null
    options.onAttempt({
      acknowledged: records[0]?.status === 'delivered',
      lagMs: atOnce ? now.env - delivery.firstAt : null,
    })
    turns.add(owner)
  }

  return { pump: turns.add, underWay: turns.underWay }
}
