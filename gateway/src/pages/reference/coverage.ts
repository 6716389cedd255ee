/** How much of a foreign API is covered: what becomes of the fields of each of its calls. */
import type { FieldMapping } from '../../contracts/dialect.ts'
import type { AnyForeignRoute, Dialect } from '../../engine/dialect.ts'

export type Score = Readonly<Record<FieldMapping['kind'], number>>

/** How many fields of a call, its request and its answers together, are mapped, echoed, ignored and refused. */
export function scoreOf(dialect: Dialect, route: AnyForeignRoute): Score {
  const tables = [route.fields, ...route.answers.map((name) => dialect.answers[name]?.fields ?? {})]
  const kinds = tables.flatMap((table) => Object.values(table)).map(({ kind }) => kind)
  const count = (wanted: string) => kinds.filter((kind) => kind === wanted).length
  return { mapped: count('mapped'), echoed: count('echoed'), ignored: count('ignored'), refused: count('refused') }
}

/** The fields of all calls that run; what a call that cannot run would take counts for nothing. */
export const totalScore = (dialect: Dialect): Score => {
  const scores = dialect.routes.filter(runs).map((route) => scoreOf(dialect, route))
  const sum = (kind: FieldMapping['kind']) => scores.reduce((total, score) => total + score[kind], 0)
  return { mapped: sum('mapped'), echoed: sum('echoed'), ignored: sum('ignored'), refused: sum('refused') }
}

export const runs = ({ notYet }: Pick<AnyForeignRoute, 'notYet'>): boolean => notYet === undefined

/** The mean over all calls of an API, those that cannot run included: each of them counts as nothing. */
export const percentOfDialect = (dialect: Dialect): number =>
  Math.round(dialect.routes.reduce((total, route) => total + percentOfCall(dialect, route), 0) / dialect.routes.length)

/** The share of a call's fields that mean something here, in percent; none where the call cannot run. */
export const percentOfCall = (dialect: Dialect, route: AnyForeignRoute): number =>
  runs(route) ? percentOf(scoreOf(dialect, route)) : 0

export const percentOf = ({ mapped, echoed, ignored, refused }: Score): number => {
  const all = mapped + echoed + ignored + refused
  return all === 0 ? 100 : Math.round((100 * mapped) / all)
}
