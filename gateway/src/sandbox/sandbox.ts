/** What stands behind sandboxes: the simulated processor with its bank and its faults, and the simulated payer. */
import {
  type BankStore,
  createBankStore,
  createCallBook,
  createFaultBook,
  createSimulatedInstruments,
  createSimulator,
  withFaults,
} from '../connectors/simulator/index.ts'
import type { Connector } from '../contracts/connector.ts'
import type { Access } from '../engine/access.ts'
import type { Author } from '../engine/audit-log.ts'
import type { EnvironmentSettings } from '../engine/command.ts'
import type { SimulatePayer } from '../engine/dialect.ts'
import type { AnyRoute, RequestContext } from '../engine/route.ts'
import type { AnyView } from '../engine/view.ts'
import { assert } from '../kernel/assert.ts'
import type { NewId } from '../kernel/id.ts'
import type { StatusProbe } from '../operations/status-probe.ts'
import type { Pool } from '../storage/database.ts'
import { faultRoutes, faultsRemovedView, faultView } from './fault-routes.ts'
import { createPayerSimulation, type PayerSimulation, simulationRoutes, simulationWith } from './simulation.ts'

export type Sandbox = {
  readonly connector: Connector
  readonly bank: BankStore
  /** Who plays the payers; needs to tell the engine, which needs the connector. */
  payersOf(statusProbe: StatusProbe): PayerSimulation
  /** Plays the payer for a call of whichever API. */
  readonly simulate: SimulatePayer
  readonly routes: readonly AnyRoute[]
  /** What only those calls show. */
  readonly views: readonly AnyView[]
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
  let engine: StatusProbe | null = null
  let payers: PayerSimulation | null = null
  const early = async (env: string, payment: string, attempt: string): Promise<void> => {
    const environment = await options.access.environment(env)
    if (environment !== null) await engine?.probe(environment, payment, attempt)
  }
  const simulate: SimulatePayer = async (...asked) => {
    assert(payers !== null, 'the payers are there before any call')
    return await simulationWith({ ...options, bank, simulation: payers })(...asked)
  }
  return {
    bank,
    connector: withFaults(createSimulator(createSimulatedInstruments(bank), calls), faults, calls, early),
    payersOf: (statusProbe) => {
      engine = statusProbe
      payers = createPayerSimulation({ ...options, bank, faults, statusProbe })
      return payers
    },
    simulate,
    routes: [...simulationRoutes(simulate), ...faultRoutes({ pool, faults, newId, authorOf: options.authorOf })],
    views: [faultView, faultsRemovedView],
  }
}
