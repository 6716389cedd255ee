import type { CallbackFormat, RetryPlan } from '../../contracts/callback.ts'
import { dayMs, hourMs, minuteMs, secondMs } from '../../kernel/time.ts'
import { standardSignature, stripeSignature } from './signature.ts'

/** Fifteen attempts, ever further apart, over three days. */
export const nativePlan: RetryPlan = {
  pausesMs: [
    10 * secondMs,
    30 * secondMs,
    2 * minuteMs,
    10 * minuteMs,
    30 * minuteMs,
    hourMs,
    2 * hourMs,
    4 * hourMs,
    8 * hourMs,
    ...Array.from({ length: 5 }, () => 11 * hourMs),
  ],
  jitter: 0.1,
  giveUpMs: 3 * dayMs,
}

/** The native callback: the event itself, signed so that the official client and every Standard Webhooks library take it. */
export const nativeCallback: CallbackFormat = {
  name: 'native',
  plan: nativePlan,
  envelope: (event) => JSON.stringify(event),
  headers: (message) => ({
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Florin/1 (webhooks)',
    'stripe-signature': stripeSignature(message),
    'webhook-id': message.id,
    'webhook-timestamp': String(message.timestamp),
    'webhook-signature': standardSignature(message),
  }),
}
