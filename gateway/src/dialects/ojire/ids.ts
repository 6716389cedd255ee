/** Ids as Ojire writes them: bare uuids. */
import { uuid4Ids } from '../../kernel/foreign-id.ts'

export const ojireIntentIds = uuid4Ids('pi')
/** The uuid within a client secret is not the intent's id. */
export const secretIds = uuid4Ids('pi', 'other')
export const cardIds = uuid4Ids('pm')
