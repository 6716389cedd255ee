/** The vault's keys: a data key for each environment, and the key of all hashes, each stored wrapped and opened once. */
import { Secret } from '../kernel/secret.ts'
import type { Pool } from '../storage/database.ts'
import { keyBytes } from './cipher.ts'
import { type DataKey, openOldRecord, type Random } from './envelope.ts'
import { hashKeyBytes, hashKeyOf, type KeyedHashes, keyedHashes } from './fingerprint.ts'
import { type KeyEncryption, KeyEncryptionError } from './key-encryption.ts'
import { type KeyRing, UnsealError } from './seal.ts'
import { VaultRefusal, VaultUnavailable } from './vault.ts'

export type VaultKeys = {
  /** Tries what is configured on what the database holds; makes the key of hashes where there is none. */
  start(): Promise<void>
  hashes(): KeyedHashes
  /** What new records of an environment are sealed under; made when it is first asked for. */
  current(env: string): DataKey | Promise<DataKey>
  /** The data key that a record names; throws `UnsealError` where there is none, or it does not open. */
  numbered(env: string, number: number, record: string): Promise<DataKey>
  /** A new data key for an environment, for records from now on. */
  add(env: string): Promise<DataKey>
}

/** A process that has sealed under a data key goes on with it this long after there is a newer one. */
export const dataKeyKeptMs = 30_000
/** Opened keys that are kept in memory; 32 bytes each. */
const openedMax = 100_000
/** Values that a key-encryption key is tried on: one that was changed must not stop the start. */
const triedMax = 5

export const dataLabel = (env: string, number: number): string => `data/${env}/${number}`
export const hashLabel = 'hash'

type KeyRow = { env: string; purpose: string; number: number; kek: string; wrapped: Buffer }

export const labelOf = ({ env, purpose, number }: Pick<KeyRow, 'env' | 'purpose' | 'number'>): string =>
  purpose === 'hash' ? hashLabel : dataLabel(env, number)

export function createKeys(options: {
  pool: Pool
  kek: KeyEncryption
  ring: KeyRing | null
  random: Random
  monotonicMs: () => number
}): VaultKeys {
  const { pool, kek } = options
  const opened = new Map<string, DataKey>()
  const current = new Map<string, { key: DataKey; until: number }>()
  const coming = new Map<string, Promise<DataKey>>()
  let hashing: KeyedHashes | null = null

  /** Stores a new key; where another process was faster, its key counts. */
  const make = async (env: string, purpose: 'data' | 'hash', number: number, key: Buffer): Promise<KeyRow> => {
    const { kek: name, wrapped } = await kek.wrap(labelOf({ env, purpose, number }), key)
    key.fill(0)
    await pool.query(
      'insert into vault_keys (env, purpose, number, kek, wrapped) values ($1, $2, $3, $4, $5) on conflict do nothing',
      [env, purpose, number, name, wrapped],
    )
    const row = await newest(env, purpose)
    if (row === null) throw new VaultUnavailable('a key that was just stored is gone')
    return row
  }
  const newest = async (env: string, purpose: string): Promise<KeyRow | null> => {
    const { rows } = await pool.query<KeyRow>(
      'select env, purpose, number, kek, wrapped from vault_keys where env = $1 and purpose = $2 order by number desc limit 1',
      [env, purpose],
    )
    return rows[0] ?? null
  }
  const opening = async (row: KeyRow): Promise<DataKey> => {
    const name = `${row.env}/${row.number}`
    const known = opened.get(name)
    if (known !== undefined) return known
    const key: DataKey = { number: row.number, key: new Secret(await kek.unwrap(labelOf(row), row)) }
    if (opened.size >= openedMax) opened.clear()
    opened.set(name, key)
    return key
  }
  const remember = (env: string, key: DataKey): DataKey => {
    if (current.size >= openedMax) current.clear()
    current.set(env, { key, until: options.monotonicMs() + dataKeyKeptMs })
    return key
  }
  const find = async (env: string): Promise<DataKey> => {
    const row = (await newest(env, 'data')) ?? (await make(env, 'data', 1, options.random(keyBytes)))
    return remember(env, await opening(row))
  }

  return {
    start: async () => {
      await tryOldRecords(pool, options.ring, await tryKeys(pool, kek))
      const row =
        (await newest('', 'hash')) ??
        (await make('', 'hash', 1, options.ring === null ? options.random(hashKeyBytes) : hashKeyOf(options.ring)))
      hashing = keyedHashes(await kek.unwrap(labelOf(row), row).catch(refuse))
    },
    hashes: () => {
      if (hashing === null) throw new VaultUnavailable('the vault was not started')
      return hashing
    },
    current: (env) => {
      const known = current.get(env)
      if (known !== undefined && known.until > options.monotonicMs()) return known.key
      const asked = coming.get(env) ?? find(env).finally(() => coming.delete(env))
      coming.set(env, asked)
      return asked
    },
    numbered: async (env, number, record) => {
      const known = opened.get(`${env}/${number}`)
      if (known !== undefined) return known
      const { rows } = await pool.query<KeyRow>(
        "select env, purpose, number, kek, wrapped from vault_keys where env = $1 and purpose = 'data' and number = $2",
        [env, number],
      )
      if (rows[0] === undefined) throw new UnsealError(record)
      return await opening(rows[0])
    },
    add: async (env) => {
      const before = await newest(env, 'data')
      return remember(env, await opening(await make(env, 'data', (before?.number ?? 0) + 1, options.random(keyBytes))))
    },
  }
}

const refuse = (error: unknown): never => {
  throw error instanceof KeyEncryptionError ? new VaultRefusal(error.message) : error
}

/** Every key-encryption key that the database names must be here, and be the right one. Gives their names. */
async function tryKeys(pool: Pool, kek: KeyEncryption): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<KeyRow>(
    `select k.* from (select distinct kek from vault_keys) named cross join lateral (
       select env, purpose, number, kek, wrapped from vault_keys where kek = named.kek order by env, purpose limit ${triedMax}) k`,
  )
  const names = new Set(rows.map((row) => row.kek))
  for (const name of names) {
    const tried = await Promise.allSettled(
      rows.filter((row) => row.kek === name).map(async (row) => (await kek.unwrap(labelOf(row), row)).fill(0)),
    )
    const failed = tried.find((one) => one.status === 'rejected')
    if (failed !== undefined && tried.every((one) => one.status === 'rejected')) refuse(failed.reason)
  }
  return names
}

/** The same for records from before envelopes, which name versions of the ring. A key that opened others needs no more proof. */
async function tryOldRecords(pool: Pool, ring: KeyRing | null, proved: ReadonlySet<string>): Promise<void> {
  const { rows } = await pool.query<{ env: string; id: string; version: number; sealed: Buffer }>(
    `select r.* from (select distinct version from vault_records where data_key is null) named cross join lateral (
       select env, id, version, sealed from vault_records where data_key is null and version = named.version limit ${triedMax}) r`,
  )
  for (const version of new Set(rows.map((row) => row.version))) {
    if (ring?.keys.has(version) !== true)
      throw new VaultRefusal(
        `the database holds records under key ${version} of FLORIN_KEK, which is not configured; add it, and florin vault rotate takes them off it`,
      )
    if (proved.has(`local:${version}`)) continue
    const opens = rows.some((row) => {
      if (row.version !== version) return false
      try {
        openOldRecord(ring, row, { ...row, data_key: null, wrapped: null }).fill(0)
        return true
      } catch {
        return false
      }
    })
    if (!opens) throw new VaultRefusal(`key ${version} of FLORIN_KEK is not the one that this database was sealed with`)
  }
}
