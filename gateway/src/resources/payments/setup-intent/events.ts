import type { Approval } from '../../../contracts/connector.ts'
import type { BrakeKind } from '../../../engine/brake.ts'
import type { SetupAttempt, SetupCurrentAttempt, SetupError, SetupIntent, SetupTerms } from './model.ts'

/** What can happen to a setup intent. */
export type SetupFact =
  | {
      readonly type: 'created'
      /** Only what differs from the defaults. */
      readonly terms: Partial<SetupTerms>
      readonly livemode: boolean
      readonly client_secret: string
      readonly return_url: string | null
    }
  | { readonly type: 'updated'; readonly changes: Partial<SetupTerms> }
  | {
      readonly type: 'attempt_started'
      readonly attempt: SetupCurrentAttempt
      /** Which one it is, from 1; absent in facts from before tries were counted. */
      readonly attempts?: number
      readonly changes: Partial<SetupTerms>
      readonly return_url: string | null
    }
  | { readonly type: 'action_required'; readonly challenge: string; readonly step?: 'device' }
  | { readonly type: 'challenge_ended'; readonly result: 'authenticated' | 'failed' }
  | { readonly type: 'attempt_continued'; readonly call: string }
  /** What is to be saved, or for whom, was changed while the payer was away: the try is over. */
  | { readonly type: 'attempt_ended' }
  /** Another try was not let through: too many were declined. */
  | { readonly type: 'attempt_blocked'; readonly by: BrakeKind }
  | { readonly type: 'attempt_failed'; readonly error: SetupError }
  | { readonly type: 'succeeded'; readonly mandate: string | null }
  | { readonly type: 'canceled'; readonly reason: SetupIntent['cancellation_reason'] }

/** What can happen to one try. */
export type SetupAttemptFact =
  | {
      readonly type: 'started'
      readonly livemode: boolean
      readonly terms: Pick<SetupAttempt, 'setup_intent' | 'customer' | 'payment_method' | 'usage' | 'card' | 'method'>
    }
  | { readonly type: 'asked' }
  | { readonly type: 'verified'; readonly approval: Approval }
  | { readonly type: 'failed'; readonly error: SetupError }
  | { readonly type: 'abandoned' }
