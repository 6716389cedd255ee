import type { Examples } from '../../../engine/examples.ts'
import { lookup } from '../../../kernel/lookup.ts'
import type { OrderFact } from './events.ts'

export const orderExamples: Examples<OrderFact> = lookup({
  'made, changed and paid': [
    {
      type: 'created',
      livemode: false,
      order_id: 9,
      order_number: 'ORD-20250331-5XZF',
      user: 'user_1',
      currency: 'usd',
      lines: [{ title: 'Main product 2', description: '', amount: 5600, quantity: 2 }],
      receipt_email: null,
    },
    { type: 'updated', changes: { receipt_email: 'ada@example.com' } },
    { type: 'payment_requested', payment_intent: 'pi_1' },
    { type: 'paid' },
  ],
})
