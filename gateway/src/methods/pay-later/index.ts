/** Buy now, pay later: the lender approves on its own page, and the shop captures when it ships. */

import type { Method, MethodFacts, NextAction, ShownAction } from '../../contracts/method.ts'
import { anyAmount, days, type Family, hours, methodsOf, showPlainly } from '../../contracts/method-family.ts'

const show = (action: NextAction, shown: ShownAction, method: MethodFacts): ReturnType<Method['show']> =>
  action.kind === 'redirect' && method.code === 'akulaku'
    ? { type: 'akulaku_handle_redirect', akulaku_handle_redirect: { return_url: shown.return_url, url: action.url } }
    : showPlainly(action, shown, method)

const charged: NonNullable<Family['charged']> = (_, reference, { code }) =>
  code === 'klarna'
    ? { payer_details: null, payment_method_category: 'pay_later', preferred_locale: null }
    : { reference }

export const payLaterMethods: readonly Method[] = methodsOf(
  { family: 'pay_later', next_action: 'redirect', show, charged },
  [
    {
      code: 'klarna',
      label: 'Klarna',
      // Its agreements are made for the country in which the payer lives.
      country_bound: true,
      countries: [
        'AT',
        'AU',
        'BE',
        'CA',
        'CH',
        'CZ',
        'DE',
        'DK',
        'ES',
        'FI',
        'FR',
        'GB',
        'GR',
        'IE',
        'IT',
        'NL',
        'NO',
        'NZ',
        'PL',
        'PT',
        'RO',
        'SE',
        'US',
      ],
      currencies: anyAmount('eur', 'gbp', 'usd', 'sek', 'nok', 'dkk', 'pln', 'aud', 'nzd', 'cad', 'chf', 'czk', 'ron'),
      expires_after_ms: days(2),
      captures_later: true,
      requires: ['email', 'address[country]'],
    },
    {
      code: 'akulaku',
      label: 'Akulaku',
      countries: ['ID', 'PH'],
      currencies: anyAmount('idr', 'php'),
      expires_after_ms: hours(1),
    },
  ],
)
