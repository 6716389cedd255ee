/**
 * The status of an attempt whose payer acts outside the gateway: decided from the processor's answer alone. A
 * notification is only a reason to ask. Money is always recorded as a charge: what fits pays the intent, what comes late or
 * is too much is treated by the environment's policy, and nothing is lost.
 */

import type { AttemptStatus, ReceivedPayment } from '../../../../contracts/attempt-status.ts'
import { plainApproval } from '../../../../contracts/connector.ts'
import { type DecidedEvent, event } from '../../../../engine/aggregate.ts'
import type { CommandContext, Decision, DueWork } from '../../../../engine/command.ts'
import { assert } from '../../../../kernel/assert.ts'
import { dayMs, type Millis } from '../../../../kernel/time.ts'
import { type Charge, capturedFunds, charge } from '../../charge/index.ts'
import { paymentIntent } from '../aggregate.ts'
import { probeAttemptDue, probeAttemptId, refundReceiptDue, settleFundsDue } from '../due.ts'
import type { IntentFact } from '../events.ts'
import { evolveIntent } from '../evolve.ts'
import { type Attempt, attemptCurrency, type PaymentIntent, type PendingAction } from '../model.ts'
import { chargeTerms } from '../terms/charge-terms.ts'
import { mandateUsedUp } from '../terms/single-use.ts'
import { statusesFor } from '../transitions.ts'
import { type AttemptFacts, failedAttempt, type PayingFacts } from './declined.ts'
import { savedMethod, withMandate } from './save-method.ts'

/** What has no end is asked about daily: nobody may have told us of money. */
export const openAskMs = dayMs
/** What a payer holds may be paid after its end; so long after it the processor is asked for money that nobody told us of. */
const lookBacksMs = [dayMs, 7 * dayMs, 30 * dayMs]

/** When to ask next about an attempt that has ended; null where it was asked for the last time. */
const lookBackAt = (ended: Millis, now: Millis): Millis | null =>
  lookBacksMs.map((after) => ended + after).find((at) => at > now) ?? null

export type AttemptStatusFacts = PayingFacts & {
  /** The call that is answered. */
  readonly call: string
}

type Parts = Required<Pick<Decision, 'events' | 'due' | 'done'>>

/** What follows from how an attempt stands. */
export function decideAttemptStatus(
  facts: AttemptStatusFacts,
  standing: AttemptStatus,
  context: CommandContext,
): Parts {
  const { intent, attempt } = facts
  const current = intent.attempt?.charge === attempt.charge
  const done = [probeAttemptId(attempt.charge)]
  const ask = (at: Millis | null): DueWork[] => (at === null ? [] : [probeAttemptDue(intent.id, attempt.charge, at)])
  if (!current && standing.outcome !== 'received') return { events: [], due: probePastAttempt(facts, context), done }
  switch (standing.outcome) {
    case 'action': {
      const { reference, action, expires_at } = standing
      const due = ask(standing.ask_at ?? expires_at ?? context.now + openAskMs)
      if (intent.operation === null) return { events: [], due, done }
      const asked: PendingAction = { call: facts.call, reference, action, expires_at, seen: 0, charged: false }
      return { events: [event(paymentIntent, intent.id, { type: 'payer_asked', asked })], due, done }
    }
    case 'pending':
      return { events: pendingFacts(facts, standing.reference, context), due: ask(standing.ask_at), done }
    case 'received': {
      const received = new Receipts(facts, standing.reference, context)
      for (const payment of standing.payments) received.take(payment, standing.open)
      const parts = received.parts()
      return {
        events: [...parts.events, ...(standing.payments.length > 0 ? mandateUsedUp(facts.leave) : [])],
        due: [
          ...parts.due,
          ...(current && standing.open
            ? ask(attempt.expires_at ?? context.now + openAskMs)
            : probePastAttempt(facts, context)),
        ],
        done,
      }
    }
    case 'expired':
      return {
        events: (intent.operation?.call ?? facts.call) === facts.call ? failedAttempt(facts, expiredAttempt) : [],
        due: ask(lookBackAt(context.now, context.now)),
        done,
      }
  }
}

/** An attempt that has ended is looked back at, whatever is said of it meanwhile. */
export const probePastAttempt = ({ intent, attempt }: AttemptFacts, { now }: CommandContext): DueWork[] => {
  const at = attempt.ended === undefined ? null : lookBackAt(attempt.ended, now)
  return at === null ? [] : [probeAttemptDue(intent.id, attempt.charge, at)]
}

export const expiredAttempt = {
  code: 'payment_intent_payment_attempt_expired',
  message: "The payer's time for this payment method is over. Nothing was paid; try again.",
}
const underpaid = {
  code: 'payment_amount_mismatch',
  message:
    'The payer paid less than was asked, and cannot pay the rest this way. What came is recorded; ask for the rest.',
}

/** The payer is done and the scheme answers later: the charge is there, and pending. */
function pendingFacts(facts: AttemptStatusFacts, reference: string, context: CommandContext): DecidedEvent[] {
  const { intent, attempt, method, call } = facts
  if (attempt.asked?.charged === true) return []
  const asked: PendingAction = {
    call: attempt.asked?.call ?? call,
    reference,
    action: null,
    expires_at: null,
    seen: attempt.asked?.seen ?? 0,
    charged: true,
  }
  const saved = savedMethod(intent, method, plainApproval(reference), context)
  const terms = chargeTerms(intent, withMandate(attempt, saved), method, attempt.amount)
  return [
    event(charge, attempt.charge, { type: 'pending', terms, approval: plainApproval(reference) }),
    event(paymentIntent, intent.id, { type: 'awaiting_outcome', asked }),
    ...saved,
  ]
}

/** Takes payments one by one; each is decided on the intent as the one before has left it. */
class Receipts {
  #intent: PaymentIntent
  #pending: Charge | null
  readonly #facts: AttemptStatusFacts
  readonly #reference: string
  readonly #context: CommandContext
  readonly #events: DecidedEvent[] = []
  readonly #due: DueWork[] = []

  constructor(facts: AttemptStatusFacts, reference: string, context: CommandContext) {
    this.#facts = facts
    this.#intent = facts.intent
    this.#pending = facts.pending
    this.#reference = reference
    this.#context = context
  }

  parts(): { events: readonly DecidedEvent[]; due: readonly DueWork[] } {
    return { events: this.#events, due: this.#due }
  }

  take(payment: ReceivedPayment, open: boolean): void {
    const { attempt } = this.#facts
    const amount = inIntentCurrency(payment.amount, attempt)
    if (this.#intent.attempt?.charge === attempt.charge) this.#inTime(payment, amount, open)
    else this.#late(payment, amount)
  }

  #inTime(payment: ReceivedPayment, amount: number, open: boolean): void {
    const { attempt } = this.#facts
    const { amount: asked, amount_received, usage } = this.#intent
    const id = this.#charge(payment, amount, false)
    if (this.#intent.attempt?.asked === undefined) this.#ask()
    const total = amount_received + amount
    if (usage !== 'multiple' && total >= asked) {
      this.#fact({ type: 'paid', charge: id, amount })
      this.#save()
      this.#excess(id, total - asked)
      return
    }
    this.#fact({ type: 'part_received', charge: id, amount })
    if (usage !== 'multiple' && !open) {
      const facts = { ...this.#facts, intent: this.#intent, attempt: this.#intent.attempt ?? attempt, pending: null }
      this.#events.push(...failedAttempt(facts, underpaid))
    }
  }

  /** Money at once, without anything that was asked before: the answer to the call itself. */
  #ask(): void {
    const { call } = this.#facts
    const asked: PendingAction = {
      call,
      reference: this.#reference,
      action: null,
      expires_at: null,
      seen: 0,
      charged: false,
    }
    if (this.#intent.status === 'processing') this.#fact({ type: 'payer_asked', asked })
  }

  /** The attempt has ended: its intent is open still, paid by other means, or given up. */
  #late(payment: ReceivedPayment, amount: number): void {
    const { receipts } = this.#context.environment
    const intent = this.#intent
    const open =
      statusesFor('paid').includes(intent.status) && intent.operation === null && intent.status !== 'processing'
    const { attempt } = this.#facts
    // What it was asked for in may no longer be what the intent is in.
    const fits = attemptCurrency(intent, attempt) === intent.currency
    const total = intent.amount_received + amount
    const id = this.#charge(payment, amount, true)
    this.#fact({ type: 'late_received', attempt: attempt.charge, charge: id })
    if (receipts.late === 'accept' && open && fits && total >= intent.amount) {
      this.#fact({ type: 'paid', charge: id, amount, late: true })
      // Of a reusable code nothing is too much.
      this.#excess(id, intent.usage === 'multiple' ? 0 : total - intent.amount)
    } else if (receipts.late !== 'record') this.#due.push(refundReceiptDue(intent.id, id, amount, this.#context.now))
  }

  /** What is to be kept of the method, once it has paid; a debit was kept when its bank took it on. */
  #save(): void {
    const { attempt, intent, method } = this.#facts
    if (attempt.asked?.charged !== true)
      this.#events.push(...savedMethod(intent, method, plainApproval(this.#reference), this.#context))
  }

  #excess(id: string, excess: number): void {
    if (excess > 0 && this.#context.environment.receipts.excess === 'refund')
      this.#due.push(refundReceiptDue(this.#intent.id, id, excess, this.#context.now))
  }

  /** The charge of a payment: the pending one where it stands for exactly this, otherwise one of its own. */
  #charge(payment: ReceivedPayment, amount: number, late: boolean): string {
    const { attempt, method } = this.#facts
    const context = this.#context
    const funds = capturedFunds({
      amount,
      currency: attemptCurrency(this.#intent, attempt),
      fees: context.environment.fees,
      firstCapture: true,
      settlesAtOnce: false,
      now: context.now,
      balanceTransaction: context.newId('txn'),
      exchange:
        attempt.presentment === undefined
          ? null
          : { entry: context.newId('ent'), amount: payment.amount, currency: attempt.presentment.currency },
    })
    if (funds.funds_day !== null)
      this.#due.push(settleFundsDue(attemptCurrency(this.#intent, attempt), funds.funds_day, funds.available_on))
    const pending = this.#pending
    this.#pending = null
    if (pending !== null && pending.amount === amount) {
      this.#events.push(event(charge, pending.id, { type: 'settled', funds }))
      return pending.id
    }
    if (pending !== null) {
      const failure = {
        ...underpaid,
        decline_code: null,
        network_decline_code: null,
        advice_code: null,
        blocked: false,
      }
      this.#events.push(event(charge, pending.id, { type: 'returned', failure }))
    }
    const first = attempt.asked === undefined || (attempt.asked.seen === 0 && !attempt.asked.charged)
    const taken = this.#events.some(({ id }) => id === attempt.charge)
    const id = first && !taken ? attempt.charge : context.newId('ch')
    const terms = chargeTerms(this.#intent, attempt, method, amount, {
      ...(late ? { late: true as const } : {}),
      ...(attempt.presentment === undefined ? {} : { presentment: { ...attempt.presentment, amount: payment.amount } }),
    })
    const approval = plainApproval(payment.reference)
    this.#events.push(event(charge, id, { type: 'paid', terms, approval, funds }))
    return id
  }

  #fact(fact: IntentFact): void {
    const { env, id, seq } = this.#intent
    this.#events.push(event(paymentIntent, id, fact))
    this.#intent = evolveIntent(this.#intent, fact, { env, id, at: this.#context.now, seq: seq + 1 })
  }
}

/** What an amount of the payer's currency stands for; exactly the attempt's where it is exactly what was asked. */
function inIntentCurrency(amount: number, { presentment, amount: asked }: Attempt): number {
  if (presentment === undefined) return amount
  if (amount === presentment.amount) return asked
  const [part, whole] = [BigInt(amount) * BigInt(asked), BigInt(presentment.amount)]
  const rounded = (part * 2n + whole) / (whole * 2n)
  assert(rounded <= BigInt(Number.MAX_SAFE_INTEGER), 'an amount stays exact')
  return Number(rounded)
}
