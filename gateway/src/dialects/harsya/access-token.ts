/** Access tokens: a merchant's id and secret for fifteen minutes' leave, as a JWT that only this gateway can have signed. */
import { jwtVerify, SignJWT } from 'jose'
import { Type } from 'typebox'
import { ignored, mapped } from '../../contracts/dialect.ts'
import {
  type Caller,
  type DialectAuth,
  defineAnswer,
  defineForeignRoute,
  type ForeignHeaders,
} from '../../engine/dialect.ts'
import { isRefusal, type Refusal } from '../../kernel/refusal.ts'
import { OneOf } from '../../kernel/schema.ts'
import { type Millis, unixSeconds } from '../../kernel/time.ts'
import { refuseHarsya } from './conventions.ts'

export const tokenSeconds = 900
const issuer = 'backend-portal'
const algorithm = 'HS256'

const done = { code: '00', message: 'Success' } as const

export const accessToken = defineAnswer<null>({
  noun: 'payment_intent',
  fields: {
    code: ignored('Always 00.'),
    message: ignored('Always Success.'),
    'data.accessToken': mapped('access token'),
    'data.expiresIn': ignored('Always 900, as a text.'),
    'data.tokenType': ignored('Always Bearer.'),
  },
  render: (_, __, { given }) => ({
    ...done,
    data: { accessToken: given, expiresIn: String(tokenSeconds), tokenType: 'Bearer' },
  }),
})

type Merchant = { readonly id: string; readonly env: string; readonly key: string }

/** The key that a merchant's id and secret open together. */
async function merchantOf(headers: ForeignHeaders, auth: DialectAuth): Promise<Merchant | Refusal> {
  if (headers['x-submerchant-id'] !== undefined) return refuseHarsya.subMerchant()
  const id = headers['x-merchant-id'] ?? ''
  const opened = id === '' ? refuseHarsya.merchant() : await auth.key(headers['x-merchant-secret'] || null)
  if (isRefusal(opened)) return unknownKeys.has(opened.code) ? refuseHarsya.merchant() : opened
  // A browser's key is no merchant's secret.
  if (opened.kind === 'publishable') return refuseHarsya.merchant()
  const { environment, key } = opened
  const own = id === environment.id || id === environment.account
  const named = own ? null : await auth.credential('merchant', id)
  return own || named?.env === environment.id ? { id, env: environment.id, key } : refuseHarsya.merchant()
}

/** Why a secret is none; what else the gate says of a key (too often, no permission) is told as it is. */
const unknownKeys: ReadonlySet<string> = new Set([
  'api_key_missing',
  'api_key_invalid',
  'secret_key_required',
  'demo_key_refused',
])

const keyBytes = (key: string): Uint8Array => new TextEncoder().encode(key)

export const createToken = defineForeignRoute({
  method: 'POST',
  path: '/v1/access-token',
  operationId: 'AccessTokens.Create',
  summary: 'Get an access token for fifteen minutes',
  source: 'vendor',
  access: 'open',
  // Every key that may look at payments gets a token; what it may do with it is asked of the key at each call.
  resource: 'payment_intents',
  needs: 'read',
  // Merchants' code asks without a body, too: there is one kind of grant.
  body: Type.Object({ grantType: Type.Optional(OneOf(['client_credentials'] as const)) }),
  fields: {
    grantType: ignored('Always client_credentials.'),
    'header x-merchant-id': mapped('environment'),
    'header x-merchant-secret': mapped('api key'),
  },
  answers: ['accessToken'],
  handle: async ({ headers, auth, engine, request }) => {
    const merchant = await merchantOf(headers, auth)
    if (isRefusal(merchant)) return merchant
    const signingKey = await auth.signingKey('harsya/access-token')
    if (isRefusal(signingKey)) return signingKey
    const token = await new SignJWT({
      iss: issuer,
      sub: merchant.id,
      exp: unixSeconds(auth.wallMs()) + tokenSeconds,
      clientId: merchant.key,
      merchantId: merchant.env,
    })
      .setProtectedHeader({ alg: algorithm, typ: 'JWT' })
      .sign(keyBytes(signingKey))
    return await engine.answer('accessToken', null, request, token)
  },
})

type Claims = { readonly clientId: string; readonly exp: number; readonly signingKey: string }
/** Signatures that were right: a merchant sends one token for a quarter of an hour, and looking at it takes longer than all else. */
const seen = new Map<string, Claims>()
const seenMax = 1000

/** What a token says, if it is good now. Whether its key still is, is asked each time. */
async function claimsOf(token: string, signingKey: string, now: Millis): Promise<Claims | null> {
  const known = seen.get(token)
  if (known !== undefined && known.signingKey === signingKey && known.exp > unixSeconds(now)) return known
  const payload = await jwtVerify(token, keyBytes(signingKey), {
    algorithms: [algorithm],
    issuer,
    requiredClaims: ['exp', 'clientId'],
    currentDate: new Date(now),
  }).then(
    (verified) => verified.payload,
    () => null,
  )
  if (typeof payload?.clientId !== 'string' || payload.exp === undefined) return null
  if (seen.size >= seenMax) seen.clear()
  const claims = { clientId: payload.clientId, exp: payload.exp, signingKey }
  seen.set(token, claims)
  return claims
}

/** Who calls: the key that a token names, if the token is good now and the key still is. */
export async function authenticate(headers: ForeignHeaders, auth: DialectAuth): Promise<Caller | Refusal> {
  const [, token] = /^bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? []
  if (token === undefined) return refuseHarsya.token()
  if (headers['x-submerchant-id'] !== undefined) return refuseHarsya.subMerchant()
  const signingKey = await auth.signingKey('harsya/access-token')
  if (isRefusal(signingKey)) return signingKey
  const claims = await claimsOf(token, signingKey, auth.wallMs())
  return claims === null ? refuseHarsya.token() : await auth.keyById(claims.clientId)
}

export { done }
