/**
 * Faults that a simulated processor is told to have, as data: "the third authorise loses its answer, and is known after two
 * hours". A rule says which call it meets (verb, payment, method, the nth, every nth, a seeded share of them) and what goes
 * wrong. What happened is counted in the database, so that several gateways and a restart see one course.
 */
import { createHash } from 'node:crypto'
import type { CallContext } from '../../contracts/connector.ts'
import { secondMs } from '../../kernel/time.ts'
import type { Pool } from '../../storage/database.ts'

export const faultEvents = [
  'authorise',
  'capture',
  'void',
  'increment',
  'refund',
  'cancel_refund',
  'verify',
  'notification',
] as const
export type FaultEvent = (typeof faultEvents)[number]

/**
 *   out_of_order    the processor says that it cannot: a definite failure, with nothing done
 *   lose_answer     the processor does it, and its answer never comes; known after `known_after_seconds`, or never (null)
 *   never_receive   the call never reaches the processor, and no answer comes
 *   delay_answer    the answer comes after `delay_ms` of real time
 *   report_late     done at once, and reported as pending for `known_after_seconds`
 *   amount_off      the payer's bank reports `amount_by` more (or less) than was paid
 *   bounce          a refund is accepted and comes back after `known_after_seconds`
 *   notify_early    the notification comes before the answer to the call
 *   notify_twice    … comes twice
 *   notify_late     … comes after `known_after_seconds`, when others have passed it
 *   notify_never    … does not come; the processor only tells when it is asked
 */
export const faultKinds = [
  'out_of_order',
  'lose_answer',
  'never_receive',
  'delay_answer',
  'report_late',
  'amount_off',
  'bounce',
  'notify_early',
  'notify_twice',
  'notify_late',
  'notify_never',
] as const
export type FaultKind = (typeof faultKinds)[number]

export type FaultRule = {
  readonly id: string
  readonly on: FaultEvent
  readonly do: FaultKind
  readonly payment: string | null
  readonly method: string | null
  /** Only through this connector account. */
  readonly account?: string | null
  /** Only the nth call that the rule fits, from 1; or every nth; or a share of them in per cent, drawn from the seed. */
  readonly nth: number | null
  readonly every: number | null
  readonly share_percent: number | null
  readonly seed: string
  /** Seconds of the environment's clock; null: never. */
  readonly known_after_seconds: number | null
  readonly delay_ms: number
  readonly amount_by: number
  /** Calls that it met, with their times. */
  readonly struck: Readonly<Record<string, number>>
}

export type FaultBook = {
  /** The rules of an environment; at once where they are remembered. */
  rules(env: string): readonly FaultRule[] | Promise<readonly FaultRule[]>
  /** Meets a call that fits a rule: true where the rule's turn has come. */
  meets(rule: FaultRule, call: string, context: Pick<CallContext, 'environment' | 'now'>): Promise<boolean>
  forget(env: string): void
}

/** How long rules are remembered, in milliseconds: other processes see a change after that. */
const rememberedMs = 1000
/** Struck calls that a rule remembers; older ones are answered truly. */
const struckMax = 500

export function createFaultBook(pool: Pool, monotonicMs: () => number): FaultBook {
  const remembered = new Map<string, { rules: readonly FaultRule[]; until: number }>()
  const read = async (env: string): Promise<readonly FaultRule[]> => {
    const { rows } = await pool.query<{ doc: string }>('select doc from bank_faults where env = $1 order by id', [env])
    // Written by the test helpers in this shape.
    const rules = rows.map(({ doc }) => JSON.parse(doc) as FaultRule)
    remembered.set(env, { rules, until: monotonicMs() + rememberedMs })
    return rules
  }
  return {
    rules: (env) => {
      const known = remembered.get(env)
      return known !== undefined && known.until > monotonicMs() ? known.rules : read(env)
    },
    meets: async (rule, call, { environment, now }) => {
      if (rule.struck[call] !== undefined) return true
      const { rows } = await pool.query<{ seen: number }>(
        'update bank_faults set seen = seen + 1 where env = $1 and id = $2 returning seen',
        [environment, rule.id],
      )
      const seen = rows[0]?.seen
      if (seen === undefined || !turn(rule, seen)) return false
      const struck = Object.fromEntries([...Object.entries(rule.struck), [call, now]].slice(-struckMax))
      await pool.query(
        "update bank_faults set doc = jsonb_set(doc::jsonb, '{struck}', (doc::jsonb->'struck') || $3::jsonb) where env = $1 and id = $2",
        [environment, rule.id, JSON.stringify({ [call]: now })],
      )
      const known = remembered.get(environment)
      if (known !== undefined)
        remembered.set(environment, {
          ...known,
          rules: known.rules.map((one) => (one.id === rule.id ? { ...one, struck } : one)),
        })
      return true
    },
    forget: (env) => void remembered.delete(env),
  }
}

function turn(rule: FaultRule, seen: number): boolean {
  if (rule.nth !== null) return seen === rule.nth
  if (rule.every !== null) return seen % rule.every === 0
  if (rule.share_percent === null) return true
  const drawn = Number.parseInt(createHash('sha256').update(`${rule.seed}/${seen}`).digest('hex').slice(0, 8), 16)
  return (drawn / 0x1_0000_0000) * 100 < rule.share_percent
}

export const ruleMatches = (
  rule: FaultRule,
  on: FaultEvent,
  facts: { payment: string | null; method: string | null; account: string | null },
): boolean =>
  rule.on === on &&
  (rule.payment === null || rule.payment === facts.payment) &&
  (rule.method === null || rule.method === facts.method) &&
  (rule.account == null || rule.account === facts.account)

/** Whether a struck call is still in the dark at a time; one that is struck just now is. */
export const isSilenced = (rule: FaultRule, call: string, now: number): boolean =>
  rule.known_after_seconds === null || now < (rule.struck[call] ?? now) + rule.known_after_seconds * secondMs
