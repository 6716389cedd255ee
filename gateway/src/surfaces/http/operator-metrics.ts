/** The figures behind an operator's alerts: what waits, what is late, what the database is like, which build this is. */
import { Gauge, type Registry } from 'prom-client'
import type { Figures } from '../../operations/figures.ts'

export type OperatorSources = {
  /** What the database says; null where it does not answer in time. */
  readonly figures: () => Promise<Figures | null>
  readonly pool: { readonly totalCount: number; readonly idleCount: number; readonly waitingCount: number }
  readonly bytesInFlight: () => number
  readonly version: string
}

type FigureGauge = readonly [name: string, help: string, of: (figures: Figures) => number | null]

const gauges: readonly FigureGauge[] = [
  [
    'florin_doubts_open',
    'Calls to processors whose outcome is not known, counted up to 10,000.',
    ({ doubts }) => doubts,
  ],
  [
    'florin_oldest_doubt_seconds',
    'Age of the oldest call whose outcome is not known; 0 where there is none.',
    ({ oldestDoubtSeconds }) => oldestDoubtSeconds,
  ],
  [
    'florin_oldest_due_work_seconds',
    'How late the oldest due work is; sandboxes with a clock of their own are left out.',
    ({ oldestDueSeconds }) => oldestDueSeconds,
  ],
  [
    'florin_webhook_backlog',
    'Deliveries that failed or wait, and are to be tried; counted up to 100,000.',
    ({ webhookBacklog }) => webhookBacklog,
  ],
  [
    'florin_webhook_queues_held',
    'Receivers that count as away, and are left alone for a while.',
    ({ heldQueues }) => heldQueues,
  ],
  [
    'florin_webhook_endpoints_disabled',
    'Endpoints that were disabled, by their merchant or because they failed for days.',
    ({ disabledEndpoints }) => disabledEndpoints,
  ],
  ['florin_database_bytes', 'Size of the database.', ({ databaseBytes }) => databaseBytes],
  [
    'florin_last_audit_age_seconds',
    'Time since the books were last audited (florin audit); absent where they never were.',
    ({ auditedSecondsAgo }) => auditedSecondsAgo,
  ],
  [
    'florin_last_audit_faults',
    'Faults that the last audit found; absent where there was none.',
    ({ auditedSecondsAgo, auditFaults }) => (auditedSecondsAgo === null ? null : auditFaults),
  ],
]

export function addOperatorMetrics(registry: Registry, sources: OperatorSources): void {
  const registers = [registry]
  for (const [name, help, of] of gauges)
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        const figures = await sources.figures()
        const value = figures === null ? null : of(figures)
        // A figure that is not known is absent: an alert on its absence is honest, an old value is not.
        if (value === null) this.remove()
        else this.set(value)
      },
    })
  new Gauge({
    name: 'florin_database_up',
    help: 'Whether the database answered in time.',
    registers,
    async collect() {
      this.set((await sources.figures()) === null ? 0 : 1)
    },
  })
  new Gauge({
    name: 'florin_database_pool',
    help: 'Connections for reads: open, idle, and requests that wait for one.',
    labelNames: ['state'],
    registers,
    collect() {
      const { totalCount, idleCount, waitingCount } = sources.pool
      this.set({ state: 'open' }, totalCount)
      this.set({ state: 'idle' }, idleCount)
      this.set({ state: 'waiting' }, waitingCount)
    },
  })
  new Gauge({
    name: 'florin_http_bytes_in_flight',
    help: 'Bytes of large answers that are being made or are not read yet.',
    registers,
    collect() {
      this.set(sources.bytesInFlight())
    },
  })
  new Gauge({
    name: 'florin_build_info',
    help: 'Always 1; the labels say which build this is.',
    labelNames: ['version', 'node'],
    registers,
  }).set({ version: sources.version, node: process.version }, 1)
}
