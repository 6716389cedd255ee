/**
 * A single-use mandate. One payment at a time may attempt under it, and the first success uses it up:
 *
 *   free    nobody tries under it; where a try failed, the next may follow
 *   tried   an attempt under it is under way: no other payment may begin one
 *   used    a payment under it was authorised or paid: inactive, for good
 *
 * Who begins an attempt under it has it locked, so that two payments never begin together.
 */
import { type DecidedEvent, event, type Need, peekIf } from '../../../../engine/aggregate.ts'
import type { Refusal } from '../../../../kernel/refusal.ts'
import { type Mandate, mandate } from '../../../customers/mandate/index.ts'
import type { PaymentMethod } from '../../../customers/payment-method/index.ts'
import type { Attempt, PaymentIntent } from '../model.ts'
import { refuseOption } from './option-refusals.ts'

/** The payment that may be trying under it just now. */
export const otherAttemptUnder = (payerMandate: Mandate | null, own: string | null): string | null =>
  payerMandate === null || payerMandate.single_use === null || payerMandate.tried_by === own
    ? null
    : (payerMandate.tried_by ?? null)

/** Refuses while an attempt of another payment under the same mandate is under way. */
export const refuseSecondAttempt = (payerMandate: Mandate | null, other: PaymentIntent | null): Refusal | null =>
  payerMandate !== null && other?.attempt?.once_under === payerMandate.id
    ? refuseOption.mandateUnfit({ why: `it is good for one payment, and ${other.id} is being tried under it` })
    : null

/**
 * Refuses to charge without its payer, and without naming its mandate, what was saved for one payment only: nobody has agreed to
 * another one.
 */
export const refuseUnnamedMandate = (
  saved: Pick<PaymentMethod, 'credential'> | null,
  { off_session, mandate: named, agreed }: { off_session: boolean; mandate: string | undefined; agreed: boolean },
): Refusal | null =>
  off_session && named === undefined && !agreed && saved?.credential?.single_use === true
    ? refuseOption.mandateUnnamed({ mandate: saved.credential.mandate ?? '' })
    : null

export const mandateAttempted = (payerMandate: Mandate | null, payment_intent: string): DecidedEvent[] =>
  payerMandate === null || payerMandate.single_use === null
    ? []
    : [event(mandate, payerMandate.id, { type: 'tried', payment_intent })]

/** The mandate of an attempt, where its success uses it up. */
export const mandateOf = (attempt: Attempt | null): Need<Mandate, true> =>
  peekIf(mandate, attempt?.once_under ?? null, 'mandate')

/** An attempt under it succeeded. Its method may have been detached meanwhile, which ended it too. */
export const mandateUsedUp = (payerMandate: Mandate | null): DecidedEvent[] =>
  payerMandate === null || payerMandate.status !== 'active' ? [] : [event(mandate, payerMandate.id, { type: 'ended' })]
