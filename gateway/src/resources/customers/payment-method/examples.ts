import { type Examples, exampleEnv, exampleNow } from '../../../engine/examples.ts'
import { noBilling } from './aggregate.ts'
import type { MethodFact } from './events.ts'
import type { PaymentMethod } from './model.ts'

/** A card that is nobody's yet. */
export const exampleMethod: PaymentMethod = {
  env: exampleEnv,
  id: 'pm_1',
  seq: 1,
  type: 'card',
  created: exampleNow,
  livemode: false,
  billing_details: { ...noBilling, email: 'ada@example.com' },
  card: {
    brand: 'visa',
    display_brand: 'visa',
    funding: 'credit',
    country: 'US',
    last4: '4242',
    exp_month: 12,
    exp_year: 2030,
    fingerprint: 'fp_1',
    networks: ['visa'],
    test_name: null,
  },
  details: null,
  radar_session: null,
  metadata: { note: "the merchant's own" },
  allow_redisplay: null,
  customer: null,
  credential: null,
  detached: null,
  spent: null,
}
/** Where goods go to. */
export const exampleShipping = {
  address: noBilling.address,
  carrier: null,
  name: 'Ada',
  phone: null,
  tracking_number: null,
}

export const methodExamples: Examples<MethodFact> = {
  'saved, changed and taken away': [
    {
      type: 'created',
      livemode: false,
      card: exampleMethod.card,
      billing_details: exampleMethod.billing_details,
      metadata: null,
      allow_redisplay: null,
    },
    { type: 'attached', customer: 'cus_1' },
    {
      type: 'credential_stored',
      credential: { network_transaction_id: '098765', usage: 'off_session', stored: exampleNow, mandate: 'mandate_1' },
    },
    { type: 'updated', changes: { allow_redisplay: 'always' } },
    { type: 'detached' },
  ],
}
