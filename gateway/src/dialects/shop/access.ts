/** Who calls: the shop, by its API key; and for what a customer does, one of its users, by a bearer token beside it. */
import type { Caller, DialectAuth, ForeignHeaders } from '../../engine/dialect.ts'
import { defineRefusal, isRefusal, type Refusal } from '../../kernel/refusal.ts'
import { userOfToken } from './tokens.ts'

const refuseCaller = {
  keyMissing: defineRefusal(
    'forbidden',
    'shop_api_key_missing',
    "Send the shop's key as 'X-API-Key'. A secret API key is one too.",
    () => 'The header X-API-Key is missing.',
  ),
  keyInvalid: defineRefusal(
    'forbidden',
    'shop_api_key_invalid',
    'No shop has this key. It may be mistyped, revoked, or for browsers.',
    () => 'The API key is invalid.',
  ),
  tokenMissing: defineRefusal(
    'unauthenticated',
    'user_token_missing',
    "Send the user's token as 'Authorization: Bearer …'.",
    () => 'Unauthenticated. Send a user token as Authorization: Bearer.',
  ),
  tokenInvalid: defineRefusal(
    'unauthenticated',
    'user_token_invalid',
    'The token is wrong, over, or of another shop. Get a new one for the user.',
    () => 'Unauthenticated. The user token is invalid or has expired.',
  ),
}

/** The user whose token came with a call; null where the call needs none. */
export const userOf = (caller: Caller): string | null => {
  const user = caller.credential?.data.user
  return typeof user === 'string' ? user : null
}

export async function authenticate(
  headers: ForeignHeaders,
  auth: DialectAuth,
  access: string,
): Promise<Caller | Refusal> {
  const shop = await shopOf(headers['x-api-key'] ?? '', auth)
  if (isRefusal(shop) || access !== 'user') return shop
  const token = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1]
  if (token === undefined) return refuseCaller.tokenMissing()
  const user = await userOfBearer(token, shop.environment.id, auth)
  if (user === null) return refuseCaller.tokenInvalid()
  return isRefusal(user) ? user : { ...shop, credential: { env: shop.environment.id, key: shop.key, data: { user } } }
}

async function shopOf(key: string, auth: DialectAuth): Promise<Caller | Refusal> {
  if (key === '') return refuseCaller.keyMissing()
  const credential = await auth.credential('api_key', key)
  const opened = await (credential === null ? auth.key(key) : auth.keyById(credential.key))
  return isRefusal(opened) && opened.kind === 'unauthenticated' ? refuseCaller.keyInvalid() : opened
}

/** A token that was stored, or one that was issued; both for one environment. */
async function userOfBearer(token: string, env: string, auth: DialectAuth): Promise<string | null | Refusal> {
  const stored = await auth.credential('user', token)
  if (stored === null) return await userOfToken(token, env, auth)
  return stored.env === env ? String(stored.data.user) : null
}
