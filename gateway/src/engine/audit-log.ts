/**
 * The audit log: who wrote what, one note for each write, in its commit. A command's note stands beside the last of its
 * facts; it names them and repeats none. A write without facts (a key, a clock, a fault) has a row of its own with what
 * changed.
 */
import type { NewId } from '../kernel/id.ts'
import type { Millis } from '../kernel/time.ts'
import type { Client, Pool } from '../storage/database.ts'
import { insertStatement } from '../storage/statements.ts'
import { ranks, type Table } from '../storage/table.ts'
import { type Actor, type AuditNote, auditNote, type Change } from './audit-note.ts'

export type AuditRow = {
  readonly env: string
  readonly audit: string
  readonly object_id: string
  readonly audit_note: AuditNote
}

/** Writes without facts. */
export const auditTable: Table<AuditRow> = {
  name: 'audit_log',
  key: ['env', 'audit'],
  columns: [
    { name: 'env', type: 'text', of: (row) => row.env },
    { name: 'audit', type: 'text', of: (row) => row.audit },
    { name: 'object_id', type: 'text', of: (row) => row.object_id },
    { name: 'audit_note', type: 'json', of: (row) => JSON.stringify(row.audit_note) },
  ],
  keyOf: (row) => `${row.env}/${row.audit}`,
  // A json column arrives as text, and was written by this codec.
  read: (record) => ({
    env: String(record.env),
    audit: String(record.audit),
    object_id: String(record.object_id),
    audit_note: JSON.parse(String(record.audit_note)) as AuditNote,
  }),
  rank: ranks.audit,
}

export const auditRow = (
  env: string,
  operation: string,
  change: Change,
  { actor, request, newId }: Author,
): AuditRow => ({
  env,
  audit: newId('aud'),
  object_id: change.id,
  audit_note: auditNote(operation, actor, request, { change }),
})

/** Who makes a write that is no command, and what makes its row. */
export type Author = {
  readonly actor: Actor
  readonly request: string | null
  readonly newId: NewId
  readonly wallMs: () => Millis
}

/** Makes the author of what a request writes. */
export const authorIn =
  ({ newId, wallMs }: Pick<Author, 'newId' | 'wallMs'>) =>
  ({ actor, requestId }: { readonly actor: Actor; readonly requestId: string }): Author => ({
    actor,
    request: requestId,
    newId,
    wallMs,
  })

/** Notes a write that is no command, in the transaction of that write. */
export async function note(
  client: Pick<Client | Pool, 'query'>,
  env: string,
  operation: string,
  change: Change,
  author: Author,
): Promise<void> {
  await client.query(insertStatement(auditTable, [auditRow(env, operation, change, author)]))
}
