/**
 * Who delivers for whom, where several gateways share a database: queues fall into shards, and a shard belongs to the process
 * that holds its advisory lock. The locks hang on one connection, so they end with the process, however it ends; nobody has to
 * wait for a lease to run out. Each process takes its fair share of the shards that have a queue, and gives back what is more than
 * that: empty shards are nobody's, or a process could have its share of nothing.
 *
 * The connection must be a session of its own: a pooler that hands out connections by transaction would drop the locks.
 */
import { crc32 } from 'node:zlib'
import type { Client } from '../../storage/database.ts'

/** Far more than processes, far fewer than PostgreSQL's table of locks holds. */
export const shardsCount = 64
const shardLock = 7_301_847
const presenceLock = 7_301_848

export const shardOf = (queue: string): number => crc32(queue) % shardsCount

export type Shards = {
  readonly owned: ReadonlySet<number>
  /** Takes of the shards in use what is free, up to the fair share; gives those that should be given back. */
  refresh(used: ReadonlySet<number>): Promise<{ readonly taken: boolean; readonly surplus: readonly number[] }>
  give(shard: number): Promise<void>
  close(): Promise<void>
}

export function createShards(options: { connect: () => Promise<Client>; identity: () => number }): Shards {
  const owned = new Set<number>()
  let client: Client | null = null

  const lost = (gone: Client) => {
    if (client !== gone) return
    client = null
    owned.clear()
  }

  const connected = async (): Promise<Client> => {
    if (client !== null) return client
    const fresh = await options.connect()
    client = fresh
    fresh.on('end', () => lost(fresh))
    fresh.on('error', () => lost(fresh))
    // A process whose machine is gone, not only its process, is noticed by the server within seconds.
    await fresh.query('set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 3')
    await fresh.query('select pg_advisory_lock_shared($1, $2)', [presenceLock, options.identity()])
    return fresh
  }

  /** How many processes there are, and which shards nobody has. */
  const survey = async (session: Client, used: ReadonlySet<number>): Promise<{ processes: number; free: number[] }> => {
    const { rows } = await session.query<{ classid: string; objid: string }>(
      `select classid::text, objid::text from pg_locks where locktype = 'advisory' and objsubid = 2 and granted
         and classid in (${shardLock}, ${presenceLock})
         and database = (select oid from pg_database where datname = current_database())`,
    )
    const taken = new Set(rows.filter(({ classid }) => Number(classid) === shardLock).map(({ objid }) => Number(objid)))
    const processes = new Set(rows.filter(({ classid }) => Number(classid) === presenceLock).map(({ objid }) => objid))
    const free = [...used].filter((shard) => !taken.has(shard)).sort((a, b) => a - b)
    return { processes: Math.max(1, processes.size), free }
  }

  return {
    owned,
    refresh: async (used) => {
      const session = await connected()
      const { processes, free } = await survey(session, used)
      const fair = Math.ceil(used.size / processes)
      const mine = [...owned].filter((shard) => used.has(shard))
      const wanted = free.slice(0, Math.max(0, fair - mine.length))
      let taken = false
      if (wanted.length > 0) {
        const { rows } = await session.query<{ shard: number }>(
          'select s as shard from unnest($1::int4[]) s where pg_try_advisory_lock($2, s)',
          [wanted, shardLock],
        )
        if (client === session) for (const { shard } of rows) owned.add(shard)
        taken = rows.length > 0
      }
      return { taken, surplus: [...mine.slice(fair), ...[...owned].filter((shard) => !used.has(shard))] }
    },
    give: async (shard) => {
      if (!owned.delete(shard) || client === null) return
      await client.query('select pg_advisory_unlock($1, $2)', [shardLock, shard])
    },
    close: async () => {
      const ending = client
      client = null
      owned.clear()
      await ending?.end().catch(() => undefined)
    },
  }
}
