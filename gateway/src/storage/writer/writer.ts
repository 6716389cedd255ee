/**
 * The writer: the only way to change a row. It takes many commands and makes one transaction of them.
 *
 * Its modes:
 *   idle      nothing waits. The first unit starts a flush at the end of this turn of the event loop.
 *   flushing  up to `flushesMax` flushes are in flight, each on a connection of its own; units that arrive meanwhile
 *             wait and become the next batch. It never waits in order to gather one.
 *   held up   some units need a row that somebody else holds: they are set aside and come again, the others go on.
 *   outage    the database cannot be reached, or cannot write (disk full, read-only): waiting units are answered 503, and the next
 *             unit tries to connect.
 *   closing   no new unit is taken; what waits is flushed; then the connections end.
 */
import { refuse } from '../../kernel/refusal.ts'
import type { Client } from '../database.ts'
import { transientFaultOf } from '../transient-faults.ts'
import { commitVerdict } from './commit-verdict.ts'
import { createDeferredUnits } from './deferred-units.ts'
import { CommitInDoubtError, flush, GuiltyUnitError } from './flush.ts'
import { FairQueue, type Waiting } from './queue.ts'
import type { Unit, UnitResult } from './unit.ts'

export type WriterOptions = {
  connect: () => Promise<Client>
  /** Told of each fault of ours, with the reference that the caller got. */
  onFault: (fault: { reference: string; error: unknown; command: string }) => void
  onFlush?: (flush: { units: number; milliseconds: number }) => void
  /** Makes the reference of a fault. */
  newReference: () => string
  monotonicMs: () => number
  limits?: Partial<WriterLimits>
}

export type WriterLimits = {
  /** Beyond this a flush outlives its lock timeout on two cores; more units wait, none are lost. */
  unitsMax: number
  /** Requests of one flush, in bytes: keeps a flush of large requests from holding locks for long. A larger single request flushes alone. */
  bytesMax: number
  /** Two flushes in flight measured 15 % faster than one; three and more were slower. */
  flushesMax: number
  /** Units that may wait. Beyond it the answer is 503 with Retry-After: about two seconds of work on two cores. */
  queueMax: number
  /** Bytes of requests that may wait: bounds the memory of a queue of large requests. Beyond it the answer is 503 too. */
  queueBytesMax: number
  /** A unit waits this long for a row that somebody else holds; then the answer is 429 `lock_timeout`, and nothing was done. */
  heldMaxMs: number
  /** Between two tries at a held row: as long as a flush takes, so that the usual holder, another flush, is done by then. */
  heldPauseMs: number
  /** Locks that a flush does wait for (balances, rows below a locked root); then it is halved until the culprit is alone. */
  lockTimeoutMs: number
}

export const writerLimits: WriterLimits = {
  unitsMax: 256,
  bytesMax: 4 << 20,
  flushesMax: 2,
  queueMax: 10_000,
  queueBytesMax: 64 << 20,
  heldMaxMs: 3000,
  heldPauseMs: 10,
  lockTimeoutMs: 2000,
}

/** While a flush that waited too long for a lock is taken apart, each part waits only so long. */
const isolatingTimeoutMs = 25
/** A flush that lost against a deadlock is run again this often; then its units are answered 503. */
const contentionTriesMax = 5
export type Writer = {
  submit(unit: Unit): Promise<UnitResult>
  /** Units that wait. */
  waiting(): number
  /** Flushes what waits, takes nothing new, and ends the connections. */
  close(): Promise<void>
}

export function createWriter(options: WriterOptions): Writer {
  const limits = { ...writerLimits, ...options.limits }
  const queue = new FairQueue()
  const idleClients: Client[] = []
  let inFlight = 0
  let scheduled = false
  let closing = false
  let onDrained: (() => void) | null = null

  const schedule = () => {
    if (scheduled) return
    scheduled = true
    // At the end of this turn, so that requests which arrived together share a flush; nothing is waited for.
    setImmediate(() => {
      scheduled = false
      pump()
    })
  }

  const pump = () => {
    while (inFlight < limits.flushesMax && queue.size > 0) {
      inFlight++
      void runAll(queue.take(limits.unitsMax, limits.bytesMax)).finally(() => {
        inFlight--
        if (queue.size > 0) pump()
        else if (inFlight === 0 && aside.size() === 0) onDrained?.()
      })
    }
  }

  const aside = createDeferredUnits({
    limits,
    monotonicMs: options.monotonicMs,
    back: (waiting) => {
      for (const one of waiting) queue.push(one)
      schedule()
    },
  })

  const takeClient = async (): Promise<Client> => idleClients.pop() ?? (await options.connect())

  /** An environment whose locks were not to be had lately goes by itself, after the others, and waits briefly. */
  const runAll = async (batch: Waiting[]): Promise<void> => {
    const { free, slow } = aside.sorted(batch)
    await runEach([free])
    await runEach([slow], isolatingTimeoutMs)
  }

  /** Runs a batch to its end: every unit of it is answered, whatever happens. */
  const run = async (batch: Waiting[], lockTimeoutMs = limits.lockTimeoutMs): Promise<void> => {
    const started = options.monotonicMs()
    let client: Client
    try {
      client = await takeClient()
    } catch {
      return unavailable(batch)
    }
    try {
      const results = await flush(
        client,
        batch.map(({ unit }) => unit),
        lockTimeoutMs,
      )
      idleClients.push(client)
      aside.settle(batch, results)
      options.onFlush?.({ units: batch.length, milliseconds: options.monotonicMs() - started })
    } catch (error) {
      await recover(client, batch, error)
    }
  }

  const recover = async (client: Client, batch: Waiting[], error: unknown): Promise<void> => {
    if (error instanceof CommitInDoubtError) {
      void client.end().catch(() => undefined)
      return await resolveDoubt(batch, error)
    }
    const usable = transientFaultOf(error) !== 'lost' && (await rolledBack(client))
    if (!usable || isUnable(error)) {
      void client.end().catch(() => undefined)
      // Nothing was committed: COMMIT had not been sent, or an earlier statement of the same transaction failed.
      return usable ? unavailable(batch) : await again(batch)
    }
    idleClients.push(client)
    if (codeOf(error) === lockNotAvailable) return await runEach(aside.partsOf(batch), isolatingTimeoutMs)
    if (isContention(error)) return await again(batch)
    if (error instanceof GuiltyUnitError) return await without(batch, error)
    if (batch.length === 1) return fail(batch[0] as Waiting, error)
    // A constraint fired: a bug in one unit. Halve until it is alone; the others are committed.
    const middle = batch.length >> 1
    await runEach([batch.slice(0, middle), batch.slice(middle)])
  }

  const runEach = async (parts: readonly Waiting[][], lockTimeoutMs?: number): Promise<void> => {
    for (const part of parts) if (part.length > 0) await run(part, lockTimeoutMs)
  }

  /** Runs a batch again whose transaction certainly did not happen. */
  const again = async (batch: Waiting[]): Promise<void> => {
    const spent = ({ tries }: Waiting) => tries >= contentionTriesMax
    unavailable(batch.filter(spent))
    const retry = batch.filter((waiting) => !spent(waiting))
    for (const waiting of retry) waiting.tries++
    await runEach([retry])
  }

  const without = async (batch: Waiting[], error: GuiltyUnitError): Promise<void> => {
    const guilty = batch.find(({ unit }) => unit === error.unit)
    if (guilty !== undefined) fail(guilty, error.cause)
    const rest = batch.filter((waiting) => waiting !== guilty)
    await runEach([rest])
  }

  const fail = ({ unit, resolve }: Waiting, error: unknown) => {
    const reference = options.newReference()
    options.onFault({ reference, error, command: unit.claim?.key ?? unit.env })
    resolve({ kind: 'refused', refusal: refuse.internal({ reference }) })
  }

  const resolveDoubt = async (batch: Waiting[], doubt: CommitInDoubtError): Promise<void> => {
    const verdict = await commitVerdict(doubt.transaction, options.connect, (client) => idleClients.push(client))
    if (verdict === 'committed') return aside.settle(batch, doubt.results)
    if (verdict === 'aborted') return await again(batch)
    // Still unknown. 503 asks for the same key again, and the key then tells what happened.
    unavailable(batch)
  }

  return {
    submit: (unit) =>
      new Promise((resolve) => {
        if (closing && !unit.urgent) return resolve({ kind: 'refused', refusal: refuse.shuttingDown() })
        if (!unit.urgent && (queue.size >= limits.queueMax || queue.bytes >= limits.queueBytesMax))
          return resolve({ kind: 'refused', refusal: refuse.queueFull() })
        queue.push({ unit, resolve, tries: 0, heldSince: null })
        schedule()
      }),
    waiting: () => queue.size + aside.size(),
    close: async () => {
      closing = true
      if (queue.size > 0 || inFlight > 0 || aside.size() > 0) {
        await new Promise<void>((drained) => {
          onDrained = drained
          schedule()
        })
      }
      await Promise.all(idleClients.splice(0).map((client) => client.end().catch(() => undefined)))
    },
  }
}

const unavailable = (batch: readonly Waiting[]): void => {
  for (const { resolve } of batch) resolve({ kind: 'refused', refusal: refuse.databaseUnavailable() })
}

const rolledBack = async (client: Client): Promise<boolean> =>
  client.query('rollback').then(
    () => true,
    () => false,
  )

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')
const lockNotAvailable = '55P03'
/** Full, or read-only: trying at once would fail again. The next flush connects anew, and may find another server. */
const isUnable = (error: unknown): boolean => transientFaultOf(error) === 'unable' && codeOf(error) !== lockNotAvailable

/** Tables whose rows two processes may want to make at once; whoever comes second runs again and finds the row. */
const firstComers: ReadonlySet<unknown> = new Set(['foreign_references', 'order_books'])

/**
 * Deadlock, serialisation: nobody's fault, run it again. So is a row that another process made between our read and our insert:
 * run again, the command finds it, and refuses or goes on with it.
 */
const isContention = (error: unknown): boolean => transientFaultOf(error) === 'contended' || isMadeByAnother(error)
const isMadeByAnother = (error: unknown): boolean =>
  codeOf(error) === '23505' && firstComers.has(Reflect.get(Object(error), 'table'))
