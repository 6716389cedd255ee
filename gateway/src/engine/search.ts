/**
 * The search language of the API: clauses `field:"value"`, `field~"part"`, `field>100`, `metadata["key"]:"value"`, `field:null`,
 * each optionally with a minus before it, joined by AND or by OR but not by both. Texts are compared without regard to case;
 * a quote within quotes is escaped with a backslash. As published in Stripe's description of it.
 */
import { type Expression, type SqlBool, sql } from 'kysely'
import { currencyCodes, currencyOf, stepOf } from '../kernel/currency.ts'
import { idFloor } from '../kernel/id.ts'
import { defineRefusal, type Refusal } from '../kernel/refusal.ts'

export const refuseQuery = defineRefusal<{ why: string }>(
  'invalid_request',
  'search_query_invalid',
  "Write clauses such as status:'succeeded', amount>1000 or metadata['order']:'7', joined by AND or by OR.",
  ({ why }) => `We were unable to parse your search query: ${why}`,
  () => ({ param: 'query' }),
)

/**
 *   id        text of a known case, such as an object's id
 *   word      one of our words, stored in lower case
 *   currency  a word that must be a currency
 *   token     text that is found whole
 *   string    text of which a part can be found too
 *   number    a whole number, in the smallest unit
 *   coins     the same, compared with an amount in ISO 4217's smallest unit of the row's currency
 *   created   in the id
 *   metadata  by its keys
 */
export type SearchKind = 'id' | 'word' | 'currency' | 'token' | 'string' | 'number' | 'coins' | 'created' | 'metadata'

/** The fields that a noun's search knows: a column of that name, or where it stands in SQL, written by us and no request. */
export type Searchable = Readonly<Record<string, SearchKind | { readonly kind: SearchKind; readonly at: string }>>

type Operator = ':' | '~' | '>' | '<' | '>=' | '<='
export type Clause = {
  readonly field: string
  readonly key: string | null
  readonly operator: Operator
  /** Null where the clause asks whether there is any value. */
  readonly value: string | null
  readonly negated: boolean
}

/** A query, read: a foreign API puts its words into ours before it is asked. */
export type Query = { readonly clauses: readonly Clause[]; readonly joiner: 'AND' | 'OR' }

/** What a search asks for: in our words, or read already; `page` is the last id of the page before. */
export type Searching = {
  readonly query: string | Query
  readonly limit: number
  readonly page: string | null
  /** Fields that mean something else here. */
  readonly searchable?: Searchable
  /** Also how many there are in all, counted so far. */
  readonly count?: boolean
}

const quoted = String.raw`"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'`
const clausePattern = new RegExp(
  String.raw`^(-)?([a-z0-9_.]{1,80})(?:\[(?:${quoted})\])?\s*(:|~|>=|<=|>|<)\s*(?:${quoted}|([\w.-]+))\s*`,
  's',
)
const unescaped = (text: string): string => text.replace(/\\(.)/gs, '$1')

/** Clauses of one query. */
const clausesMax = 10
/** A part of a text has at least so many characters. */
const partMin = 3
/** Keys of metadata are no longer. */
const keyLengthMax = 40

/** The clauses of a query and what joins them; or the refusal that says where it breaks. */
export function readQuery(query: string): Query | Refusal {
  const clauses: Clause[] = []
  let joiner: 'AND' | 'OR' | null = null
  let rest = query.trim()
  while (rest !== '') {
    if (clauses.length > 0) {
      const joined = /^(AND|OR)\s+/i.exec(rest)
      const word = (joined?.[1]?.toUpperCase() ?? 'AND') as 'AND' | 'OR'
      if (joiner !== null && joiner !== word) return refuseQuery({ why: 'AND and OR cannot be mixed.' })
      joiner = word
      rest = rest.slice(joined?.[0].length ?? 0)
    }
    const match = clausePattern.exec(rest)
    if (match === null) return refuseQuery({ why: `near '${rest.slice(0, 30)}'.` })
    const [whole, minus, field = '', doubleKey, singleKey, operator, double, single, bare] = match
    const key = doubleKey ?? singleKey
    const text = double ?? single
    clauses.push({
      field,
      key: key === undefined ? null : unescaped(key),
      operator: operator as Operator,
      value: text === undefined ? (bare?.toLowerCase() === 'null' ? null : (bare ?? '')) : unescaped(text),
      negated: minus !== undefined,
    })
    rest = rest.slice(whole.length)
  }
  if (clauses.length === 0) return refuseQuery({ why: 'it is empty.' })
  if (clauses.length > clausesMax) return refuseQuery({ why: `it has more than ${clausesMax} clauses.` })
  return { clauses, joiner: joiner ?? 'AND' }
}

/** The condition of a query as SQL, over the columns of a noun; or the refusal that says where it breaks. */
export function searchCondition(
  { clauses, joiner }: Query,
  searchable: Searchable,
  prefix: string,
): Expression<SqlBool> | Refusal {
  const conditions: Expression<SqlBool>[] = []
  for (const clause of clauses) {
    const known = Object.hasOwn(searchable, clause.field) ? searchable[clause.field] : undefined
    if (known === undefined) {
      const names = Object.keys(searchable).join(', ')
      return refuseQuery({ why: `there is no field '${clause.field}'; there are ${names}.` })
    }
    const [kind, at] = typeof known === 'string' ? [known, sql.ref(clause.field)] : [known.kind, sql.raw(known.at)]
    const condition = conditionOf(clause, kind, at, prefix)
    if ('refused' in condition) return condition
    conditions.push(clause.negated ? sql<boolean>`not coalesce(${condition}, false)` : condition)
  }
  return sql<boolean>`(${sql.join(conditions, joiner === 'OR' ? sql` or ` : sql` and `)})`
}

/** PostgreSQL's own rules know only ASCII where its locale is C; these know all letters. */
const folded = (text: Expression<unknown>): Expression<string> =>
  sql<string>`lower((${text})::text collate "und-x-icu")`
const same = (left: Expression<unknown>, right: string): Expression<SqlBool> =>
  sql<boolean>`${folded(left)} = ${folded(sql`${right}`)}`

function conditionOf(clause: Clause, kind: SearchKind, at: Expression<unknown>, prefix: string) {
  const { field, key, operator, value } = clause
  if (kind === 'metadata') return metadataCondition(clause, at)
  if (key !== null) return refuseQuery({ why: `only metadata has keys, not ${field}.` })
  if (kind === 'number' || kind === 'coins' || kind === 'created') return numberCondition(clause, kind, at, prefix)
  if (value === null)
    return operator === ':' ? sql<boolean>`${at} is null` : refuseQuery({ why: "null is compared with ':'." })
  if (operator === '~') return kind === 'string' ? partCondition(value, at) : refuseWhole(field)
  if (operator !== ':') return refuseQuery({ why: `${field} is compared with ':'.` })
  if (kind === 'currency' && currencyOf(value.toLowerCase()) === undefined)
    return refuseQuery({ why: `there is no currency '${value}'.` })
  if (kind === 'id') return sql<boolean>`${at} = ${value}`
  return kind === 'word' || kind === 'currency' ? sql<boolean>`${at} = ${value.toLowerCase()}` : same(at, value)
}

const refuseWhole = (field: string): Refusal =>
  refuseQuery({ why: `${field} is found whole, with ':'; parts are found of email, name and phone.` })

function partCondition(value: string, at: Expression<unknown>): Expression<SqlBool> | Refusal {
  if (value.length < partMin) return refuseQuery({ why: `a part has at least ${partMin} characters.` })
  return sql<boolean>`strpos(${folded(at)}, ${folded(sql`${value}`)}) > 0`
}

/** Where metadata is searched, its values stand in lower case, so that an index finds them. */
function metadataCondition({ field, key, operator, value }: Clause, at: Expression<unknown>) {
  if (key === null || key.length > keyLengthMax || (operator !== ':' && operator !== '~'))
    return refuseQuery({ why: "write metadata['key']:'value'." })
  if (operator === '~') return refuseWhole(`${field}['${key}']`)
  if (value === null) return sql<boolean>`((${at})::jsonb ->> ${key}) is null`
  return sql<boolean>`(${at})::jsonb @> ${JSON.stringify({ [key]: value.toLowerCase() })}::jsonb`
}

const numeric = /^\d{1,15}$/

/** What one of ISO 4217's smallest units is in ours, by the row's currency: as much, or a hundred for two of them. */
const coin = sql.raw(
  `case currency ${currencyCodes()
    .map((code) => [code, stepOf(currencyOf(code) ?? { decimals: 2, coins: 2 })] as const)
    .filter(([, step]) => step !== 1)
    .map(([code, step]) => `when '${code}' then ${step}`)
    .join(' ')} else 1 end`,
)

function numberCondition(
  { field, operator, value }: Clause,
  kind: 'number' | 'coins' | 'created',
  at: Expression<unknown>,
  prefix: string,
) {
  if (operator === '~') return refuseWhole(field)
  // There is always one.
  if (value === null) return operator === ':' ? sql<boolean>`false` : refuseQuery({ why: "null is compared with ':'." })
  const compared = sql.raw(operator === ':' ? '=' : operator)
  if (!numeric.test(value)) return refuseQuery({ why: `${field} is compared with a whole number.` })
  if (kind === 'coins') return sql<boolean>`${at} ${compared} ${value}::int8 * (${coin})`
  return kind === 'created'
    ? createdCondition(prefix, operator, Number(value))
    : sql<boolean>`${at} ${compared} ${value}::int8`
}

/** Ids rise with time, so a moment is a bound on the id. */
function createdCondition(prefix: string, operator: Exclude<Operator, '~'>, seconds: number): Expression<SqlBool> {
  const from = idFloor(prefix, seconds * 1000)
  const after = idFloor(prefix, (seconds + 1) * 1000)
  switch (operator) {
    case '>':
      return sql<boolean>`id >= ${after}`
    case '>=':
      return sql<boolean>`id >= ${from}`
    case '<':
      return sql<boolean>`id < ${from}`
    case '<=':
      return sql<boolean>`id < ${after}`
    case ':':
      return sql<boolean>`id >= ${from} and id < ${after}`
  }
}
