/**
 * Examples: the facts that bring an object into each state that a view renders, and through each event that it has. Each slice has
 * its own in `examples.ts`; the reference shows them, and the tests of views and commands begin with them.
 */
import type { Approval, CardChecks } from '../contracts/connector.ts'
import type { Aggregate, AggregateRow, Fact } from './aggregate.ts'

/** By what happens in them. */
export type Examples<F extends Fact> = Readonly<Record<string, readonly F[]>>

/** The environment, and the moment at which all of it happens. */
export const exampleEnv = 'env_florindemo'
export const exampleNow = Date.UTC(2026, 5, 15, 12, 0, 0)

/** An object's rows, after each of its facts. */
export function statesOf<State extends AggregateRow, F extends Fact>(
  noun: Aggregate<State, F>,
  id: string,
  facts: readonly F[],
): State[] {
  let state: State | null = null
  return facts.map((fact, at): State => {
    state = noun.evolve(state, fact, { env: exampleEnv, id, at: exampleNow, seq: at + 1 })
    return state
  })
}

export const exampleChecks: CardChecks = {
  address_line1_check: null,
  address_postal_code_check: 'fail',
  cvc_check: 'pass',
}
export const exampleApproval: Approval = {
  reference: 'sim_1',
  authorization_code: '123456',
  network_transaction_id: '098765',
  checks: exampleChecks,
  three_d_secure: {
    authentication_flow: 'challenge',
    electronic_commerce_indicator: '05',
    result: 'authenticated',
    result_reason: null,
    transaction_id: 'ds_1',
    version: '2.2.0',
  },
  risk: { level: 'normal', score: 20 },
  settles_at_once: false,
}
