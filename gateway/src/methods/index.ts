/** Every payment method that is configured; a new family is a line here. */
import { Type } from 'typebox'
import type { Method, MethodCatalogue } from '../contracts/method.ts'
import { noOptions, showPlainly } from '../contracts/method-family.ts'
import { bankDebitMethods } from './bank-debit/index.ts'
import { bankRedirectMethods } from './bank-redirect/index.ts'
import { bankTransferMethods } from './bank-transfer/index.ts'
import { mobileMoneyMethods } from './mobile-money/index.ts'
import { payLaterMethods } from './pay-later/index.ts'
import { qrCodeMethods } from './qr-code/index.ts'
import { virtualAccountMethods } from './virtual-account/index.ts'
import { voucherMethods } from './voucher/index.ts'
import { walletMethods } from './wallet/index.ts'

/** Cards are described here like every other method; their data goes through the vault and never through `accept`. */
const card: Method = {
  code: 'card',
  family: 'card',
  label: 'Card',
  icon: 'card',
  countries: null,
  country_bound: false,
  currencies: null,
  currency_in: null,
  expires_after_ms: null,
  expires_at_most_ms: null,
  refunds: 'partial',
  captures_later: true,
  settles_late: false,
  reusable: false,
  savable: true,
  requires: [],
  requires_options: [],
  next_action: 'device_then_challenge',
  closed: null,
  fields: Type.Object({}, { additionalProperties: false }),
  options: noOptions,
  accept: () => ({ details: {}, secret: null }),
  describe: () => ({}),
  charged: () => ({}),
  hidden_options: [],
  option_defaults: {},
  show: (action, shown) => showPlainly(action, shown, card),
}

const all: readonly Method[] = [
  card,
  ...walletMethods,
  ...bankRedirectMethods,
  ...bankDebitMethods,
  ...bankTransferMethods,
  ...qrCodeMethods,
  ...virtualAccountMethods,
  ...voucherMethods,
  ...mobileMoneyMethods,
  ...payLaterMethods,
]
const byCode = new Map(all.map((method) => [method.code, method]))

const reader = 'it needs card readers, which do not exist here yet'
const absent = (code: string) => [code, `this gateway does not offer ${code}`] as const

/** What Stripe publishes besides, so that a name of it is never taken for a typing error. */
const notOffered = new Map<string, string>(
  [
    ['card_present', reader] as const,
    ['interac_present', reader] as const,
    ...'custom boku_promptpay capchase_pay check_scan click_to_pay demo_pay duitnow dummy_auth_push dummy_passthrough_card edenred getbalance gift_card gopay id_bank_transfer knet kr_market kriya momo mondu netbanking ng_bank ng_bank_transfer ng_card ng_market ng_ussd ng_wallet octopus paper_check rechnung shop_pay south_korea_market stripe_balance tamara test_pay touch_n_go us_cash_voucher vipps wero'
      .split(' ')
      .map(absent),
  ].filter(([code]) => !byCode.has(code)),
)

export const methodCatalogue: MethodCatalogue = { all, of: (code) => byCode.get(code) ?? null, notOffered }
