import type { StoredKey } from '../../../engine/stored-key.ts'
import { type ViewContext, view } from '../../../engine/view.ts'
import { unixSeconds } from '../../../kernel/time.ts'
import { apiKeySchema } from './answer.ts'

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

export const apiKeyView = view({
  noun: 'api_key',
  about: 'A key that opens an environment.',
  schema: apiKeySchema,
  render: (key: StoredKey, { environment }: ViewContext) => renderKey(key, environment.livemode),
})
