/** The composition root: one gateway over one database. Everything that has a choice is chosen here. */
import { randomBytes } from 'node:crypto'
import type { FastifyBaseLogger } from 'fastify'
import { realConnectors } from '../connectors/index.ts'
import type { Connector } from '../contracts/connector.ts'
import type { Access } from '../engine/access.ts'
import { createAuditApi } from '../engine/audit-reader.ts'
import type { EnvironmentSettings } from '../engine/command.ts'
import { type CommandRunner, createRunner } from '../engine/engine.ts'
import { createEventReader } from '../engine/event-reader.ts'
import type { Gate } from '../engine/gate.ts'
import { processorsOf, refuseUnserved } from '../engine/processors.ts'
import { createReader } from '../engine/reader.ts'
import type { AnyRoute, Engine } from '../engine/route.ts'
import { createSweeper, type Sweeper } from '../engine/sweeper.ts'
import type { UnitSetup } from '../engine/unit.ts'
import { idSource, type NewId, randomText } from '../kernel/id.ts'
import { timeIn } from '../kernel/time.ts'
import { methodCatalogue } from '../methods/index.ts'
import { createAdmission } from '../operations/admission.ts'
import { createCards } from '../operations/instruments/cards.ts'
import { createInstrumentStore } from '../operations/instruments/instruments.ts'
import { convert } from '../operations/rates.ts'
import { createSigningSecrets } from '../operations/signing-secrets.ts'
import { createStatusProbe } from '../operations/status-probe.ts'
import { foreignPages as pages } from '../pages/foreign-pages.ts'
import { recordRefundSettlement } from '../resources/payments/refund/index.ts'
import { publishedTypes } from '../resources/platform/webhook-endpoint/index.ts'
import { type ClockOptions, clockRoutes } from '../sandbox/clock.ts'
import { clockView } from '../sandbox/clock-answer.ts'
import { createSandbox } from '../sandbox/sandbox.ts'
import { type Connection, createPool, type Pool, servedReadBytesMax } from '../storage/database.ts'
import type { Writer, WriterLimits } from '../storage/writer/writer.ts'
import { callbackCovers, callbackNames, foreignHttp, mountForeign } from '../surfaces/dialects/mount.ts'
import type { CardNumberRule } from '../surfaces/http/card-numbers.ts'
import { createMetrics, type HttpMetrics } from '../surfaces/http/metrics.ts'
import type { MetricsAccess } from '../surfaces/http/metrics-page.ts'
import { createHttpServer, type HttpServer } from '../surfaces/http/server.ts'
import { answering } from '../vault/answering.ts'
import { startedVault } from '../vault/open.ts'
import type { VaultSettings } from '../vault/settings.ts'
import type { Vault } from '../vault/vault.ts'
import type { Networks, Resolve } from '../webhooks/out/allowed-addresses.ts'
import { createDeliveryApi } from '../webhooks/out/delivery-api.ts'
import { answersWith } from './answer-setup.ts'
import { brakeWith } from './card-testing.ts'
import { dueHandlers, outcomeCommands } from './due-work.ts'
import { createMonitoring } from './monitoring.ts'
import { mountPages } from './pages.ts'
import { performerWith } from './performer.ts'
import { apiViews, eventDescriptions, eventTypes, nativeRoutes, registry } from './registry.ts'
import type { Tracing } from './tracing.ts'
import { createWriters, faultReport, writerReports } from './writers.ts'

export type GatewayOptions = {
  readonly connection: Connection
  readonly vault: VaultSettings
  readonly logger: FastifyBaseLogger
  readonly publicUrl: () => string
  readonly demoAllowed: () => boolean
  /** Besides the simulator; for tests, processors that misbehave. */
  readonly connectors?: readonly Connector[]
  readonly wallMs?: () => number
  readonly newId?: NewId
  readonly limits?: Partial<WriterLimits>
  readonly callTimeoutMs?: number
  readonly requestTimeoutMs?: number
  /** Requests a second in live environments, and for each of their keys; absent or null is no limit. */
  readonly rateLimit?: number | null
  /** For rates and for what is remembered; in tests, a hand of their own. */
  readonly monotonicMs?: () => number
  readonly trustedProxies?: readonly string[]
  /** Spans of what is done; absent where nobody collects them. */
  readonly tracing?: Tracing
  /** Who may read the figures at the gateway's own address; absent: whoever reaches it. */
  readonly metricsAccess?: MetricsAccess
  /** Networks besides the public ones that webhooks may go to. */
  readonly webhookNetworks?: Networks
  readonly resolve?: Resolve
  /** What is done about card numbers where none belongs; refused where nothing is said. */
  readonly cardNumbers?: CardNumberRule
  /** Host names of foreign APIs besides `ojire.localhost`, by dialect. */
  readonly dialectHosts?: ReadonlyMap<string, readonly string[]>
  /** How a clock that is moved has its webhooks delivered: by a thread that is told, or here. */
  readonly delivery?: Pick<ClockOptions, 'deliver' | 'hurry'>
}

export type Gateway = {
  readonly http: HttpServer
  readonly engine: Engine
  readonly runner: CommandRunner
  readonly writer: Writer
  readonly sweeper: Sweeper
  readonly access: Access
  /** Every call of the native API. */
  readonly routes: readonly AnyRoute[]
  /** Lets keys in: for whatever speaks beside the native API. */
  readonly gate: Gate
  readonly metrics: HttpMetrics
  readonly pool: Pool
  readonly newId: NewId
  readonly setup: UnitSetup
  readonly vault: Vault
  /** Null: it can take payments. Else why not. */
  ready(): Promise<string | null>
  /** Ends the writer and the pool; what waits is flushed first. */
  close(): Promise<void>
}

/** Connections for reads; the writer has two of its own, bulk work one. */
const readConnectionsMax = 10

const byName = (connectors: readonly Connector[]) => new Map(connectors.map((one) => [one.name, one]))

/** Keyed hashes of secrets, or the refusal that stands for the vault's absence. */
const hashing = (vault: Vault) => (values: readonly string[]) => answering(vault.hashes(values))

/** What the settings say of requests: where they come from, how long they may take, and which hosts are whose. */
const httpRules = ({ trustedProxies, requestTimeoutMs, dialectHosts, metricsAccess, tracing }: GatewayOptions) => ({
  ...(tracing === undefined ? {} : { mountSpans: tracing.mount }),
  ...(metricsAccess === undefined ? {} : { metricsAccess }),
  trustedProxies: trustedProxies ?? [],
  ...(requestTimeoutMs === undefined ? {} : { requestTimeoutMs }),
  ...foreignHttp(dialectHosts),
})

export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const { cardNumbers = 'refuse', wallMs = Date.now } = options
  const newId = options.newId ?? idSource(wallMs, randomBytes)
  const nowIn = (environment: EnvironmentSettings) => timeIn(environment.clock, wallMs())
  const pool = createPool(options.connection, readConnectionsMax, servedReadBytesMax)
  const admission = createAdmission({ ...options, pool, newId, wallMs, routes: () => routes })
  const { access, gate, authorOf } = admission
  const vault = await startedVault(pool, options.vault)
  const sandbox = createSandbox({ pool, access, newId, nowIn, authorOf })
  const connectors = byName([sandbox.connector, ...realConnectors, ...(options.connectors ?? [])])
  const processors = processorsOf(connectors.values())
  const unserved = (environment: EnvironmentSettings) => refuseUnserved({ environment, processors })
  const cards = createCards({ vault, newId, nowIn, unserved })
  const instruments = createInstrumentStore({
    vault,
    newId,
    pool,
    methods: methodCatalogue,
    cardOf: cards.cardOf,
    unserved,
  })
  const brake = brakeWith(options, () => ({ metrics, runner: bulkRunner }))
  const metrics = createMetrics((): number => mainWriter.waiting(), brake.delayed)
  const { mainWriter, bulkWriter } = createWriters(options, metrics, newId)
  const told = faultReport(metrics, options.logger)
  const watch = createMonitoring({ ...options, metrics, pool, wallMs, bytesInFlight: () => http.inFlight.bytes() })

  const setup: UnitSetup = {
    tables: new Map([...registry].map(([noun, { table }]) => [noun, table])) as UnitSetup['tables'],
    newId,
    randomText: (count) => randomText(count, randomBytes),
    wallMs,
    nowIn,
    methods: methodCatalogue,
    processors,
    tells: callbackCovers,
  }
  const answers = answersWith({ publicUrl: options.publicUrl, nowIn })
  const performer = performerWith(options, {
    connectors,
    instrumentOf: instruments.open,
    forgetCvc: cards.forgetCvc,
    nowIn,
  })
  const runnerOptions = {
    ...setup,
    ...answers,
    tables: setup.tables as never,
    performer,
    outcomes: outcomeCommands,
    ...writerReports(metrics, options.logger, pool, wallMs),
    pauseMs: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
  }
  const runner = createRunner({ ...runnerOptions, writer: mainWriter, brake })
  const bulkRunner = createRunner({ ...runnerOptions, writer: bulkWriter })

  const statusProbe = createStatusProbe({ pool, runner: bulkRunner, performer, nowIn })
  const payers = sandbox.payersOf(statusProbe)

  const sweeper = createSweeper({
    pool,
    runner: bulkRunner,
    performer,
    environmentOf: access.environment,
    shiftedEnvironments: access.shifted,
    nowIn,
    wallMs,
    settleRefund: recordRefundSettlement,
    handlers: dueHandlers({ runner: bulkRunner, writer: bulkWriter, setup, statusProbe, pool, nowIn, vault }),
    onFault: ({ id, kind }, error) => told(error, 'due work failed; it comes again', { due: id, kind }),
  })

  const deliveries = createDeliveryApi({
    pool,
    nowIn,
    wallMs,
    types: [...new Set([...eventTypes(registry), ...publishedTypes])],
    rules: ({ livemode }) => ({ livemode, allowed: options.webhookNetworks ?? [] }),
    authorOf,
    given: { ...createSigningSecrets({ vault, newId, wallMs, pool, random: randomBytes }), formats: callbackNames },
    ...(options.resolve === undefined ? {} : { resolve: options.resolve }),
  })
  const engine: Engine = {
    ...createReader({ pool, registry, answers }),
    ...createEventReader({ pool, registry, answers }),
    webhooks: deliveries,
    keys: admission.keys,
    audit: createAuditApi({ pool, registry, answers }),
    publicUrl: options.publicUrl,
    run: (options.tracing?.run(runner.run) ?? runner.run) as Engine['run'],
    tokenise: cards.tokenise,
    acceptMethod: instruments.acceptMethod,
    convert: (amount, from, to) => convert(pool, amount, from, to),
    testCard: cards.testCard,
    keepCvc: cards.keepCvc,
    now: ({ environment }) => nowIn(environment),
  }
  const routes: readonly AnyRoute[] = [
    ...nativeRoutes,
    ...clockRoutes({
      pool,
      setClock: admission.setClock,
      sweep: () => sweepAll(sweeper),
      wallMs,
      monotonicMs: () => performance.now(),
      onFault: (error) => told(error, 'a clock stopped on its way'),
      ...options.delivery,
    }),
    ...sandbox.routes,
  ]
  const hashSecrets = hashing(vault)
  const http = await createHttpServer({
    routes,
    described: { views: [...apiViews, clockView, ...sandbox.views], events: eventDescriptions(registry) },
    engine,
    gate,
    newId,
    logger: options.logger,
    publicUrl: options.publicUrl,
    hashSecrets,
    metrics,
    refuseExpansion: admission.refuseExpansion(answers.views),
    ready: watch.ready,
    cardNumbers,
    ...httpRules(options),
  })
  const served = { ...options, ...admission, pool, answers, statusProbe, wallMs, nowIn, cardNumbers, pages }
  mountForeign(http, { ...served, registry, engine, vault, metrics, hashSecrets, simulate: sandbox.simulate })
  mountPages(http, { ...served, deliveries, engine, runner, newId, bank: sandbox.bank, payers, unserved })

  return {
    http,
    routes,
    engine,
    runner,
    writer: mainWriter,
    sweeper,
    access,
    gate,
    metrics,
    pool,
    newId,
    setup,
    vault,
    ready: watch.ready,
    close: async () => {
      watch.close()
      await mainWriter.close()
      await bulkWriter.close()
      await vault.close()
      await pool.end()
    },
  }
}

/** Rounds until nothing more is due, bounded so that work which always fails cannot hold a caller. */
const sweepRoundsMax = 100
export async function sweepAll(sweeper: Sweeper): Promise<number> {
  let total = 0
  for (let round = 0; round < sweepRoundsMax; round++) {
    const worked = await sweeper.sweep()
    if (worked === 0) break
    total += worked
  }
  return total
}
