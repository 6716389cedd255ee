import type { AuditEntry } from '../../../engine/audit-note.ts'
import { type ViewContext, view } from '../../../engine/view.ts'
import { idTime } from '../../../kernel/id.ts'
import { unixSeconds } from '../../../kernel/time.ts'
import { auditLogEntrySchema } from './answer.ts'

/** A write on the wire: who, by which call, and what changed. */
export const renderAuditEntry = ({ id, note, request, hint, changes }: AuditEntry, livemode: boolean) => ({
  id,
  object: 'audit_log_entry' as const,
  actor: { type: note.actor, address: note.address ?? null, api_key: note.key ?? null, api_key_hint: hint },
  changes,
  created: unixSeconds(idTime(id)),
  livemode,
  operation: note.operation,
  request: request === null ? null : { id: request, call: note.call ?? null },
})

export const auditLogEntryView = view({
  noun: 'audit_log_entry',
  about: 'A write: who, by which call, and what changed.',
  schema: auditLogEntrySchema,
  render: (entry: AuditEntry, { environment }: ViewContext) => renderAuditEntry(entry, environment.livemode),
})
