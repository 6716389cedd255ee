/**
 * The delivery in a thread of its own: this file is both the thread and what starts it. A thread that dies is started again;
 * nothing is lost by it, because nothing is in memory only.
 */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import type { Logger } from 'pino'
import type { Connection } from '../storage/database.ts'
import { transientFaultOf } from '../storage/transient-faults.ts'
import { type PlainVaultSettings, plainSettings, type VaultSettings, vaultSettingsOf } from '../vault/settings.ts'
import { networksOf } from '../webhooks/out/allowed-addresses.ts'
import type { AttemptReport } from '../webhooks/out/sender-loop.ts'
import { createDeliveryWorker } from './delivery.ts'

type ThreadData = {
  readonly delivery: true
  readonly connection: Connection
  readonly vault: PlainVaultSettings
  readonly publicUrl: string
  readonly networks: string
}
type Message =
  /** From now on something may be under way. */
  | { readonly type: 'begun' }
  | { readonly type: 'attempts'; readonly reports: readonly AttemptReport[] }
  | { readonly type: 'fault'; readonly error: unknown; readonly passing: boolean }

/** Reports of attempts are sent together, this often. */
const reportMs = 1000
/** The pause before a thread that died is started again. */
const restartMs = 1000
/** Of the thread's heap: windows, bodies and answers are bounded well below. */
const heapMaxMb = 192

export type DeliveryThread = {
  /** A clock or an endpoint was changed: look again at once. */
  hurry(): void
  stop(): Promise<void>
}

export function startDeliveryThread(options: {
  connection: Connection
  vault: VaultSettings
  publicUrl: string
  networks: string
  logger: Logger
  onAttempt: (report: AttemptReport) => void
  onFault: () => void
}): DeliveryThread {
  const data: ThreadData = {
    delivery: true,
    connection: options.connection,
    // The thread is part of the process that holds the keys; nothing leaves it.
    vault: plainSettings(options.vault),
    publicUrl: options.publicUrl,
    networks: options.networks,
  }
  let stopped = false
  let begun = false
  let worker: Worker
  let restart: NodeJS.Timeout | undefined
  const fault = (error: unknown, text: string, passing = false) => {
    if (passing) {
      options.logger.warn({ err: error }, text)
      return
    }
    options.onFault()
    options.logger.error({ err: error }, text)
  }
  const open = () => {
    worker = new Worker(new URL(import.meta.url), {
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: heapMaxMb, maxYoungGenerationSizeMb: 64 },
    })
    begun = false
    worker.on('message', (message: Message) => {
      if (message.type === 'begun') begun = true
      else if (message.type === 'attempts') for (const report of message.reports) options.onAttempt(report)
      else fault(message.error, 'a fault while delivering webhooks; it is tried again', message.passing)
    })
    worker.on('error', (error) => fault(error, 'the delivery of webhooks broke down; it is started again'))
    worker.on('exit', () => {
      if (!stopped) restart = setTimeout(open, restartMs)
    })
  }
  open()
  return {
    hurry: () => worker.postMessage('hurry'),
    stop: async () => {
      stopped = true
      clearTimeout(restart)
      const ended = new Promise<void>((resolve) => {
        worker.once('exit', () => resolve())
        if (worker.threadId === -1) resolve()
      })
      worker.postMessage('stop')
      // One that is still loading has nothing to finish, and would finish loading first.
      if (!begun) await worker.terminate()
      await ended
    },
  }
}

/** What the thread itself does. */
function deliver(data: ThreadData): void {
  const port = parentPort
  if (port === null) throw new Error('the thread was started by its own file')
  let reports: AttemptReport[] = []
  const send = (message: Message) => port.postMessage(message)
  const delivery = createDeliveryWorker({
    connection: data.connection,
    vault: vaultSettingsOf(data.vault),
    publicUrl: () => data.publicUrl,
    networks: networksOf(data.networks),
    wallMs: Date.now,
    // An error crosses threads as its name, message and stack; anything else as what it says of itself.
    onFault: (error) =>
      send({
        type: 'fault',
        error: error instanceof Error ? error : String(error),
        passing: transientFaultOf(error) !== null,
      }),
    onAttempt: (report) => void reports.push(report),
  })
  const reporting = setInterval(() => {
    if (reports.length > 0) send({ type: 'attempts', reports })
    reports = []
  }, reportMs)
  port.on('message', async (said: unknown) => {
    if (said === 'hurry') {
      delivery.dispatcher.hurry()
      return
    }
    clearInterval(reporting)
    await delivery.close()
    port.close()
  })
  send({ type: 'begun' })
  delivery.dispatcher.start()
}

const isThreadData = (data: unknown): data is ThreadData =>
  typeof data === 'object' && data !== null && 'delivery' in data && data.delivery === true
if (!isMainThread && isThreadData(workerData)) deliver(workerData)
