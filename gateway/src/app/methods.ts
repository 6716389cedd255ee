/** Every payment method that is configured; a new family is a line here. */
import { Type } from 'typebox'
import type { Method, MethodCatalogue } from '../contracts/method.ts'
import { noOptions, showPlainly } from '../contracts/method-family.ts'
import { bankDebitMethods } from '../methods/bank-debit/index.ts'
import { bankRedirectMethods } from '../methods/bank-redirect/index.ts'
import { mobileMoneyMethods } from '../methods/mobile-money/index.ts'
import { payLaterMethods } from '../methods/pay-later/index.ts'
import { qrCodeMethods } from '../methods/qr-code/index.ts'
import { virtualAccountMethods } from '../methods/virtual-account/index.ts'
import { voucherMethods } from '../methods/voucher/index.ts'
import { walletMethods } from '../methods/wallet/index.ts'

/** Cards are described here like every other method; their data goes through the vault and never through `accept`. */
const card: Method = {
  code: 'card',
  family: 'card',
  label: 'Card',
  icon: 'card',
  countries: null,
  currencies: null,
  expires_after_ms: null,
  expires_at_most_ms: null,
  refunds: 'partial',
  captures_later: true,
  settles_late: false,
  reusable: false,
  savable: true,
  requires: [],
  next_action: 'device_then_challenge',
  closed: null,
  fields: Type.Object({}, { additionalProperties: false }),
  options: noOptions,
  accept: () => ({ details: {}, secret: null }),
  describe: () => ({}),
  charged: () => ({}),
  option_defaults: {},
  show: (action, shown) => showPlainly(action, shown, card),
}

const all: readonly Method[] = [
  card,
  ...walletMethods,
  ...bankRedirectMethods,
  ...bankDebitMethods,
  ...qrCodeMethods,
  ...virtualAccountMethods,
  ...voucherMethods,
  ...mobileMoneyMethods,
  ...payLaterMethods,
]
const byCode = new Map(all.map((method) => [method.code, method]))

export const methodCatalogue: MethodCatalogue = { all, of: (code) => byCode.get(code) ?? null }
