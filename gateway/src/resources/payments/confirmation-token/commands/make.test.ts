/** Keeping what a payer chose on a page. */
import { decides } from '../../../../../test/support/command-tables.ts'
import { card, firstScene, now, sealed } from '../../../../../test/support/payment-scenes.ts'
import { makeToken } from './make.ts'

const chosen = {
  method: { existing: 'pm_1' },
  acceptance: null,
  installments: null,
  return_url: null,
  setup_future_usage: null,
  shipping: null,
}
const entered = { ...sealed, id: 'pm_9', card: card.card, billing_details: null, metadata: null, allow_redisplay: null }

decides(makeToken, chosen, {
  'a saved method, as it is now, for twelve hours': [
    firstScene,
    {},
    'token made',
    { payment_method: 'pm_1', expires_at: now + 43_200_000, preview: { type: 'card', card: { last4: '4242' } } },
  ],
  'a card that is entered now': [
    firstScene,
    { method: { created: entered } },
    'method created, token made',
    { payment_method: 'pm_9', preview: { type: 'card', customer: null } },
  ],
  'what is no card': [
    firstScene,
    { method: { existing: 'pm_qris' } },
    'token made',
    { preview: { type: 'qris', card: null } },
  ],
  'a method that is not there': [
    firstScene,
    { method: { existing: 'pm_9' } },
    'refused resource_missing (payment_method)',
  ],
})
