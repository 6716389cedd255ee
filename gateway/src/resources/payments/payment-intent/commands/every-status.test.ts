/**
 * Every command at every place of a payment's way. Where the table of transitions has none of its facts it refuses, by the names that
 * it may refuse by, and nothing happens; where it is let through, only its own facts happen. What the table does not have must never
 * come to `evolve`: that would be a fault of ours, and a 500 for the caller.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type DecisionTried, tried, World } from '../../../../../test/support/deciding.ts'
import * as scenes from '../../../../../test/support/payment-scenes.ts'
import type { Verb } from '../../../../contracts/connector.ts'
import { intentStatuses } from '../model.ts'
import { transitions } from '../transitions.ts'
import { blockAttempt } from './block-attempt.ts'
import { cancelIntent } from './cancel.ts'
import { captureIntent } from './capture.ts'
import { confirmIntent } from './confirm.ts'
import { endChallenge } from './end-challenge.ts'
import { expireAuthorisation } from './expire-authorisation.ts'
import { expireIntent } from './expire-intent.ts'
import { incrementAuthorization } from './increment-authorization.ts'
import { recordAttemptStatus } from './record-attempt-status.ts'
import { recordAuthorisation } from './record-authorisation.ts'
import { recordCapture } from './record-capture.ts'
import { recordDoubt } from './record-doubt.ts'
import { recordIncrement } from './record-increment.ts'
import { recordVoid } from './record-void.ts'
import { submitCode } from './submit-code.ts'
import { updateIntent } from './update.ts'

const { approval, paymentIntent } = scenes

/** Each place, by its name; the payment is in every status at one of them. */
const places = new Map<string, World>(
  Object.entries(scenes).flatMap(([name, scene]) =>
    scene instanceof World && scene.rows.has('payment_intent/pi_1') ? [[name, scene]] : [],
  ),
)
test('there is a place for every status', () => {
  const statuses = [...places.values()].map((world) => world.row(paymentIntent, 'pi_1').status)
  assert.deepEqual([...new Set(statuses)].toSorted(), intentStatuses.toSorted())
})

type FactName = keyof typeof transitions
type Row = readonly [run: (world: World) => DecisionTried, facts: readonly FactName[], codes: readonly string[]]

const state = 'payment_intent_unexpected_state'
const known = 'outcome_already_recorded'
const intent = { intent: 'pi_1' }
const secretOf = (world: World) => world.row(paymentIntent, 'pi_1').client_secret
/** The outcome of the newest call by a verb, as if it came only now, or again; of a call of nobody where there was none. */
const late = <V extends Verb, O>(world: World, verb: V, outcome: O) =>
  [...world.calls.values()].some((call) => call.verb === verb)
    ? world.outcome(verb, outcome)
    : scenes.ofNobody(verb, outcome)

const commands: Readonly<Record<string, Row>> = {
  block: [(world) => tried(blockAttempt, world, { ...intent, by: 'card' }), ['attempt_blocked'], [state]],
  cancel: [
    (world) => tried(cancelIntent, world, { ...intent, cancellation_reason: null }),
    ['canceled', 'closed', 'operation_started'],
    [state, 'operation_in_progress'],
  ],
  capture: [(world) => tried(captureIntent, world, intent), ['operation_started'], [state, 'operation_in_progress']],
  confirm: [
    (world) =>
      tried(confirmIntent, world, {
        ...intent,
        method: { existing: 'pm_1' },
        off_session: false,
        return_url: null,
        client_secret: null,
      }),
    ['attempt_started'],
    [state, 'operation_in_progress', 'payment_method_not_reusable'],
  ],
  'end challenge': [
    (world) =>
      tried(endChallenge, world, { ...intent, challenge: 'chal_1', client_secret: secretOf(world), result: 'failed' }),
    ['challenge_ended', 'attempt_continued'],
    ['challenge_unknown'],
  ],
  'expire authorisation': [
    (world) => tried(expireAuthorisation, world, intent),
    ['expired', 'rest_expired'],
    [state, 'operation_in_progress'],
  ],
  expire: [
    (world) => tried(expireIntent, world.but(paymentIntent, 'pi_1', { expires_at: scenes.now }), intent),
    ['expired', 'closed'],
    ['operation_in_progress'],
  ],
  increment: [
    (world) => tried(incrementAuthorization, world, { ...intent, amount: 3000 }),
    ['operation_started'],
    [state, 'operation_in_progress'],
  ],
  'record authorisation, captured': [
    (world) => tried(recordAuthorisation, world, late(world, 'authorise', { outcome: 'captured', approval })),
    ['paid'],
    [known],
  ],
  'record authorisation, expired': [
    (world) => tried(recordAuthorisation, world, late(world, 'authorise', { outcome: 'expired' })),
    ['attempt_failed'],
    [known],
  ],
  'record capture': [
    (world) => tried(recordCapture, world, late(world, 'capture', { outcome: 'captured' })),
    ['captured', 'part_captured'],
    [known],
  ],
  'record doubt': [(world) => tried(recordDoubt, world, late(world, 'authorise', undefined)), [], [known]],
  'record increment': [
    (world) => tried(recordIncrement, world, late(world, 'increment', { outcome: 'incremented' })),
    ['incremented'],
    [known],
  ],
  'record standing, expired': [
    (world) =>
      tried(recordAttemptStatus, world, { ...late(world, 'authorise', { outcome: 'expired' }), attempt: 'ch_1' }),
    ['attempt_failed'],
    [known, 'operation_in_progress'],
  ],
  'record void': [
    (world) => tried(recordVoid, world, late(world, 'void', { outcome: 'voided' })),
    ['canceled', 'closed'],
    [known],
  ],
  'submit code': [
    (world) => tried(submitCode, world, { ...intent, code: '123456', client_secret: null }),
    ['attempt_continued'],
    ['one_time_code_not_asked'],
  ],
  'update the amount': [
    (world) => tried(updateIntent, world, { ...intent, method: null, amount: 2_100_000 }),
    ['updated', 'attempt_ended'],
    [state],
  ],
}

for (const [name, [run, facts, codes]] of Object.entries(commands))
  test(`${name} · at ${places.size} places, only what the table allows`, () => {
    for (const [place, world] of places) {
      const { refusal, decision } = run(world)
      const { status } = world.row(paymentIntent, 'pi_1')
      const own = (decision?.events ?? []).flatMap(({ noun, fact }) =>
        noun.name === paymentIntent.name ? [fact.type] : [],
      )
      if (refusal !== null) assert.ok(codes.includes(refusal.code), `${place}: refused ${refusal.code}`)
      if (!facts.some((fact) => status in transitions[fact]))
        assert.deepEqual(own, [], `${place}: nothing happens in ${status}`)
      assert.deepEqual(
        own.filter((fact) => !facts.some((allowed) => allowed === fact)),
        [],
        `${place}: nothing else happens`,
      )
    }
  })
