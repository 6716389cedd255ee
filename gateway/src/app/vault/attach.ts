/** Imported methods and their customers. */
import type { EnvironmentSettings } from '../../engine/command.ts'
import type { CommandRunner } from '../../engine/engine.ts'
import type { Pool } from '../../storage/database.ts'

/** Gives a method to a customer that exists here; says why not, where it cannot. */
export const attachImported =
  (_pool: Pool, _runner: CommandRunner) =>
  async (_environment: EnvironmentSettings, _method: string, _customer: string): Promise<string | null> =>
    'this gateway has no customers'
