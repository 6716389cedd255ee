/**
 * Delivery composed: a part of its own, which needs the database and nothing of the gateway. It runs in a thread beside the
 * gateway (delivery-thread.ts), so that rendering and signing thousands of events a second never stand before a payment.
 */
import { randomBytes, randomInt } from 'node:crypto'
import type { CallbackFormat, CallbackTransport } from '../contracts/callback.ts'
import { dialects } from '../dialects/index.ts'
import { createAccess } from '../engine/access.ts'
import type { EnvironmentSettings } from '../engine/command.ts'
import { idSource } from '../kernel/id.ts'
import { timeIn } from '../kernel/time.ts'
import { createSigningSecrets } from '../operations/signing-secrets.ts'
import { type Connection, connectPipelined, connectPlain, createPool } from '../storage/database.ts'
import { openVault } from '../vault/open.ts'
import type { VaultSettings } from '../vault/settings.ts'
import type { Networks, Resolve } from '../webhooks/out/allowed-addresses.ts'
import { Dispatcher } from '../webhooks/out/dispatcher.ts'
import { nativeCallback } from '../webhooks/out/native-format.ts'
import { createSender } from '../webhooks/out/sender.ts'
import type { AttemptReport } from '../webhooks/out/sender-loop.ts'
import { createShards } from '../webhooks/out/shards.ts'
import { answersWith } from './answer-setup.ts'
import { registry } from './registry.ts'

/** How events are told: the native way, and that of each dialect that has its own. */
export const callbackFormats: readonly (CallbackFormat | CallbackTransport)[] = [
  nativeCallback,
  // Their envelope is over an answer of theirs, which the engine renders: it is no format over the native event.
  ...[...dialects.values()].flatMap(({ name, callback }) =>
    callback === null ? [] : [{ name, plan: callback.plan, headers: callback.headers }],
  ),
]

export type DeliveryOptions = {
  readonly connection: Connection
  readonly vault: VaultSettings
  readonly publicUrl: () => string
  readonly networks: Networks
  readonly wallMs: () => number
  readonly onFault: (error: unknown) => void
  readonly onAttempt: (report: AttemptReport) => void
  /** For tests: what a name resolves to, and how long a receiver may take. */
  readonly resolve?: Resolve
  readonly answerTimeoutMs?: number
}

export type DeliveryWorker = { readonly dispatcher: Dispatcher; close(): Promise<void> }

/** Connections for reading the log, rows and secrets; one more stores, one more holds the claims. */
const connectionsMax = 3
const chancePlaces = 2 ** 32

export function createDeliveryWorker(options: DeliveryOptions): DeliveryWorker {
  const pool = createPool(options.connection, connectionsMax)
  const nowIn = (environment: EnvironmentSettings) => timeIn(environment.clock, options.wallMs())
  const monotonicMs = () => performance.now()
  const newId = idSource(options.wallMs, randomBytes)
  const vault = openVault(pool, options.vault)
  const dispatcher = new Dispatcher({
    ...options,
    pool,
    registry,
    nowIn,
    monotonicMs,
    answers: answersWith({ publicUrl: options.publicUrl, nowIn }),
    connect: () => connectPipelined(options.connection),
    shards: createShards({ connect: () => connectPlain(options.connection), identity: () => randomInt(2 ** 31 - 1) }),
    formats: new Map(callbackFormats.map((format) => [format.name, format])),
    sender: createSender({
      allowed: options.networks,
      monotonicMs,
      ...(options.resolve === undefined ? {} : { resolve: options.resolve }),
      ...(options.answerTimeoutMs === undefined ? {} : { timeoutMs: options.answerTimeoutMs }),
    }),
    environmentsOf: createAccess({
      pool,
      monotonicMs,
      wallMs: options.wallMs,
      demoAllowed: () => false,
      rateLimit: null,
    }).environments,
    secretsOf: createSigningSecrets({ vault, newId, wallMs: options.wallMs, pool, random: randomBytes }).live,
    chance: () => randomInt(chancePlaces) / chancePlaces,
  })
  let closing: Promise<void> | null = null
  const close = async (): Promise<void> => {
    await dispatcher.stop()
    await vault.close()
    await pool.end()
  }
  return {
    dispatcher,
    close: () => {
      closing ??= close()
      return closing
    },
  }
}
