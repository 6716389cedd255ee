/** Countries and methods in which an intent can be paid, from the method catalogue. */
import { ignored, mapped, one } from '../../contracts/dialect.ts'
import type { Method, MethodCatalogue } from '../../contracts/method.ts'
import { defineAnswer } from '../../engine/dialect.ts'
import { html } from '../../kernel/html.ts'
import { customer } from '../../resources/customers/customer/index.ts'
import type { PaymentIntent } from '../../resources/payments/payment-intent/index.ts'
import { message } from './answers.ts'
import { type OrqexListQuery, orqexPageFields, pageIn } from './paging.ts'
import { methodShown } from './values.ts'

/** Methods that an attempt can be started with: a phone at most is asked of the payer. A card is entered on the hosted page. */
export const startable = (method: Method): boolean =>
  method.code !== 'card' &&
  Object.keys(method.fields.properties).every((name) => name === 'phone' || name === 'country') &&
  !method.requires.includes('tax_id')

export const requiresPhone = ({ fields }: Method): boolean => Object.hasOwn(fields.properties, 'phone')

/** The methods of an environment that pay in a currency; `country` null for any. */
export const methodsFor = (
  methods: MethodCatalogue,
  { livemode, currency, country }: { livemode: boolean; currency: string | null; country: string | null },
): readonly Method[] =>
  methods.all.filter(
    (method) =>
      startable(method) &&
      (method.closed === null || !livemode) &&
      (currency === null || method.currencies === null || method.currencies[currency] !== undefined) &&
      (country === null || method.countries === null || method.countries.includes(country)),
  )

const countryNames = new Intl.DisplayNames(['en'], { type: 'region' })

/** An image without a file: the letters that systems show as the flag. */
const flagOf = (code: string): string => {
  const flag = String.fromCodePoint(...[...code].map((letter) => 0x1f1a5 + letter.charCodeAt(0)))
  const image =
    html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><text y="26" font-size="28">${flag}</text></svg>`.toString()
  return `data:image/svg+xml,${encodeURIComponent(image)}`
}

/** The payer's own country first, then by name. */
export const countries = defineAnswer({
  noun: 'payment_intent',
  fields: {
    message,
    'data[].code': mapped('payment_method_catalogue.countries'),
    'data[].name': ignored('The English name of the country.'),
    'data[].flag': ignored('An image of the flag, as a data URL.'),
    'meta.total': mapped('payment_method_catalogue.countries'),
    'meta.supports_any_country': mapped('payment_method_catalogue.countries'),
  },
  related: (row: PaymentIntent) => ({ customer: one(customer, row.customer) }),
  render: (row: PaymentIntent, { customer }, { methods }) => {
    const { livemode, currency } = row
    const offered = methodsFor(methods, { livemode, currency, country: null })
    const own = customer?.address?.country?.toUpperCase() ?? null
    const data = [...new Set(offered.flatMap((method) => method.countries ?? []))]
      .map((code) => ({ code, name: countryNames.of(code) ?? code, flag: flagOf(code) }))
      .sort((a, b) => Number(b.code === own) - Number(a.code === own) || (a.name < b.name ? -1 : 1))
    return {
      message: 'Countries retrieved.',
      data,
      meta: { total: data.length, supports_any_country: offered.some((method) => method.countries === null) },
    }
  },
})

/** `given`: the country, the currency where the payer pays in another one, and the page. */
export type MethodsGiven = {
  readonly country: string
  readonly currency: string | null
  readonly asked: OrqexListQuery
}
export const methods = defineAnswer({
  noun: 'payment_intent',
  fields: {
    'data[].value': mapped('payment_method_catalogue.code'),
    'data[].label': mapped('payment_method_catalogue.label'),
    'data[].description': mapped('payment_method_catalogue.label'),
    'data[].icon_url': mapped('payment_method_catalogue.icon'),
    'data[].category': mapped('payment_method_catalogue.family'),
    'data[].requires_phone': mapped('payment_method_catalogue.fields'),
    ...orqexPageFields,
  },
  render: (row: PaymentIntent, _, context) => {
    const { country, currency, asked } = context.given as MethodsGiven
    const offered = methodsFor(context.methods, {
      livemode: row.livemode,
      currency: currency ?? row.currency,
      country,
    })
    const { shown, pagination } = pageIn(offered, ({ code }) => code, asked)
    const data = shown.map((method) => ({
      ...methodShown(method.code, context),
      category: method.family,
      requires_phone: requiresPhone(method),
    }))
    return { message: 'Payment methods retrieved.', data, pagination }
  },
})
