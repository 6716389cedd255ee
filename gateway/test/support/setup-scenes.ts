/** Setups as they stand at each step of their way: `seti_1` saves `pm_1` for `cus_1`. */
import {
  cancelSetup,
  confirmSetup,
  createSetup,
  recordVerification,
  setupAttempt,
  setupIntent,
} from '../../src/resources/payments/setup-intent/index.ts'
import { approval, decline, firstScene } from './payment-scenes.ts'

export const setupCreation = { method: null, confirm: false, return_url: null, acceptance: null }
const saving = { ...setupCreation, customer: 'cus_1', method: { existing: 'pm_1' } } as const
export const setupConfirmation = {
  setup: 'seti_1',
  method: null,
  return_url: null,
  client_secret: null,
  acceptance: null,
}

export const emptySetup = firstScene.after(createSetup, { ...setupCreation, customer: 'cus_1' })
export const readySetup = firstScene.after(createSetup, saving)
export const setupAtIssuer = readySetup.after(confirmSetup, setupConfirmation)
export const challengedSetup = setupAtIssuer.after(
  recordVerification,
  setupAtIssuer.outcome('verify', {
    outcome: 'challenge',
    challenge: 'chal_1',
    step: 'challenge',
    three_d_secure_version: '2.2.0',
  } as const),
)
export const verifiedOutcome = { outcome: 'verified', approval } as const
export const savedSetup = setupAtIssuer.after(recordVerification, setupAtIssuer.outcome('verify', verifiedOutcome))
export const declinedSetup = setupAtIssuer.after(
  recordVerification,
  setupAtIssuer.outcome('verify', { outcome: 'declined', decline } as const),
)
export const canceledSetup = readySetup.after(cancelSetup, { setup: 'seti_1', cancellation_reason: null })

/** A request over each status that a setup may have. */
export const inEachSetupStatus = <Input>(input: Input) =>
  ({
    requires_payment_method: [emptySetup, input],
    requires_confirmation: [readySetup, input],
    requires_action: [challengedSetup, input],
    processing: [setupAtIssuer, input],
    succeeded: [savedSetup, input],
    canceled: [canceledSetup, input],
  }) as const

export { setupAttempt, setupIntent }
