import type { StoredKey } from '../../../engine/stored-key.ts'
import { unixSeconds } from '../../../kernel/time.ts'

/** A key on the wire, without the key. */
export const renderKey = (key: StoredKey, livemode: boolean) => ({
  id: key.id,
  object: 'api_key' as const,
  created: unixSeconds(key.created),
  hint: key.hint,
  livemode,
  name: key.name,
  permissions: key.permissions,
  rate_limit: key.rate_limit,
  revoked_at: key.revoked === null ? null : unixSeconds(key.revoked),
  type: key.kind,
})
