import type { Millis } from '../kernel/time.ts'
import type { AuditNote } from './audit-note.ts'

/** A fact as it is stored: a row of the log. */
export type EventRow = {
  readonly env: string
  readonly object_id: string
  readonly seq: number
  readonly noun: string
  /** `evt_…` for an event that the API shows, else null. */
  readonly id: string | null
  readonly type: string | null
  readonly created: Millis
  readonly request: { readonly id: string | null; readonly idempotency_key: string | null } | null
  readonly fact: { readonly type: string }
  /** With the last fact that a write brought to an object the write, and with the last of all its note. Not read with the event. */
  readonly audit?: string | null
  readonly audit_note?: AuditNote | null
}
