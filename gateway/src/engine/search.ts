/**
 * The search language of the API: clauses `field:"value"`, `field>100`, `metadata["key"]:"value"`, each optionally with a
 * minus before it, joined by AND or by OR but not by both.
 */
import { type Expression, type SqlBool, sql } from 'kysely'
import { currencyOf } from '../kernel/currency.ts'
import { idFloor } from '../kernel/id.ts'
import { defineRefusal, type Refusal } from '../kernel/refusal.ts'

export const refuseQuery = defineRefusal<{ why: string }>(
  'invalid_request',
  'search_query_invalid',
  "Write clauses such as status:'succeeded', amount>1000 or metadata['order']:'7', joined by AND or by OR.",
  ({ why }) => `We were unable to parse your search query: ${why}`,
  () => ({ param: 'query' }),
)

type Clause = {
  field: string
  key: string | null
  operator: ':' | '>' | '<' | '>=' | '<='
  value: string
  negated: boolean
}

/** The fields that a noun's search knows, each a column of its name; `created` is in the id, and metadata has keys. */
export type Searchable = Readonly<Record<string, 'text' | 'number' | 'currency' | 'created' | 'metadata'>>

const clausePattern =
  /^(-)?([a-z_]{1,40})(?:\[(?:"([^"]{1,40})"|'([^']{1,40})')\])?\s*(:|>=|<=|>|<)\s*(?:"([^"]*)"|'([^']*)'|([\w.-]+))\s*/

/** The condition of a query as SQL, over the columns of a noun; or the refusal that says where it breaks. */
export function searchCondition(query: string, searchable: Searchable, prefix: string): Expression<SqlBool> | Refusal {
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
    const [whole, minus, field = '', double, single, operator, a, b, c] = match
    if (!Object.hasOwn(searchable, field))
      return refuseQuery({ why: `there is no field '${field}'; there are ${Object.keys(searchable).join(', ')}.` })
    clauses.push({
      field,
      key: double ?? single ?? null,
      operator: operator as Clause['operator'],
      value: a ?? b ?? c ?? '',
      negated: minus !== undefined,
    })
    rest = rest.slice(whole.length)
  }
  if (clauses.length === 0) return refuseQuery({ why: 'it is empty.' })
  if (clauses.length > 10) return refuseQuery({ why: 'it has more than 10 clauses.' })
  const conditions: Expression<SqlBool>[] = []
  for (const clause of clauses) {
    const condition = conditionOf(clause, searchable[clause.field] ?? 'text', prefix)
    if ('refused' in condition) return condition
    conditions.push(clause.negated ? sql<boolean>`not coalesce(${condition}, false)` : condition)
  }
  return sql<boolean>`(${sql.join(conditions, joiner === 'OR' ? sql` or ` : sql` and `)})`
}

const numeric = /^\d{1,15}$/

function conditionOf(
  { field, key, operator, value }: Clause,
  kind: Searchable[string],
  prefix: string,
): Expression<SqlBool> | Refusal {
  if (kind === 'metadata') {
    if (key === null || operator !== ':') return refuseQuery({ why: "write metadata['key']:'value'." })
    return sql<boolean>`metadata::jsonb @> ${JSON.stringify({ [key]: value })}::jsonb`
  }
  if (key !== null) return refuseQuery({ why: `only metadata has keys, not ${field}.` })
  if (kind === 'number' || kind === 'created') {
    if (!numeric.test(value)) return refuseQuery({ why: `${field} is compared with a whole number.` })
    return kind === 'number'
      ? compared(sql.ref(field), operator, sql`${value}::int8`)
      : createdCondition(prefix, operator, Number(value))
  }
  if (operator !== ':') return refuseQuery({ why: `${field} is compared with ':'.` })
  if (kind === 'currency' && currencyOf(value.toLowerCase()) === undefined)
    return refuseQuery({ why: `there is no currency '${value}'.` })
  const text = kind === 'currency' ? value.toLowerCase() : value
  return sql<boolean>`${sql.ref(field)} = ${text}`
}

const compared = (
  left: Expression<unknown>,
  operator: Clause['operator'],
  right: Expression<unknown>,
): Expression<SqlBool> => sql<boolean>`${left} ${sql.raw(operator === ':' ? '=' : operator)} ${right}`

/** Ids rise with time, so a moment is a bound on the id. */
function createdCondition(prefix: string, operator: Clause['operator'], seconds: number): Expression<SqlBool> {
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
