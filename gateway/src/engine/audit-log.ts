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

/**
 *   api_key    a call with a key
 *   payer      a page that the payer uses
 *   processor  the outcome of a call to a processor, for the request that made it
 *   schedule   work that had become due
 *   operator   the command line
 */
export const actorTypes = ['api_key', 'payer', 'processor', 'schedule', 'operator'] as const

export type Actor = {
  readonly type: (typeof actorTypes)[number]
  /** `key_…`, never the key itself. */
  readonly key: string | null
  /** Where the request came from. */
  readonly address: string | null
  /** `POST /v1/payment_intents/:id/capture`. */
  readonly call: string | null
}

const withoutRequest = { key: null, address: null, call: null }
export const processorActor: Actor = { type: 'processor', ...withoutRequest }
export const scheduleActor: Actor = { type: 'schedule', ...withoutRequest }
export const operatorActor: Actor = { type: 'operator', ...withoutRequest }

/** An object's facts that a write brought: from its first to its last. */
export type Touched = readonly [object: string, first: number, last: number]

/** What a write without facts changed; null where there was, or is, nothing. Never a secret. */
export type Change = {
  readonly object: string
  readonly id: string
  readonly before: Readonly<Record<string, unknown>> | null
  readonly after: Readonly<Record<string, unknown>> | null
}

/** What is stored of a write; what is null is left out. Its id says when, in real time. */
export type AuditNote = {
  /** `payment_intent.capture`, `api_key.create`. */
  readonly operation: string
  readonly actor: Actor['type']
  readonly key?: string
  readonly address?: string
  readonly call?: string
  /** Left out too where the fact that it stands beside names the request. */
  readonly request?: string
  readonly objects?: readonly Touched[]
  readonly change?: Change
}

export const auditNote = (
  operation: string,
  { type, key, address, call }: Actor,
  request: string | null,
  what: Pick<AuditNote, 'objects' | 'change'>,
): AuditNote => ({
  operation,
  actor: type,
  ...(key === null ? {} : { key }),
  ...(address === null ? {} : { address }),
  ...(call === null ? {} : { call }),
  ...(request === null ? {} : { request }),
  ...what,
})

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
