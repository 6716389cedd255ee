/**
 * Idempotency keys. A key is claimed in one statement for the whole flush; the row then keeps the request it belongs to
 * and, once there is one, the answer. Keys are scoped to their environment.
 */
import { encodeArray } from '../array-codec.ts'
import type { Statement } from '../statements.ts'
import type { Answer, Claim } from './unit.ts'

export type EnvClaim = { readonly env: string; readonly claim: Claim }
export type StoredClaim = {
  readonly env: string
  readonly key: string
  readonly params: string
  readonly status: number | null
  readonly body: string | null
}

/** Claims sorted by environment and key: two processes that wait for each other's keys wait in the same order. */
export const claimStatement = (claims: readonly EnvClaim[]): Statement => ({
  name: 'claim keys',
  text:
    'insert into idempotency_keys (env, key, params, created) ' +
    'select * from unnest($1::text[], $2::text[], $3::json[], $4::int8[]) on conflict do nothing returning env, key',
  values: [
    encodeArray(
      'text',
      claims.map(({ env }) => env),
    ),
    encodeArray(
      'text',
      claims.map(({ claim }) => claim.key),
    ),
    encodeArray(
      'json',
      claims.map(({ claim }) => claim.params),
    ),
    encodeArray(
      'int8',
      claims.map(({ claim }) => claim.created),
    ),
  ],
})

const keyColumns = (keys: readonly { env: string; key: string }[]) => [
  encodeArray(
    'text',
    keys.map(({ env }) => env),
  ),
  encodeArray(
    'text',
    keys.map(({ key }) => key),
  ),
]

export const readClaimsStatement = (keys: readonly { env: string; key: string }[]): Statement => ({
  name: 'read keys',
  text:
    'select k.env, k.key, k.params, k.status, k.body from unnest($1::text[], $2::text[]) as v(env, key) ' +
    'join idempotency_keys k on k.env = v.env and k.key = v.key',
  values: keyColumns(keys),
})

/** Gives keys back that this flush has just taken: their units come again. Sorted, as they were taken. */
export const releaseClaimsStatement = (keys: readonly { env: string; key: string }[]): Statement => ({
  name: 'release keys',
  text:
    'delete from idempotency_keys k using unnest($1::text[], $2::text[]) as v(env, key) ' +
    'where k.env = v.env and k.key = v.key',
  values: keyColumns(keys),
})

export const answerClaimsStatement = (answers: readonly { env: string; key: string; answer: Answer }[]): Statement => ({
  name: 'answer keys',
  text:
    'update idempotency_keys k set status = v.status, body = v.body ' +
    'from unnest($1::text[], $2::text[], $3::int4[], $4::text[]) as v(env, key, status, body) ' +
    'where k.env = v.env and k.key = v.key and k.status is null',
  values: [
    ...keyColumns(answers),
    encodeArray(
      'int4',
      answers.map(({ answer }) => answer.status),
    ),
    encodeArray(
      'text',
      answers.map(({ answer }) => answer.body),
    ),
  ],
})

/** The first field in which two canonical requests differ, in bracket notation; null where they are the same. */
export function firstDifference(first: unknown, second: unknown, path = ''): string | null {
  if (Object.is(first, second)) return null
  if (typeof first !== 'object' || typeof second !== 'object' || first === null || second === null)
    return path || 'body'
  const names = [...new Set([...Object.keys(second), ...Object.keys(first)])]
  for (const name of names) {
    const difference = firstDifference(
      Object.hasOwn(first, name) ? Reflect.get(first, name) : undefined,
      Object.hasOwn(second, name) ? Reflect.get(second, name) : undefined,
      path === '' ? name : `${path}[${name}]`,
    )
    if (difference !== null) return difference
  }
  return null
}
