/** Webhooks composed: the desk that the API talks to, and the dispatcher that delivers. */
import { randomInt } from 'node:crypto'
import type { CallbackFormat } from '../contracts/callback.ts'
import type { Access } from '../engine/access.ts'
import type { AnswerSetup } from '../engine/answer.ts'
import type { EnvironmentSettings } from '../engine/command.ts'
import type { Registry } from '../engine/registry.ts'
import type { WebhookDesk } from '../engine/route.ts'
import type { Networks, Resolve } from '../engine/webhooks/address.ts'
import type { AttemptReport } from '../engine/webhooks/courier.ts'
import { createDesk } from '../engine/webhooks/desk.ts'
import { createDispatcher, type Dispatcher } from '../engine/webhooks/dispatcher.ts'
import { nativeCallback } from '../engine/webhooks/native.ts'
import { inFlightMax } from '../engine/webhooks/queue.ts'
import { createSender } from '../engine/webhooks/sender.ts'
import { createShards } from '../engine/webhooks/shards.ts'
import { type Connection, connectPipelined, connectPlain, type Pool } from '../storage/database.ts'
import type { SigningSecrets } from './signing-secrets.ts'

/** How events are told: the native way, and a line for each dialect that has its own. */
export const callbackFormats: readonly CallbackFormat[] = [nativeCallback]

export type WebhookOptions = {
  readonly connection: Connection
  readonly pool: Pool
  readonly registry: Registry
  readonly answers: AnswerSetup
  readonly access: Access
  readonly secrets: SigningSecrets
  readonly networks: Networks
  readonly wallMs: () => number
  readonly nowIn: (environment: EnvironmentSettings) => number
  readonly onFault: (error: unknown) => void
  readonly onAttempt: (report: AttemptReport) => void
  /** For tests: what a name resolves to, and how long a receiver may take. */
  readonly resolve?: Resolve | undefined
  readonly answerTimeoutMs?: number | undefined
}

/** Every event type that some fact has, sorted: what an endpoint can ask for. */
export const eventTypes = (registry: Registry): string[] =>
  [...new Set([...registry.values()].flatMap(({ aggregate }) => Object.values(aggregate?.wireTypes ?? {})))]
    .filter((type) => type !== null)
    .sort()

const chancePlaces = 2 ** 32

export function createWebhooks(options: WebhookOptions): { desk: WebhookDesk; dispatcher: Dispatcher } {
  const resolve = options.resolve === undefined ? {} : { resolve: options.resolve }
  const desk = createDesk({
    ...options,
    ...resolve,
    types: eventTypes(options.registry),
    rules: ({ livemode }) => ({ livemode, allowed: options.networks }),
  } as Parameters<typeof createDesk>[0])
  const dispatcher = createDispatcher({
    ...options,
    connect: () => connectPipelined(options.connection),
    shards: createShards({ connect: () => connectPlain(options.connection), identity: () => randomInt(2 ** 31 - 1) }),
    formats: new Map(callbackFormats.map((format) => [format.name, format])),
    sender: createSender({
      ...resolve,
      allowed: options.networks,
      monotonicMs: () => performance.now(),
      connectionsMax: inFlightMax,
      ...(options.answerTimeoutMs === undefined ? {} : { timeoutMs: options.answerTimeoutMs }),
    }),
    environmentsOf: options.access.environments,
    secretsOf: options.secrets.live,
    monotonicMs: () => performance.now(),
    chance: () => randomInt(chancePlaces) / chancePlaces,
  })
  return { desk, dispatcher }
}
