/** A gateway for a test: real database, real HTTP, a clock in hand. */
import { join } from 'node:path'
import { after } from 'node:test'
import { createDeliveryWorker, type DeliveryWorker } from '../../src/app/delivery.ts'
import { createGateway, type Gateway, type GatewayOptions, sweepAll } from '../../src/app/gateway.ts'
import { createLogger } from '../../src/app/start.ts'
import { Secret } from '../../src/kernel/secret.ts'
import { createAccount, createEnvironment, createKey, demo, seedDemo } from '../../src/operations/accounts.ts'
import { seedDialects } from '../../src/surfaces/dialects/demo.ts'
import { withRing } from '../../src/vault/settings.ts'
import { freshDatabase, logFolder, stopOwnServer } from './database.ts'

export type TestGateway = Gateway & {
  readonly url: string
  readonly key: string
  readonly publishable: string
  readonly env: string
  /** Moves the wall clock and does what becomes due. */
  advance(milliseconds: number): Promise<number>
  sweep(): Promise<number>
  /** Delivers webhooks until nothing is due and nothing is under way. */
  deliver(): Promise<void>
  /** A fresh sandbox of a new account; gives its secret key. */
  sandbox(): Promise<string>
  /** The gateway's wall clock. */
  wallMs(): number
}

/** What a test may say of the delivery beside the gateway. */
export type DeliveryChoices = { readonly answerTimeoutMs?: number }

/** Noon of a day in the middle of a month, so that no test depends on the day that it runs on. */
export const testStart = Date.UTC(2026, 5, 15, 12, 0, 0)

export const testRing = { current: 1, keys: new Map([[1, new Secret(Buffer.alloc(32, 7))]]) }
export const testVault = withRing(testRing)

/** Opens a gateway on a fresh database and closes it after the file's tests. */
export async function openGateway(
  options: Partial<GatewayOptions> = {},
  choices: DeliveryChoices = {},
): Promise<TestGateway> {
  const connection = options.connection ?? (await freshDatabase())
  let shift = testStart - Date.now()
  let url = ''
  const wallMs = options.wallMs ?? (() => Date.now() + shift)
  const gateway = await createGateway({
    connection,
    vault: testVault,
    // Everything is logged, to a file that is searched for card numbers after the run.
    logger: createLogger('trace', join(logFolder(), `${process.pid}.log`)),
    publicUrl: () => url,
    demoAllowed: () => true,
    wallMs,
    delivery: { deliver: () => opened().dispatcher.settle() },
    ...options,
  })
  await seedDemo(gateway.pool, testStart)
  await seedDialects(gateway.pool, demo.env)
  await gateway.http.app.listen({ host: '127.0.0.1', port: 0 })
  const address = gateway.http.app.server.address()
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  let delivery: DeliveryWorker | null = null
  const opened = (): DeliveryWorker => {
    delivery ??= createDeliveryWorker({
      ...choices,
      connection,
      vault: options.vault ?? testVault,
      publicUrl: () => url,
      networks: options.webhookNetworks ?? [],
      wallMs,
      onFault: (error) => {
        throw error
      },
      onAttempt: () => undefined,
      ...(options.resolve === undefined ? {} : { resolve: options.resolve }),
    })
    return delivery
  }
  after(async () => {
    await delivery?.close()
    gateway.http.app.server.closeAllConnections()
    await gateway.http.app.close()
    await gateway.close()
    await stopOwnServer()
  })
  const sweep = () => sweepAll(gateway.sweeper)
  return Object.assign(gateway, {
    url,
    key: 'sk_test_florindemokeyforeveryone',
    publishable: 'pk_test_florindemokeyforeveryone',
    env: demo.env,
    sweep,
    deliver: () => opened().dispatcher.settle(),
    wallMs,
    sandbox: async () => {
      const account = await createAccount(gateway.pool, gateway.newId, {})
      const env = await createEnvironment(gateway.pool, gateway.newId, account, false)
      return await createKey(gateway.pool, env, 'secret', false, testStart)
    },
    advance: async (milliseconds: number) => {
      shift += milliseconds
      return await sweep()
    },
  })
}
