/** Setups as they stand at each step of their way: `seti_1` saves `pm_1` for `cus_1`. */
import {
  cancelSetup,
  confirmSetup,
  createSetup,
  recordVerification,
  setupAttempt,
  setupIntent,
} from '../../src/resources/payments/setup-intent/index.ts'
import { approval, decline, start } from './payment-scenes.ts'

export const setupCreation = { method: null, confirm: false, return_url: null, acceptance: null }
const saving = { ...setupCreation, customer: 'cus_1', method: { existing: 'pm_1' } } as const
export const confirming = { setup: 'seti_1', method: null, return_url: null, client_secret: null, acceptance: null }

export const withoutMethod = start.after(createSetup, { ...setupCreation, customer: 'cus_1' })
export const ready = start.after(createSetup, saving)
export const atIssuer = ready.after(confirmSetup, confirming)
export const challenged = atIssuer.after(
  recordVerification,
  atIssuer.outcome('verify', {
    outcome: 'challenge',
    challenge: 'chal_1',
    step: 'challenge',
    three_d_secure_version: '2.2.0',
  } as const),
)
export const verified = { outcome: 'verified', approval } as const
export const saved = atIssuer.after(recordVerification, atIssuer.outcome('verify', verified))
export const declined = atIssuer.after(
  recordVerification,
  atIssuer.outcome('verify', { outcome: 'declined', decline } as const),
)
export const canceled = ready.after(cancelSetup, { setup: 'seti_1', cancellation_reason: null })

/** A request over each status that a setup may have. */
export const inEachSetupStatus = <Input>(input: Input) =>
  ({
    requires_payment_method: [withoutMethod, input],
    requires_confirmation: [ready, input],
    requires_action: [challenged, input],
    processing: [atIssuer, input],
    succeeded: [saved, input],
    canceled: [canceled, input],
  }) as const

export { setupAttempt, setupIntent }
