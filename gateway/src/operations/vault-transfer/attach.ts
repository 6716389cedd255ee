/** Imported methods and their customers. */
import type { EnvironmentSettings } from '../../engine/command.ts'
import type { CommandRunner } from '../../engine/engine.ts'
import { adoptMethod } from '../../resources/customers/customer/index.ts'
import type { StoredCredential } from '../../resources/customers/payment-method/index.ts'

export type Attach = (
  environment: EnvironmentSettings,
  method: string,
  customer: string,
  credential: StoredCredential | null,
) => Promise<string | null>

/** Gives a method to a customer that exists here; says why not, where it cannot. */
export const attachImported =
  (runner: CommandRunner): Attach =>
  async (environment, method, customer, credential) => {
    const { refusal } = await runner.runDue(adoptMethod, { customer, method, credential } as never, environment)
    return refusal?.message ?? null
  }
