/** Starting an attempt, or going on with one whose challenge has ended. */
import { decides } from '../../../../../test/support/command-tables.ts'
import {
  atIssuer,
  canceled,
  card,
  challenged,
  debited,
  declined,
  firstScene,
  handedOut,
  held,
  paidScene,
  partReceived,
  paymentIntent,
  ready,
  sealed,
  withoutMethod,
} from '../../../../../test/support/payment-scenes.ts'
import { attemptsMax } from '../attempt/attempts-max.ts'
import { confirmIntent } from './confirm.ts'
import { endChallenge } from './end-challenge.ts'

const confirm = { intent: 'pi_1', method: null, off_session: false, return_url: null, client_secret: null }
const own = { method: { existing: 'pm_1' } } as const
const begun = 'intent attempt_started → processing; call authorise'
const entered = { ...sealed, id: 'pm_9', card: card.card, billing_details: null, metadata: null, allow_redisplay: null }
const secret = ready.row(paymentIntent, 'pi_1').client_secret
const byHand = challenged.but(paymentIntent, 'pi_1', { confirmation_method: 'manual' })
const passed = byHand.after(endChallenge, {
  intent: 'pi_1',
  challenge: 'chal_1',
  client_secret: secret,
  result: 'authenticated',
})
const browser = { audience: 'publishable' } as const

decides(confirmIntent, confirm, {
  'with the method that it has': [ready, {}, begun, { attempt: { charge: 'ch_1' }, attempts: 1 }],
  'with a method that is named': [withoutMethod, own, begun, { payment_method: 'pm_1' }],
  'with a card that is entered now': [
    withoutMethod,
    { method: { created: entered } },
    'method created, intent attempt_started → processing; call authorise',
  ],
  'again after a decline': [
    declined,
    own,
    begun,
    { attempts: 2, last_payment_error: null, attempt: { charge: 'ch_2' } },
  ],
  'with another method while its payer holds a code, which stays known': [
    handedOut.but(paymentIntent, 'pi_1', { currency: 'idr' }),
    own,
    begun,
    { past_attempts: [{ charge: 'ch_1' }] },
  ],
  'for what a first part has left': [partReceived, own, begun, { attempt: { amount: 1_500_000 } }],
  'after its challenge, by hand': [
    passed,
    {},
    'intent attempt_continued → processing; call authorise',
    { attempt: { calls: 2 } },
  ],
  'after its challenge, with a note': [
    passed,
    { receipt_email: 'ada@example.com' },
    'intent updated, intent attempt_continued → processing; call authorise',
    { receipt_email: 'ada@example.com' },
  ],
  'after its challenge, for something else: another attempt': [
    passed,
    { capture_method: 'manual' },
    begun,
    { attempts: 2, attempt: { charge: 'ch_2', calls: 1 } },
  ],
  'while its payer is challenged': [challenged, {}, 'refused payment_intent_action_required'],
  'while its payer is challenged, with another method': [challenged, { method: { existing: 'pm_debit' } }, begun],
  'with what a payer chose on a page, which is used by it': [
    ready,
    { ...own, confirmation_token: 'ctoken_1' },
    'token used, intent attempt_started → processing; call authorise',
  ],
  'from a browser, with its own secret': [ready, { client_secret: secret }, begun, {}, browser],
  'from a browser that says where the goods go': [
    ready,
    { client_secret: secret, shipping: { name: 'Ada', address: {} } },
    begun,
    { shipping_by: 'payer' },
    browser,
  ],
  'from a browser that sends the goods elsewhere': [
    ready.but(paymentIntent, 'pi_1', {
      shipping: { name: 'Bob', address: noPlace(), carrier: null, phone: null, tracking_number: null },
    }),
    { client_secret: secret, shipping: { name: 'Ada', address: {} } },
    'refused parameter_requires_secret_key (shipping)',
    undefined,
    browser,
  ],
  'for what it is about': [ready, { amount_to_confirm: 2000, currency_to_confirm: 'eur' }, begun],
  'for another amount': [
    ready,
    { amount_to_confirm: 1999 },
    'refused payment_intent_amount_mismatch (amount_to_confirm)',
  ],
  'for the same number in another currency': [
    ready,
    { amount_to_confirm: 2000, currency_to_confirm: 'usd' },
    'refused payment_intent_amount_mismatch (amount_to_confirm)',
  ],
  'with nothing to pay with': [withoutMethod, {}, 'refused payment_intent_payment_method_missing (payment_method)'],
  'with a method that does not take its currency': [
    withoutMethod,
    { method: { existing: 'pm_qris' } },
    'refused payment_method_currency_not_supported (payment_method)',
  ],
  'with an entered method that does not take its currency': [
    withoutMethod,
    { method: { created: { ...entered, card: null, method: { type: 'qris', details: {} } } } },
    'refused payment_method_currency_not_supported (payment_method_data[type])',
  ],
  'in a currency that the method does not take': [
    ready.but(paymentIntent, 'pi_1', { currency: 'idr', payment_method: 'pm_qris', amount: 200_000 }),
    {
      presentment: {
        amount: 1000,
        currency: 'eur',
        exchange_rate: '1',
        correction_rate: '1',
        of: { amount: 200_000, currency: 'idr' },
      },
    },
    'refused payment_method_currency_not_supported (presentment_currency)',
  ],
  'with an amount that was counted of another one': [
    ready,
    {
      presentment: {
        amount: 2100,
        currency: 'usd',
        exchange_rate: '1.1',
        correction_rate: '1',
        of: { amount: 1900, currency: 'eur' },
      },
    },
    'refused operation_in_progress',
  ],
  'once more than a payment may be tried: it is given up': [
    declined.but(paymentIntent, 'pi_1', { attempts: attemptsMax }),
    own,
    'intent canceled → canceled; declined payment_intent_attempts_spent',
    { cancellation_reason: 'automatic' },
  ],
  'once more, where a part was paid: it is closed': [
    partReceived.but(paymentIntent, 'pi_1', { attempts: attemptsMax }),
    own,
    'intent closed → succeeded; declined payment_intent_attempts_spent',
  ],
  'the last time that a payment may be tried': [
    declined.but(paymentIntent, 'pi_1', { attempts: attemptsMax - 1 }),
    own,
    begun,
  ],
  'while the issuer is asked': [atIssuer, {}, 'refused operation_in_progress'],
  'while a debit is on its way': [debited, {}, 'refused payment_intent_unexpected_state'],
  'a held one': [held, {}, 'refused payment_intent_unexpected_state'],
  'a paid one': [paidScene, {}, 'refused payment_intent_unexpected_state'],
  'a canceled one': [canceled, {}, 'refused payment_intent_unexpected_state'],
  'one that is not there': [firstScene, {}, 'refused resource_missing (intent)'],
})
function noPlace() {
  return { city: null, country: null, line1: null, line2: null, postal_code: null, state: null }
}
