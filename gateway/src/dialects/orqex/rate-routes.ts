/** Orqex's exchange rates, and how well a payment method works. */
import { Type } from 'typebox'
import { ignored, mapped } from '../../contracts/dialect.ts'
import type { Method } from '../../contracts/method.ts'
import { type AnyForeignRoute, defineAnswer, defineForeignRoute, type NewestRate } from '../../engine/dialect.ts'
import { currencyOf } from '../../kernel/currency.ts'
import { refuse } from '../../kernel/refusal.ts'
import { Text } from '../../kernel/schema.ts'
import { hourMs, type Millis, secondMs } from '../../kernel/time.ts'
import { type Charge, charge } from '../../resources/payments/charge/index.ts'
import { message } from './answers.ts'
import { CountryText } from './fields.ts'
import { nativeMethodCode } from './method-codes.ts'
import { timeShown } from './values.ts'

type Rated = { readonly base: string; readonly rates: readonly NewestRate[] }

/** No row stands behind these: their data is what the calls read. */
export const rates = defineAnswer<Rated>({
  noun: 'exchange_rate',
  fields: {
    message,
    'data.base': mapped('exchange_rate.base'),
    'data.date': mapped('exchange_rate.day'),
    'data.rates.*': mapped('exchange_rate.rate'),
  },
  render: ({ base, rates: found }) => {
    const day = found.map((one) => one.day).sort()[0]
    return {
      message: 'Exchange rates retrieved.',
      data: {
        base: base.toUpperCase(),
        date: day === undefined ? null : `${day}T00:00:00+00:00`,
        rates: Object.fromEntries(found.map(({ currency, rate }) => [currency.toUpperCase(), Number(rate)])),
      },
    }
  },
})

const names = new Intl.DisplayNames(['en'], { type: 'currency' })

/** `€`, `F CFA`. */
function symbolOf(currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
  return format.formatToParts(1).find(({ type }) => type === 'currency')?.value ?? currency
}

export const currencies = defineAnswer<readonly string[]>({
  noun: 'exchange_rate',
  fields: {
    message,
    'data[].name': ignored('The English name of the currency.'),
    'data[].symbol': ignored('As it is written in English.'),
    'data[].code': mapped('exchange_rate.quote'),
    'data[].icon_url': ignored('Currencies have no icons here: null.'),
  },
  render: (codes) => ({
    message: 'Currencies retrieved.',
    data: codes.map((lower) => {
      const code = lower.toUpperCase()
      return { name: names.of(code) ?? code, symbol: symbolOf(code), code, icon_url: null }
    }),
  }),
})

type Health = { readonly method: string; readonly country: string; readonly status: string; readonly now: Millis }

export const methodStatus = defineAnswer<Health>({
  noun: 'payment_method_catalogue_entry',
  fields: {
    message,
    'data.method': mapped('payment_method_catalogue.code'),
    'data.country': mapped('payment_method_catalogue.countries'),
    'data.status': mapped('charge.status'),
    'meta.window_seconds': ignored('How far back is looked.'),
    'meta.observed_at': ignored('The time of the answer.'),
    'meta.cache_ttl': ignored('Nothing is kept: 0.'),
  },
  render: ({ method, country, status, now }) => ({
    message: 'Payment method status retrieved.',
    data: { method, country, status },
    meta: { window_seconds: windowMs / secondMs, observed_at: timeShown(now), cache_ttl: 0 },
  }),
})

const latest = defineForeignRoute({
  method: 'GET',
  path: '/v1/exchange-rates/latest/:base',
  operationId: 'ExchangeRates.Latest',
  summary: 'The newest rates of a currency',
  source: 'vendor',
  access: 'secret',
  resource: 'payment_methods',
  params: Type.Object({ base: Type.String({ pattern: '^[A-Za-z]{3}$', expected: 'a code of three letters' }) }),
  fields: {},
  answers: ['rates'],
  handle: async ({ params, engine, request }) => {
    const base = params.base.toLowerCase()
    if (currencyOf(base) === undefined)
      return refuse.resourceMissing({ noun: 'currency', id: params.base, param: 'base' })
    return await engine.answer('rates', { base, rates: await engine.rates(base) }, request)
  },
})

const listCurrencies = defineForeignRoute({
  method: 'GET',
  path: '/v1/exchange-rates/currencies',
  operationId: 'ExchangeRates.Currencies',
  summary: 'The currencies that have a rate',
  source: 'vendor',
  access: 'secret',
  resource: 'payment_methods',
  fields: {},
  answers: ['currencies'],
  handle: async ({ engine, request }) => await engine.answer('currencies', await engine.ratedCurrencies(), request),
})

/** What is looked at: the newest attempts of an hour. */
const windowMs = hourMs
const chargesMax = 100
/** Fewer say nothing. */
const attemptsLeast = 4
const downShare = 0.5
const degradedShare = 0.2

/** Failures that are the processor's and not the payer's. */
const faults: ReadonlySet<string> = new Set(['processing_error', 'issuer_not_available', 'try_again_later'])

/** `unavailable`: not offered there. `available`: offered, and lately not used enough to tell. */
export function healthOf(
  method: Method | null,
  { country, livemode }: { country: string; livemode: boolean },
  charges: readonly Pick<Charge, 'method' | 'failure'>[],
): 'unavailable' | 'available' | 'operational' | 'degraded' | 'down' {
  if (method === null || (method.closed !== null && livemode)) return 'unavailable'
  if (method.countries !== null && !method.countries.includes(country)) return 'unavailable'
  const own = charges.filter((charge) => {
    const { type, details } = charge.method ?? { type: 'card', details: {} }
    return type === method.code && (details.country == null || details.country === country)
  })
  if (own.length < attemptsLeast) return 'available'
  const failed = own.filter(({ failure }) => faults.has(failure?.decline_code ?? failure?.code ?? '')).length
  const share = failed / own.length
  return share >= downShare ? 'down' : share >= degradedShare ? 'degraded' : 'operational'
}

const health = defineForeignRoute({
  method: 'GET',
  path: '/v1/utils/status/payment/method/:method/:country',
  operationId: 'Status.PaymentMethod',
  summary: 'How well a payment method works in a country',
  source: 'vendor',
  access: 'secret',
  resource: 'payment_methods',
  params: Type.Object({ method: Text(100), country: CountryText }),
  fields: {},
  answers: ['methodStatus'],
  handle: async ({ params, engine, request }) => {
    const country = params.country.toUpperCase()
    const now: Millis = engine.now(request)
    const { rows } = await engine.rows(
      charge,
      {},
      {
        limit: chargesMax,
        starting_after: null,
        ending_before: null,
        created: { gte: Math.floor((now - windowMs) / secondMs) },
      },
      request,
    )
    const { livemode } = request.environment
    const status = healthOf(engine.methods.of(nativeMethodCode(params.method)), { country, livemode }, rows)
    return await engine.answer('methodStatus', { method: params.method, country, status, now }, request)
  },
})

export const rateRoutes: readonly AnyForeignRoute[] = [latest, listCurrencies, health]
