/** Typed payments of a test, as code that compiles against the official client's newest types sends them. */
import assert from 'node:assert/strict'
import type Stripe from 'stripe'
import { officialClient } from '../client/client.ts'

export type CreateParams = Stripe.PaymentIntentCreateParams

export function typedPayments(url: string, key: string) {
  const stripe = officialClient(url, key)
  const create = (more: Partial<CreateParams> = {}) =>
    stripe.paymentIntents.create({ amount: 10_000, currency: 'eur', ...more })
  const pay = (more: Partial<CreateParams> = {}) => create({ confirm: true, payment_method: 'pm_card_visa', ...more })
  return {
    stripe,
    create,
    pay,
    /** Held for capture, with wishes of its card. */
    held: (card: Stripe.PaymentIntentCreateParams.PaymentMethodOptions.Card = {}, more: Partial<CreateParams> = {}) =>
      pay({ capture_method: 'manual', payment_method_options: { card }, expand: ['latest_charge'], ...more }),
    reread: (intent: { id: string }) => stripe.paymentIntents.retrieve(intent.id, { expand: ['latest_charge'] }),
  }
}

export const typedCharge = ({ latest_charge }: Stripe.PaymentIntent): Stripe.Charge => {
  assert.ok(typeof latest_charge === 'object' && latest_charge !== null, 'the charge is expanded')
  return latest_charge
}

export const cardOf = (intent: Stripe.PaymentIntent) => {
  const { card } = typedCharge(intent).payment_method_details ?? {}
  assert.ok(card)
  return card
}

/** Code and param of a call that must be refused. */
export async function typedRefusal(
  call: Promise<unknown>,
): Promise<[code: string | undefined, param: string | undefined]> {
  try {
    await call
  } catch (error) {
    const { code, param } = error as Stripe.errors.StripeError
    return [code, param]
  }
  assert.fail('the call was not refused')
}
