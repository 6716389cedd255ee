/** Options of a card payment that a request may set, and the result of its authentication. */
import type { JsonObject } from '../kernel/json.ts'

export type ThreeDSecure = {
  readonly authentication_flow: 'challenge' | 'frictionless' | null
  readonly electronic_commerce_indicator: '01' | '02' | '05' | '06' | '07' | null
  readonly result:
    | 'authenticated'
    | 'attempt_acknowledged'
    | 'exempted'
    | 'failed'
    | 'not_supported'
    | 'processing_error'
    | null
  readonly result_reason:
    | 'abandoned'
    | 'bypassed'
    | 'canceled'
    | 'card_not_enrolled'
    | 'network_not_supported'
    | 'protocol_error'
    | 'rejected'
    | null
  readonly transaction_id: string | null
  readonly version: '1.0.2' | '2.1.0' | '2.2.0' | '2.3.0' | '2.3.1' | null
}

/** Options that a request may set for a card. A connector leaves out what its processor cannot do; the approval says what was done. */
export type CardRequestOptions = {
  /** The network of several that the card has. */
  readonly network?: string
  /** Taken by mail or telephone: nobody can be asked to authenticate. */
  readonly moto?: true
  readonly installments?: { readonly count?: number; readonly interval?: string; readonly type: string }
  readonly setup_credential_usage?: string
  readonly stored_credential_usage?: string
  /** Hold it for longer than a week; let more be captured than is held. */
  readonly extended_authorization?: true
  readonly overcapture?: true
  readonly statement_descriptor_suffix_kana?: string
  readonly statement_descriptor_suffix_kanji?: string
  /** Somebody else has authenticated the payer. */
  readonly three_d_secure?: BroughtAuthentication
}

/** The results of an authentication outside, in the terms of EMV 3DS; the cryptogram lives in the call alone. */
export type BroughtAuthentication = {
  readonly cryptogram: string
  readonly transaction_id: string
  readonly version: NonNullable<ThreeDSecure['version']>
  readonly electronic_commerce_indicator?: ThreeDSecure['electronic_commerce_indicator']
  readonly ares_trans_status?: string
  readonly exemption_indicator?: string
  readonly requestor_challenge_indicator?: string
  readonly network_options?: JsonObject
}
