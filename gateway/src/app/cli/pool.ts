/** The database of the settings, opened for one command: beside a running gateway, or alone. Only `migrate` makes one. */

import { codeOf, reasonOf } from '../../kernel/reason.ts'
import { environmentNamed, type StoredEnvironment } from '../../operations/accounts.ts'
import { type Connection, connectPlain, createOperatorPool, type Pool } from '../../storage/database.ts'
import { migrate, SchemaRefusal, schemaOf } from '../../storage/migrate.ts'
import { type Config, readConfig } from '../config.ts'
import { openDatabase } from '../start.ts'
import { CommandFailed, type Terminal, WrongInput } from './shell.ts'

export type OpenDatabase = { readonly pool: Pool; readonly config: Config; readonly connection: Connection }

/** The settings, or everything that is wrong with them in one line. */
export function configOf({ env }: Terminal, { keyless = true }: { keyless?: boolean } = {}): Config {
  const read = readConfig(env, { keyless })
  if ('problems' in read) throw new WrongInput(read.problems.join(' '))
  return read.config
}

/** Opens the configured database, which has to be there and up to date, and closes what it opened. */
export async function withPool<T>(
  terminal: Terminal,
  work: (opened: OpenDatabase) => Promise<T>,
  { keyless = true }: { keyless?: boolean } = {},
): Promise<T> {
  const config = configOf(terminal, { keyless })
  return await withDatabase(config, false, async (connection) => {
    await refuseOtherSchema(config, connection)
    const pool = createOperatorPool(connection, 4)
    try {
      return await work({ pool, config, connection })
    } finally {
      await pool.end()
    }
  })
}

/** Brings the database to the newest shape, which makes it where there is none; gives the names of what was applied. */
export const migrateDatabase = (terminal: Terminal): Promise<readonly string[]> =>
  withDatabase(configOf(terminal), true, (connection) => migrate(connection))

async function withDatabase<T>(
  config: Config,
  create: boolean,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(config, { lock: false, create })
  if ('refused' in database) throw new WrongInput(database.refused)
  try {
    const client = await connectPlain(database.connection).catch((error: unknown) => {
      throw new CommandFailed(unreached(config, error))
    })
    await client.end()
    return await work(database.connection)
  } catch (error) {
    if (error instanceof SchemaRefusal) throw new WrongInput(`${placeOf(config)} cannot be used: ${error.message}`)
    throw error
  } finally {
    await database.stop()
  }
}

/** Never the whole address: it carries a password. */
function unreached({ databaseUrl }: Config, error: unknown): string {
  const { host, pathname } = databaseUrl === null ? { host: '', pathname: '' } : new URL(databaseUrl.reveal())
  const where = host === '' ? 'the database' : `the database at ${host}${pathname}`
  // PostgreSQL's invalid_catalog_name.
  if (codeOf(error) === '3D000')
    return `${where} does not exist; make it with createdb, and its tables with florin migrate`
  return `${where} cannot be reached: ${reasonOf(error)}`
}

const placeOf = ({ databaseUrl, dataDir }: Config): string =>
  databaseUrl === null ? `the database in ${dataDir}` : 'the database of DATABASE_URL'

/** A verdict on tables that are not there, or of another version, would be about nothing. */
async function refuseOtherSchema(config: Config, connection: Connection): Promise<void> {
  const schema = await schemaOf(connection).catch(passOverRights)
  if (schema === null) return
  const where = placeOf(config)
  if (schema.applied === 0)
    throw new WrongInput(`${where} holds nothing of Florin's; florin migrate or npm start makes its tables`)
  if (schema.missing.length > 0)
    throw new WrongInput(`${where} is older than this Florin (${schema.missing.join(', ')}); run florin migrate first`)
  if (schema.unknown.length > 0)
    throw new WrongInput(`${where} is newer than this Florin (${schema.unknown.join(', ')}); use the newer one`)
}

/** A role that may not read which migrations there were (the vault's own) works with them as they are. */
function passOverRights(error: unknown): null {
  if (codeOf(error) !== insufficientPrivilege) throw error
  return null
}
const insufficientPrivilege = '42501'

/** The environment, or one line that there is none. */
export async function knownEnvironment(pool: Pool, env: string): Promise<StoredEnvironment> {
  const found = await environmentNamed(pool, env)
  if (found === null) throw new WrongInput(`there is no environment ${env}`)
  return found
}
