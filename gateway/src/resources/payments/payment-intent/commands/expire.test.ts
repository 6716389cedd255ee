/** What ends by itself: an authorisation that nobody captured, and a payment with a time of its own. */
import { decides, followsTransitions, refusesInOrder } from '../../../../../test/support/command-tables.ts'
import {
  atIssuer,
  canceled,
  capturing,
  challenged,
  firstScene,
  held,
  inEachStatus,
  now,
  paidScene,
  partCaptured,
  partReceived,
  ready,
  withoutMethod,
} from '../../../../../test/support/payment-scenes.ts'
import { paymentIntent } from '../aggregate.ts'
import { transitions } from '../transitions.ts'
import { expireAuthorisation } from './expire-authorisation.ts'
import { expireIntent } from './expire-intent.ts'

const intent = { intent: 'pi_1' }

decides(expireAuthorisation, intent, {
  'nobody captured it': [
    held,
    {},
    'charge expired, intent expired → canceled; done expire',
    { cancellation_reason: 'expired', amount_capturable: 0 },
  ],
  'a part was captured and stays paid': [
    partCaptured,
    {},
    'charge expired, intent rest_expired → succeeded; done expire',
    { amount_received: 500, amount_capturable: 0 },
  ],
  'a capture that is under way decides first': [capturing, {}, 'refused operation_in_progress'],
  'it was captured before': [paidScene, {}, 'refused payment_intent_unexpected_state'],
  'one that is not there': [firstScene, {}, 'refused resource_missing (intent)'],
})
refusesInOrder(
  expireAuthorisation,
  { given: held, input: intent, verdict: 'charge expired, intent expired → canceled; done expire' },
  [
    [
      'it is not held',
      (world) => world.but(paymentIntent, 'pi_1', { status: 'succeeded' }),
      'payment_intent_unexpected_state',
    ],
    [
      'a capture is under way',
      (world) => world.but(paymentIntent, 'pi_1', capturing.row(paymentIntent, 'pi_1')),
      'operation_in_progress',
    ],
  ],
)
followsTransitions(
  expireAuthorisation,
  transitions.rest_expired,
  'payment_intent_unexpected_state',
  inEachStatus(intent),
)

const due = (world: typeof ready) => world.but(paymentIntent, 'pi_1', { expires_at: now })
decides(expireIntent, intent, {
  'its time is over': [due(ready), {}, 'intent expired → canceled; done expire', { cancellation_reason: 'expired' }],
  'before it has a method': [due(withoutMethod), {}, 'intent expired → canceled; done expire'],
  'while its payer is challenged': [due(challenged), {}, 'intent expired → canceled; done expire', { attempt: null }],
  'what a first part brought stays paid': [
    due(partReceived),
    {},
    'intent closed → succeeded; done expire',
    { amount_received: 500_000, cancellation_reason: 'expired' },
  ],
  'its time was put off meanwhile': [
    ready.but(paymentIntent, 'pi_1', { expires_at: now + 1 }),
    {},
    'nothing → requires_confirmation; due expire; done expire',
  ],
  'its time was taken away meanwhile': [ready, {}, 'nothing → requires_confirmation; done expire'],
  'it is held: the authorisation has an end of its own': [due(held), {}, 'nothing → requires_capture; done expire'],
  'it is paid': [due(paidScene), {}, 'nothing → succeeded; done expire'],
  'it was canceled': [due(canceled), {}, 'nothing → canceled; done expire'],
  'the issuer decides first': [due(atIssuer), {}, 'refused operation_in_progress'],
  'one that is not there': [firstScene, {}, 'refused resource_missing (intent)'],
})
