/** A connector that has the faults it is told to have. Without rules it is the connector itself, at no cost. */

import type { CallContext, Connector, ProbeContext, Verb } from '../../contracts/connector.ts'
import { declineOf } from '../../contracts/declines.ts'
import { secondMs } from '../../kernel/time.ts'
import type { CallBook } from './call-log.ts'
import { type FaultBook, type FaultRule, isSilenced, ruleMatches } from './faults.ts'

type AnyCall = (request: never, context: CallContext) => Promise<{ readonly outcome: string }>
type AnyProbe = (request: never, context: ProbeContext) => Promise<{ readonly outcome: string }>
type Facts = {
  readonly payment?: string
  readonly charge?: string
  readonly instrument?: { readonly type: string } | null
  readonly card?: unknown
}

const silence = { outcome: 'unknown', why: 'the simulated processor was told to be silent' } as const

/** Told of a notification that comes before the answer to its call. */
export type NotifyEarly = (env: string, payment: string, attempt: string) => Promise<void>

export function withFaults(connector: Connector, book: FaultBook, calls: CallBook, early: NotifyEarly): Connector {
  const verbs = Object.entries(connector.verbs).map(([verb, call]) => [
    verb,
    faulty(verb as Verb, call as AnyCall, { book, calls, early }),
  ])
  const find = Object.entries(connector.find).map(([verb, call]) => [
    verb,
    askedOf(verb as Verb, call as AnyProbe, book),
  ])
  // The same verbs under the same names.
  return { ...connector, verbs: Object.fromEntries(verbs), find: Object.fromEntries(find) } as Connector
}

const factsOf = (request: Facts) => ({
  payment: request.payment ?? null,
  method: request.instrument?.type ?? (request.card == null ? null : 'card'),
})

const wait = (milliseconds: number, signal: AbortSignal): Promise<boolean> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve(true), milliseconds)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve(false)
    })
  })

type Setting = { readonly book: FaultBook; readonly calls: CallBook; readonly early: NotifyEarly }

function faulty(verb: Verb, call: AnyCall, { book, calls, early }: Setting): AnyCall {
  return async (request, context) => {
    const known = book.rules(context.environment)
    const rules = known instanceof Promise ? await known : known
    if (rules.length === 0) return await call(request, context)
    const facts = { ...factsOf(request as Facts), account: context.account.id }
    const met: FaultRule[] = []
    for (const rule of rules)
      if (ruleMatches(rule, verb, facts) && (await book.meets(rule, context.idempotencyKey, context))) met.push(rule)
    if (met.some((rule) => rule.do === 'never_receive')) return silence
    if (met.some((rule) => rule.do === 'out_of_order'))
      return { outcome: 'declined', decline: declineOf('processing_error', { network_decline_code: null }) }
    const answer = await call(request, context)
    const { payment, charge } = request as Facts
    if (met.some((rule) => rule.do === 'notify_early') && payment !== undefined && charge !== undefined)
      await early(context.environment, payment, charge)
    const slow = met.find((rule) => rule.do === 'delay_answer')
    const late = slow !== undefined && !(await wait(slow.delay_ms, context.signal))
    if (late || met.some((rule) => rule.do === 'lose_answer')) {
      // The bank keeps its own books; what was decided about a card is kept for whoever asks.
      if ((request as Facts).card != null) await calls.silent(context.environment, context.idempotencyKey, answer)
      return silence
    }
    return met.reduce((told, rule) => bent(told, rule, context.idempotencyKey, context.now), answer)
  }
}

/** Asked later about a call: what was struck stays in the dark for its time. */
function askedOf(verb: Verb, call: AnyProbe, book: FaultBook): AnyProbe {
  return async (request, context) => {
    const known = book.rules(context.environment)
    const rules = (known instanceof Promise ? await known : known).filter(
      (rule) => rule.on === verb && rule.struck[context.idempotencyKey] !== undefined,
    )
    if (rules.length === 0) return await call(request, context)
    for (const rule of rules) {
      const dark = isSilenced(rule, context.idempotencyKey, context.now)
      if (rule.do === 'never_receive')
        return dark && rule.known_after_seconds !== null ? silence : { outcome: 'never_received' }
      if (rule.do === 'lose_answer' && dark) return silence
    }
    const answer = await call(request, context)
    return rules.reduce((told, rule) => bent(told, rule, context.idempotencyKey, context.now), answer)
  }
}

/** An answer as a rule makes it look. */
function bent(
  answer: { readonly outcome: string },
  rule: FaultRule,
  call: string,
  now: number,
): { readonly outcome: string } {
  const dark = isSilenced(rule, call, now)
  const known_at = (rule.struck[call] ?? now) + (rule.known_after_seconds ?? 365 * 86_400) * secondMs
  const reference = String(Reflect.get(answer, 'reference') ?? 'sim')
  switch (rule.do) {
    case 'report_late':
      if (answer.outcome === 'received' && dark) return { outcome: 'pending', reference, ask_at: known_at } as never
      if (answer.outcome === 'succeeded' && dark)
        return { outcome: 'pending', reference, settles_at: known_at } as never
      return answer
    case 'bounce':
      if (answer.outcome !== 'succeeded' && answer.outcome !== 'pending') return answer
      return dark
        ? ({ outcome: 'succeeded_unsettled', reference, settles_at: known_at } as never)
        : ({ outcome: 'failed', reason: 'declined', message: 'The refund came back.' } as never)
    case 'amount_off': {
      const payments: unknown = Reflect.get(answer, 'payments')
      if (answer.outcome !== 'received' || !Array.isArray(payments)) return answer
      const off = payments.map((one: { amount: number }) => ({
        ...one,
        amount: Math.max(1, one.amount + rule.amount_by),
      }))
      return { ...answer, payments: off } as never
    }
    default:
      return answer
  }
}
