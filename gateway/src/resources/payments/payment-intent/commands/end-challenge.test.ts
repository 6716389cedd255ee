/** What a payer does on the issuer's page, or with the operator's code. */
import assert from 'node:assert/strict'
import { decides, refusesInOrder } from '../../../../../test/support/command-tables.ts'
import {
  atIssuer,
  canceled,
  challenged,
  codeAsked,
  firstScene,
  handedOut,
  paidScene,
  ready,
} from '../../../../../test/support/payment-scenes.ts'
import { paymentIntent } from '../aggregate.ts'
import { endChallenge } from './end-challenge.ts'
import { submitCode } from './submit-code.ts'

const passed = {
  intent: 'pi_1',
  challenge: 'chal_1',
  client_secret: challenged.row(paymentIntent, 'pi_1').client_secret,
  result: 'authenticated',
} as const
const goesOn = 'intent challenge_ended, intent attempt_continued → processing; call authorise'
const byHand = challenged.but(paymentIntent, 'pi_1', { confirmation_method: 'manual' })

decides(endChallenge, passed, {
  'passed: the attempt goes on': [
    challenged,
    {},
    goesOn,
    { attempt: { calls: 2, challenge: { result: 'authenticated' } } },
  ],
  'failed: the issuer hears of it': [
    challenged,
    { result: 'failed' },
    goesOn,
    { attempt: { challenge: { result: 'failed' } } },
  ],
  'confirmed by hand: the merchant confirms again': [byHand, {}, 'intent challenge_ended → requires_confirmation'],
  'told twice': [byHand.after(endChallenge, passed), {}, 'refused challenge_unknown (challenge)'],
  'while the attempt goes on': [challenged.after(endChallenge, passed), {}, 'refused challenge_unknown (challenge)'],
  'of another challenge': [challenged, { challenge: 'chal_2' }, 'refused challenge_unknown (challenge)'],
  'where there is none': [ready, {}, 'refused challenge_unknown (challenge)'],
  'where the payer holds a code': [handedOut, {}, 'refused challenge_unknown (challenge)'],
  'of an attempt that the merchant has outdated': [
    challenged.but(paymentIntent, 'pi_1', { amount: 2500 }),
    {},
    'refused challenge_unknown (challenge)',
  ],
  'of a paid payment': [paidScene, {}, 'refused challenge_unknown (challenge)'],
  'of a payment that is not there': [firstScene, {}, 'refused resource_missing (intent)'],
})
refusesInOrder(endChallenge, { given: challenged, input: passed, verdict: goesOn }, [
  ['the secret is of another payment', { client_secret: 'pi_2_secret' }, 'resource_missing (client_secret)'],
  ['the challenge is another', { challenge: 'chal_2' }, 'challenge_unknown (challenge)'],
])

const typed = { intent: 'pi_1', code: '123456', client_secret: null }
decides(submitCode, typed, {
  'the attempt goes on with it': [
    codeAsked,
    {},
    'intent attempt_continued → processing; call authorise',
    (after) => {
      // The code goes with the call, and is kept nowhere.
      assert.deepEqual(
        [after.calls.get('call_2')?.needsHand, JSON.stringify([...after.rows, ...after.calls]).includes('123456')],
        [true, false],
      )
    },
  ],
  'from the payer, with its own secret': [
    codeAsked,
    { client_secret: codeAsked.row(paymentIntent, 'pi_1').client_secret },
    'intent attempt_continued → processing; call authorise',
    {},
    { audience: 'publishable' },
  ],
  'where the payer scans a code': [handedOut, {}, 'refused one_time_code_not_asked (code)'],
  'where the payer is challenged': [challenged, {}, 'refused one_time_code_not_asked (code)'],
  'typed twice': [codeAsked.after(submitCode, typed), {}, 'refused one_time_code_not_asked (code)'],
  'while the issuer is asked': [atIssuer, {}, 'refused one_time_code_not_asked (code)'],
  'for a canceled payment': [canceled, {}, 'refused one_time_code_not_asked (code)'],
  'for a payment that is not there': [firstScene, {}, 'refused resource_missing (intent)'],
})
refusesInOrder(
  submitCode,
  {
    given: codeAsked,
    input: typed,
    verdict: 'intent attempt_continued → processing; call authorise',
    setting: { audience: 'publishable' },
  },
  [
    ['the secret is of another payment', { client_secret: 'pi_2_secret' }, 'resource_missing (client_secret)'],
    [
      'the merchant confirms by hand',
      (world) => world.but(paymentIntent, 'pi_1', { confirmation_method: 'manual' }),
      'payment_intent_confirmed_by_hand (confirmation_method)',
    ],
    [
      'no code was asked for',
      (world) => world.but(paymentIntent, 'pi_1', { status: 'succeeded' }),
      'one_time_code_not_asked (code)',
    ],
  ],
)
