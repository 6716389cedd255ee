import type { Call, CallSecret } from '../kernel/secret.ts'
import { type Millis, minuteMs } from '../kernel/time.ts'

/** A payer who has not finished by then enters the code again. */
const cvcAgeMaxMs = 15 * minuteMs
/** Beyond this the oldest is dropped: its payment goes on without the code. About 10 MB. */
const cvcCountMax = 50_000

/**
 * Card security codes between the request and the answer of the authorisation: in memory, never anywhere else
 * (PCI DSS 3.3.1: not stored after authorisation, even encrypted). Bytes, overwritten when they are forgotten.
 */
export class CvcStore {
  readonly #codes = new Map<string, { cvc: Buffer; at: Millis }>()

  keep(paymentMethod: string, cvc: string, now: Millis): void {
    this.#codes.set(paymentMethod, { cvc: Buffer.from(cvc), at: now })
    for (const [id, { at }] of this.#codes) {
      if (this.#codes.size <= cvcCountMax && now - at < cvcAgeMaxMs) break
      this.forget(id)
    }
  }

  /** A copy for one call. */
  reveal(call: Call, paymentMethod: string): CallSecret | null {
    const kept = this.#codes.get(paymentMethod)
    return kept === undefined ? null : call.hold(Buffer.from(kept.cvc))
  }

  forget(paymentMethod: string): void {
    this.#codes.get(paymentMethod)?.cvc.fill(0)
    this.#codes.delete(paymentMethod)
  }
}
