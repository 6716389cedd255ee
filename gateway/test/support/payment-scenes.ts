/** Payments as they stand at each step of their way, played by the commands that lead there. All are of `pi_1` and 20.00 EUR. */
import assert from 'node:assert/strict'
import type { AuthoriseOutcome, Verb } from '../../src/contracts/connector.ts'
import { exampleApproval as approval, exampleNow as now } from '../../src/engine/examples.ts'
import { createCustomer, customer } from '../../src/resources/customers/customer/index.ts'
import { mandate } from '../../src/resources/customers/mandate/index.ts'
import {
  exampleMethod as card,
  type PaymentMethod,
  paymentMethod,
} from '../../src/resources/customers/payment-method/index.ts'
import { makeToken } from '../../src/resources/payments/confirmation-token/commands/make.ts'
import { confirmationToken } from '../../src/resources/payments/confirmation-token/index.ts'
import {
  cancelIntent,
  captureIntent,
  createIntent,
  incrementAuthorization,
  paymentIntent,
  recordAttemptStatus,
  recordAuthorisation,
  recordCapture,
} from '../../src/resources/payments/payment-intent/index.ts'
import { type SceneSetting, World } from './deciding.ts'

export { approval, card, now }

/** `pm_1` is a card, the others are what a payer may have besides. */
const others: readonly Pick<PaymentMethod, 'id' | 'type' | 'details'>[] = [
  { id: 'pm_qris', type: 'qris', details: {} },
  { id: 'pm_debit', type: 'sepa_debit', details: { country: 'DE', last4: '3000', fingerprint: 'fp_2' } },
  { id: 'pm_transfer', type: 'promptpay', details: {} },
  { id: 'pm_whole', type: 'mcash', details: {} },
  { id: 'pm_never', type: 'bank_transfer_id', details: {} },
  { id: 'pm_momo', type: 'momo_orange', details: { country: 'CI' } },
]

const unused = {
  method: { existing: 'pm_1' },
  acceptance: null,
  installments: null,
  return_url: null,
  setup_future_usage: null,
  shipping: null,
}
const acceptance = { type: 'online', accepted_at: now, ip_address: '203.0.113.7', user_agent: 'Firefox' } as const
const leave = mandate.evolve(
  null,
  {
    type: 'granted',
    livemode: false,
    terms: { payment_method: 'pm_1', type: 'card', acceptance, single_use: null, reference: 'MNDT7F3A21BC' },
  },
  { env: card.env, id: 'mandate_1', at: now, seq: 1 },
)

/**
 * Before any payment: its payer's methods, and two customers; `cus_2` has a method of his own, and `pm_gone` was taken from
 * `cus_1`. `ctoken_1` stands for `pm_1`, and `mandate_1` is the leave to charge it.
 */
export const firstScene = others
  .reduce(
    (world, other) => world.with(paymentMethod, { ...card, card: null, ...other }),
    new World().with(paymentMethod, card),
  )
  .after(createCustomer, { terms: { name: 'Ada' }, method: null })
  .after(createCustomer, { terms: { name: 'Bob' }, method: null })
  .with(paymentMethod, { ...card, id: 'pm_bob', customer: 'cus_2' })
  .with(paymentMethod, { ...card, id: 'pm_gone', customer: 'cus_1', detached: true })
  .with(mandate, leave)
  .after(makeToken, unused)

export const creation: Parameters<typeof createIntent.decide>[1] = {
  amount: 2000,
  currency: 'eur',
  method: null,
  confirm: false,
  off_session: false,
  return_url: null,
  confirmation_method: 'automatic',
}
const paying = { ...creation, method: { existing: 'pm_1' }, confirm: true } as const

export const decline = {
  code: 'card_declined',
  decline_code: 'insufficient_funds',
  message: 'No funds.',
  network_decline_code: '51',
  advice_code: 'try_again_later',
  blocked: false,
  checks: approval.checks,
  three_d_secure: null,
  risk: approval.risk,
} as const

/** A payment by a method, and what its processor answered. */
const answered = (
  input: Partial<typeof creation>,
  outcome: Exclude<AuthoriseOutcome, { outcome: 'unknown' }>,
  setting: SceneSetting = {},
) => {
  const begun = firstScene.after(createIntent, { ...paying, ...input }, setting)
  return begun.after(recordAuthorisation, begun.outcome('authorise', outcome), setting)
}

export const withoutMethod = firstScene.after(createIntent, creation)
export const ready = firstScene.after(createIntent, { ...creation, method: { existing: 'pm_1' } })
export const atIssuer = firstScene.after(createIntent, paying)
/** A method that is kept for later payments of its customer. */
export const forLater = firstScene.after(createIntent, {
  ...paying,
  customer: 'cus_1',
  setup_future_usage: 'off_session',
})
/** Tried under a leave that is good for one payment. */
export const tryingOnce = firstScene
  .but(mandate, 'mandate_1', { single_use: { amount: 2000, currency: 'eur' } })
  .after(createIntent, { ...paying, confirmOptions: { mandate: 'mandate_1' } })
export const challenged = answered(
  {},
  { outcome: 'challenge', challenge: 'chal_1', step: 'challenge', three_d_secure_version: '2.2.0' },
)
export const declined = answered({}, { outcome: 'declined', decline })
export const held = answered({ capture_method: 'manual' }, { outcome: 'authorised', approval })
export const paidScene = answered({}, { outcome: 'captured', approval })

export const capturing = held.after(captureIntent, { intent: 'pi_1' })
export const partCapturing = held.after(captureIntent, {
  intent: 'pi_1',
  amount_to_capture: 500,
  final_capture: false,
})
export const partCaptured = partCapturing.after(
  recordCapture,
  partCapturing.outcome('capture', { outcome: 'captured' }),
)
export const voiding = held.after(cancelIntent, { intent: 'pi_1', cancellation_reason: 'abandoned' })
export const voidingRest = partCaptured.after(cancelIntent, { intent: 'pi_1', cancellation_reason: 'abandoned' })
export const incrementing = held.after(incrementAuthorization, {
  intent: 'pi_1',
  amount: 2500,
  description: 'More towels',
})
export const canceled = ready.after(cancelIntent, { intent: 'pi_1', cancellation_reason: null })

const code = { kind: 'qr_code', data: '00020101021226', expires_at: now + 1_800_000 } as const
const handed = { outcome: 'action', reference: 'sim_1', expires_at: now + 1_800_000, ask_at: null } as const
const byCode = { amount: 2_000_000, currency: 'idr', method: { existing: 'pm_qris' } } as const
export const handing = firstScene.after(createIntent, { ...paying, ...byCode })
export const debiting = firstScene.after(createIntent, { ...paying, method: { existing: 'pm_debit' } })
/** A code that the payer scans: 20,000 rupiah. */
export const handedOut = answered(byCode, { ...handed, action: code })
/** A code that is paid again and again, of 20,000 rupiah each time. */
export const reusable = answered({ ...byCode, usage: 'multiple' }, { ...handed, action: code })
/** A quarter of it came in, and the rest may follow. */
export const partReceived = handedOut.after(recordAttemptStatus, {
  ...handedOut.outcome('authorise', {
    outcome: 'received',
    reference: 'sim_1',
    payments: [{ reference: 'p_1', amount: 500_000, received_at: now }],
    open: true,
  } as const),
  attempt: 'ch_1',
})
/** The operator has sent the payer a code to type in. */
export const codeAsked = answered(
  { amount: 2000, currency: 'xof', method: { existing: 'pm_momo' }, payment_method_options: {}, confirmOptions: {} },
  { ...handed, action: { kind: 'one_time_code', phone: null, dial_code: null, digits: 6 } },
)
/** A debit is on its way; its bank says later whether it was paid. */
export const debited = answered(
  { method: { existing: 'pm_debit' } },
  { outcome: 'pending', reference: 'sim_1', ask_at: now + 86_400_000 },
)

/** Paid by a method whose money has no way back by itself, only as a whole, or none at all. */
const paidBy = (method: string, currency: string) => {
  const begun = firstScene.after(createIntent, { ...paying, currency, method: { existing: method } })
  return begun.after(
    recordAuthorisation,
    begun.outcome('authorise', {
      outcome: 'received',
      reference: 'sim_1',
      payments: [{ reference: 'p_1', amount: 2000, received_at: now }],
      open: false,
    } as const),
  )
}
export const paidByTransfer = paidBy('pm_transfer', 'thb')
export const paidAsWhole = paidBy('pm_whole', 'myr')
export const paidForGood = paidBy('pm_never', 'idr')

/** A request over each status that an intent may have. */
export const inEachStatus = <Input>(input: Input) =>
  ({
    requires_payment_method: [withoutMethod, input],
    requires_confirmation: [ready, input],
    requires_action: [challenged, input],
    processing: [debited, input],
    requires_capture: [held, input],
    succeeded: [paidScene, input],
    canceled: [canceled, input],
  }) as const

/** The outcome of a call by a verb that no payment waits for. */
export const ofNobody = <V extends Verb, O>(verb: V, outcome: O) => {
  const { effect } =
    new Map<Verb, World>([
      ['authorise', atIssuer],
      ['capture', capturing],
      ['void', voiding],
      ['increment', incrementing],
    ])
      .get(verb)
      ?.outcome(verb, outcome) ?? assert.fail(`there is no call to ${verb}`)
  return { effect: { ...effect, id: 'call_of_nobody' }, outcome }
}

/** A card number that came with a request, sealed for the vault. */
export const sealed = {
  seal: { id: 'rec_1', version: 1, sealed: Buffer.alloc(8), data_key: null, wrapped: null },
}

/** A primary and a backup. */
export const twoAccounts = ['ca_1', 'ca_2'].map((id) => ({ id, connector: 'simulator', seed: '' }))

/** One more than an object may have. */
export const tooManyNotes = Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`note ${at}`, 'x']))

export { confirmationToken, customer, mandate, paymentIntent, paymentMethod }
