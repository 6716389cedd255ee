/**
 * Claiming in a flush: who takes which idempotency key, who is answered from what is stored, and which answers are kept.
 */
import { refuse } from '../../kernel/refusal.ts'
import type { Client } from '../database.ts'
import { type EnvClaim, firstDifference, readClaimsStatement, type StoredClaim } from './claim-statements.ts'
import type { Overlay } from './overlay.ts'
import type { Answer, FlushResult, Unit, UnitResult } from './unit.ts'

/** What a flush knows of its units: their rows, their results, and who still takes part. */
export type FlushState = {
  readonly overlay: Overlay
  readonly results: (FlushResult | null)[]
  readonly active: Set<number>
}

/** The claims of a flush, one for each key, sorted; a second unit with the same key is told that it is in use. */
export function takeClaims(units: readonly Unit[], state: FlushState): EnvClaim[] {
  const claims = new Map<string, EnvClaim>()
  units.forEach((unit, at) => {
    if (unit.claim === null) return
    const name = `${unit.env}/${unit.claim.key}`
    if (claims.has(name))
      settle(state, at, { kind: 'refused', refusal: refuse.idempotencyInUse({ key: unit.claim.key }) })
    else claims.set(name, { env: unit.env, claim: unit.claim })
  })
  return [...claims].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, claim]) => claim)
}

export function settle(state: FlushState, at: number, result: FlushResult): void {
  state.results[at] = result
  state.active.delete(at)
}

export async function answerKnownKeys(
  client: Client,
  units: readonly Unit[],
  state: FlushState,
  claims: readonly EnvClaim[],
  won: readonly { env: string; key: string }[],
): Promise<void> {
  const ours = new Set(won.map(({ env, key }) => `${env}/${key}`))
  const known = claims.filter(({ env, claim }) => !ours.has(`${env}/${claim.key}`))
  const stored = await client.query<StoredClaim>(
    readClaimsStatement(known.map(({ env, claim }) => ({ env, key: claim.key }))),
  )
  const byKey = new Map(stored.rows.map((row) => [`${row.env}/${row.key}`, row]))
  units.forEach((unit, at) => {
    if (unit.claim === null || !state.active.has(at) || ours.has(`${unit.env}/${unit.claim.key}`)) return
    settle(state, at, answerFromStored(unit.claim.key, unit.claim.params, byKey.get(`${unit.env}/${unit.claim.key}`)))
  })
}

function answerFromStored(key: string, params: string, stored: StoredClaim | undefined): UnitResult {
  // Pruned between two statements: the next try with the same key claims it anew.
  if (stored === undefined) return { kind: 'refused', refusal: refuse.idempotencyInUse({ key }) }
  if (stored.params !== params) {
    const param = firstDifference(JSON.parse(stored.params), JSON.parse(params))
    if (param !== null) return { kind: 'refused', refusal: refuse.idempotencyMismatch({ key, param }) }
  }
  if (stored.status === null) return { kind: 'refused', refusal: refuse.idempotencyInUse({ key }) }
  return { kind: 'replayed', answer: { status: stored.status, body: stored.body ?? '' } }
}

/** The answers to be kept with their keys, sorted. */
export function claimAnswers(
  units: readonly Unit[],
  state: FlushState,
  verdicts: ReadonlyMap<number, string>,
): { env: string; key: string; answer: Answer }[] {
  const answers = []
  for (const at of state.active) {
    const unit = units[at] as Unit
    const result = state.results[at]
    // A refused outcome (it was recorded before) answers nobody's key.
    const key = unit.claim?.key ?? (verdicts.get(at) === 'discard' ? null : unit.completes)
    if (key != null && result?.kind === 'answered') answers.push({ env: unit.env, key, answer: result.answer })
  }
  return answers.sort((a, b) => (a.env === b.env ? (a.key < b.key ? -1 : 1) : a.env < b.env ? -1 : 1))
}
