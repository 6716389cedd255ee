/** What a payer may do to the terms that a merchant has set, whichever door the payer comes through. */
import type { CommandContext } from '../../engine/command.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { shippingOf } from '../payment-method/index.ts'
import type { IntentTerms } from './events.ts'
import type { PaymentIntent } from './model.ts'
import { refuseIntent } from './refusals.ts'
import type { TermsInput } from './terms.ts'

type Wishes = Pick<TermsInput, 'setup_future_usage' | 'shipping'>

/**
 * Refuses a payer who confirms what the merchant confirms by hand, who takes back that the method is saved, or who sends
 * the goods elsewhere than the merchant has set. (`PaymentIntentConfirmParams` of the official browser library: a
 * publishable key changes `setup_future_usage` from `on_session` to `off_session` only.)
 */
export function refusePayer(intent: PaymentIntent, { setup_future_usage: wished, shipping }: Wishes): Refusal | null {
  const { id, setup_future_usage: set } = intent
  if (intent.confirmation_method === 'manual') return refuseIntent.confirmedByHand({ id })
  if (wished !== undefined && set !== null && wished !== set && wished !== 'off_session')
    return refuseIntent.merchantsTerm({ param: 'setup_future_usage', why: `it is set to ${set}.`, id })
  const settled = intent.shipping !== null && intent.shipping_by !== 'payer'
  if (shipping !== undefined && settled && !isSame(shipping, intent.shipping))
    return refuseIntent.merchantsTerm({ param: 'shipping', why: 'it was set with a secret key.', id })
  return null
}

const isSame = (sent: NonNullable<Wishes['shipping']> | null, set: PaymentIntent['shipping']): boolean =>
  JSON.stringify(sent === null ? null : shippingOf(sent)) === JSON.stringify(set)

/** Who has said where the goods go; only what changes. */
export const shippingSaid = (
  { shipping }: Wishes,
  { shipping_by }: Pick<PaymentIntent, 'shipping_by'>,
  { audience }: Pick<CommandContext, 'audience'>,
): Pick<IntentTerms, 'shipping_by'> => {
  const by = audience === 'publishable' ? 'payer' : 'merchant'
  return shipping === undefined || by === (shipping_by ?? 'merchant') ? {} : { shipping_by: by }
}
