/** What a payer may change of the terms that a merchant has set, through the API or a page. */
import type { CommandContext } from '../../../../engine/command.ts'
import { defineRefusal, type Refusal } from '../../../../kernel/refusal.ts'
import { shippingOf } from '../../../customers/payment-method/index.ts'
import type { IntentTerms } from '../events.ts'
import type { PaymentIntent } from '../model.ts'
import type { TermsInput } from './terms.ts'

const refuseTerm = {
  confirmedByHand: defineRefusal<{ id: string }>(
    'invalid_request',
    'payment_intent_confirmed_by_hand',
    "The intent's confirmation_method is `manual`: every attempt is made by the merchant's server, with a secret key. A browser, a page and a foreign API's public call cannot confirm it.",
    () =>
      'This payment cannot be confirmed from a browser, because its confirmation_method is manual. Confirm it from your server.',
    ({ id }) => ({ param: 'confirmation_method', shows: { payment_intent: id } }),
  ),
  merchantsTerm: defineRefusal<{ param: string; why: string; id: string }>(
    'invalid_request',
    'parameter_requires_secret_key',
    '',
    ({ param, why }) => `${param} cannot be changed from a browser: ${why}`,
    ({ param, id }) => ({ param, shows: { payment_intent: id } }),
  ),
}

type Wishes = Pick<TermsInput, 'setup_future_usage' | 'shipping'>

/**
 * Refuses a payer who confirms what the merchant confirms by hand, who takes back that the method is saved, or who sends
 * the goods elsewhere than the merchant has set. (`PaymentIntentConfirmParams` of the official browser library: a
 * publishable key changes `setup_future_usage` from `on_session` to `off_session` only.)
 */
export function refusePayerTerms(
  intent: PaymentIntent,
  { setup_future_usage: wished, shipping }: Wishes,
): Refusal | null {
  const { id, setup_future_usage: set } = intent
  if (intent.confirmation_method === 'manual') return refuseTerm.confirmedByHand({ id })
  if (wished !== undefined && set !== null && wished !== set && wished !== 'off_session')
    return refuseTerm.merchantsTerm({ param: 'setup_future_usage', why: `it is set to ${set}.`, id })
  const settled = intent.shipping !== null && intent.shipping_by !== 'payer'
  if (shipping !== undefined && settled && !isSame(shipping, intent.shipping))
    return refuseTerm.merchantsTerm({ param: 'shipping', why: 'it was set with a secret key.', id })
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
