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
