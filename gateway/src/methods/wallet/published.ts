/**
 * Wallets of Europe, America, Japan and Korea, under the names, currencies and abilities that Stripe publishes
 * (docs.stripe.com/payments/payment-methods/payment-method-support). Each takes its payer to a page or an app and back.
 */
import { Type } from 'typebox'
import type { Method } from '../../contracts/method.ts'
import { anyAmount, type Family, hours, type MethodEntry, methodsOf, minutes } from '../../contracts/method-family.ts'
import { OneOf, Text, Unsettable } from '../../kernel/schema.ts'

/** What such wallets pay with is their payer's secret. */
const noFunding = {
  card: { brand: null, country: null, exp_month: null, exp_year: null, funding: null, last4: null },
  type: null,
}

const charged: NonNullable<Family['charged']> = ({ email, reference: own }, reference, { code }) => {
  switch (code) {
    case 'link':
      return { country: null }
    case 'paypal':
      return {
        country: null,
        payer_email: email ?? null,
        payer_id: null,
        payer_name: null,
        seller_protection: null,
        transaction_id: reference,
      }
    case 'amazon_pay':
    case 'revolut_pay':
      return { funding: noFunding, transaction_id: reference }
    case 'mobilepay':
      return { card: null }
    case 'twint':
    case 'paypay':
      return {}
    case 'satispay':
      return { transaction_id: reference }
    case 'bizum':
      return { buyer_id: null, transaction_id: reference }
    case 'crypto':
      return reference === null ? {} : { transaction_hash: reference }
    case 'kr_card':
      return { brand: null, buyer_id: null, last4: null, transaction_id: reference }
    default:
      return { buyer_id: null, reference: own, transaction_id: reference }
  }
}

const describe: NonNullable<Family['describe']> = ({ email, funding }, { code }) => {
  switch (code) {
    case 'link':
      return { email: email ?? null }
    case 'paypal':
      return { country: null, payer_email: email ?? null, payer_id: null }
    case 'bizum':
      return { buyer_id: null }
    case 'naver_pay':
      return { buyer_id: null, funding: funding ?? 'card' }
    case 'kr_card':
      return { brand: null, last4: null }
    default:
      return {}
  }
}

const text = (length: number) => Type.Optional(Unsettable(Text(length)))
const held = { captures_later: true } as const
const kept = { savable: true } as const
const korean = { countries: ['KR'], currencies: { krw: { min: 100, max: null } }, expires_after_ms: minutes(15) }

const wallets: readonly MethodEntry[] = [
  {
    ...held,
    ...kept,
    code: 'link',
    label: 'Link',
    countries: null,
    currencies: null,
    expires_after_ms: hours(1),
    options: { persistent_token: text(500) },
  },
  {
    ...held,
    ...kept,
    code: 'paypal',
    label: 'PayPal',
    countries: null,
    currencies: anyAmount(
      ...['eur', 'gbp', 'usd', 'chf', 'czk', 'dkk', 'nok', 'pln', 'sek', 'aud', 'cad', 'hkd', 'nzd', 'sgd'],
    ),
    expires_after_ms: hours(3),
    options: {
      preferred_locale: text(5),
      reference: text(127),
      risk_correlation_id: text(255),
      // Of a setup: an agreement that the payer had made before.
      billing_agreement_id: text(128),
    },
    hidden_options: ['risk_correlation_id'],
  },
  {
    ...held,
    ...kept,
    code: 'amazon_pay',
    label: 'Amazon Pay',
    countries: null,
    currencies: anyAmount('usd', 'eur', 'gbp', 'jpy', 'aud', 'chf', 'dkk', 'hkd', 'nok', 'nzd', 'sek', 'zar'),
    expires_after_ms: hours(1),
  },
  {
    ...held,
    ...kept,
    code: 'revolut_pay',
    label: 'Revolut Pay',
    countries: 'GB AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(
      ' ',
    ),
    currencies: anyAmount('eur', 'gbp', 'ron', 'huf', 'pln', 'dkk', 'sek', 'nok', 'chf', 'czk', 'usd', 'aud'),
    expires_after_ms: hours(1),
  },
  {
    ...held,
    code: 'mobilepay',
    label: 'MobilePay',
    countries: ['DK', 'FI'],
    currencies: anyAmount('dkk', 'eur', 'nok', 'sek'),
    expires_after_ms: minutes(5),
  },
  {
    ...held,
    ...kept,
    code: 'satispay',
    label: 'Satispay',
    countries: [
      'IT',
      'AT',
      'BE',
      'CY',
      'DE',
      'EE',
      'ES',
      'FI',
      'FR',
      'GR',
      'IE',
      'LT',
      'LU',
      'LV',
      'MT',
      'NL',
      'PT',
      'SI',
      'SK',
    ],
    currencies: anyAmount('eur'),
    expires_after_ms: minutes(15),
  },
  {
    ...kept,
    code: 'twint',
    label: 'TWINT',
    countries: ['CH'],
    currencies: { chf: { min: 1, max: 500_000 } },
    expires_after_ms: minutes(15),
  },
  {
    ...kept,
    code: 'bizum',
    label: 'Bizum',
    countries: ['ES'],
    currencies: anyAmount('eur'),
    expires_after_ms: minutes(15),
  },
  { code: 'paypay', label: 'PayPay', countries: ['JP'], currencies: anyAmount('jpy'), expires_after_ms: minutes(15) },
  {
    code: 'crypto',
    label: 'Stablecoins',
    countries: null,
    currencies: { usd: { min: 50, max: 1_000_000 } },
    expires_after_ms: hours(1),
  },
  { ...held, ...kept, ...korean, code: 'kakao_pay', label: 'Kakao Pay' },
  { ...held, ...kept, ...korean, code: 'kr_card', label: 'Korean cards' },
  {
    ...held,
    ...kept,
    ...korean,
    code: 'naver_pay',
    label: 'Naver Pay',
    fields: { funding: Type.Optional(OneOf(['card', 'points'] as const)) },
  },
  { ...held, ...korean, code: 'payco', label: 'PAYCO' },
  { ...held, ...korean, code: 'samsung_pay', label: 'Samsung Pay' },
]

export const publishedWallets: readonly Method[] = methodsOf(
  {
    family: 'wallet',
    next_action: 'redirect',
    charged,
    describe,
    option_defaults: {
      link: { persistent_token: null },
      paypal: { preferred_locale: null, reference: null },
    },
    accept: ({ data, billing }, { code }) => ({
      details: {
        ...(code === 'link' || code === 'paypal' ? { email: billing.email } : {}),
        ...(code === 'naver_pay' ? { funding: data.funding === 'points' ? 'points' : 'card' } : {}),
      },
      secret: null,
    }),
  },
  wallets,
)
