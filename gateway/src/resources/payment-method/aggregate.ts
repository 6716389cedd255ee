import type { Aggregate } from '../../engine/aggregate.ts'
import { assert } from '../../kernel/assert.ts'
import type { MethodFact } from './events.ts'
import type { BillingDetails, PaymentMethod } from './model.ts'

export const noAddress = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null }
export const noBilling: BillingDetails = { address: noAddress, email: null, name: null, phone: null, tax_id: null }

/** How the payer pays. What may be shown is in the row; card and account numbers are in the vault. */
export const paymentMethod: Aggregate<PaymentMethod, MethodFact> = {
  noun: 'payment_method',
  evolve: (before, fact, { env, id, at, seq }) => {
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
      allow_redisplay: fact.allow_redisplay,
      customer: null,
    }
  },
  wireTypes: { created: null },
  tells: {},
}
