import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { type BrakeKind, brakeKinds } from '../../engine/brake.ts'
import type { PaymentFigure } from '../../operations/payment-figures.ts'
import type { AttemptReport } from '../../webhooks/out/sender-loop.ts'
import type { CutReason } from './connections.ts'

/** What /metrics shows. Observing costs about a microsecond; labels are few and fixed. */
export type HttpMetrics = {
  readonly contentType: string
  observe(operation: string, status: number, milliseconds: number): void
  flush(units: number, milliseconds: number): void
  fault(): void
  doubt(): void
  /** A try of a card that was not let through. */
  braked(by: BrakeKind): void
  webhook(report: AttemptReport): void
  /** A connection or a request that was not served, at a limit. */
  cut(why: CutReason): void
  /** A payment came to a state. */
  payment(figure: PaymentFigure): void
  /** For what others measure. */
  readonly registry: Registry
  /** What is scraped: made at most once a second, and in memory once, however many read it. */
  page(): Promise<Buffer>
  text(): Promise<string>
}

const nothingHeld = { payer_address: 0, card: 0, intent: 0, environment: 0 }

export function createMetrics(
  waiting: () => number,
  /** Names that the brake on card testing holds back, by kind. */
  held: () => Readonly<Record<BrakeKind, number>> = () => nothingHeld,
): HttpMetrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'florin_http_request_seconds',
    help: 'Time from a request to its answer, by call and status.',
    labelNames: ['operation', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 25],
    registers: [registry],
  })
  const flushUnits = new Histogram({
    name: 'florin_writer_flush_units',
    help: 'Commands that shared a transaction.',
    buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256],
    registers: [registry],
  })
  const flushSeconds = new Histogram({
    name: 'florin_writer_flush_seconds',
    help: 'Time of a flush, from begin to commit.',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5],
    registers: [registry],
  })
  const faults = new Counter({
    name: 'florin_faults_total',
    help: 'Faults of ours; each has its stack in the log.',
    registers: [registry],
  })
  const doubts = new Counter({
    name: 'florin_doubts_total',
    help: 'Calls to processors that were not answered.',
    registers: [registry],
  })
  const braked = brakeMetrics(registry, held)
  const attempts = new Counter({
    name: 'florin_webhook_attempts_total',
    help: 'Attempts to deliver an event, by whether the receiver acknowledged it.',
    labelNames: ['acknowledged'],
    registers: [registry],
  })
  const lag = new Histogram({
    name: 'florin_webhook_lag_seconds',
    help: 'Time from reading an event to the end of its first attempt.',
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60],
    registers: [registry],
  })
  const payments = paymentsCounter(registry)
  const cuts = new Counter({
    name: 'florin_http_cut_total',
    help: 'Connections closed, and requests refused, at a limit of the server: its connections, pipelined requests, requests at once, unread answers.',
    labelNames: ['why'],
    registers: [registry],
  })
  new Gauge({
    name: 'florin_writer_waiting',
    help: 'Commands that wait for the writer.',
    registers: [registry],
    collect() {
      this.set(waiting())
    },
  })
  return {
    contentType: registry.contentType,
    observe: (operation, status, milliseconds) => requests.observe({ operation, status }, milliseconds / 1000),
    flush: (units, milliseconds) => {
      flushUnits.observe(units)
      flushSeconds.observe(milliseconds / 1000)
    },
    fault: () => faults.inc(),
    doubt: () => doubts.inc(),
    cut: (why) => cuts.inc({ why }),
    braked: (by) => braked.inc({ by }),
    webhook: ({ acknowledged, lagMs }) => {
      attempts.inc({ acknowledged: String(acknowledged) })
      if (lagMs !== null) lag.observe(lagMs / 1000)
    },
    payment: ({ status, method, connector, livemode }) =>
      payments.inc({ status, method, connector, livemode: String(livemode) }),
    registry,
    page: pageOf(registry),
    text: () => registry.metrics(),
  }
}

const paymentsCounter = (registry: Registry) =>
  new Counter({
    name: 'florin_payments_total',
    help: 'Payments by the state that they came to, their method and their connector; a payment that is captured in parts comes to a state more than once.',
    labelNames: ['status', 'method', 'connector', 'livemode'],
    registers: [registry],
  })

/** Scrapes within this see the same. */
const pageFreshMs = 1000

function pageOf(registry: Registry): () => Promise<Buffer> {
  let made: { readonly page: Promise<Buffer>; readonly at: number } | null = null
  return () => {
    if (made === null || performance.now() - made.at > pageFreshMs)
      made = { page: registry.metrics().then((text) => Buffer.from(text)), at: performance.now() }
    return made.page
  }
}

/** What the brake on card testing does: the tries that it refused, and whom it holds back now. */
function brakeMetrics(registry: Registry, held: () => Readonly<Record<BrakeKind, number>>): Counter<'by'> {
  const braked = new Counter({
    name: 'florin_card_tries_refused_total',
    help: 'Tries of cards that were not let through because too many were declined, by what they were counted by.',
    labelNames: ['by'],
    registers: [registry],
  })
  for (const by of brakeKinds) braked.inc({ by }, 0)
  new Gauge({
    name: 'florin_card_testing_suspects',
    help: 'Addresses, cards, payments and environments whose next try of a card has to wait.',
    labelNames: ['by'],
    registers: [registry],
    collect() {
      for (const [by, count] of Object.entries(held())) this.set({ by }, count)
    },
  })
  return braked
}
