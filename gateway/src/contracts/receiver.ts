/** A receiver of webhooks: what the engine has to know of an endpoint, whatever else its resource holds. */
import type { Millis } from '../kernel/time.ts'

/** A signing secret, sealed in the vault under `id`; it signs until it expires. */
export type SigningSecret = { readonly id: string; readonly created: Millis; readonly expires_at: Millis | null }

/**
 * What a sandbox may do to an endpoint's deliveries, so that its handler can be tested. Shares are in percent; the same seed
 * does the same to the same events.
 */
export type Chaos = {
  readonly seed: number
  /** Delivered twice. */
  readonly duplicate: number
  /** Held back for up to `delay_seconds`. */
  readonly delay: number
  readonly delay_seconds: number
  /** Held back until later events of the object have passed. */
  readonly reorder: number
  /** The first attempt is lost on its way; the retry plan does the rest. */
  readonly drop: number
}

export type Receiver = {
  readonly url: string
  readonly enabled_events: readonly string[]
  /** The format of its notifications: `native`, or a foreign API's name. */
  readonly format: string
  /** The version of the API that its events are labelled with; null: ours. */
  readonly api_version: string | null
  /** Newest first. */
  readonly secrets: readonly SigningSecret[]
  readonly chaos: Chaos | null
  /** The number of the fact that last enabled it: events before are not for it. */
  readonly enabled_since: number
}

/** Failing for longer than this, by the environment's clock, an endpoint is disabled. */
export const failingDaysMax = 5
/** While a roll overlaps, the secret before signs too, for at most this long. */
export const overlapSecondsMax = 86_400
/** An event waits this long for the earlier ones of its object, and then goes without them. */
export const waitMs = 60_000
