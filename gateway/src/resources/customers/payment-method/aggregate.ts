import type { Aggregate, FactContext } from '../../../engine/aggregate.ts'
import { assert } from '../../../kernel/assert.ts'
import type { CreatedFact, MethodFact } from './events.ts'
import type { BillingDetails, PaymentMethod } from './model.ts'

export const noAddress = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null }
export const noBilling: BillingDetails = { address: noAddress, email: null, name: null, phone: null, tax_id: null }

/** How the payer pays. What may be shown is in the row; card and account numbers are in the vault. */
export const paymentMethod: Aggregate<PaymentMethod, MethodFact> = {
  name: 'payment_method',
  prefix: 'pm',
  evolve: (before, fact, context) => {
    if (fact.type === 'created') return born(before, fact, context)
    assert(before !== null && !before.detached, `${fact.type} happens to a method that was not detached`)
    const { seq } = context
    switch (fact.type) {
      case 'attached':
        return { ...before, customer: fact.customer, credential: fact.credential ?? before.credential, seq }
      case 'credential_stored':
        return { ...before, credential: fact.credential, seq }
      case 'detached':
        return { ...before, customer: null, credential: null, detached: true, seq }
      case 'spent':
        return { ...before, spent: true, seq }
      case 'updated':
        return { ...before, ...fact.changes, seq }
    }
  },
  eventTypes: {
    created: null,
    attached: 'payment_method.attached',
    credential_stored: null,
    detached: 'payment_method.detached',
    spent: null,
    updated: 'payment_method.updated',
  },
  descriptions: {
    'payment_method.attached': 'A method was saved for a customer.',
    'payment_method.detached': 'A method was taken from its customer; it pays no more, and its number is erased.',
    'payment_method.updated': 'Billing details, expiry or notes of a method changed.',
  },
}

function born(before: PaymentMethod | null, fact: CreatedFact, { env, id, at, seq }: FactContext): PaymentMethod {
  assert(before === null, 'a method is made once')
  return {
    env,
    id,
    seq,
    type: fact.method?.type ?? 'card',
    created: at,
    livemode: fact.livemode,
    billing_details: fact.billing_details ?? noBilling,
    card: fact.card,
    details: fact.method?.details ?? null,
    metadata: fact.metadata ?? {},
    radar_session: fact.radar_session ?? null,
    allow_redisplay: fact.allow_redisplay,
    customer: null,
    credential: null,
    detached: null,
    spent: null,
  }
}
