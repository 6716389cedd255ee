/** The order in which a confirm refuses, and the statuses in which it does. */
import { followsTransitions, refusesInOrder, Under } from '../../../../../test/support/command-tables.ts'
import {
  atIssuer,
  challenged,
  confirmationToken,
  customer,
  inEachStatus,
  mandate,
  now,
  paymentIntent,
  paymentMethod,
  ready,
} from '../../../../../test/support/payment-scenes.ts'
import { attemptsMax } from '../attempt/attempts-max.ts'
import { transitions } from '../transitions.ts'
import { confirmIntent } from './confirm.ts'

const confirm = { intent: 'pi_1', method: null, off_session: false, return_url: null, client_secret: null }
const own = { method: { existing: 'pm_1' } } as const
const secret = ready.row(paymentIntent, 'pi_1').client_secret

followsTransitions(
  confirmIntent,
  transitions.attempt_started,
  'payment_intent_unexpected_state',
  inEachStatus({ ...confirm, ...own }),
)

const theirs = ready.but(paymentIntent, 'pi_1', { customer: 'cus_1' })
const asked = {
  ...confirm,
  ...own,
  client_secret: secret,
  confirmation_token: 'ctoken_1',
  confirmOptions: { mandate: 'mandate_1' },
}
const quote = { amount: 2200, currency: 'usd', exchange_rate: '1.1', correction_rate: '1' }
refusesInOrder(
  confirmIntent,
  {
    given: theirs,
    input: asked,
    verdict: 'token used, intent attempt_started → processing; call authorise',
    setting: { audience: 'publishable' },
  },
  [
    ['a leave that is not there', { confirmOptions: { mandate: 'mandate_9' } }, 'resource_missing (mandate)'],
    ['the secret is of another payment', { client_secret: 'pi_2_secret' }, 'resource_missing (client_secret)'],
    [
      'the merchant confirms by hand',
      (world) => world.but(paymentIntent, 'pi_1', { confirmation_method: 'manual' }),
      'payment_intent_confirmed_by_hand (confirmation_method)',
    ],
    [
      'a payer takes back that the method is saved',
      (world) => world.but(paymentIntent, 'pi_1', { setup_future_usage: 'off_session' }),
      'parameter_requires_secret_key (setup_future_usage)',
    ],
    [
      'a call is under way',
      (world) => world.but(paymentIntent, 'pi_1', { operation: atIssuer.row(paymentIntent, 'pi_1').operation }),
      'operation_in_progress',
    ],
    [
      'it is paid',
      (world) => world.but(paymentIntent, 'pi_1', { status: 'succeeded' }),
      'payment_intent_unexpected_state',
    ],
    ['at another moment', { at: ['paid'] }, 'payment_intent_unexpected_state'],
    [
      'the token was used',
      (world) => world.but(confirmationToken, 'ctoken_1', { payment_intent: 'pi_9' }),
      'confirmation_token_used (confirmation_token)',
    ],
    ['the token is too old', new Under({ now: now + 43_200_000 }), 'confirmation_token_expired (confirmation_token)'],
    [
      'a type that nobody has',
      { payment_method_types: ['shells'] },
      'payment_method_type_unknown (payment_method_types[0])',
    ],
    [
      'details that do not add up',
      { amount_details: { discount_amount: 2001 } },
      'amount_details_tax_shipping_discount_greater_than_amount (amount_details)',
    ],
    [
      'another amount than it is about',
      { amount_to_confirm: 1999 },
      'payment_intent_amount_mismatch (amount_to_confirm)',
    ],
    [
      'the customer was deleted',
      (world) => world.but(customer, 'cus_1', { deleted: true }),
      'resource_missing (customer)',
    ],
    [
      'the method was taken away',
      (world) => world.but(paymentMethod, 'pm_1', { detached: true }),
      'payment_method_detached (payment_method)',
    ],
    [
      "the method is another customer's",
      (world) => world.but(paymentMethod, 'pm_1', { customer: 'cus_2' }),
      'payment_method_customer_mismatch (payment_method)',
    ],
    [
      'an amount that was counted of another one',
      { presentment: { ...quote, of: { amount: 1, currency: 'eur' } } },
      'operation_in_progress',
    ],
    [
      'a type that it does not let through',
      { excluded_payment_method_types: ['card'] },
      'payment_method_type_not_allowed (payment_method)',
    ],
    [
      'a network that the card does not have',
      {
        payment_method_options: { card: { network: 'amex', require_cvc_recollection: true } },
        setup_future_usage: 'on_session',
      },
      'card_network_unavailable (payment_method_options[card][network])',
    ],
    [
      'the leave has ended',
      (world) => world.but(mandate, 'mandate_1', { status: 'inactive' }),
      'payment_intent_mandate_invalid (mandate)',
    ],
    [
      'the code of the card is asked for again',
      { payment_method_options: { card: { require_cvc_recollection: true } } },
      'parameter_missing (payment_method_options[card][cvc])',
    ],
    ['no processor is connected', new Under({ environment: { connectorAccounts: [] } }), 'testmode_charges_only'],
  ],
)
refusesInOrder(
  confirmIntent,
  {
    given: challenged.but(paymentIntent, 'pi_1', { attempts: attemptsMax }),
    input: { ...confirm, ...own },
    verdict: 'intent canceled → canceled; declined payment_intent_attempts_spent',
  },
  [
    [
      'nothing to pay with',
      (world) => world.but(paymentIntent, 'pi_1', { attempt: null, payment_method: null }),
      'payment_intent_payment_method_missing (payment_method)',
    ],
    ['the payer has to act, before it is given up', { method: null }, 'payment_intent_action_required'],
  ],
)
