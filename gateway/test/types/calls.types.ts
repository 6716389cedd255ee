/** Held by the compiler: what is wired wrong between a command, its call and its outcome does not compile. Nothing here runs. */
import { everythingBy } from '../../src/contracts/capabilities.ts'
import type { Connector } from '../../src/contracts/connector.ts'
import { callConnector, type EffectOf } from '../../src/engine/effect.ts'
import type { CommandRunner } from '../../src/engine/engine.ts'
import type { OutcomeCommands } from '../../src/engine/outcome.ts'
import {
  expireIntent,
  paymentIntent,
  recordCapture,
  recordDoubt,
  recordVoid,
} from '../../src/resources/payments/payment-intent/index.ts'
import { recordRefundDoubt } from '../../src/resources/payments/refund/index.ts'

const hold = { charge: 'ch_1', reference: 'ref_1', amount: 1000, currency: 'eur' }
const terms = {
  id: 'call_1',
  recorder: paymentIntent,
  root: 'pi_1',
  connectorAccount: 'ca_1',
  uses: { method: 'card' },
}

export const madeCapture: EffectOf<'capture'> = callConnector('capture', { ...hold, final: true }, terms)
// @ts-expect-error: an amount is a number
callConnector('capture', { ...hold, amount: 'a lot', final: true }, terms)
// @ts-expect-error: whether more captures follow is not left open
callConnector('capture', hold, terms)
// @ts-expect-error: a capture has nothing to be raised by
callConnector('capture', { ...hold, final: true, by: 500 }, terms)
const verify = { subject: 'pm_1', purpose: 'attach', off_session: false, authentication: null } as const
// @ts-expect-error: a card is never part of what is stored
callConnector('verify', { ...verify, request_three_d_secure: 'any', card: null }, terms)
// @ts-expect-error: only a noun records outcomes
callConnector('void', hold, { ...terms, recorder: 'pi_' })
// @ts-expect-error: a void is no capture
export const voidAsCapture: EffectOf<'capture'> = callConnector('void', hold, terms)

export const mistypedRecorders: Pick<OutcomeCommands, 'capture' | 'void'> = {
  // @ts-expect-error: what records a void records no capture
  capture: { [paymentIntent.name]: { record: recordVoid, doubt: recordDoubt } },
  void: { [paymentIntent.name]: { record: recordVoid, doubt: recordDoubt } },
}
export const mistypedDoubts: Pick<OutcomeCommands, 'capture'> = {
  // @ts-expect-error: the doubt of a refund is none of a capture
  capture: { [paymentIntent.name]: { record: recordCapture, doubt: recordRefundDoubt } },
}

export const mistypedConnector: Connector = {
  name: 'acme',
  pretends: false,
  capabilities: everythingBy(['authorise', 'capture']),
  verbs: {
    authorise: async () => ({ outcome: 'unknown', why: '' }),
    // @ts-expect-error: a capture does not end in a void
    capture: async () => ({ outcome: 'voided' }),
  },
  find: {
    // @ts-expect-error: a probe that was not sent says nothing about its call
    authorise: async () => ({ outcome: 'not_sent', why: '' }),
  },
}

export const mistypedDue = (runner: CommandRunner, environment: Parameters<CommandRunner['runDue']>[2]) =>
  // @ts-expect-error: the intent's id is a text
  runner.runDue(expireIntent, { intent: 7 }, environment)
