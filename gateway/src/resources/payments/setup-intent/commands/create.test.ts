/** Making a setup, changing it, and with a confirm its first try. */
import { decides, followsTransitions, refusesInOrder, Under } from '../../../../../test/support/command-tables.ts'
import {
  card,
  confirmationToken,
  customer,
  firstScene,
  now,
  paymentMethod,
  sealed,
  tooManyNotes,
} from '../../../../../test/support/payment-scenes.ts'
import {
  setupAtIssuer as atIssuer,
  canceledSetup as canceled,
  challengedSetup as challenged,
  inEachSetupStatus,
  readySetup as ready,
  savedSetup as saved,
  setupCreation,
  setupIntent,
  emptySetup as withoutMethod,
} from '../../../../../test/support/setup-scenes.ts'
import { setupTransitions } from '../aggregate.ts'
import { createSetup } from './create.ts'
import { updateSetup } from './update.ts'

const card1 = { method: { existing: 'pm_1' } } as const
const entered = { ...sealed, id: 'pm_9', card: card.card, billing_details: null, metadata: null, allow_redisplay: null }
const begun = 'setup intent created, setup intent attempt_started, setup attempt started → processing; call verify'
const agreed = { type: 'online', accepted_at: now, ip_address: '203.0.113.7', user_agent: 'Firefox' } as const

decides(createSetup, setupCreation, {
  'with nothing to save yet': [firstScene, {}, 'setup intent created → requires_payment_method'],
  'with a method': [firstScene, card1, 'setup intent created → requires_confirmation', { payment_method: 'pm_1' }],
  'and confirmed': [firstScene, { ...card1, confirm: true }, begun, { attempts: 1, latest_attempt: 'setatt_1' }],
  'with a card that is entered now': [
    firstScene,
    { method: { created: entered }, confirm: true },
    'setup intent created, method created, setup intent attempt_started, setup attempt started → processing; call verify',
  ],
  'with what a payer chose on a page, which is used by it': [
    firstScene,
    { ...card1, confirm: true, confirmation_token: 'ctoken_1' },
    'setup intent created, token used, setup intent attempt_started, setup attempt started → processing; call verify',
  ],
  'a debit, with the leave of its holder': [
    firstScene,
    { method: { existing: 'pm_debit' }, confirm: true, acceptance: agreed },
    begun,
  ],
  'a debit, without the leave of its holder': [
    firstScene,
    { method: { existing: 'pm_debit' }, confirm: true },
    'refused setup_intent_mandate_invalid (mandate_data)',
  ],
  'confirmed with nothing to save': [
    firstScene,
    { confirm: true },
    'refused setup_intent_payment_method_missing (payment_method)',
  ],
  'with what cannot be saved': [
    firstScene,
    { method: { existing: 'pm_qris' } },
    'refused payment_method_not_savable (payment_method)',
  ],
  'with an entered method that cannot be saved': [
    firstScene,
    { method: { created: { ...entered, card: null, method: { type: 'qris', details: {} } } } },
    'refused payment_method_not_savable (payment_method_data[type])',
  ],
  "with another customer's method": [
    firstScene,
    { method: { existing: 'pm_bob' }, customer: 'cus_1' },
    'refused payment_method_customer_mismatch (payment_method)',
  ],
  'with a method that was taken away': [
    firstScene,
    { method: { existing: 'pm_gone' }, customer: 'cus_1' },
    'refused payment_method_detached (payment_method)',
  ],
  'over a network that the card does not have': [
    firstScene,
    { ...card1, payment_method_options: { card: { network: 'amex' } } },
    'refused card_network_unavailable (payment_method_options[card][network])',
  ],
  'with a type that it does not name': [
    firstScene,
    { ...card1, payment_method_types: ['sepa_debit'] },
    'refused payment_method_type_not_allowed (payment_method)',
  ],
})
refusesInOrder(
  createSetup,
  {
    given: firstScene,
    input: { ...setupCreation, ...card1, customer: 'cus_1', confirm: true, confirmation_token: 'ctoken_1' },
    verdict:
      'setup intent created, token used, setup intent attempt_started, setup attempt started → processing; call verify',
  },
  [
    ['a method that is not there', { method: { existing: 'pm_9' } }, 'resource_missing (payment_method)'],
    ['a token that is not there', { confirmation_token: 'ctoken_9' }, 'resource_missing (confirmation_token)'],
    [
      'the token was used',
      (world) => world.but(confirmationToken, 'ctoken_1', { setup_intent: 'seti_9' }),
      'confirmation_token_used (confirmation_token)',
    ],
    ['the token is too old', new Under({ now: now + 43_200_000 }), 'confirmation_token_expired (confirmation_token)'],
    [
      'the customer was deleted',
      (world) => world.but(customer, 'cus_1', { deleted: true }),
      'resource_missing (customer)',
    ],
    [
      'a type that nobody has',
      { payment_method_types: ['shells'] },
      'payment_method_type_unknown (payment_method_types[0])',
    ],
    [
      'a type that it does not let through',
      { excluded_payment_method_types: ['card', 'qris'] },
      'payment_method_type_not_allowed (payment_method)',
    ],
    [
      'a network that the card does not have',
      { method: { existing: 'pm_1' }, payment_method_options: { card: { network: 'amex' } } },
      'card_network_unavailable (payment_method_options[card][network])',
    ],
    [
      'the method was taken away',
      (world) => world.but(paymentMethod, 'pm_debit', { detached: true }),
      'payment_method_detached (payment_method)',
    ],
    [
      "the method is another customer's",
      (world) => world.but(paymentMethod, 'pm_debit', { customer: 'cus_2' }),
      'payment_method_customer_mismatch (payment_method)',
    ],
    [
      'a debit without the leave of its holder',
      { method: { existing: 'pm_debit' } },
      'setup_intent_mandate_invalid (mandate_data)',
    ],
    ['no processor is connected', new Under({ environment: { connectorAccounts: [] } }), 'testmode_charges_only'],
  ],
)
refusesInOrder(
  createSetup,
  { given: firstScene, input: { ...setupCreation, ...card1, confirm: true }, verdict: begun },
  [
    [
      'a type that nobody has',
      { payment_method_types: ['shells'] },
      'payment_method_type_unknown (payment_method_types[0])',
    ],
    ['nothing to save', { method: null }, 'setup_intent_payment_method_missing (payment_method)'],
    ['no processor is connected', new Under({ environment: { connectorAccounts: [] } }), 'testmode_charges_only'],
  ],
)

const update = { setup: 'seti_1', method: null }
const state = 'setup_intent_unexpected_state'
decides(updateSetup, update, {
  'its method': [withoutMethod, card1, 'setup intent updated → requires_confirmation', { payment_method: 'pm_1' }],
  'its method, by a card that is entered now': [
    withoutMethod,
    { method: { created: entered } },
    'method created, setup intent updated → requires_confirmation',
  ],
  'its method while its payer is challenged: the try is over': [
    challenged,
    { method: { existing: 'pm_debit' } },
    'setup attempt abandoned, setup intent attempt_ended, setup intent updated → requires_confirmation',
    { attempt: null },
  ],
  'its notes while its payer is challenged: the try goes on': [
    challenged,
    { description: 'For later' },
    'setup intent updated → requires_action',
    { attempt: { id: 'setatt_1' } },
  ],
  'the customer that it has': [
    challenged,
    { customer: 'cus_1' },
    'setup intent updated → requires_action',
    { attempt: { id: 'setatt_1' } },
  ],
  'its notes while the issuer is asked': [atIssuer, { description: 'For later' }, 'setup intent updated → processing'],
  'its method while the issuer is asked': [atIssuer, card1, `refused ${state}`],
  'its notes when it is saved': [saved, { metadata: { a: 'b' } }, 'setup intent updated → succeeded'],
  'its method when it is canceled': [canceled, card1, `refused ${state}`],
  'its customer, to another one': [ready, { customer: 'cus_2' }, `refused ${state} (customer)`],
  'its customer, to nobody': [ready, { customer: null }, `refused ${state} (customer)`],
  "to a customer that is not its method's": [
    firstScene.after(createSetup, { ...setupCreation, ...card1 }).but(paymentMethod, 'pm_1', { customer: 'cus_2' }),
    { customer: 'cus_1' },
    'refused payment_method_customer_mismatch (payment_method)',
  ],
  'one that is not there': [firstScene, {}, 'refused resource_missing (intent)'],
})
refusesInOrder(
  updateSetup,
  { given: ready, input: { ...update, ...card1 }, verdict: 'setup intent updated → requires_confirmation' },
  [
    ['a method that is not there', { method: { existing: 'pm_9' } }, 'resource_missing (payment_method)'],
    ['it is saved', (world) => world.but(setupIntent, 'seti_1', { status: 'succeeded' }), state],
    ['another customer', { customer: 'cus_2' }, `${state} (customer)`],
    [
      'the customer was deleted',
      (world) => world.but(customer, 'cus_1', { deleted: true }).but(customer, 'cus_2', { deleted: true }),
      'resource_missing (customer)',
    ],
    [
      'a type that nobody has',
      { payment_method_types: ['shells'], customer: 'cus_1' },
      'payment_method_type_unknown (payment_method_types[0])',
    ],
    [
      'a type that it does not let through',
      { payment_method_types: ['sepa_debit'] },
      'payment_method_type_not_allowed (payment_method)',
    ],
    [
      'the method was taken away',
      (world) => world.but(paymentMethod, 'pm_1', { detached: true }),
      'payment_method_detached (payment_method)',
    ],
    ['too many notes', { metadata: tooManyNotes }, 'parameter_invalid (metadata)'],
  ],
)
followsTransitions(updateSetup, setupTransitions.attempt_started, state, inEachSetupStatus({ ...update, ...card1 }))
followsTransitions(
  updateSetup,
  setupTransitions.updated,
  state,
  inEachSetupStatus({ ...update, description: 'For later' }),
)
