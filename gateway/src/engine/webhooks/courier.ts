/** Sends what a queue hands out, and tells the queue and the recorder what came of it. */
import type { CallbackManner } from '../../contracts/callback.ts'
import type { Secret } from '../../kernel/secret.ts'
import { type Millis, unixSeconds } from '../../kernel/time.ts'
import { passingOf } from '../../storage/passing.ts'
import type { Delivery, DeliveryRecord } from './delivery.ts'
import type { Owned } from './owner.ts'
import type { Moment } from './queue.ts'
import type { Receiver } from './receiver.ts'
import type { Sender, Sent } from './sender.ts'

export type AttemptReport = { readonly acknowledged: boolean; readonly lagMs: number | null }

export type CourierOptions = {
  readonly sender: Sender
  readonly formatOf: (name: string) => CallbackManner
  readonly secretsOf: (env: string, receiver: Receiver | null, now: Millis) => Promise<readonly Secret<string>[]>
  readonly moment: (owner: Owned) => Moment
  readonly chance: () => number
  readonly note: (owner: Owned, records: readonly DeliveryRecord[]) => void
  /** The receiver is back, or has failed for too long. */
  readonly turned: (owner: Owned, turn: 'back' | 'exhausted') => void
  readonly onFault: (error: unknown) => void
  readonly onAttempt: (report: AttemptReport) => void
}

export type Courier = {
  /** Sends as much as the queue hands out now; goes on by itself while answers come in. */
  pump(owner: Owned): void
  underWay(): number
}

/** While the database is away, a delivery whose secret cannot be read waits this long. */
const outagePauseMs = 1000
/** A fault of ours is a failed attempt: the plan tries again, and the log of faults has the reason. */
const broken: Sent = { status: null, error: 'a fault of ours; it is tried again', body: null, milliseconds: 0 }
const nothingToTell: Sent = { status: null, error: null, body: null, milliseconds: 0, skipped: true }
const dropped: Sent = { ...broken, error: "lost on purpose by the endpoint's chaos switch" }

export function createCourier(options: CourierOptions): Courier {
  let underWay = 0

  const pump = (owner: Owned): void => {
    for (;;) {
      const delivery = owner.queue.next(options.moment(owner).pause)
      if (delivery === null) return
      underWay++
      void send(owner, delivery).then((sent) => settled(owner, delivery, sent))
    }
  }

  const send = async (owner: Owned, delivery: Delivery): Promise<Sent> => {
    if (delivery.fate.drop) return dropped
    try {
      const [first] = await Promise.all(
        Array.from({ length: delivery.fate.duplicate ? 2 : 1 }, () => attempt(owner, delivery)),
      )
      return first ?? broken
    } catch (error) {
      options.onFault(error)
      return passingOf(error) !== null ? { ...broken, againInMs: outagePauseMs } : broken
    }
  }

  const attempt = async (owner: Owned, { event, body: render, url, format }: Delivery): Promise<Sent> => {
    const body = await render()
    if (body === null) return nothingToTell
    const { env, wall } = options.moment(owner)
    const secrets = await options.secretsOf(owner.key.env, owner.stored.receiver, env)
    // The real time, whatever the sandbox's clock shows: receivers refuse what is older than five minutes.
    const to = owner.stored.receiver === null ? ('payment_url' as const) : ('endpoint' as const)
    const message = { id: event, timestamp: unixSeconds(wall), body, secrets, to }
    const headers = options.formatOf(format).headers(message)
    return await options.sender.send({ url, headers, body, livemode: owner.environment.livemode })
  }

  const settled = (owner: Owned, delivery: Delivery, sent: Sent): void => {
    underWay--
    const now = options.moment(owner)
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
    pump(owner)
  }

  return { pump, underWay: () => underWay }
}
