import { createPool, type Pool } from '../../storage/database.ts'
import { migrate } from '../../storage/migrate.ts'
import { type Config, readConfig } from '../config.ts'
import { openDatabase } from '../start.ts'

/** Opens the configured database, beside a running gateway or alone, and closes what it opened. */
export async function withPool(
  work: (pool: Pool, config: Config) => Promise<number>,
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
  await migrate(database.connection)
  const pool = createPool(database.connection, 4)
  try {
    process.exitCode = await work(pool, read.config)
  } finally {
    await pool.end()
    await database.stop()
  }
}
