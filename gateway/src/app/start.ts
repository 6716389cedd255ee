/** From settings to a gateway that serves; and the way back. */
import { type Logger, pino } from 'pino'
import { reasonOf } from '../kernel/reason.ts'
import { demo, seedDemo } from '../operations/accounts.ts'
import type { Connection } from '../storage/database.ts'
import { startEmbedded } from '../storage/embedded/index.ts'
import { migrate } from '../storage/migrate.ts'
import { seedDialects } from '../surfaces/dialects/demo.ts'
import { refusalOfVault, settledKeys } from '../vault/own-key.ts'
import { networksOf } from '../webhooks/out/allowed-addresses.ts'
import type { Config } from './config.ts'
import { type DeliveryThread, startDeliveryThread } from './delivery-thread.ts'
import { createGateway, type Gateway, sweepAll } from './gateway.ts'
import { type Listening, listen } from './listeners.ts'
import { seedOrder } from './shop-demo.ts'
import { startTracing } from './tracing.ts'
import { version } from './version.ts'

export type Running = {
  readonly gateway: Gateway
  readonly url: string
  readonly tls: Listening['tls']
  readonly metricsUrl: Listening['metricsUrl']
  stop(): Promise<void>
}
export type StartRefusal = { readonly refused: string }

/** The pause between two looks for due work, in milliseconds of real time. */
const sweepPauseMs = 1000
/** Requests under way get this long to end; then their connections are closed. */
const drainMs = 25_000

/** A logger to standard output, or to a file. */
export const createLogger = (level: string, file?: string): Logger =>
  pino(
    {
      level,
      // Whatever else is logged, these never are.
      redact: {
        paths: [
          '*.number',
          '*.cvc',
          '*.authorization',
          'req.headers.authorization',
          'authorization',
          'client_secret',
          '*.client_secret',
          '*.password',
        ],
        censor: '[redacted]',
      },
    },
    pino.destination(file === undefined ? 1 : { dest: file, mkdir: true }),
  )

export type Database = { readonly connection: Connection; stop(): Promise<void> }

/**
 * The database of the settings: yours, or the embedded one. `lock` claims the data directory; without `create` an embedded one
 * has to be there.
 */
export async function openDatabase(
  config: Config,
  {
    lock,
    create,
    onLost,
  }: { readonly lock: boolean; readonly create: boolean; readonly onLost?: (why: string) => void },
): Promise<Database | StartRefusal> {
  if (config.databaseUrl !== null)
    return { connection: { url: config.databaseUrl.reveal() }, stop: async () => undefined }
  const server = await startEmbedded({ dataDir: config.dataDir, lock, create, onLost })
  return 'refused' in server ? server : { connection: server.connection, stop: server.stop }
}

/** Who may come how often, and what may be reached. */
const rulesOf = ({ rateLimit, trustedProxies, webhookNetworks, dialectHosts, cardNumbers }: Config) => ({
  cardNumbers,
  rateLimit,
  trustedProxies,
  dialectHosts,
  webhookNetworks: networksOf(webhookNetworks),
})

/** `onLost`: the embedded database ended and cannot be started again; without it there is nothing to serve. */
export async function start(config: Config, onLost?: (why: string) => void): Promise<Running | StartRefusal> {
  const database = await openDatabase(config, { lock: true, create: true, onLost })
  if ('refused' in database) return database
  try {
    await migrate(database.connection)
  } catch (error) {
    await database.stop()
    return { refused: `the database could not be brought up to date: ${reasonOf(error)}` }
  }
  const vault = await settledKeys(config, database.connection)
  const running = 'refused' in vault ? vault : await serve({ ...config, vault }, database)
  if ('refused' in running) await database.stop()
  return running
}

/** The gateway over a database that is open; where it refuses, the database is still open. */
async function serve(config: Config, database: Database): Promise<Running | StartRefusal> {
  const { vault } = config
  let url = config.publicUrl ?? ''
  const logger = createLogger(config.logLevel)
  let delivery: DeliveryThread | null = null
  const tracing = config.tracesUrl === null ? null : await startTracing(config.tracesUrl, version)
  if (tracing !== null && 'refused' in tracing) return tracing
  const opened = await createGateway({
    ...(tracing === null ? {} : { tracing }),
    delivery: { hurry: () => delivery?.hurry() },
    connection: database.connection,
    vault,
    logger,
    publicUrl: () => url,
    demoAllowed: () => config.demoAllowed,
    metricsAccess: config.metrics.access,
    ...rulesOf(config),
  }).catch(refusalOfVault)
  if ('refused' in opened) return opened
  const gateway = opened
  if (config.databaseUrl === null) {
    await seedTrial(gateway)
    // The lock says that no other gateway lives: whatever was under way when the last one ended is taken up now.
    await gateway.pool.query("update due_work set due_at = 0 where kind = 'call'")
  }
  const listening = await listen(gateway, config, logger)
  if ('refused' in listening) {
    await gateway.close()
    return listening
  }
  url = config.publicUrl ?? listening.url
  const stopSweeping = sweepInBackground(gateway, logger)
  const thread = startDeliveryThread({
    connection: database.connection,
    vault,
    publicUrl: url,
    networks: config.webhookNetworks,
    logger,
    onAttempt: gateway.metrics.webhook,
    onFault: gateway.metrics.fault,
  })
  delivery = thread
  return {
    gateway,
    url,
    tls: listening.tls,
    metricsUrl: listening.metricsUrl,
    stop: async () => {
      gateway.http.drain()
      await stopSweeping()
      const delivered = thread.stop()
      await listening.close(drainMs)
      await delivered
      await gateway.close()
      // A collector that is away does not keep a gateway from ending.
      await tracing?.stop().catch(() => undefined)
      await database.stop()
    },
  }
}

/** What there is to try out: the demo account, its credentials in every API, an order to pay. */
async function seedTrial(gateway: Gateway): Promise<void> {
  await seedDemo(gateway.pool, Date.now())
  await seedDialects(gateway.pool, demo.env)
  await seedOrder(gateway)
}

/** Looks for due work again and again until it is stopped; a round under way is waited for. */
function sweepInBackground(gateway: Gateway, logger: Logger): () => Promise<void> {
  let stopped = false
  let wake: () => void = () => undefined
  const loop = (async () => {
    while (!stopped) {
      await sweepAll(gateway.sweeper).catch((error: unknown) =>
        logger.warn({ err: error }, 'a look for due work failed'),
      )
      if (stopped) break
      await new Promise<void>((resume) => {
        const timer = setTimeout(resume, sweepPauseMs)
        wake = () => {
          clearTimeout(timer)
          resume()
        }
      })
    }
  })()
  return async () => {
    stopped = true
    wake()
    await loop
  }
}
