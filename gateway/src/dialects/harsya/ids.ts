/** Ids as Harsya writes them: bare uuids. */
import { uuid4Ids, uuid7Ids } from '../../kernel/foreign-id.ts'

export const sessionIds = uuid4Ids('pi')
export const chargeIds = uuid4Ids('ch')
export const tokenIds = uuid4Ids('pm')
export const harsyaCustomerIds = uuid7Ids('cus')
export const harsyaRefundIds = uuid7Ids('re')
/** A capture is a fact of its charge, and is named after its event. */
export const captureIds = uuid7Ids('evt')
