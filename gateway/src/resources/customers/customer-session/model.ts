import type { AggregateRow } from '../../../engine/aggregate.ts'
import type { Millis } from '../../../kernel/time.ts'

/** What a page may do with the saved methods of its customer. */
export type SessionFeatures = {
  /** Show those whose payers allowed it. */
  readonly redisplay: boolean
  readonly allow_redisplay: readonly ('always' | 'limited' | 'unspecified')[]
  readonly save: boolean
  readonly remove: boolean
  /** How many are shown, and for which payments one is saved, where the merchant says so. */
  readonly redisplay_limit?: number
  readonly save_usage?: 'on_session' | 'off_session'
}

/**
 * A short leave for a browser or an app to see the saved methods of one customer: its client secret goes with a publishable
 * key, for half an hour.
 */
export type CustomerSession = AggregateRow & {
  readonly created: Millis
  readonly livemode: boolean
  readonly customer: string
  readonly client_secret: string
  readonly expires_at: Millis
  readonly features: SessionFeatures
}
