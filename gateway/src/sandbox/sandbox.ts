/** What stands behind sandboxes: the simulated processor with its bank and its faults, and whoever plays the payer. */
import {
  type BankStore,
  createBankStore,
  createCallBook,
  createFaultBook,
  createInstruments,
  createSimulator,
  withFaults,
} from '../connectors/simulator/index.ts'
import type { Connector } from '../contracts/connector.ts'
import type { Access } from '../engine/access.ts'
import type { Author } from '../engine/audit-log.ts'
import type { EnvironmentSettings } from '../engine/command.ts'
import type { Simulate } from '../engine/dialect.ts'
import type { AnyRoute, RequestContext } from '../engine/route.ts'
import { assert } from '../kernel/assert.ts'
import type { NewId } from '../kernel/id.ts'
import type { Asking } from '../operations/asking.ts'
import type { Pool } from '../storage/database.ts'
import { faultRoutes } from './fault-routes.ts'
import { createPayerDesk, type PayerDesk, simulationRoutes, simulationWith } from './simulation.ts'

export type Sandbox = {
  readonly connector: Connector
  readonly bank: BankStore
  /** Who plays the payers; needs to tell the engine, which needs the connector. */
  payersOf(asking: Asking): PayerDesk
  /** Plays the payer for a call of whichever API. */
  readonly simulate: Simulate
  readonly routes: readonly AnyRoute[]
}

export function createSandbox(options: {
  pool: Pool
  access: Access
  newId: NewId
  nowIn: (environment: EnvironmentSettings) => number
  authorOf: (request: RequestContext) => Author
}): Sandbox {
  const { pool, newId } = options
  const bank = createBankStore(pool)
  const calls = createCallBook(pool)
  const faults = createFaultBook(pool, () => performance.now())
  let engine: Asking | null = null
  let payers: PayerDesk | null = null
  const early = async (env: string, payment: string, attempt: string): Promise<void> => {
    const environment = await options.access.environment(env)
    if (environment !== null) await engine?.ask(environment, payment, attempt)
  }
  const simulate: Simulate = async (...asked) => {
    assert(payers !== null, 'the payers are there before any call')
    return await simulationWith({ ...options, bank, desk: payers })(...asked)
  }
  return {
    bank,
    connector: withFaults(createSimulator(createInstruments(bank), calls), faults, calls, early),
    payersOf: (asking) => {
      engine = asking
      payers = createPayerDesk({ ...options, bank, faults, asking })
      return payers
    },
    simulate,
    routes: [...simulationRoutes(simulate), ...faultRoutes({ pool, faults, newId, authorOf: options.authorOf })],
  }
}
