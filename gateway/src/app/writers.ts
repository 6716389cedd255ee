/** The two writers of a gateway, and what its operator is told of their troubles. */
import type { FastifyBaseLogger } from 'fastify'
import type { EnvironmentSettings } from '../engine/command.ts'
import { noteDoubt } from '../engine/sweeper.ts'
import type { Decided } from '../engine/unit.ts'
import type { NewId } from '../kernel/id.ts'
import { paymentFigures } from '../operations/payment-figures.ts'
import { type Connection, connectPipelined, type Pool } from '../storage/database.ts'
import { transientFaultOf } from '../storage/transient-faults.ts'
import { createWriter, type Writer, type WriterLimits } from '../storage/writer/writer.ts'
import type { HttpMetrics } from '../surfaces/http/metrics.ts'

/** The writer of payments, and one for bulk work. */
export function createWriters(
  options: {
    readonly connection: Connection
    readonly logger: FastifyBaseLogger
    readonly limits?: Partial<WriterLimits>
  },
  metrics: HttpMetrics,
  newId: NewId,
): { mainWriter: Writer; bulkWriter: Writer } {
  const writerOptions = {
    connect: () => connectPipelined(options.connection),
    onFault: ({ reference, error }: { reference: string; error: unknown }) => {
      metrics.fault()
      options.logger.error({ err: error, reference }, 'a unit of the writer failed')
    },
    onFlush: ({ units, milliseconds }: { units: number; milliseconds: number }) => metrics.flush(units, milliseconds),
    newReference: () => newId('flt'),
    monotonicMs: () => performance.now(),
    limits: options.limits ?? {},
  }
  const mainWriter = createWriter(writerOptions)
  // Bulk work goes through a writer of its own, so that a settlement run never stands before a payment.
  const bulkWriter = createWriter({ ...writerOptions, limits: { ...options.limits, flushesMax: 1 } })
  return { mainWriter, bulkWriter }
}

/** What the operator is told of outcomes that are in doubt, or that could not be shown. */
export const writerReports = (metrics: HttpMetrics, logger: FastifyBaseLogger, pool: Pool, wallMs: () => number) => ({
  onCommitted: (decided: Decided, environment: EnvironmentSettings): void => {
    for (const figure of paymentFigures(decided, environment)) metrics.payment(figure)
  },
  onUnanswerable: (effect: { id: string }, error: unknown): void => {
    metrics.fault()
    logger.error({ err: error, call: effect.id }, 'an outcome was recorded and could not be shown')
  },
  onDoubt: async (environment: EnvironmentSettings, effect: { id: string; verb: string }): Promise<void> => {
    metrics.doubt()
    logger.warn({ call: effect.id, verb: effect.verb }, 'a processor did not answer; it will be asked')
    await noteDoubt(pool, environment.id, effect.id, wallMs()).catch(() => undefined)
  },
})

/** Tells of what failed in the background: what passes by itself is a warning, everything else a fault of ours. */
export const faultReport =
  (metrics: Pick<HttpMetrics, 'fault'>, logger: FastifyBaseLogger) =>
  (error: unknown, text: string, about: Readonly<Record<string, unknown>> = {}): void => {
    if (transientFaultOf(error) !== null) {
      logger.warn({ err: error, ...about }, text)
      return
    }
    metrics.fault()
    logger.error({ err: error, ...about }, text)
  }
