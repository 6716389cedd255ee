/**
 * What was asked for, what was shown and what was booked: a payment's facts beside its charges. An attempt asks for what is owed
 * when it begins; whatever it brings is booked in its currency, for its amount and its customer; and a payment is over with its
 * whole amount, or with a part that a fact tells of.
 */

import type { EventRow } from '../engine/event-row.ts'
import { assert } from '../kernel/assert.ts'
import { minorOfMajor } from '../kernel/units.ts'
import type { Charge } from '../resources/payments/charge/index.ts'
import {
  type IntentFact,
  owedAmount,
  type PaymentIntent,
  paymentIntent,
} from '../resources/payments/payment-intent/index.ts'
import { readCode } from '../schemes/national-qr.ts'

/** What an attempt asks its payer for. */
type Asked = {
  amount: number
  readonly currency: string
  readonly customer: string | null
  /** What the payer pays, in the payer's currency. */
  readonly shown: { readonly amount: number; readonly currency: string }
  /** A reusable code: how much comes is the payer's. */
  readonly open: boolean
}

/** A payment as its facts tell it. */
class Story {
  readonly #fault: (text: string) => void
  readonly #asked = new Map<string, Asked>()
  /** Of each charge the attempt that brought it, and how much of it counts for the payment where a fact says so. */
  readonly #brought = new Map<string, { readonly attempt: string; readonly amount: number | null }>()
  readonly #counted = new Set<string>()
  #intent: PaymentIntent | null = null

  constructor(fault: (text: string) => void) {
    this.#fault = fault
  }

  get intent(): PaymentIntent | null {
    return this.#intent
  }

  tell({ env, object_id: id, seq, created: at, fact: written }: EventRow): void {
    // The noun's facts, as its commands wrote them.
    const fact = written as IntentFact
    const before = this.#intent
    const after = paymentIntent.evolve(before, fact, { env, id, at, seq })
    this.#intent = after
    if (before === null) return
    switch (fact.type) {
      case 'attempt_started':
      case 'attempt_passed_on':
        this.#begins(fact, after)
        break
      case 'payer_asked':
        this.#shows(fact, before.attempt?.charge ?? '')
        break
      case 'part_received':
      case 'paid':
        this.#receives(before, after, fact)
        break
      case 'late_received':
        this.#brought.set(fact.charge, { attempt: fact.attempt, amount: null })
        break
      case 'incremented': {
        const asked = this.#asked.get(before.latest_charge ?? '')
        if (asked !== undefined) asked.amount += fact.by
        break
      }
      case 'captured': {
        // Captured beyond what was held, where the merchant had asked for that: the fact says by how much.
        const asked = this.#asked.get(before.latest_charge ?? '')
        if (asked !== undefined) asked.amount += fact.over ?? 0
        this.#holds(after, fact)
        break
      }
      case 'authorised':
      case 'part_captured':
        this.#holds(after, fact)
        break
    }
  }

  #holds(after: PaymentIntent, fact: Extract<IntentFact, { type: 'authorised' | 'captured' | 'part_captured' }>): void {
    this.#counted.add(after.latest_charge ?? '')
    if (after.amount_received + after.amount_capturable > after.amount)
      this.#fault(`more is captured or held than it is for`)
    if (fact.type === 'authorised' && after.amount_received + after.amount_capturable !== after.amount)
      this.#fault(`${after.amount_capturable} are held of ${after.amount}`)
  }

  #begins({ attempt }: Extract<IntentFact, { type: 'attempt_started' | 'attempt_passed_on' }>, intent: PaymentIntent) {
    const { currency, customer, usage } = intent
    if (attempt.currency !== undefined && attempt.currency !== currency)
      this.#fault(`the attempt ${attempt.charge} is in ${attempt.currency}, the payment in ${currency}`)
    if (usage !== 'multiple' && attempt.amount !== owedAmount(intent))
      this.#fault(`the attempt ${attempt.charge} is for ${attempt.amount}, and ${owedAmount(intent)} are owed`)
    this.#asked.set(attempt.charge, {
      amount: attempt.amount,
      currency,
      customer,
      shown: attempt.presentment ?? { amount: attempt.amount, currency },
      open: usage === 'multiple',
    })
  }

  /** A code that says its amount and its currency says the attempt's. */
  #shows({ asked: { action } }: Extract<IntentFact, { type: 'payer_asked' }>, attempt: string): void {
    const shown = this.#asked.get(attempt)?.shown
    const code = action?.kind === 'qr_code' ? readCode(action.data) : null
    if (shown === undefined || code === null || 'fault' in code) return
    const { amount, currency } = code
    const wrong =
      (currency !== null && currency !== shown.currency) ||
      (amount !== null && minorOfMajor(amount, shown.currency) !== shown.amount)
    if (wrong)
      this.#fault(`the attempt ${attempt} shows ${amount} ${currency}, and is for ${shown.amount} ${shown.currency}`)
  }

  #receives(
    before: PaymentIntent,
    after: PaymentIntent,
    fact: Extract<IntentFact, { type: 'part_received' | 'paid' }>,
  ) {
    const late = fact.type === 'paid' && fact.late === true
    const attempt = late ? this.#brought.get(fact.charge)?.attempt : before.attempt?.charge
    if (attempt === undefined) this.#fault(`${fact.charge} is paid by no attempt`)
    else this.#brought.set(fact.charge, { attempt, amount: fact.amount ?? null })
    this.#counted.add(fact.charge)
    if (fact.type === 'part_received') return
    const exact = fact.amount === undefined
    if (after.amount_received < after.amount || (exact && after.amount_received !== after.amount))
      this.#fault(`it is paid with ${after.amount_received} of ${after.amount}`)
  }

  /** Holds the charges that were booked for it against what was asked for. */
  compare(charges: readonly Charge[]): void {
    for (const charge of charges) {
      const brought = this.#brought.get(charge.id)
      const asked = this.#asked.get(brought?.attempt ?? charge.id)
      if (asked === undefined) this.#fault(`${charge.id} belongs to no attempt of it`)
      else this.#compareOne(charge, asked, brought?.amount ?? null)
    }
    const counted = charges.filter(({ id }) => this.#counted.has(id))
    const captured = counted.reduce((sum, { amount_captured }) => sum + amount_captured, 0)
    assert(this.#intent !== null, 'a payment has facts')
    if (captured !== this.#intent.amount_received)
      this.#fault(`its charges brought ${captured}, and it says ${this.#intent.amount_received}`)
  }

  #compareOne({ id, card, amount, currency, customer }: Charge, asked: Asked, received: number | null): void {
    if (currency !== asked.currency)
      this.#fault(`${id} is booked in ${currency}, and its attempt was for ${asked.currency}`)
    if (card !== null && amount !== asked.amount)
      this.#fault(`${id} is booked with ${amount}, and its attempt was for ${asked.amount}`)
    if (received !== null && amount !== received)
      this.#fault(`${id} is booked with ${amount}, and ${received} count for the payment`)
    if (asked.customer !== null && customer !== asked.customer)
      this.#fault(`${id} is booked for ${customer}, and its attempt was for ${asked.customer}`)
  }
}

/** Compares a payment's facts, in order, with the charges that were booked for it. */
export function checkTerms(
  facts: readonly EventRow[],
  charges: readonly Charge[],
  fault: (text: string) => void,
): void {
  const story = new Story(fault)
  for (const fact of facts) story.tell(fact)
  if (story.intent !== null) story.compare(charges)
}
