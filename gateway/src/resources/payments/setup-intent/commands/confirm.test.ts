/** A try to save a method: begun, challenged, answered, given up. */
import assert from 'node:assert/strict'
import { decides, followsTransitions, refusesInOrder, Under } from '../../../../../test/support/command-tables.ts'
import {
  card,
  confirmationToken,
  customer,
  decline,
  firstScene,
  now,
  paymentMethod,
  sealed,
} from '../../../../../test/support/payment-scenes.ts'
import {
  setupAtIssuer as atIssuer,
  canceledSetup as canceled,
  challengedSetup as challenged,
  setupConfirmation as confirming,
  declinedSetup as declined,
  inEachSetupStatus,
  readySetup as ready,
  savedSetup as saved,
  setupAttempt,
  setupIntent,
  verifiedOutcome as verified,
  emptySetup as withoutMethod,
} from '../../../../../test/support/setup-scenes.ts'
import { setupTransitions } from '../aggregate.ts'
import { setupAttemptsMax } from '../attempts-max.ts'
import { blockSetupAttempt } from './block-attempt.ts'
import { cancelSetup } from './cancel.ts'
import { confirmSetup } from './confirm.ts'
import { endSetupChallenge } from './end-challenge.ts'
import { recordVerification, recordVerificationDoubt } from './record-verification.ts'

const own = { method: { existing: 'pm_1' } } as const
const begun = 'setup intent attempt_started, setup attempt started → processing; call verify'
const entered = { ...sealed, id: 'pm_9', card: card.card, billing_details: null, metadata: null, allow_redisplay: null }
const secret = ready.row(setupIntent, 'seti_1').client_secret
const state = 'setup_intent_unexpected_state'
const spent = { attempts: setupAttemptsMax }
const agreed = { type: 'online', accepted_at: now, ip_address: '203.0.113.7', user_agent: 'Firefox' } as const

decides(confirmSetup, confirming, {
  'with the method that it has': [ready, {}, begun, { attempts: 1 }],
  'with a method that is named': [withoutMethod, own, begun, { payment_method: 'pm_1' }],
  'with a card that is entered now': [
    withoutMethod,
    { method: { created: entered } },
    'method created, setup intent attempt_started, setup attempt started → processing; call verify',
  ],
  'with what a payer chose on a page, which is used by it': [
    ready,
    { confirmation_token: 'ctoken_1' },
    'token used, setup intent attempt_started, setup attempt started → processing; call verify',
  ],
  'again after a decline': [declined, own, begun, { attempts: 2, last_setup_error: null }],
  'with another method while its payer is challenged: the try is left': [
    challenged,
    { method: { existing: 'pm_debit' }, acceptance: agreed },
    'setup attempt abandoned, setup intent attempt_ended, setup intent attempt_started, setup attempt started → processing; call verify',
    (after) => assert.equal(after.row(setupAttempt, 'setatt_1').status, 'abandoned'),
  ],
  'while its payer is challenged': [challenged, {}, 'refused setup_intent_action_required'],
  'with nothing to save': [withoutMethod, {}, 'refused setup_intent_payment_method_missing (payment_method)'],
  'once more than a setup may be tried: it is given up': [
    declined.but(setupIntent, 'seti_1', spent),
    own,
    'setup intent canceled → canceled; declined setup_intent_attempts_spent',
  ],
  'a debit without the leave of its holder': [
    withoutMethod,
    { method: { existing: 'pm_debit' } },
    'refused setup_intent_mandate_invalid (mandate_data)',
  ],
  'one that is not there': [firstScene, {}, 'refused resource_missing (intent)'],
})
followsTransitions(confirmSetup, setupTransitions.attempt_started, state, inEachSetupStatus({ ...confirming, ...own }))
refusesInOrder(
  confirmSetup,
  {
    given: ready,
    input: { ...confirming, ...own, client_secret: secret, confirmation_token: 'ctoken_1' },
    verdict: 'token used, setup intent attempt_started, setup attempt started → processing; call verify',
  },
  [
    ['a token that is not there', { confirmation_token: 'ctoken_9' }, 'resource_missing (confirmation_token)'],
    ['the secret is of another setup', { client_secret: 'seti_2_secret' }, 'resource_missing (client_secret)'],
    ['it is saved', (world) => world.but(setupIntent, 'seti_1', { status: 'succeeded' }), state],
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
      { allowed_payment_method_types: ['shells'] },
      'payment_method_type_unknown (allowed_payment_method_types[0])',
    ],
  ],
)
refusesInOrder(confirmSetup, { given: ready, input: { ...confirming, ...own }, verdict: begun }, [
  [
    'a type that it does not let through',
    { allowed_payment_method_types: ['sepa_debit'] },
    'payment_method_type_not_allowed (payment_method)',
  ],
  [
    'a network that the card does not have',
    { payment_method_options: { card: { network: 'amex' } } },
    'card_network_unavailable (payment_method_options[card][network])',
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
  ['no processor is connected', new Under({ environment: { connectorAccounts: [] } }), 'testmode_charges_only'],
])
refusesInOrder(
  confirmSetup,
  {
    given: challenged.but(setupIntent, 'seti_1', spent),
    input: { ...confirming, ...own },
    verdict: 'setup intent canceled → canceled; declined setup_intent_attempts_spent',
  },
  [
    [
      'nothing to save',
      (world) => world.but(setupIntent, 'seti_1', { payment_method: null }),
      'setup_intent_payment_method_missing (payment_method)',
    ],
    ['the payer has to act, before it is given up', { method: null }, 'setup_intent_action_required'],
  ],
)

const passed = { intent: 'seti_1', challenge: 'chal_1', client_secret: secret, result: 'authenticated' } as const
const goesOn = 'setup intent challenge_ended, setup intent attempt_continued → processing; call verify'
decides(endSetupChallenge, passed, {
  'passed: the try goes on': [challenged, {}, goesOn, { attempt: { challenge: { result: 'authenticated' } } }],
  'failed: the issuer hears of it': [challenged, { result: 'failed' }, goesOn],
  'told twice': [challenged.after(endSetupChallenge, passed), {}, 'refused challenge_unknown (challenge)'],
  'where there is none': [ready, {}, 'refused challenge_unknown (challenge)'],
  'of one that is not there': [firstScene, {}, 'refused resource_missing (intent)'],
})
refusesInOrder(endSetupChallenge, { given: challenged, input: passed, verdict: goesOn }, [
  ['the secret is of another setup', { client_secret: 'seti_2_secret' }, 'resource_missing (client_secret)'],
  ['the challenge is another', { challenge: 'chal_2' }, 'challenge_unknown (challenge)'],
])

const cancel = { setup: 'seti_1', cancellation_reason: 'abandoned' } as const
decides(cancelSetup, cancel, {
  'before it is confirmed': [ready, {}, 'setup intent canceled → canceled', { cancellation_reason: 'abandoned' }],
  'while its payer is challenged: the try is left': [
    challenged,
    {},
    'setup attempt abandoned, setup intent canceled → canceled',
  ],
  'one that is not there': [firstScene, {}, 'refused resource_missing (intent)'],
})
followsTransitions(cancelSetup, setupTransitions.canceled, state, inEachSetupStatus(cancel))

decides(
  blockSetupAttempt,
  { intent: 'seti_1', by: 'card' },
  {
    'told where a failed try is told': [
      declined,
      {},
      'setup intent attempt_blocked → requires_payment_method',
      { last_setup_error: { code: 'card_testing_suspected' } },
    ],
    'one that is not there': [firstScene, {}, 'refused resource_missing (intent)'],
  },
)
followsTransitions(
  blockSetupAttempt,
  setupTransitions.attempt_blocked,
  state,
  inEachSetupStatus({ intent: 'seti_1', by: 'card' }),
)

const done = 'setup attempt verified, setup intent succeeded → succeeded; done call'
const failed = 'setup attempt failed, setup intent attempt_failed → requires_payment_method; done call; declined'
const withLeave = ready.after(confirmSetup, { ...confirming, acceptance: agreed })
decides(recordVerification, atIssuer.outcome('verify', verified), {
  'saved for its customer': [
    atIssuer,
    {},
    `method attached, ${done}`,
    (after) => assert.equal(after.row(paymentMethod, 'pm_1').credential?.network_transaction_id, '098765'),
  ],
  'saved with the leave of its payer': [
    withLeave,
    withLeave.outcome('verify', verified),
    `mandate granted, method attached, ${done}`,
    { mandate: 'mandate_1' },
  ],
  'of a method that its customer has': [
    atIssuer.but(paymentMethod, 'pm_1', { customer: 'cus_1' }),
    {},
    `method credential_stored, ${done}`,
  ],
  'its payer is challenged': [
    atIssuer,
    { outcome: { outcome: 'challenge', challenge: 'chal_1', step: 'challenge', three_d_secure_version: '2.2.0' } },
    'setup intent action_required, setup attempt asked → requires_action; done call',
  ],
  'its browser is to be recognised first': [
    atIssuer,
    { outcome: { outcome: 'challenge', challenge: 'chal_1', step: 'device', three_d_secure_version: '2.2.0' } },
    'setup intent action_required, setup attempt asked → requires_action; done call',
    { attempt: { challenge: { step: 'device' } } },
  ],
  declined: [atIssuer, { outcome: { outcome: 'declined', decline } }, `${failed} card_declined (payment_method)`],
  'its payer failed the challenge': [
    atIssuer,
    { outcome: { outcome: 'declined', decline: { ...decline, code: 'payment_intent_authentication_failure' } } },
    `${failed} setup_intent_authentication_failure (payment_method)`,
    { last_setup_error: { type: 'invalid_request_error' } },
  ],
  'never received': [
    atIssuer,
    { outcome: { outcome: 'never_received' } },
    `${failed} processing_error (payment_method)`,
  ],
  'never sent': [
    atIssuer,
    { outcome: { outcome: 'not_sent', why: 'refused' } },
    `${failed} processing_error (payment_method)`,
  ],
  'verified when its customer was gone': [
    atIssuer.but(customer, 'cus_1', { deleted: true }),
    {},
    `${failed} processing_error (payment_method)`,
  ],
  "verified when the method was another customer's": [
    atIssuer.but(paymentMethod, 'pm_1', { customer: 'cus_2' }),
    {},
    `${failed} processing_error (payment_method)`,
  ],
  'verified when the method was gone': [
    atIssuer.but(paymentMethod, 'pm_1', { detached: true }),
    {},
    `${failed} processing_error (payment_method)`,
  ],
  'told twice': [saved, {}, 'refused outcome_already_recorded'],
  'told after the payer was challenged': [challenged, {}, 'refused outcome_already_recorded'],
  'told after it was canceled': [canceled, {}, 'refused outcome_already_recorded'],
  'of a payment method that is not there': [
    atIssuer.without(paymentMethod, 'pm_1'),
    {},
    'refused resource_missing (payment_method)',
  ],
})
decides(recordVerificationDoubt, atIssuer.outcome('verify', undefined), {
  'the issuer said nothing: the try stays open': [
    atIssuer,
    {},
    'nothing → processing',
    { attempt: { call: 'call_1' } },
  ],
  'it was known before': [saved, {}, 'refused outcome_already_recorded'],
})
