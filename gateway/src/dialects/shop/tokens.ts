/** Users' tokens: signed by this gateway for one environment and one user, for a while. Nothing is stored. */
import { jwtVerify, SignJWT } from 'jose'
import type { DialectAuth } from '../../engine/dialect.ts'
import { isRefusal, type Refusal } from '../../kernel/refusal.ts'
import { secondMs } from '../../kernel/time.ts'

type Signing = Pick<DialectAuth, 'signingKey' | 'wallMs'>

const algorithm = 'HS256'

async function bytesOf(signingKey: Signing['signingKey']): Promise<Uint8Array | Refusal> {
  const key = await signingKey('shop/user-token')
  return isRefusal(key) ? key : new TextEncoder().encode(key)
}

export async function issueToken(
  { env, user, seconds }: { env: string; user: string; seconds: number },
  { signingKey, wallMs }: Signing,
): Promise<{ token: string; expires_at: number } | Refusal> {
  const key = await bytesOf(signingKey)
  if (isRefusal(key)) return key
  const issued = Math.floor(wallMs() / secondMs)
  const expires_at = issued + seconds
  const token = await new SignJWT()
    .setProtectedHeader({ alg: algorithm })
    .setSubject(user)
    .setAudience(env)
    .setIssuedAt(issued)
    .setExpirationTime(expires_at)
    .sign(key)
  return { token, expires_at }
}

/** The user that a token is for; null where it is wrong, over, or of another environment. */
export async function userOfToken(
  token: string,
  env: string,
  { signingKey, wallMs }: Signing,
): Promise<string | null | Refusal> {
  const key = await bytesOf(signingKey)
  if (isRefusal(key)) return key
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [algorithm],
      audience: env,
      currentDate: new Date(wallMs()),
      requiredClaims: ['sub', 'exp'],
    })
    return payload.sub ?? null
  } catch {
    // The library throws for every reason alike, and a caller is told none.
    return null
  }
}
