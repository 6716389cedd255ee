/**
 * Random merchants' stories: commands on a few payments, as data. The same story can be played through the engine at any
 * batch size, and an independent model says what must come out.
 */
import fc from 'fast-check'

export type StoryStep =
  | { do: 'pay'; slot: number; amount: number; card: keyof typeof storyCards; manual: boolean }
  | { do: 'capture'; slot: number; amount: number | null; final: boolean }
  | { do: 'cancel'; slot: number }
  | { do: 'increment'; slot: number; by: number }
  | { do: 'refund'; slot: number; amount: number | null }
  | { do: 'change'; slot: number; amount: number }
  | { do: 'authenticate'; slot: number }
  | { do: 'confirm'; slot: number }

const slot = fc.integer({ min: 0, max: 3 })
const amount = fc.integer({ min: 1, max: 3000 })

export const step: fc.Arbitrary<StoryStep> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('pay' as const),
      slot,
      amount,
      card: fc.constantFrom<keyof typeof storyCards>('ok', 'ok', 'decline', 'now', 'asks', 'asks'),
      manual: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('capture' as const), slot, amount: fc.option(amount), final: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), slot }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('increment' as const), slot, by: amount }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('refund' as const), slot, amount: fc.option(amount) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('change' as const), slot, amount }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('authenticate' as const), slot }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('confirm' as const), slot }) },
)

export const storyCards = {
  ok: 'pm_card_visa',
  decline: 'pm_card_visa_chargeDeclined',
  now: 'pm_card_bypassPending',
  asks: 'pm_card_authenticationRequired',
}

type Payment = {
  status: string
  amount: number
  capturable: number
  received: number
  refunded: number
  captures: number
  now: boolean
  paid: boolean
  manual: boolean
  /** What the payer was last shown, whether or not it is still wanted. */
  shown: number | null
}

/** What a merchant would work out on paper; knows nothing of the engine. */
export class Paper {
  readonly payments = new Map<number, Payment>()
  pending = 0
  available = 0
  fees = 0

  /** The answer's gist: a status, or the refusal's code. */
  play(step: StoryStep): string {
    if (step.do === 'pay') return this.#pay(step)
    const payment = this.payments.get(step.slot)
    if (payment === undefined) return 'resource_missing'
    switch (step.do) {
      case 'capture':
        return this.#capture(payment, step.amount, step.final)
      case 'cancel':
        if (['succeeded', 'canceled'].includes(payment.status)) return 'payment_intent_unexpected_state'
        // What was captured stays; only the rest is released.
        payment.status = payment.received > 0 ? 'succeeded' : 'canceled'
        payment.capturable = 0
        return payment.status
      case 'increment':
        if (payment.status !== 'requires_capture' || payment.received > 0) return 'payment_intent_unexpected_state'
        payment.amount += step.by
        payment.capturable += step.by
        return 'requires_capture'
      case 'refund':
        return this.#refund(payment, step.amount)
      case 'change':
        return this.#change(payment, step.amount)
      case 'authenticate':
        return this.#authenticate(payment)
      case 'confirm':
        return this.#confirm(payment)
    }
  }

  #pay(step: Extract<StoryStep, { do: 'pay' }>): string {
    if (step.amount < 50) return 'amount_too_small'
    const declined = step.card === 'decline'
    const asked = step.card === 'asks'
    const taken = step.manual ? 'requires_capture' : 'succeeded'
    const status = declined ? 'requires_payment_method' : asked ? 'requires_action' : taken
    const payment: Payment = {
      status,
      amount: step.amount,
      capturable: status === 'requires_capture' ? step.amount : 0,
      received: 0,
      refunded: 0,
      captures: 0,
      now: step.card === 'now',
      paid: !declined && !asked,
      manual: step.manual,
      shown: asked ? step.amount : null,
    }
    this.payments.set(step.slot, payment)
    if (status === 'succeeded') this.#receive(payment, step.amount)
    return declined ? 'card_declined' : status
  }

  /** Before it is paid only; a payer who was shown another amount pays nothing by that. */
  #change(payment: Payment, amount: number): string {
    if (amount < 50) return 'amount_too_small'
    if (!['requires_payment_method', 'requires_confirmation', 'requires_action'].includes(payment.status))
      return 'payment_intent_unexpected_state'
    if (amount !== payment.amount) payment.shown = null
    if (payment.status === 'requires_action' && amount !== payment.amount) payment.status = 'requires_confirmation'
    payment.amount = amount
    return payment.status
  }

  #confirm(payment: Payment): string {
    if (payment.status === 'requires_payment_method') return 'payment_intent_payment_method_missing'
    if (payment.status === 'requires_action') return 'payment_intent_action_required'
    if (payment.status !== 'requires_confirmation') return 'payment_intent_unexpected_state'
    payment.shown = payment.amount
    payment.status = 'requires_action'
    return payment.status
  }

  /** On the page that the payer was last shown: it pays what it shows, or is over. */
  #authenticate(payment: Payment): string {
    if (payment.status !== 'requires_action' || payment.shown !== payment.amount) return payment.status
    payment.paid = true
    payment.status = payment.manual ? 'requires_capture' : 'succeeded'
    if (payment.manual) payment.capturable = payment.amount
    else this.#receive(payment, payment.amount)
    return payment.status
  }

  #receive(payment: Payment, amount: number): void {
    // 2.9 %, half to even, and 30 once.
    const thousandths = amount * 29
    const whole = Math.floor(thousandths / 1000)
    const rest = thousandths % 1000
    const fee = whole + (rest > 500 || (rest === 500 && whole % 2 === 1) ? 1 : 0) + (payment.captures === 0 ? 30 : 0)
    payment.captures++
    payment.received += amount
    this.fees += fee
    if (payment.now) this.available += amount - fee
    else this.pending += amount - fee
  }

  #capture(payment: Payment, asked: number | null, final: boolean): string {
    if (payment.status !== 'requires_capture') return 'payment_intent_unexpected_state'
    const amount = asked ?? payment.capturable
    if (amount > payment.capturable) return 'amount_too_large'
    const last = final || amount === payment.capturable
    this.#receive(payment, amount)
    payment.capturable = last ? 0 : payment.capturable - amount
    payment.status = last ? 'succeeded' : 'requires_capture'
    return payment.status
  }

  #refund(payment: Payment, asked: number | null): string {
    if (payment.received === 0) return 'charge_not_captured'
    const left = payment.received - payment.refunded
    if (left === 0) return 'charge_already_refunded'
    const amount = asked ?? left
    if (amount > left) return 'amount_too_large'
    payment.refunded += amount
    if (payment.now) this.available -= amount
    else this.pending -= amount
    return 'refund'
  }
}
