/**
 * The simulated bank: what a bank, a wallet or an operator knows of a payment that was asked of it. A payer's act changes
 * it; the processor's answers are read off it. Pure: times are passed in.
 */

import type { AttemptStatus, ReceivedPayment } from '../../contracts/attempt-status.ts'
import type { NextAction } from '../../contracts/method.ts'
import { dayMs, type Millis } from '../../kernel/time.ts'

/**
 * A payment's modes at the bank.
 *
 *   waiting   the payer has not acted; until `expires_at`
 *   accepted  a debit that the bank took on; its outcome shows at `tells_at`
 *   approved  held for capture (lenders)
 *   paid      the money came, all that was asked
 *   declined  the payer or the bank said no
 */
export type BankState = 'waiting' | 'accepted' | 'approved' | 'paid' | 'declined'

export type BankPayment = {
  readonly env: string
  /** The attempt. */
  readonly id: string
  readonly payment: string
  readonly method: string
  readonly reference: string
  readonly amount: number
  readonly currency: string
  readonly merchant: string
  readonly mode: 'authorise' | 'sale'
  readonly action: NextAction | null
  readonly lookup: string | null
  readonly phone: string | null
  readonly reusable: boolean
  readonly open_amount: boolean
  /** Outcomes come this much after the payer's act. */
  readonly late_by_ms: number
  readonly opened_at: Millis
  readonly expires_at: Millis | null
  readonly state: BankState
  readonly received: readonly ReceivedPayment[]
  readonly decline: string | null
  /** Before this the bank says that it is working on it; null: it tells at once. */
  readonly tells_at: Millis | null
}

export const payerActs = ['succeed', 'decline', 'insufficient_funds', 'abandon', 'expire', 'pay_late'] as const
export type PayerAct = (typeof payerActs)[number]

/** Why the bank does not let a payer do something. */
export type BankRefusal = { readonly refused: string }

export const isExpired = (payment: BankPayment, now: Millis): boolean =>
  payment.state === 'waiting' && payment.expires_at !== null && now >= payment.expires_at

const total = ({ received }: BankPayment): number => received.reduce((sum, { amount }) => sum + amount, 0)

/** Whether the payer can still pay. */
export const isPaymentOpen = (payment: BankPayment, now: Millis): boolean =>
  !isExpired(payment, now) && payment.state === 'waiting'

/** What a payer does: the payment after it, or why not. `amount` in the smallest unit; all that is asked by default. */
export function applyPayerAct(
  payment: BankPayment,
  what: PayerAct,
  amount: number | null,
  now: Millis,
): BankPayment | BankRefusal {
  switch (what) {
    case 'abandon':
      return payment
    case 'expire':
      return payment.state === 'waiting'
        ? { ...payment, expires_at: now }
        : { refused: `it is ${payment.state} already` }
    case 'decline':
      return decline(payment, 'generic_decline', now)
    case 'insufficient_funds':
      return decline(payment, 'insufficient_funds', now)
    case 'succeed':
      return pay(payment, amount, now, false)
    case 'pay_late': {
      const expired =
        payment.state === 'waiting' ? { ...payment, expires_at: Math.min(payment.expires_at ?? now, now) } : payment
      return pay(expired, amount, now, true)
    }
  }
}

/** Whether the bank has not told yet what became of it. */
const untold = (payment: BankPayment, now: Millis): boolean =>
  payment.state === 'accepted' || (payment.tells_at !== null && now < payment.tells_at)

function decline(payment: BankPayment, code: string, now: Millis): BankPayment | BankRefusal {
  if (untold(payment, now)) return { ...payment, state: 'declined', received: [], decline: code, tells_at: null }
  if (!isPaymentOpen(payment, now)) return { refused: notOpen(payment, now) }
  if (payment.received.length > 0) return { refused: 'money came for it already' }
  return { ...payment, state: 'declined', decline: code }
}

const notOpen = (payment: BankPayment, now: Millis): string =>
  isExpired(payment, now) ? "the payer's time is over; pay_late pays all the same" : `it is ${payment.state} already`

function pay(payment: BankPayment, asked: number | null, now: Millis, late: boolean): BankPayment | BankRefusal {
  if (untold(payment, now)) {
    const told = { ...payment, received: [], decline: null, tells_at: null }
    return { ...told, ...receive(told, asked ?? payment.amount, now), state: 'paid' }
  }
  // A number that was paid can be paid once more: banks do not always close it.
  if (!late && !isPaymentOpen(payment, now)) return { refused: notOpen(payment, now) }
  if (payment.state === 'declined') return { refused: 'it is declined already' }
  const due = Math.max(0, payment.amount - (payment.reusable ? 0 : total(payment)))
  const amount = asked ?? (due === 0 ? payment.amount : due)
  if (amount === 0) return { refused: 'it asks for no amount of its own; say how much is paid' }
  if (amount !== payment.amount && !payment.open_amount && !payment.reusable)
    return { refused: `it takes exactly ${payment.amount}, and ${amount} was offered` }
  if (payment.mode === 'authorise' && !late) return { ...payment, state: 'approved' }
  const after = { ...payment, ...receive(payment, amount, now) }
  const complete = !payment.reusable && total(after) >= payment.amount
  const tells_at = payment.late_by_ms > 0 ? now + payment.late_by_ms : null
  return { ...after, state: complete ? 'paid' : payment.state, tells_at }
}

const receive = (payment: BankPayment, amount: number, now: Millis): Pick<BankPayment, 'received'> => ({
  received: [
    ...payment.received,
    { reference: `${payment.reference}_${payment.received.length + 1}`, amount, received_at: now },
  ],
})

/** What the bank answers to a question at a time, beyond what the asker has `seen`. */
export function bankStatusOf(
  payment: BankPayment,
  seen: number,
  now: Millis,
): AttemptStatus | { readonly outcome: 'declined'; readonly code: string } | { readonly outcome: 'approved' } {
  const { reference, action, expires_at, received } = payment
  const news = received.slice(seen)
  const holdsBack = news.length > 0 || payment.state === 'accepted' || payment.state === 'declined'
  if (holdsBack && payment.tells_at !== null && now < payment.tells_at)
    return { outcome: 'pending', reference, ask_at: payment.tells_at }
  if (news.length > 0 || payment.state === 'paid')
    return { outcome: 'received', reference, payments: news, open: isPaymentOpen(payment, now) }
  if (payment.state === 'declined') return { outcome: 'declined', code: payment.decline ?? 'generic_decline' }
  if (payment.state === 'approved') return { outcome: 'approved' }
  if (payment.state === 'accepted') return { outcome: 'pending', reference, ask_at: payment.tells_at ?? now + dayMs }
  if (isExpired(payment, now)) return { outcome: 'expired' }
  return action === null
    ? { outcome: 'pending', reference, ask_at: payment.tells_at ?? now + dayMs }
    : { outcome: 'action', reference, action, expires_at, ask_at: expires_at }
}
