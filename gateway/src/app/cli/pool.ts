import { type Connection, createPool, type Pool } from '../../storage/database.ts'
import { migrate } from '../../storage/migrate.ts'
import { type Config, readConfig } from '../config.ts'
import { openDatabase } from '../start.ts'

/** Opens the configured database, beside a running gateway or alone, and closes what it opened. */
export async function withPool(
  work: (pool: Pool, config: Config, connection: Connection) => Promise<number>,
  { keyless = true }: { keyless?: boolean } = {},
): Promise<void> {
  const read = readConfig(process.env, { keyless })
  if ('problems' in read) {
    console.error(read.problems.map((problem) => `· ${problem}`).join('\n'))
    process.exitCode = 2
    return
  }
  const database = await openDatabase(read.config, false)
  if ('refused' in database) {
    console.error(database.refused)
    process.exitCode = 2
    return
  }
  await migrate(database.connection).catch(passOverRights)
  const pool = createPool(database.connection, 4)
  try {
    process.exitCode = await work(pool, read.config, database.connection)
  } finally {
    await pool.end()
    await database.stop()
  }
}

/** A role that may not change tables (the vault's own) works with them as they are. PostgreSQL's insufficient_privilege. */
function passOverRights(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === '42501')) throw error
}
