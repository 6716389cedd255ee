/** What a merchant may ask about its account: offered methods and balances; and calls that are not offered yet. */
import { Type } from 'typebox'
import { type FieldTable, ignored, mapped } from '../../contracts/dialect.ts'
import { type AnyForeignRoute, defineAnswer, defineForeignRoute, type ForeignContext } from '../../engine/dialect.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { OneOf } from '../../kernel/schema.ts'
import { majorNumber, majorTextAtLeast } from '../../kernel/units.ts'
import { vaChannelNames } from '../../schemes/virtual-account.ts'
import { done } from './access-token.ts'
import { balanceHistory } from './balance-history.ts'
import { fieldsBelow } from './charge-mappings.ts'
import { refuseHarsya } from './conventions.ts'

const enveloped = (fields: FieldTable): FieldTable => ({
  code: ignored('Always 00.'),
  message: ignored('Always Success.'),
  ...fieldsBelow('data', fields),
})

export const harsyaBalance = defineAnswer<null>({
  noun: 'payment_intent',
  fields: enveloped({
    'availableBalance.currency': mapped('balance.available.currency'),
    'availableBalance.value': mapped('balance.available.amount'),
  }),
  render: (_, __, { given }) => ({ ...done, data: { availableBalance: given } }),
})

const rangeFields: FieldTable = {
  enabled: mapped('payment_method.closed'),
  'acceptedChannels[]': mapped('payment_method.code'),
  'minimumAmount.value': mapped('payment_method.currencies.min'),
  'minimumAmount.currency': mapped('payment_method.currencies'),
  'maximumAmount.value': mapped('payment_method.currencies.max'),
  'maximumAmount.currency': mapped('payment_method.currencies'),
  maximumExpiry: mapped('payment_method.expires_at_most'),
  installmentConfig: ignored('Instalments are not offered: always null.'),
}

/** Everything has a limit there; ours without one are told the largest amount of one payment in rupiah. */
const mostRupiah = 9_999_999_999_00
const currency = 'idr'

export const methodConfigs = defineAnswer<null>({
  noun: 'payment_intent',
  fields: enveloped({
    ...fieldsBelow('card', rangeFields),
    ...fieldsBelow('virtualAccount', rangeFields),
    ...fieldsBelow('qr', rangeFields),
    ...fieldsBelow('ewallet', rangeFields),
    'installment.enabled': ignored('Instalments are not offered: always false.'),
    'installment.acceptedChannels': ignored('Always empty.'),
  }),
  render: (_, __, context) => ({
    ...done,
    data: {
      card: {
        ...configOf('card', ['VISA', 'MASTERCARD', 'JCB'], '30 DAYS', context),
        installmentConfig: null,
      },
      virtualAccount: configOf(
        'virtual_account',
        vaChannelNames.map((name) => name.toUpperCase()),
        '30 DAYS',
        context,
      ),
      qr: configOf('qris', null, '2 DAYS', context),
      ewallet: configOf('dana', ['DANA', 'OVO', 'SHOPEEPAY'], '30 MINUTES', context),
      installment: { enabled: false, acceptedChannels: {} },
    },
  }),
})

function configOf(code: string, channels: readonly string[] | null, expiry: string, { methods }: ForeignContext) {
  const method = methods.of(code)
  const range = method?.currencies?.[currency] ?? { min: 1, max: null }
  return {
    enabled: method !== null,
    ...(channels === null ? {} : { acceptedChannels: channels }),
    minimumAmount: { value: majorNumber(range.min, currency), currency: 'IDR' },
    maximumAmount: { value: majorNumber(range.max ?? mostRupiah, currency), currency: 'IDR' },
    maximumExpiry: expiry,
  }
}

const get = { method: 'GET', source: 'vendor', access: 'token' } as const

const configs = defineForeignRoute({
  ...get,
  resource: 'payment_methods',
  path: '/v2/payment-method-configs',
  operationId: 'PaymentMethodConfigs.List',
  summary: 'The payment methods that are offered',
  fields: {},
  answers: ['methodConfigs'],
  handle: async ({ engine, request }) => await engine.answer('methodConfigs', null, request),
})

const usecases = ['DISBURSEMENT', 'PAYMENT', 'WALLET'] as const

/** Three wallets: what payments bring is in the one for payments, and nothing is moved to the others here. */
const balanceCall = (path: string, operationId: string) =>
  defineForeignRoute({
    ...get,
    resource: 'balance',
    path,
    operationId,
    summary: 'The balance that is available',
    query: Type.Object({
      ...(path === '/v1/balances' ? { usecase: Type.Optional(OneOf(usecases)) } : {}),
      currency: Type.Optional(Type.String({ minLength: 3, maxLength: 3 })),
    }),
    fields: {
      ...(path === '/v1/balances' ? { '?usecase': mapped('balance_type') } : {}),
      '?currency': mapped('balance.available.currency'),
    },
    answers: ['balance'],
    handle: async ({ query, engine, request }) => {
      const asked = (query.currency ?? 'IDR').toLowerCase()
      const ofPayments = 'usecase' in query && query.usecase === 'PAYMENT'
      const balances = ofPayments ? await engine.balances(request) : []
      const found = balances.find((each) => each.currency === asked)
      const value = majorTextAtLeast(Number(found?.available ?? 0n), asked, 2)
      const given: JsonObject = { currency: asked.toUpperCase(), value }
      return await engine.answer('balance', null, request, given)
    },
  })

const notOffered = (method: 'GET' | 'POST', path: string, operationId: string, what: string) =>
  defineForeignRoute({
    method,
    path,
    operationId,
    summary: `${what}: not offered yet`,
    source: 'vendor',
    access: 'token',
    resource: 'balance',
    notYet: `${what} is not offered here`,
    fields: {},
    answers: [],
    handle: () => Promise.resolve(refuseHarsya.notOffered({ what })),
  })

export const harsyaAccountRoutes: readonly AnyForeignRoute[] = [
  configs,
  balanceCall('/v1/balances', 'Balances.Retrieve'),
  balanceCall('/v1/payouts/balance', 'Payouts.Balance'),
  balanceHistory,
  notOffered('POST', '/v1/inquiry-account', 'InquiryAccounts.Create', 'A look at a bank account'),
  notOffered('GET', '/v1/inquiry-account/:uuid', 'InquiryAccounts.Retrieve', 'A look at a bank account'),
  notOffered('POST', '/v1/payouts', 'Payouts.Create', 'A payout'),
  notOffered('POST', '/v1/payouts/inquiry', 'Payouts.Inquire', 'A look at the account of a payout'),
  notOffered('GET', '/v1/payouts/:id', 'Payouts.Retrieve', 'A payout'),
  notOffered('GET', '/v1/payouts', 'Payouts.List', 'A list of payouts'),
  notOffered('POST', '/v1/withdrawals', 'Withdrawals.Create', 'A withdrawal'),
  notOffered('POST', '/v1/balances/sub-merchants', 'Balances.SubMerchants', 'The balances of sub-merchants'),
]
