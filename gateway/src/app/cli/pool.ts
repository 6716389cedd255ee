import { randomBytes } from 'node:crypto'
import { createPool, type Pool } from '../../storage/database.ts'
import { migrate } from '../../storage/migrate.ts'
import { readConfig } from '../config.ts'
import { openDatabase } from '../start.ts'

/** Opens the configured database, beside a running gateway or alone, and closes what it opened. */
export async function withPool(work: (pool: Pool) => Promise<number>): Promise<void> {
  const read = readConfig({
    ...process.env,
    ...(process.env.DATABASE_URL && !process.env.FLORIN_KEK
      ? { FLORIN_KEK: `1:${randomBytes(32).toString('base64')}` }
      : {}),
  })
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
    process.exitCode = await work(pool)
  } finally {
    await pool.end()
    await database.stop()
  }
}
