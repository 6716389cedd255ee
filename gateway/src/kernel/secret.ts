import { inspect } from 'node:util'

/**
 * A value that must not be shown: printing, logging or serialising it gives `[secret]`. Only `reveal` at the place
 * of use hands it out, so a search for `reveal(` lists every such place.
 */
export class Secret<T> {
  readonly #value: T
  constructor(value: T) {
    this.#value = value
  }
  reveal(): T {
    return this.#value
  }
  toJSON(): string {
    return '[secret]'
  }
  toString(): string {
    return '[secret]'
  }
  [inspect.custom](): string {
    return '[secret]'
  }
}

/**
 * One call to a processor, as the right to reveal. Only the performer of calls begins one (engine/effects.ts; the tidy test
 * holds it), so who has none in hand can neither have a card number opened nor read one. With its end everything that
 * was opened for it is overwritten.
 */
export class Call {
  /** `call_…`, and what it does: for the record of reveals. */
  readonly id: string
  readonly reason: string
  #held: Uint8Array[] = []
  #over = false

  private constructor(id: string, reason: string) {
    this.id = id
    this.reason = reason
  }

  static begin(id: string, reason: string): Call {
    return new Call(id, reason)
  }

  /** Hands bytes to this call, which overwrites them when it ends: nobody else may keep them. */
  hold(bytes: Uint8Array): CallSecret {
    if (this.#over) {
      bytes.fill(0)
      throw new Error(`the call ${this.id} is over`)
    }
    this.#held.push(bytes)
    return new CallSecret(this, bytes)
  }

  get over(): boolean {
    return this.#over
  }

  end(): void {
    this.#over = true
    for (const bytes of this.#held) bytes.fill(0)
    this.#held = []
  }
}

const utf8 = new TextDecoder()

/** A secret for the length of one call: only with that call in hand it is revealed, and after it never. */
export class CallSecret {
  readonly #call: Call
  readonly #bytes: Uint8Array

  constructor(call: Call, bytes: Uint8Array) {
    this.#call = call
    this.#bytes = bytes
  }
  /** The text. Whoever has it lets go of it with the call; it is no text of a record, a log or an error. */
  reveal(call: Call): string {
    if (call !== this.#call || call.over) throw new Error('a secret is revealed in its own call only')
    return utf8.decode(this.#bytes)
  }
  toJSON(): string {
    return '[secret]'
  }
  toString(): string {
    return '[secret]'
  }
  [inspect.custom](): string {
    return '[secret]'
  }
}
