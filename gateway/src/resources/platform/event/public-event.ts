import type { EventRow } from '../../../engine/event-row.ts'
import type { Noun } from '../../../kernel/noun.ts'

/** A fact that the API shows, as it is stored; its object is folded when it is shown. */
export const publicEvent: Noun<EventRow> = { name: 'event', prefix: 'evt' }
