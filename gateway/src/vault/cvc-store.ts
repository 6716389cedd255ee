import { Secret } from '../kernel/secret.ts'
import { type Millis, minuteMs } from '../kernel/time.ts'

/** A payer who has not finished by then enters the code again. */
const cvcAgeMaxMs = 15 * minuteMs
/** Beyond this the oldest is dropped: its payment goes on without the code. About 10 MB. */
const cvcCountMax = 50_000

/**
 * Card security codes between the request and the answer of the authorisation: in memory, never anywhere else
 * (PCI DSS 3.3.1: not stored after authorisation, even encrypted).
 */
export class CvcStore {
  readonly #codes = new Map<string, { cvc: Secret<string>; at: Millis }>()

  keep(paymentMethod: string, cvc: string, now: Millis): void {
    this.#codes.set(paymentMethod, { cvc: new Secret(cvc), at: now })
    for (const [id, { at }] of this.#codes) {
      if (this.#codes.size <= cvcCountMax && now - at < cvcAgeMaxMs) break
      this.#codes.delete(id)
    }
  }

  of(paymentMethod: string): Secret<string> | null {
    return this.#codes.get(paymentMethod)?.cvc ?? null
  }

  forget(paymentMethod: string): void {
    this.#codes.delete(paymentMethod)
  }
}
