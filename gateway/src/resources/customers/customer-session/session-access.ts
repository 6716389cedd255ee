/** What a page that shows a session's client secret may do, while the session lasts. */

import type { Engine, RequestContext } from '../../../engine/route.ts'
import { defineRefusal, type Refusal } from '../../../kernel/refusal.ts'
import { customerSession } from './aggregate.ts'
import type { CustomerSession } from './model.ts'

export const refuseSession = {
  unknown: defineRefusal(
    'unauthenticated',
    'customer_session_invalid',
    'The client secret of a customer session is wrong, or half an hour has passed. The merchant opens a new one.',
    () => 'The client secret of the customer session is wrong, or the session has expired.',
    () => ({ param: 'client_secret' }),
  ),
  notAllowed: defineRefusal<{ what: string }>(
    'forbidden',
    'customer_session_feature_disabled',
    'A customer session allows what its merchant enabled when it was opened, and no more.',
    ({ what }) => `This customer session does not allow ${what}.`,
  ),
}

/** The session that a client secret opens, while it lasts. */
export async function openSessionOf(
  client_secret: string,
  engine: Engine,
  request: RequestContext,
): Promise<CustomerSession | Refusal> {
  const id = client_secret.split('_secret_', 1)[0] ?? ''
  const session = await engine.row(customerSession, id, request)
  return session === null || session.client_secret !== client_secret || session.expires_at <= engine.now(request)
    ? refuseSession.unknown()
    : session
}
