/** The status of an attempt whose payer acts outside the gateway: what a connector answers to the call and to every later probe. */
import type { Minor } from '../kernel/money.ts'
import type { Millis } from '../kernel/time.ts'
import type { NextAction } from './method.ts'

/** One payment that came in; a processor lists them in the order in which they came, and never reorders them. */
export type ReceivedPayment = { readonly reference: string; readonly amount: Minor; readonly received_at: Millis }

/** The status of an attempt whose payer acts outside the gateway: the answer to the call, and to every later probe. */
export type AttemptStatus =
  /** The payer has to do something; `ask_at` is when to ask by ourselves, besides notifications. */
  | {
      readonly outcome: 'action'
      readonly reference: string
      readonly action: NextAction
      readonly expires_at: Millis | null
      readonly ask_at: Millis | null
    }
  /** The payer is done, the outcome comes later (bank debits, late redirects). */
  | { readonly outcome: 'pending'; readonly reference: string; readonly ask_at: Millis }
  /** Money came in: those payments that were not `seen`. `open`: more may come. */
  | {
      readonly outcome: 'received'
      readonly reference: string
      readonly payments: readonly ReceivedPayment[]
      readonly open: boolean
    }
  /** The payer's time is over. Money may still come, and is then reported as received. */
  | { readonly outcome: 'expired' }

/** The processor did not say: neither a yes nor a no, whatever was asked. */
export type Unknown = { readonly outcome: 'unknown'; readonly why: string }

/** The processor does not do this, for this method, currency or amount, and says so: nothing was done, and nothing will be. */
export type Unsupported = { readonly outcome: 'unsupported'; readonly why: string }

/** No connection came about, so not a byte of the call left us: as certain a no as there is. See `contracts/send-failures.ts`. */
export type NotSent = { readonly outcome: 'not_sent'; readonly why: string }
