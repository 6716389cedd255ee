/** Opening what the vault holds: card numbers, account numbers and signing secrets alike. */
import { vaultTable } from '../engine/records.ts'
import type { Secret } from '../kernel/secret.ts'
import type { Pool } from '../storage/database.ts'
import { readRow } from '../storage/statements.ts'
import { type KeyRing, unseal } from '../vault/seal.ts'

/** The secret of a record, or null where the vault has none. Throws `UnsealError` where it does not open. */
export async function openSealed(pool: Pool, ring: KeyRing, env: string, id: string): Promise<Secret<string> | null> {
  const record = await readRow(pool, vaultTable, env, id)
  return record === null ? null : unseal(ring, { env, id }, record.version, record.sealed)
}
