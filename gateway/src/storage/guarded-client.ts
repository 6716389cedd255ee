/**
 * The driver's client with its two guards.
 *
 * What goes out is whole: money, counts and times are integers here. A fraction among them is a fault of ours, which the server would
 * only find in the middle of a transaction ("invalid input syntax for type bigint"), or round without a word; so nothing of such
 * a statement is sent. Decimal values (rates) travel as texts.
 *
 * What comes in is bounded, where a bound is given: a result is built in memory as a whole, and one that is too large ends its
 * connection before it ends the process.
 */
import pg from 'pg'
import { assert } from '../kernel/assert.ts'

/** A result was larger than one read may bring; nothing of it is kept. */
export class ReadTooLargeError extends Error {
  override name = 'ReadTooLargeError'
}

/** Refuses the first value that is a number, alone or in a list, and not whole. */
function assertWhole(statement: string, values: readonly unknown[]): void {
  for (let at = 0; at < values.length; at++) {
    const value = values[at]
    if (typeof value === 'number') assert(Number.isSafeInteger(value), `$${at + 1} of '${statement}' is a whole number`)
    else if (Array.isArray(value)) assertWhole(statement, value)
  }
}

/** `query(text, values)`, `query({ text, values })`, either with a callback behind. */
function assertWholeQuery([first, second]: readonly unknown[]): void {
  if (typeof first === 'string') {
    if (Array.isArray(second)) assertWhole(first, second)
  } else if (typeof first === 'object' && first !== null) {
    const { name, text, values = second } = first as { name?: string; text?: string; values?: unknown }
    if (Array.isArray(values)) assertWhole(name ?? text ?? '', values)
  }
}

export class GuardedClient extends pg.Client {}
const plainQuery = pg.Client.prototype.query
// By descriptor, so that the driver's own overloads stay the type of it.
Object.defineProperty(GuardedClient.prototype, 'query', {
  value(this: pg.Client, ...given: unknown[]): unknown {
    try {
      assertWholeQuery(given)
    } catch (error) {
      if (typeof given.at(-1) === 'function') throw error
      return Promise.reject(error)
    }
    return Reflect.apply(plainQuery, this, given)
  },
})

type Wire = {
  on(event: 'dataRow', listener: (row: { length: number }) => void): void
  on(event: 'readyForQuery', listener: () => void): void
  readonly stream: { destroy(error: Error): void }
}

/** The class of clients whose results have at most so many bytes. */
export const boundedClient = (bytesMax: number) =>
  class extends GuardedClient {
    constructor(config?: pg.ClientConfig) {
      super(config)
      // The driver's own emitter of messages; its types leave it out.
      const wire = Reflect.get(this, 'connection') as Wire
      let bytes = 0
      wire.on('dataRow', ({ length }) => {
        bytes += length
        if (bytes > bytesMax) wire.stream.destroy(new ReadTooLargeError(`a result has more than ${bytesMax} bytes`))
      })
      wire.on('readyForQuery', () => {
        bytes = 0
      })
    }
  }
