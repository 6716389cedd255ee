import type { Examples } from '../../../engine/examples.ts'
import { exampleShipping, noAddress } from '../payment-method/index.ts'
import type { CustomerFact } from './events.ts'

export const customerExamples: Examples<CustomerFact> = {
  'made, changed and deleted': [
    {
      type: 'created',
      livemode: false,
      terms: {
        email: 'ada@example.com',
        name: 'Ada Lovelace',
        invoice_prefix: '7F3A21BC',
        address: { ...noAddress, country: 'GB' },
        shipping: exampleShipping,
      },
    },
    {
      type: 'updated',
      changes: { business_name: 'Engines Ltd', individual_name: 'Ada', balance: -500, currency: 'eur' },
    },
    { type: 'deleted' },
  ],
}
