/**
 * The audit log: who wrote what, one row for each write, in its commit. A command's row names the facts that it brought and
 * repeats none of them; a write without facts (a key, a clock, a fault) carries what changed.
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

export type AuditRow = {
  readonly env: string
  readonly id: string
  /** Real time, whatever the environment's clock says. */
  readonly created: Millis
  /** `payment_intent.capture`, `api_key.create`. */
  readonly operation: string
  readonly actor: Actor
  readonly request: string | null
  readonly objects: readonly Touched[]
  readonly change: Change | null
}

const textOrNull = (value: unknown): string | null => (value === null ? null : String(value))

export const auditTable: Table<AuditRow> = {
  name: 'audit_log',
  key: ['env', 'id'],
  columns: [
    { name: 'env', type: 'text', of: (row) => row.env },
    { name: 'id', type: 'text', of: (row) => row.id },
    { name: 'created', type: 'int8', of: (row) => row.created },
    { name: 'operation', type: 'text', of: (row) => row.operation },
    { name: 'actor', type: 'text', of: (row) => row.actor.type },
    { name: 'api_key', type: 'text', of: (row) => row.actor.key },
    { name: 'request', type: 'text', of: (row) => row.request },
    { name: 'address', type: 'text', of: (row) => row.actor.address },
    { name: 'call', type: 'text', of: (row) => row.actor.call },
    { name: 'objects', type: 'json', of: (row) => (row.objects.length === 0 ? null : JSON.stringify(row.objects)) },
    { name: 'change', type: 'json', of: (row) => (row.change === null ? null : JSON.stringify(row.change)) },
  ],
  keyOf: (row) => `${row.env}/${row.id}`,
  // A json column arrives as text, and was written by this codec.
  read: (record) => ({
    env: String(record.env),
    id: String(record.id),
    created: Number(record.created),
    operation: String(record.operation),
    actor: {
      type: String(record.actor) as Actor['type'],
      key: textOrNull(record.api_key),
      address: textOrNull(record.address),
      call: textOrNull(record.call),
    },
    request: textOrNull(record.request),
    objects: record.objects === null ? [] : (JSON.parse(String(record.objects)) as Touched[]),
    change: record.change === null ? null : (JSON.parse(String(record.change)) as Change),
  }),
  rank: ranks.audit,
}

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
  const { actor, request } = author
  const row = { env, id: author.newId('aud'), created: author.wallMs(), operation, actor, request, objects: [], change }
  await client.query(insertStatement(auditTable, [row]))
}
