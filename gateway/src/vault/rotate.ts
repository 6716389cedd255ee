/**
 * Rotation, beside gateways that go on. What is done is told by what is stored, so a rotation that ends early is taken up by
 * the next one, and two at once only share the work:
 *
 *   keys      wrapped under the newest key-encryption key; nothing that they seal is touched
 *   records   those from before envelopes get one, and leave the key-encryption key
 *   data keys (asked for) a new one for each environment; the keys of records move under it, and old data keys are deleted
 *             once no record and no gateway uses them. With the old key-encryption key destroyed as well, no old backup
 *             opens a record that was destroyed since.
 */
import type { Pool } from '../storage/database.ts'
import { type Envelope, openOldRecord, type Random, rewrapRecord, sealRecord } from './envelope.ts'
import type { KeyEncryption } from './key-encryption.ts'
import { dataKeyKeptMs, labelOf, type VaultKeys } from './keys.ts'
import { type KeyRing, UnsealError } from './seal.ts'

export type RotateOptions = {
  readonly pool: Pool
  readonly keys: VaultKeys
  readonly kek: KeyEncryption
  readonly ring: KeyRing | null
  readonly random: Random
  /** Renew the data keys too. */
  readonly dataKeys: boolean
  /** Told after each batch. */
  readonly progress: (step: string, done: number, total: number) => void
  readonly pauseMs: (milliseconds: number) => Promise<void>
  /** How long gateways may go on with an old data key. */
  readonly keptMs?: number
}

export type Rotated = {
  readonly keys: number
  readonly records: number
  readonly moved: number
  readonly retired: number
  /** Records that do not open; they stay as they are. */
  readonly broken: readonly string[]
}

/** Rows in one statement: what is lost by an early end is soon done again. */
const batchMax = 200

type KeyRow = { env: string; purpose: string; number: number; kek: string; wrapped: Buffer }
type RecordRow = Envelope & { env: string; id: string }

export async function rotate(options: RotateOptions): Promise<Rotated> {
  const broken = new Set<string>()
  const keys = await rewrapKeys(options)
  const records = await envelopOldRecords(options, broken)
  const { moved, retired } = options.dataKeys ? await renewDataKeys(options, broken) : { moved: 0, retired: 0 }
  return { keys, records, moved, retired, broken: [...broken] }
}

const countOf = async (pool: Pool, query: string, values: unknown[] = []): Promise<number> => {
  const { rows } = await pool.query<{ n: number }>(`select count(*)::int8 as n from ${query}`, values)
  return Number(rows[0]?.n ?? 0)
}

async function rewrapKeys({ pool, kek, progress }: RotateOptions): Promise<number> {
  const total = await countOf(pool, 'vault_keys')
  let [env, purpose, number] = ['', '', 0]
  let [seen, changed] = [0, 0]
  for (;;) {
    const { rows } = await pool.query<KeyRow>(
      `select env, purpose, number, kek, wrapped from vault_keys where (env, purpose, number) > ($1, $2, $3)
       order by env, purpose, number limit ${batchMax}`,
      [env, purpose, number],
    )
    const last = rows.at(-1)
    if (last === undefined) return changed
    ;[env, purpose, number] = [last.env, last.purpose, last.number]
    for (const row of rows) {
      const after = await kek.rewrap(labelOf(row), row)
      if (after === null) continue
      const { rowCount } = await pool.query(
        `update vault_keys set kek = $4, wrapped = $5
         where env = $1 and purpose = $2 and number = $3 and wrapped = $6`,
        [row.env, row.purpose, row.number, after.kek, after.wrapped, row.wrapped],
      )
      changed += rowCount ?? 0
    }
    seen += rows.length
    progress('keys', seen, total)
  }
}

/**
 * Changes records in batches. Nothing is locked while keys are asked for: a record that somebody else changed or destroyed
 * meanwhile is left to them. What does not open is named and passed by.
 */
async function changeRecords(
  pool: Pool,
  condition: string,
  values: readonly unknown[],
  change: (row: RecordRow) => Promise<Envelope>,
  tell: (changed: number, broken: readonly string[]) => void,
): Promise<void> {
  let [env, id] = ['', '']
  for (;;) {
    const { rows } = await pool.query<RecordRow>(
      `select env, id, version, sealed, data_key, wrapped from vault_records
       where ${condition} and (env, id) > ($1, $2) order by env, id limit ${batchMax}`,
      [env, id, ...values],
    )
    const last = rows.at(-1)
    if (last === undefined) return
    ;[env, id] = [last.env, last.id]
    const changed: { before: RecordRow; after: Envelope }[] = []
    const broken: string[] = []
    for (const before of rows) {
      try {
        changed.push({ before, after: await change(before) })
      } catch (error) {
        if (!(error instanceof UnsealError)) throw error
        broken.push(before.id)
      }
    }
    const before = <K extends keyof RecordRow>(name: K) => changed.map((one) => one.before[name])
    const after = <K extends keyof Envelope>(name: K) => changed.map((one) => one.after[name])
    const { rowCount } = await pool.query(
      `update vault_records r set version = v.version, sealed = v.sealed, data_key = v.data_key, wrapped = v.wrapped
       from unnest($1::text[], $2::text[], $3::bytea[], $4::bytea[], $5::int4[], $6::bytea[], $7::int4[], $8::bytea[])
         as v(env, id, before_sealed, before_wrapped, version, sealed, data_key, wrapped)
       where r.env = v.env and r.id = v.id and r.sealed = v.before_sealed and r.wrapped is not distinct from v.before_wrapped`,
      [
        ...[before('env'), before('id'), before('sealed'), before('wrapped')],
        ...[after('version'), after('sealed'), after('data_key'), after('wrapped')],
      ],
    )
    tell(rowCount ?? 0, broken)
  }
}

async function envelopOldRecords({ pool, keys, ring, random, progress }: RotateOptions, broken: Set<string>) {
  const total = await countOf(pool, 'vault_records where data_key is null')
  let done = 0
  await changeRecords(
    pool,
    'data_key is null',
    [],
    async (row) => {
      const plain = openOldRecord(ring, row, row)
      const envelope = sealRecord(await keys.current(row.env), row, plain, random)
      plain.fill(0)
      return envelope
    },
    (changed, failed) => {
      done += changed
      for (const id of failed) broken.add(id)
      progress('records', done, total)
    },
  )
  return done
}

async function renewDataKeys(options: RotateOptions, broken: Set<string>): Promise<{ moved: number; retired: number }> {
  const { pool, keys, progress, random } = options
  // An environment whose newest key is still without records has been begun by a rotation that ended early.
  const { rows } = await pool.query<{ env: string; number: number; used: boolean }>(
    `select env, number, exists (select from vault_records r where r.env = k.env and r.data_key = k.number) as used
     from (select env, max(number) as number from vault_keys where purpose = 'data' group by env) k order by env`,
  )
  let [moved, seen] = [0, 0]
  const total = await countOf(pool, 'vault_records where data_key is not null')
  const move = async (env: string, number: number): Promise<void> => {
    await changeRecords(
      pool,
      'env = $3 and data_key < $4',
      [env, number],
      async (row) => {
        if (row.data_key === null || row.wrapped === null) throw new UnsealError(row.id)
        const from = await keys.numbered(env, row.data_key, row.id)
        const to = await keys.numbered(env, number, row.id)
        const { version, sealed } = row
        return { version, sealed, data_key: number, wrapped: rewrapRecord(from, to, row, row.wrapped, random) }
      },
      (changed, failed) => {
        moved += changed
        seen += changed + failed.length
        for (const id of failed) broken.add(id)
        progress('data keys', Math.min(seen, total), total)
      },
    )
  }
  const newest = new Map<string, number>()
  for (const { env, number, used } of rows) {
    const begun = number > 1 && !used
    newest.set(env, begun ? number : (await keys.add(env)).number)
  }
  for (const [env, number] of newest) await move(env, number)
  if (newest.size > 0) {
    // Gateways that know the old key seal under it for a while yet.
    progress('waiting', 0, 1)
    await options.pauseMs(options.keptMs ?? 2 * dataKeyKeptMs)
    for (const [env, number] of newest) await move(env, number)
  }
  const { rowCount } = await pool.query(
    `delete from vault_keys k where purpose = 'data'
       and number < (select max(number) from vault_keys n where n.env = k.env and n.purpose = 'data')
       and not exists (select from vault_records r where r.env = k.env and r.data_key = k.number)`,
  )
  return { moved, retired: rowCount ?? 0 }
}
