/** Requests and outcomes of `capture`, `void` and `increment`: taking, releasing and raising what an authorisation holds. */
import type { Minor } from '../kernel/money.ts'
import type { NotSent, Unknown, Unsupported } from './attempt-status.ts'
import type { Decline } from './authorise.ts'

export type CaptureOutcome =
  | { readonly outcome: 'captured' }
  | { readonly outcome: 'refused'; readonly code: string; readonly message: string }
  | Unsupported
  | NotSent
  | Unknown

export type VoidOutcome =
  | { readonly outcome: 'voided' }
  | { readonly outcome: 'refused'; readonly code: string; readonly message: string }
  | Unsupported
  | NotSent
  | Unknown

export type IncrementOutcome =
  | { readonly outcome: 'incremented' }
  | { readonly outcome: 'declined'; readonly decline: Decline }
  | Unsupported
  | NotSent
  | Unknown

export type CaptureRequest = {
  readonly charge: string
  readonly reference: string
  readonly amount: Minor
  readonly currency: string
  /** False when more captures of the same authorisation follow; true releases the rest. */
  readonly final: boolean
  /** What the payer reads, where it is said anew. */
  readonly statement_descriptor?: string
}
export type VoidRequest = {
  readonly charge: string
  readonly reference: string
  readonly amount: Minor
  readonly currency: string
}
export type IncrementRequest = VoidRequest & { readonly by: Minor }
