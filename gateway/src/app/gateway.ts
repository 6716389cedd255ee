/** The composition root: one gateway over one database. Everything that has a choice is chosen here. */
import { randomBytes } from 'node:crypto'
import type { FastifyBaseLogger } from 'fastify'
import type { Connector } from '../contracts/connector.ts'
import { type Access, createAccess } from '../engine/access.ts'
import type { EnvironmentSettings } from '../engine/command.ts'
import { createPerformer } from '../engine/effects.ts'
import { type CommandRunner, createRunner } from '../engine/engine.ts'
import { createEventReader } from '../engine/event-reader.ts'
import { refuseExpansion } from '../engine/expand.ts'
import { createReader } from '../engine/reader.ts'
import type { Engine } from '../engine/route.ts'
import { createSweeper, noteDoubt, type Sweeper } from '../engine/sweeper.ts'
import type { UnitSetup } from '../engine/unit.ts'
import type { Networks, Resolve } from '../engine/webhooks/address.ts'
import { createDesk } from '../engine/webhooks/desk.ts'
import { assert } from '../kernel/assert.ts'
import { idSource, type NewId, randomText } from '../kernel/id.ts'
import { timeIn } from '../kernel/time.ts'
import { recordRefundSettlement } from '../resources/refund/index.ts'
import { type Connection, connectPipelined, createPool, type Pool } from '../storage/database.ts'
import { createWriter, type Writer, type WriterLimits } from '../storage/writer/writer.ts'
import { setClock } from './accounts.ts'
import { answersWith } from './answers.ts'
import { createAsking } from './asking.ts'
import { createCards } from './cards.ts'
import { type ClockOptions, clockRoutes } from './clock.ts'
import { dueHandlers, outcomeCommands } from './due-work.ts'
import { createMetrics, type HttpMetrics } from './http/metrics.ts'
import { createHttpServer, type HttpServer } from './http/server.ts'
import { createInstruments } from './instruments.ts'
import { methodCatalogue } from './methods.ts'
import { eventTypes, nativeRoutes, registry } from './nouns.ts'
import { mountPages } from './pages.ts'
import { convert } from './rates.ts'
import { createSandbox } from './sandbox.ts'
import { createSigningSecrets } from './signing-secrets.ts'
import { answering } from './vault/answering.ts'
import { startedVault } from './vault/open.ts'
import type { VaultSettings } from './vault/settings.ts'
import type { Vault } from './vault/vault.ts'

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
  /** Networks besides the public ones that webhooks may go to. */
  readonly webhookNetworks?: Networks
  readonly resolve?: Resolve
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
  readonly metrics: HttpMetrics
  readonly pool: Pool
  readonly newId: NewId
  readonly setup: UnitSetup
  readonly vault: Vault
  /** Ends the writer and the pool; what waits is flushed first. */
  close(): Promise<void>
}

const tellUnanswerable =
  (metrics: HttpMetrics, logger: FastifyBaseLogger) => (effect: { id: string }, error: unknown) => {
    metrics.fault()
    logger.error({ err: error, call: effect.id }, 'an outcome was recorded and could not be shown')
  }

/** Connections for reads; the writer has two of its own, bulk work one. */
const readConnectionsMax = 10

const tellDoubt =
  (metrics: HttpMetrics, logger: FastifyBaseLogger, pool: Pool, wallMs: () => number) =>
  async (environment: EnvironmentSettings, effect: { id: string; verb: string }): Promise<void> => {
    metrics.doubt()
    logger.warn({ call: effect.id, verb: effect.verb }, 'a processor did not answer; it will be asked')
    await noteDoubt(pool, environment.id, effect.id, wallMs()).catch(() => undefined)
  }

const byName = (connectors: readonly Connector[]) => new Map(connectors.map((one) => [one.name, one]))

const configured = (environment: EnvironmentSettings, id: string): EnvironmentSettings['connectorAccount'] => {
  assert(environment.connectorAccount.id === id, `connector account ${id} is configured`)
  return environment.connectorAccount
}

/** The writer of payments, and one for bulk work. */
function createWriters(
  options: GatewayOptions,
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

export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const wallMs = options.wallMs ?? Date.now
  const newId = options.newId ?? idSource(wallMs, randomBytes)
  const nowIn = (environment: EnvironmentSettings) => timeIn(environment.clock, wallMs())
  const pool = createPool(options.connection, readConnectionsMax)
  const access = createAccess({ pool, monotonicMs: () => performance.now(), demoAllowed: options.demoAllowed })
  const vault = await startedVault(pool, options.vault)
  const cards = createCards({ vault, newId, nowIn })
  const instruments = createInstruments({ vault, newId, pool, methods: methodCatalogue, cardOf: cards.cardOf })
  const sandbox = createSandbox({ pool, access, newId, nowIn })
  const metrics = createMetrics((): number => mainWriter.waiting())
  const { mainWriter, bulkWriter } = createWriters(options, metrics, newId)

  const setup: UnitSetup = {
    tables: new Map([...registry].map(([noun, { table }]) => [noun, table])) as UnitSetup['tables'],
    newId,
    randomText: (count) => randomText(count, randomBytes),
    wallMs,
    nowIn,
    methods: methodCatalogue,
  }
  const answers = answersWith({ publicUrl: options.publicUrl, nowIn })
  const performer = createPerformer({
    connectors: byName([sandbox.connector, ...(options.connectors ?? [])]),
    accountOf: configured,
    instrumentOf: instruments.open,
    forgetCvc: cards.forgetCvc,
    nowIn,
    onUnknown: (effect, error) =>
      options.logger.warn({ err: error, call: effect.id, verb: effect.verb }, 'a call to a processor failed'),
    ...(options.callTimeoutMs === undefined ? {} : { timeoutMs: options.callTimeoutMs }),
  })
  const runnerOptions = {
    ...setup,
    ...answers,
    tables: setup.tables as never,
    performer,
    outcomes: outcomeCommands,
    onDoubt: tellDoubt(metrics, options.logger, pool, wallMs),
    onUnanswerable: tellUnanswerable(metrics, options.logger),
    pauseMs: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
  }
  const runner = createRunner({ ...runnerOptions, writer: mainWriter })
  const bulkRunner = createRunner({ ...runnerOptions, writer: bulkWriter })

  const asking = createAsking({ pool, runner: bulkRunner, performer, nowIn })
  const payers = sandbox.payersOf(asking)

  const sweeper = createSweeper({
    pool,
    runner: bulkRunner,
    performer,
    environmentOf: access.environment,
    shiftedEnvironments: access.shifted,
    nowIn,
    wallMs,
    settleRefund: recordRefundSettlement,
    handlers: dueHandlers({ runner: bulkRunner, writer: bulkWriter, setup, asking, pool, nowIn, vault }),
    onFault: (row, error) => {
      metrics.fault()
      options.logger.error({ err: error, due: row.id, kind: row.kind }, 'due work failed; it comes again')
    },
  })

  const desk = createDesk({
    pool,
    nowIn,
    wallMs,
    types: eventTypes(registry),
    rules: ({ livemode }) => ({ livemode, allowed: options.webhookNetworks ?? [] }),
    secrets: createSigningSecrets({ vault, newId, pool }),
    ...(options.resolve === undefined ? {} : { resolve: options.resolve }),
  })
  const engine: Engine = {
    ...createReader({ pool, registry, answers }),
    ...createEventReader({ pool, registry, answers }),
    webhooks: desk,
    publicUrl: options.publicUrl,
    run: runner.run as Engine['run'],
    tokenise: cards.tokenise,
    acceptMethod: instruments.acceptMethod,
    convert: (amount, from, to) => convert(pool, amount, from, to),
    testCard: cards.testCard,
    recollectCvc: cards.recollectCvc,
    now: ({ environment }) => nowIn(environment),
  }
  const http = await createHttpServer({
    routes: [
      ...nativeRoutes,
      ...clockRoutes({
        pool,
        setClock: (env, clock) => setClock(pool, env, clock).finally(access.forget),
        sweep: () => sweepAll(sweeper),
        wallMs,
        monotonicMs: () => performance.now(),
        ...options.delivery,
      }),
      ...sandbox.routesOf(payers),
    ],
    engine,
    access,
    newId,
    logger: options.logger,
    publicUrl: options.publicUrl,
    hashSecrets: (values) => answering(vault.hashes(values)),
    metrics,
    refuseExpansion: (noun, paths) => refuseExpansion(noun, paths, answers.views),
    ready: async () =>
      pool.query('select 1').then(
        () => true,
        () => false,
      ),
    ...(options.requestTimeoutMs === undefined ? {} : { requestTimeoutMs: options.requestTimeoutMs }),
  })
  mountPages(http, {
    pool,
    access,
    answers,
    desk,
    runner,
    newId,
    asking,
    bank: sandbox.bank,
    payers,
    nowIn,
    publicUrl: options.publicUrl,
    demoAllowed: options.demoAllowed,
  })

  return {
    http,
    engine,
    runner,
    writer: mainWriter,
    sweeper,
    access,
    metrics,
    pool,
    newId,
    setup,
    vault,
    close: async () => {
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
