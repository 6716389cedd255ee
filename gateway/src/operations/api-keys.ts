/** API keys: made, listed and ended, by the API and by an operator. Each of these writes leaves its row in the audit log. */
import { randomBytes } from 'node:crypto'
import { keyHash, keyHint } from '../engine/access.ts'
import { type Author, authorIn, note } from '../engine/audit-log.ts'
import { idBounds, refuseCursor, refusePage } from '../engine/page.ts'
import type { KeyApi } from '../engine/route.ts'
import type { KeyTerms, Permissions, StoredKey } from '../engine/stored-key.ts'
import { type NewId, randomText } from '../kernel/id.ts'
import { defineRefusal, isRefusal, type Refusal, refuse } from '../kernel/refusal.ts'
import { secondMs } from '../kernel/time.ts'
import { type Client, inTransaction, type Pool } from '../storage/database.ts'

const refuseKeys = {
  permissionsMissing: defineRefusal(
    'invalid_request',
    'permissions_missing',
    'A restricted key does what it is given permission for, so it is given at least one; other keys take none.',
    () => 'A restricted key needs permissions, and no other key takes them.',
    () => ({ param: 'permissions' }),
  ),
  resourceUnknown: defineRefusal<{ name: string; known: readonly string[] }>(
    'invalid_request',
    'permission_unknown',
    'A permission names one of the resources of the API; the message lists them.',
    ({ name, known }) => `There is no resource '${name}'. There are: ${known.join(', ')}.`,
    ({ name }) => ({ param: `permissions[${name}]` }),
  ),
}

type KeyRow = Omit<StoredKey, 'permissions'> & { readonly permissions: string | null }
const columns = 'id, kind, hint, name, permissions::text as permissions, rate_limit, created, revoked'
const read = (row: KeyRow): StoredKey => ({
  ...row,
  // Written below, in this shape.
  permissions: row.permissions === null ? null : (JSON.parse(row.permissions) as Permissions),
})

/** What the audit log shows of a key: never the key. */
const told = ({ id: _, created: __, ...key }: StoredKey) => key

const prefixes = { secret: 'sk', publishable: 'pk', restricted: 'rk' } as const

/** Makes a key in a transaction of the caller's; the key itself is given once and never again. */
export async function insertKey(
  client: Pick<Client, 'query'>,
  to: { readonly env: string; readonly livemode: boolean },
  terms: KeyTerms,
  author: Author,
): Promise<{ stored: StoredKey; key: string }> {
  const key = `${prefixes[terms.kind]}_${to.livemode ? 'live' : 'test'}_${randomText(32, randomBytes)}`
  const permissions = terms.permissions === null ? null : given(terms.permissions)
  const stored: StoredKey = {
    id: author.newId('key'),
    kind: terms.kind,
    hint: keyHint(key),
    name: terms.name,
    permissions,
    rate_limit: terms.rate_limit,
    created: author.wallMs(),
    revoked: null,
  }
  await client.query(
    'insert into api_keys (hash, env, kind, hint, created, id, name, permissions, rate_limit) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    [
      keyHash(key),
      to.env,
      stored.kind,
      stored.hint,
      stored.created,
      stored.id,
      stored.name,
      permissions === null ? null : JSON.stringify(permissions),
      stored.rate_limit,
    ],
  )
  await note(
    client,
    to.env,
    'api_key.create',
    { object: 'api_key', id: stored.id, before: null, after: told(stored) },
    author,
  )
  return { stored, key }
}

const given = (permissions: NonNullable<KeyTerms['permissions']>): Permissions =>
  Object.fromEntries(
    Object.entries(permissions).flatMap(([name, level]) => (level === 'none' ? [] : [[name, level] as const])),
  )

/** Refuses terms that no key can have. */
export function refuseKeyTerms({ kind, permissions }: KeyTerms, resources: readonly string[]): Refusal | null {
  const unknown = Object.keys(permissions ?? {}).find((name) => !resources.includes(name))
  if (unknown !== undefined) return refuseKeys.resourceUnknown({ name: unknown, known: resources })
  const some = permissions !== null && Object.values(permissions).some((level) => level !== 'none')
  return some === (kind === 'restricted') ? null : refuseKeys.permissionsMissing()
}

/** Ends keys from a moment on; gives those that this changed. `column` says what they are looked for by. */
export async function endKeys(
  pool: Pool,
  which: { readonly column: 'id' | 'hint'; readonly value: string; readonly env: string | null },
  at: number,
  author: Author,
): Promise<StoredKey[]> {
  return await inTransaction(pool, async (client) => {
    const { rows } = await client.query<KeyRow & { env: string; was: number | null }>(
      `update api_keys k set revoked = $3 from (
         select hash as h, env as e, revoked as was from api_keys
         where ${which.column} = $1 and ($2::text is null or env = $2) and (revoked is null or revoked > $3) for update
       ) old where k.hash = old.h returning ${columns}, env, was`,
      [which.value, which.env, at],
    )
    for (const { env, was, ...row } of rows) {
      const change = { object: 'api_key', id: row.id, before: { revoked: was }, after: { revoked: at } }
      await note(client, env, 'api_key.revoke', change, author)
    }
    return rows.map(({ env: _, was: __, ...row }) => read(row))
  })
}

export function createKeyApi(options: {
  readonly pool: Pool
  readonly newId: NewId
  readonly wallMs: () => number
  readonly resources: () => readonly string[]
  /** Told when a key was ended. */
  readonly onEnd: () => void
}): KeyApi {
  const { pool } = options
  const authorOf = authorIn(options)

  const find: KeyApi['find'] = async (id, { environment }) => {
    const { rows } = await pool.query<KeyRow>(`select ${columns} from api_keys where env = $1 and id = $2`, [
      environment.id,
      id,
    ])
    return rows[0] === undefined ? refuse.resourceMissing({ noun: 'api_key', id }) : read(rows[0])
  }

  return {
    find,
    resources: options.resources,
    create: async (terms, request) => {
      const { id: env, livemode } = request.environment
      return (
        refuseKeyTerms(terms, options.resources()) ??
        (await inTransaction(pool, (client) => insertKey(client, { env, livemode }, terms, authorOf(request))))
      )
    },
    list: async (page, request) => {
      const { environment } = request
      const known = async (id: string) => {
        const found = await find(id, request)
        return isRefusal(found) ? null : found
      }
      const refusal = refusePage(page) ?? (await refuseCursor(page, 'api_key', known))
      if (refusal !== null) return refusal
      const values: unknown[] = [environment.id]
      const bounds = idBounds('key', page).map(({ operator, id }) => `id ${operator} $${values.push(id)}`)
      const order = page.ending_before === null ? 'desc' : 'asc'
      const { rows } = await pool.query<KeyRow>(
        `select ${columns} from api_keys where env = $1 and ${bounds.join(' and ')} order by id ${order} limit ${page.limit + 1}`,
        values,
      )
      const data = rows.slice(0, page.limit).map(read)
      if (page.ending_before !== null) data.reverse()
      return { data, has_more: rows.length > page.limit }
    },
    revoke: async (id, inSeconds, request) => {
      const at = options.wallMs() + inSeconds * secondMs
      await endKeys(pool, { column: 'id', value: id, env: request.environment.id }, at, authorOf(request))
      options.onEnd()
      return await find(id, request)
    },
  }
}
