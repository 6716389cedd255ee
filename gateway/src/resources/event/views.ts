import type { View, WireObject } from '../../engine/view.ts'
import { type Millis, unixSeconds } from '../../kernel/time.ts'

/** The version of the API whose shapes events have. */
export const apiVersion = '2026-10-28.endive'

/** A public event with its object as it was then, rendered. */
export type ShownEvent = {
  readonly id: string
  readonly type: string
  readonly created: Millis
  readonly request: { readonly id: string | null; readonly idempotency_key: string | null } | null
  readonly object: WireObject
  /** Which public event of its object this is, from 1, without gaps. Ours. */
  readonly sequence: number
  /** Receivers that have not acknowledged it. */
  readonly pending_webhooks: number
}

/** The wire's event. */
export const eventView: View<ShownEvent> = {
  noun: 'event',
  render: (row, { environment }) => renderEvent(row, environment.livemode),
}

export const renderEvent = (row: ShownEvent, livemode: boolean) => ({
  id: row.id,
  object: 'event' as const,
  api_version: apiVersion,
  created: unixSeconds(row.created),
  data: { object: row.object },
  livemode,
  pending_webhooks: row.pending_webhooks,
  object_sequence: row.sequence,
  request: row.request ?? { id: null, idempotency_key: null },
  type: row.type,
})
