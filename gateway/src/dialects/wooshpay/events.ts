/**
 * Which events are sent, and under which name. They are named as Stripe names them, which is what the published ones are; a refund's
 * changes are told as the charge's: `charge.refund.updated`.
 */
import type { CallbackFact } from '../../contracts/dialect.ts'
import { covers } from '../../engine/event-patterns.ts'
import { lookup } from '../../kernel/lookup.ts'
import type { ShownNoun } from './ids.ts'

/** The answer that shows each noun. */
const answers: Partial<Record<ShownNoun, string>> = {
  payment_intent: 'paymentIntent',
  charge: 'charge',
  refund: 'refund',
  customer: 'customer',
  payment_method: 'paymentMethod',
  setup_intent: 'setupIntent',
}

/** Ours that are told; those of refunds under another name. */
const told: Readonly<Record<string, string>> = lookup({
  'payment_intent.created': 'payment_intent.created',
  'payment_intent.requires_action': 'payment_intent.requires_action',
  'payment_intent.processing': 'payment_intent.processing',
  'payment_intent.partially_funded': 'payment_intent.partially_funded',
  'payment_intent.payment_failed': 'payment_intent.payment_failed',
  'payment_intent.amount_capturable_updated': 'payment_intent.amount_capturable_updated',
  'payment_intent.succeeded': 'payment_intent.succeeded',
  'payment_intent.canceled': 'payment_intent.canceled',
  'charge.succeeded': 'charge.succeeded',
  'charge.pending': 'charge.pending',
  'charge.failed': 'charge.failed',
  'charge.captured': 'charge.captured',
  'charge.updated': 'charge.updated',
  'charge.expired': 'charge.expired',
  'charge.refunded': 'charge.refunded',
  'refund.created': 'refund.created',
  'refund.updated': 'charge.refund.updated',
  'refund.failed': 'charge.refund.updated',
  'customer.created': 'customer.created',
  'customer.updated': 'customer.updated',
  'customer.deleted': 'customer.deleted',
  'payment_method.attached': 'payment_method.attached',
  'payment_method.detached': 'payment_method.detached',
  'payment_method.updated': 'payment_method.updated',
  'setup_intent.created': 'setup_intent.created',
  'setup_intent.requires_action': 'setup_intent.requires_action',
  'setup_intent.setup_failed': 'setup_intent.setup_failed',
  'setup_intent.succeeded': 'setup_intent.succeeded',
  'setup_intent.canceled': 'setup_intent.canceled',
})
export const callbackTypes: readonly string[] = Object.keys(told)

/** Families of what its other calls are about, which have nothing behind them here: such names may be asked for, and never come. */
const neverTold =
  /^(charge\.dispute|checkout\.session|coupon|customer\.subscription|file|invoice|invoiceitem|issuing_[a-z]+|payment_link|payout|price|product|promotion_code|subscription)\.(\*|[a-z]+(_[a-z]+)*(\.[a-z_]+)?)$/

export function answerForEvent({
  type,
  noun,
}: Pick<CallbackFact, 'type' | 'noun'>): { answer: string; event: string } | null {
  const answer = answers[noun as ShownNoun]
  const event = told[type]
  return answer === undefined || event === undefined ? null : { answer, event }
}

/** Whether a pattern that an endpoint asks for (`*`, `charge.*`, a name) covers anything there is. */
export const isKnownPattern = (pattern: string): boolean =>
  neverTold.test(pattern) || Object.values(told).some((name) => covers([pattern], name))

/** Our types behind the names that were asked for; whoever asks for all keeps the one word. */
export function nativeTypesOf(patterns: readonly string[]): string[] {
  const types = patterns.flatMap((pattern) => {
    if (pattern === '*' || neverTold.test(pattern)) return [pattern]
    return callbackTypes.filter((type) => covers([pattern], told[type] ?? ''))
  })
  return [...new Set(types)]
}

/** The names that an endpoint's types are told under. */
export const wooshpayEventNames = (types: readonly string[]): string[] => [
  ...new Set(types.map((type) => told[type] ?? type)),
]
