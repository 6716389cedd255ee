/** The engine's own tables: what any command may write beside the rows of its nouns. */

import { waitMs } from '../contracts/receiver.ts'
import type { SealedRecord } from '../contracts/sealed-record.ts'
import type { Millis } from '../kernel/time.ts'
import type { Entry } from '../ledger/entry.ts'
import { ranks, type Table } from '../storage/table.ts'
import type { EventRow } from './event-row.ts'

export type DueRow = {
  readonly env: string
  readonly id: string
  readonly kind: string
  readonly due_at: Millis
  readonly tries: number
  readonly payload: Readonly<Record<string, unknown>>
}

export type VaultRow = SealedRecord & { readonly env: string }

// A json column arrives as text (storage/database.ts), and was written by the same codec.
const parsed = <T>(value: unknown): T => JSON.parse(String(value)) as T
const text = (value: unknown): string => String(value)
const textOrNull = (value: unknown): string | null => (value === null ? null : String(value))

export const eventsTable: Table<EventRow> = {
  name: 'events',
  key: ['env', 'object_id', 'seq'],
  columns: [
    { name: 'env', type: 'text', of: (row) => row.env },
    { name: 'object_id', type: 'text', of: (row) => row.object_id },
    { name: 'seq', type: 'int4', of: (row) => row.seq },
    { name: 'noun', type: 'text', of: (row) => row.noun },
    { name: 'id', type: 'text', of: (row) => row.id },
    { name: 'type', type: 'text', of: (row) => row.type },
    { name: 'created', type: 'int8', of: (row) => row.created },
    { name: 'request', type: 'json', of: (row) => (row.request === null ? null : JSON.stringify(row.request)) },
    { name: 'fact', type: 'json', of: (row) => JSON.stringify(row.fact) },
    { name: 'audit', type: 'text', of: (row) => row.audit ?? null },
    { name: 'audit_note', type: 'json', of: ({ audit_note: note }) => (note == null ? null : JSON.stringify(note)) },
  ],
  keyOf: (row) => `${row.env}/${row.object_id}/${row.seq}`,
  read: (record) => ({
    env: text(record.env),
    object_id: text(record.object_id),
    seq: Number(record.seq),
    noun: text(record.noun),
    id: textOrNull(record.id),
    type: textOrNull(record.type),
    created: Number(record.created),
    request: record.request === null ? null : parsed(record.request),
    fact: parsed(record.fact),
  }),
  rank: ranks.events,
}

export const entriesTable: Table<Entry> = {
  name: 'entries',
  key: ['env', 'id'],
  columns: [
    { name: 'env', type: 'text', of: (row) => row.env },
    { name: 'id', type: 'text', of: (row) => row.id },
    { name: 'type', type: 'text', of: (row) => row.type },
    { name: 'currency', type: 'text', of: (row) => row.currency },
    { name: 'source', type: 'text', of: (row) => row.source },
    { name: 'created', type: 'int8', of: (row) => row.created },
    { name: 'available_on', type: 'int8', of: (row) => row.available_on },
    { name: 'postings', type: 'json', of: (row) => JSON.stringify(row.postings) },
  ],
  keyOf: (row) => `${row.env}/${row.id}`,
  read: (record) => ({
    env: text(record.env),
    id: text(record.id),
    type: text(record.type) as Entry['type'],
    currency: text(record.currency),
    source: text(record.source),
    created: Number(record.created),
    available_on: Number(record.available_on),
    postings: parsed(record.postings),
  }),
  rank: ranks.entries,
}

export const dueWorkTable: Table<DueRow> = {
  name: 'due_work',
  key: ['env', 'id'],
  columns: [
    { name: 'env', type: 'text', of: (row) => row.env },
    { name: 'id', type: 'text', of: (row) => row.id },
    { name: 'kind', type: 'text', of: (row) => row.kind },
    { name: 'due_at', type: 'int8', of: (row) => row.due_at },
    { name: 'tries', type: 'int4', of: (row) => row.tries },
    { name: 'payload', type: 'json', of: (row) => JSON.stringify(row.payload) },
  ],
  keyOf: (row) => `${row.env}/${row.id}`,
  read: (record) => ({
    env: text(record.env),
    id: text(record.id),
    kind: text(record.kind),
    due_at: Number(record.due_at),
    tries: Number(record.tries),
    payload: parsed(record.payload),
  }),
  rank: ranks.dueWork,
  onConflict: 'nothing',
}

export const vaultTable: Table<VaultRow> = {
  name: 'vault_records',
  key: ['env', 'id'],
  columns: [
    { name: 'env', type: 'text', of: (row) => row.env },
    { name: 'id', type: 'text', of: (row) => row.id },
    { name: 'version', type: 'int4', of: (row) => row.version },
    { name: 'sealed', type: 'bytea', of: (row) => row.sealed },
    { name: 'data_key', type: 'int4', of: (row) => row.data_key },
    { name: 'wrapped', type: 'bytea', of: (row) => row.wrapped },
  ],
  keyOf: (row) => `${row.env}/${row.id}`,
  read: (record) => ({
    env: text(record.env),
    id: text(record.id),
    version: Number(record.version),
    sealed: record.sealed as Buffer,
    data_key: record.data_key === null ? null : Number(record.data_key),
    wrapped: record.wrapped as Buffer | null,
  }),
  rank: ranks.vault,
}

/** A merchant's own name for an object, which exists once: `id` is `space:value`. */
export type ReferenceRow = { readonly env: string; readonly id: string; readonly object: string }

export const referencesTable: Table<ReferenceRow> = {
  name: 'foreign_references',
  key: ['env', 'id'],
  columns: [
    { name: 'env', type: 'text', of: (row) => row.env },
    { name: 'id', type: 'text', of: (row) => row.id },
    { name: 'object', type: 'text', of: (row) => row.object },
  ],
  keyOf: (row) => `${row.env}/${row.id}`,
  read: (record) => ({ env: text(record.env), id: text(record.id), object: text(record.object) }),
  rank: ranks.references,
}

/** A delivery to the URL of a payment, as the payment's commit writes it. */
export type CallbackRow = {
  readonly env: string
  readonly queue: string
  readonly event: string
  readonly object_id: string
  readonly seq: number
  readonly type: string
  readonly url: string
  readonly format: string
  readonly due_at: Millis
}

const writtenOnly = (): never => {
  throw new Error('deliveries are read by their dispatcher')
}

export const webhookDeliveriesTable: Table<CallbackRow> = {
  name: 'webhook_deliveries',
  key: ['env', 'queue', 'event'],
  columns: [
    { name: 'env', type: 'text', of: (row) => row.env },
    { name: 'queue', type: 'text', of: (row) => row.queue },
    { name: 'event', type: 'text', of: (row) => row.event },
    { name: 'object_id', type: 'text', of: (row) => row.object_id },
    { name: 'seq', type: 'int4', of: (row) => row.seq },
    { name: 'type', type: 'text', of: (row) => row.type },
    { name: 'url', type: 'text', of: (row) => row.url },
    { name: 'format', type: 'text', of: (row) => row.format },
    { name: 'status', type: 'text', of: () => 'pending' },
    { name: 'first_at', type: 'int8', of: (row) => row.due_at },
    { name: 'wait_until', type: 'int8', of: (row) => row.due_at + waitMs },
    { name: 'next_at', type: 'int8', of: (row) => row.due_at },
  ],
  keyOf: (row) => `${row.env}/${row.queue}/${row.event}`,
  read: writtenOnly,
  rank: ranks.webhookDeliveries,
}

/** The queue of an origin, announced by every payment that has a URL there. */
export const webhookQueuesTable: Table<{ readonly env: string; readonly id: string }> = {
  name: 'webhook_queues',
  key: ['env', 'id'],
  columns: [
    { name: 'env', type: 'text', of: (row) => row.env },
    { name: 'id', type: 'text', of: (row) => row.id },
  ],
  keyOf: (row) => `${row.env}/${row.id}`,
  read: writtenOnly,
  rank: ranks.webhookQueues,
  onConflict: 'nothing',
}
