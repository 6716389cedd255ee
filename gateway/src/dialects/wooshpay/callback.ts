/** WooshPay's callbacks: events in Stripe's shape, signed like Stripe's under a header of its own. */
import type { CallbackEvent, ForeignCallback } from '../../contracts/dialect.ts'
import { hourMs } from '../../kernel/time.ts'
import { stripeSignature } from '../../webhooks/out/signature.ts'
import { answerForEvent, callbackTypes } from './events.ts'
import { ids } from './ids.ts'

/** The version that its guide makes endpoints with. */
export const wooshpayVersion = '1.0.1'

/** An event, as a callback and as the call that retrieves it show it. `created` in unix seconds. */
export const eventShown = ({ id, event, created, livemode, shown }: CallbackEvent) => ({
  id: ids.event.of(id),
  object: 'event',
  api_version: wooshpayVersion,
  created: created * 1000,
  data: { object: shown },
  livemode,
  type: event,
})

const tries = 18
/** Doubled seventeen times it is 65 hours, so that the last try lies within the three days also where pauses are longer. */
const firstPauseMs = 1800

export const callback: ForeignCallback = {
  types: callbackTypes,
  // Up to eighteen tries within 72 hours, ever further apart.
  plan: {
    pausesMs: Array.from({ length: tries - 1 }, (_, at) => firstPauseMs * 2 ** at),
    jitter: 0.05,
    giveUpMs: 72 * hourMs,
  },
  answerFor: answerForEvent,
  envelope: eventShown,
  headers: (message) => ({
    'content-type': 'application/json; charset=utf-8',
    'wooshpay-signature': stripeSignature(message),
  }),
}
