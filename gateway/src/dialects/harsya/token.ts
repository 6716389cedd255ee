/** Access tokens: a merchant's id and secret for fifteen minutes' leave, as a JWT that only this gateway can have signed. */
import { jwtVerify, SignJWT } from 'jose'
import { Type } from 'typebox'
import { ignored, mapped } from '../../contracts/dialect.ts'
import { type Caller, type Doors, defineAnswer, defineForeignRoute, type ForeignHeaders } from '../../engine/dialect.ts'
import { isRefusal, type Refusal } from '../../kernel/refusal.ts'
import { OneOf } from '../../kernel/schema.ts'
import { unixSeconds } from '../../kernel/time.ts'
import { refuseHarsya } from './manners.ts'

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

/** The environment that a merchant's id and secret open together. */
async function merchantOf(headers: ForeignHeaders, doors: Doors): Promise<{ id: string; env: string } | Refusal> {
  const id = headers['x-merchant-id'] ?? ''
  const secret = headers['x-merchant-secret'] ?? ''
  if (id === '' || secret === '') return refuseHarsya.merchant()
  const opened = await doors.key(secret)
  if (isRefusal(opened) || opened.kind !== 'secret') return refuseHarsya.merchant()
  const { environment } = opened
  const own = id === environment.id || id === environment.account
  const named = own ? null : await doors.credential('merchant', id)
  return own || named?.env === environment.id ? { id, env: environment.id } : refuseHarsya.merchant()
}

export const createToken = defineForeignRoute({
  method: 'POST',
  path: '/v1/access-token',
  operationId: 'AccessTokens.Create',
  summary: 'Get an access token for fifteen minutes',
  source: 'vendor',
  access: 'open',
  body: Type.Object({ grantType: OneOf(['client_credentials'] as const) }),
  fields: {
    grantType: ignored('Always client_credentials.'),
    'header x-merchant-id': mapped('environment'),
    'header x-merchant-secret': mapped('api key'),
  },
  answers: ['accessToken'],
  handle: async ({ headers, doors, engine, request }) => {
    const merchant = await merchantOf(headers, doors)
    if (isRefusal(merchant)) return merchant
    const token = await new SignJWT({
      iss: issuer,
      sub: merchant.id,
      exp: unixSeconds(doors.wallMs()) + tokenSeconds,
      clientId: merchant.id,
      merchantId: merchant.env,
    })
      .setProtectedHeader({ alg: algorithm, typ: 'JWT' })
      .sign(doors.signingKey)
    return await engine.answer('accessToken', null, request, token)
  },
})

/** Who calls: the environment of a token that is good now. */
export async function authenticate(headers: ForeignHeaders, doors: Doors): Promise<Caller | Refusal> {
  const [, token] = /^bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? []
  if (token === undefined) return refuseHarsya.token()
  if (headers['x-submerchant-id'] !== undefined) return refuseHarsya.subMerchant()
  const claims = await jwtVerify(token, doors.signingKey, {
    algorithms: [algorithm],
    issuer,
    requiredClaims: ['exp', 'merchantId'],
    currentDate: new Date(doors.wallMs()),
  }).then(
    ({ payload }) => payload,
    () => null,
  )
  const environment = typeof claims?.merchantId === 'string' ? await doors.environment(claims.merchantId) : null
  return environment === null ? refuseHarsya.token() : { environment, kind: 'secret' }
}

export { done }
