/** Monitoring of a gateway: readiness, and the figures behind an operator's alerts. */

import { createFigures } from '../operations/figures.ts'
import { createReadiness } from '../operations/readiness.ts'
import type { Connection, Pool } from '../storage/database.ts'
import type { HttpMetrics } from '../surfaces/http/metrics.ts'
import { addOperatorMetrics } from '../surfaces/http/operator-metrics.ts'
import { version } from './version.ts'

export type Monitoring = { ready(): Promise<string | null>; close(): void }

export function createMonitoring(options: {
  connection: Connection
  metrics: HttpMetrics
  pool: Pool
  wallMs: () => number
  bytesInFlight: () => number
}): Monitoring {
  const monotonicMs = () => performance.now()
  const readiness = createReadiness(options.connection, monotonicMs)
  const figures = createFigures(options.connection, { wallMs: options.wallMs, monotonicMs })
  const { pool, bytesInFlight } = options
  addOperatorMetrics(options.metrics.registry, { figures: figures.read, pool, bytesInFlight, version })
  return {
    ready: readiness.ask,
    close: () => {
      readiness.close()
      figures.close()
    },
  }
}
