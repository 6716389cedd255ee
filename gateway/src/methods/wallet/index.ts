/** Wallets that take the payer to their app or page and back; amounts are limits of the schemes, configuration and not law. */

import type { Method, MethodFacts, NextAction, ShownAction } from '../../contracts/method.ts'
import {
  anyAmount,
  type Family,
  hours,
  type MethodEntry,
  methodsOf,
  minutes,
  showPlainly,
} from '../../contracts/method-family.ts'
import { publishedWallets } from './published.ts'

/** Wallets whose redirect has a name of its own on the wire. */
const named = new Set([
  'alipay',
  'alipayplus',
  'alipay_hk',
  'dana',
  'shopeepay',
  'gcash',
  'bpi',
  'truemoney',
  'rabbit_line_pay',
])

const show = (action: NextAction, shown: ShownAction, method: MethodFacts): ReturnType<Method['show']> => {
  if (action.kind !== 'redirect' || !named.has(method.code)) return showPlainly(action, shown, method)
  const type = `${method.code}_handle_redirect`
  return {
    type,
    [type]: {
      ...(method.code === 'alipay' ? { native_data: null, native_url: null } : {}),
      return_url: shown.return_url,
      url: action.url,
    },
  }
}

const charged: NonNullable<Family['charged']> = (_, reference, { code }) => ({
  ...(code === 'alipay' ? { fingerprint: null } : {}),
  transaction_id: reference,
})

const limit = (code: string, min: number, max: number | null) => ({ [code]: { min, max } })

const asianWallets: readonly MethodEntry[] = [
  {
    code: 'alipay',
    savable: true,
    label: 'Alipay',
    countries: ['CN'],
    currencies: anyAmount('cny', 'usd', 'eur', 'gbp', 'hkd', 'sgd', 'aud', 'cad', 'jpy', 'nzd', 'myr', 'idr'),
    expires_after_ms: hours(2),
  },
  {
    code: 'alipayplus',
    label: 'Alipay+',
    countries: null,
    currencies: anyAmount('usd', 'eur', 'gbp', 'cny', 'hkd', 'sgd', 'myr', 'php', 'thb', 'idr', 'krw', 'jpy'),
    expires_after_ms: minutes(30),
  },
  {
    code: 'alipay_hk',
    savable: true,
    label: 'AlipayHK',
    countries: ['HK'],
    currencies: limit('hkd', 1, 5_000_000),
    expires_after_ms: minutes(15),
  },
  {
    code: 'dana',
    savable: true,
    label: 'DANA',
    countries: ['ID'],
    currencies: limit('idr', 30_000, 1_000_000_000),
    expires_after_ms: minutes(30),
  },
  {
    code: 'shopeepay',
    label: 'ShopeePay',
    countries: ['ID', 'MY', 'PH', 'SG', 'TH', 'VN'],
    currencies: anyAmount('idr', 'myr', 'php', 'sgd', 'thb', 'vnd'),
    expires_after_ms: minutes(20),
  },
  {
    code: 'gcash',
    savable: true,
    label: 'GCash',
    countries: ['PH'],
    currencies: limit('php', 100, 10_000_000),
    expires_after_ms: minutes(30),
  },
  {
    code: 'bpi',
    label: 'BPI',
    countries: ['PH'],
    currencies: limit('php', 1, 5_000_000),
    expires_after_ms: minutes(30),
  },
  {
    code: 'truemoney',
    savable: true,
    label: 'TrueMoney',
    countries: ['TH'],
    currencies: anyAmount('thb'),
    expires_after_ms: minutes(15),
  },
  {
    code: 'rabbit_line_pay',
    savable: true,
    label: 'Rabbit LINE Pay',
    countries: ['TH'],
    currencies: anyAmount('thb'),
    expires_after_ms: minutes(15),
  },
  {
    code: 'boost',
    savable: true,
    label: 'Boost',
    countries: ['MY'],
    currencies: limit('myr', 5, 500_000),
    expires_after_ms: minutes(15),
  },
  {
    code: 'touchngo',
    savable: true,
    label: "Touch 'n Go",
    countries: ['MY'],
    currencies: limit('myr', 1, 2_000_000),
    expires_after_ms: minutes(15),
  },
  {
    code: 'mcash',
    label: 'MCash',
    countries: ['MY'],
    currencies: anyAmount('myr'),
    expires_after_ms: minutes(15),
    refunds: 'full',
  },
  {
    code: 'grabpay',
    label: 'GrabPay',
    countries: ['SG', 'MY', 'PH', 'TH', 'VN'],
    currencies: anyAmount('sgd', 'myr'),
    expires_after_ms: minutes(60),
  },
  {
    code: 'kakaopay',
    savable: true,
    label: 'Kakao Pay',
    countries: ['KR'],
    currencies: limit('krw', 50, 2_000_000),
    expires_after_ms: minutes(15),
  },
  {
    code: '9pay',
    label: '9Pay',
    countries: ['VN'],
    currencies: limit('vnd', 10_000, 200_000_000),
    expires_after_ms: minutes(30),
  },
  {
    code: 'unionpay',
    label: 'UnionPay',
    countries: null,
    currencies: anyAmount('cny', 'usd', 'eur', 'gbp', 'hkd', 'sgd', 'jpy', 'aud', 'thb', 'myr', 'idr'),
    expires_after_ms: minutes(30),
    captures_later: true,
  },
]

export const walletMethods: readonly Method[] = [
  ...methodsOf({ family: 'wallet', next_action: 'redirect', show, charged }, asianWallets),
  ...publishedWallets,
]
