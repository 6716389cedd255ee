import type { AuditEntry } from '../../engine/audit-reader.ts'
import { unixSeconds } from '../../kernel/time.ts'

/** A write on the wire: who, by which call, and what changed. */
export const renderAuditEntry = ({ actor, ...entry }: AuditEntry, livemode: boolean) => ({
  id: entry.id,
  object: 'audit_log_entry' as const,
  actor: { type: actor.type, address: actor.address, api_key: actor.key, api_key_hint: entry.hint },
  changes: entry.changes,
  created: unixSeconds(entry.created),
  livemode,
  operation: entry.operation,
  request: entry.request === null ? null : { id: entry.request, call: actor.call },
})
