import { lookup } from '../kernel/lookup.ts'
import type { Decline } from './connector.ts'

/**
 * What a decline code means: the API's code, a sentence for the payer, the network's response code (ISO 8583 field 39
 * and its scheme extensions), and what the merchant may do.
 */
type DeclineEntry = Pick<Decline, 'code' | 'message' | 'network_decline_code' | 'advice_code'>

export const declines: Readonly<Record<string, DeclineEntry>> = lookup({
  generic_decline: {
    code: 'card_declined',
    message: 'Your card was declined.',
    network_decline_code: '05',
    advice_code: 'try_again_later',
  },
  insufficient_funds: {
    code: 'card_declined',
    message: 'Your card has insufficient funds.',
    network_decline_code: '51',
    advice_code: 'try_again_later',
  },
  lost_card: {
    code: 'card_declined',
    message: 'Your card was declined.',
    network_decline_code: '41',
    advice_code: 'do_not_try_again',
  },
  stolen_card: {
    code: 'card_declined',
    message: 'Your card was declined.',
    network_decline_code: '43',
    advice_code: 'do_not_try_again',
  },
  expired_card: {
    code: 'expired_card',
    message: 'Your card has expired.',
    network_decline_code: '54',
    advice_code: 'do_not_try_again',
  },
  incorrect_cvc: {
    code: 'incorrect_cvc',
    message: "Your card's security code is incorrect.",
    network_decline_code: 'N7',
    advice_code: 'confirm_card_data',
  },
  processing_error: {
    code: 'processing_error',
    message: 'An error occurred while processing your card. Try again in a little bit.',
    network_decline_code: '96',
    advice_code: 'try_again_later',
  },
  card_velocity_exceeded: {
    code: 'card_declined',
    message: 'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
    network_decline_code: '65',
    advice_code: 'try_again_later',
  },
  fraudulent: {
    code: 'card_declined',
    message: 'Your card was declined.',
    network_decline_code: null,
    advice_code: 'do_not_try_again',
  },
  invalid_account: {
    code: 'card_declined',
    message: 'The card, or the account that it is connected to, is invalid.',
    network_decline_code: '14',
    advice_code: 'do_not_try_again',
  },
  restricted_card: {
    code: 'card_declined',
    message: 'Your card was declined.',
    network_decline_code: '62',
    advice_code: 'do_not_try_again',
  },
  authentication_cancelled: {
    code: 'payment_intent_authentication_failure',
    message: 'The payer cancelled the authentication.',
    network_decline_code: null,
    advice_code: null,
  },
  authentication_required: {
    code: 'authentication_required',
    message: 'Your card was declined. This transaction requires authentication.',
    network_decline_code: '1A',
    advice_code: 'try_again_later',
  },
})

/** The decline of a code, with nothing checked and a normal risk; an unknown code is a generic decline that keeps its name. */
export function declineOf(decline_code: string, more: Partial<Decline> = {}): Decline {
  const entry = declines[decline_code] ?? {
    code: 'card_declined',
    message: 'Your card was declined.',
    network_decline_code: '05',
    advice_code: 'try_again_later' as const,
  }
  return {
    ...entry,
    decline_code,
    blocked: false,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: null },
    three_d_secure: null,
    risk: { level: 'normal', score: 24 },
    ...more,
  }
}
