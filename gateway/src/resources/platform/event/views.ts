import { type ViewContext, view, type WireObject } from '../../../engine/view.ts'
import { type Millis, unixSeconds } from '../../../kernel/time.ts'
import { eventSchema } from './answer.ts'
import { apiVersion } from './api-versions.ts'

/** A public event with its object as it was then, rendered. */
export type ShownEvent = {
  readonly id: string
  readonly type: string
  readonly created: Millis
  readonly request: { readonly id: string | null; readonly idempotency_key: string | null } | null
  readonly object: WireObject
  /** Of an update: the attributes that changed, with their old values. */
  readonly previous?: Readonly<Record<string, unknown>> | undefined
  /** The version that a receiver has pinned; null or absent: ours. */
  readonly api_version?: string | null
  /** Which public event of its object this is, from 1, without gaps. Ours. */
  readonly sequence: number
  /** Receivers that have not acknowledged it. */
  readonly pending_webhooks: number
}

/** The wire's event. */
export const eventView = view({
  noun: 'event',
  about: 'Something that happened, with its object as it was then.',
  schema: eventSchema,
  render: (row: ShownEvent, { environment }: ViewContext) => renderEvent(row, environment.livemode),
})

const renderEvent = (row: ShownEvent, livemode: boolean) => ({
  id: row.id,
  object: 'event' as const,
  api_version: row.api_version ?? apiVersion,
  created: unixSeconds(row.created),
  data: { object: row.object, ...(row.previous === undefined ? {} : { previous_attributes: row.previous }) },
  livemode,
  pending_webhooks: row.pending_webhooks,
  object_sequence: row.sequence,
  request: row.request ?? { id: null, idempotency_key: null },
  type: row.type,
})
