/**
 * The callbacks of a foreign API: the envelope, the headers with their
 * signature, and when a failed delivery is tried again. All of it is data and pure functions; sending, retrying, ordering
 * and recording are the engine's.
 *
 *   export const example: CallbackFormat = {
 *     name: 'example',
 *     plan: { pausesMs: [60_000, 300_000], jitter: 0, giveUpMs: 86_400_000 },
 *     envelope: (event) => JSON.stringify({ event: event.type, data: event.data.object }),
 *     headers: ({ body, secrets }) => ({ 'x-signature': sign(body, secrets[0]) }),
 *   }
 */
import type { Secret } from '../kernel/secret.ts'
import { type Millis, wholeMillis } from '../kernel/time.ts'

/** When a failed delivery is tried again. */
export type RetryPlan = {
  /** The pause before each further attempt, in milliseconds; after the last one the delivery has failed. */
  readonly pausesMs: readonly number[]
  /** Each pause is longer or shorter by up to this share of it, so that receivers are not hit by all at once. */
  readonly jitter: number
  /** An attempt that would come later than this after the first one is not made. */
  readonly giveUpMs: number
  /** Answers that are no reason to try again; absent: every failure is one. */
  readonly finalStatus?: (status: number) => boolean
}

/** An event as the native API shows it. */
export type WireEvent = {
  readonly id: string
  readonly type: string
  readonly created: number
  readonly data: { readonly object: Readonly<Record<string, unknown>> }
} & Readonly<Record<string, unknown>>

/** One attempt to deliver an event, as its headers are made. */
export type CallbackMessage = {
  /** The event's id: the same at every attempt, so that a receiver can recognise a repetition. */
  readonly id: string
  /** Unix seconds of this attempt, by the real clock: receivers compare it with theirs. */
  readonly timestamp: number
  /** The envelope's bytes in UTF-8. */
  readonly body: Uint8Array
  /** The receiver's signing secrets, newest first; two while a roll overlaps. */
  readonly secrets: readonly Secret<string>[]
  /** Some sign only what goes to an endpoint, and nothing to the URL of a single payment. */
  readonly to: 'endpoint' | 'payment_url'
}

export type CallbackTransport = {
  readonly name: string
  readonly plan: RetryPlan
  /** All headers of one attempt but the content length, made anew each time. */
  headers(message: CallbackMessage): Readonly<Record<string, string>>
}

/** A format over the native event. A foreign API's shows its own objects instead: `ForeignCallback` in contracts/dialect.ts. */
export type CallbackFormat = CallbackTransport & {
  /** The body's text. Made once for each event: every attempt sends the same bytes. */
  envelope(event: WireEvent): string
}

/** The pause after so many failed tries, or null where the plan has ended. `chance` is from 0 to 1. */
export function pauseAfter(
  plan: RetryPlan,
  {
    tries,
    sinceFirstMs,
    chance,
    status = null,
  }: { tries: number; sinceFirstMs: Millis; chance: number; status?: number | null },
): number | null {
  if (status !== null && plan.finalStatus?.(status)) return null
  const pause = plan.pausesMs[tries - 1]
  if (pause === undefined) return null
  const jittered = wholeMillis(pause * (1 + plan.jitter * (2 * chance - 1)))
  return sinceFirstMs + jittered > plan.giveUpMs ? null : jittered
}
