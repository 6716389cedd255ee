import { type Examples, exampleNow } from '../../../engine/examples.ts'
import { exampleMethod } from '../payment-method/index.ts'
import type { MandateFact } from './aggregate.ts'

const acceptance = {
  type: 'online',
  accepted_at: exampleNow,
  ip_address: '203.0.113.7',
  user_agent: 'Firefox',
} as const

export const mandateExamples: Examples<MandateFact> = {
  'granted and ended': [
    {
      type: 'granted',
      livemode: false,
      terms: {
        payment_method: exampleMethod.id,
        type: 'sepa_debit',
        acceptance,
        single_use: null,
        reference: 'MNDT7F3A21BC',
      },
    },
    { type: 'ended' },
  ],
  'granted once, on paper': [
    {
      type: 'granted',
      livemode: false,
      terms: {
        payment_method: exampleMethod.id,
        type: 'us_bank_account',
        acceptance: { type: 'offline', accepted_at: null, ip_address: null, user_agent: null },
        single_use: { amount: 500, currency: 'usd' },
        reference: 'MNDT7F3A21BD',
      },
    },
  ],
}
