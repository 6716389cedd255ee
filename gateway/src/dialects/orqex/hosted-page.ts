/** A checkout's page: what restricts it, and how it looks; what its merchant said, and what comes of it. */
import { type Static, Type } from 'typebox'
import { echoed, type FieldTable, type Hosting, ignored, mapped, type VisitedPayment } from '../../contracts/dialect.ts'
import type { Method } from '../../contracts/method.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { OneOf, Text } from '../../kernel/schema.ts'
import { requiresPhone, startable } from './catalogue.ts'
import { conventions } from './conventions.ts'
import { CountryText } from './fields.ts'
import { orqexMethodCode } from './method-codes.ts'

const Phone = Type.Object({ number: Text(32), country: Type.Optional(CountryText) })
export const RestrictionFields = Type.Object({
  country_code: Type.Optional(CountryText),
  // An object in its reference; a text is what it was taken for before.
  phone: Type.Optional(Type.Union([Phone, Text(32)])),
  methods: Type.Optional(Type.Array(Text(100), { maxItems: 100 })),
})
export const CustomizationFields = Type.Object({
  color: Type.Optional(Text(32)),
  brand: Type.Optional(Text(100)),
  template: Type.Optional(Text(50)),
  font: Type.Optional(Text(50)),
  border_style: Type.Optional(OneOf(['rounded', 'square'] as const)),
  lang: Type.Optional(OneOf(['en', 'fr'] as const)),
  display_platform_badge: Type.Optional(Type.Boolean()),
})

export const restrictionInputMappings: FieldTable = {
  'restriction.country_code': mapped('payment_method_catalogue.countries'),
  'restriction.phone': mapped('payment_method_data[phone]'),
  'restriction.methods': mapped('payment_method_types'),
}
/** The page has one layout, one font and one language. */
export const customizationInputMappings: FieldTable = {
  'customization.color': mapped('page.color'),
  'customization.brand': mapped('page.brand'),
  'customization.template': echoed('foreign.checkout.customization'),
  'customization.font': echoed('foreign.checkout.customization'),
  'customization.border_style': echoed('foreign.checkout.customization'),
  'customization.lang': echoed('foreign.checkout.customization'),
  'customization.display_platform_badge': ignored('The page has no such badge.'),
}

/** As it is kept and shown again. */
export const restrictionKept = (restriction: Static<typeof RestrictionFields> | undefined): JsonObject | null =>
  restriction === undefined
    ? null
    : {
        country_code: restriction.country_code ?? null,
        phone: restriction.phone ?? null,
        ...(restriction.methods === undefined ? {} : { methods: restriction.methods }),
      }

type Kept = {
  readonly restriction?: {
    readonly country_code: string | null
    readonly phone: string | { readonly number: string; readonly country?: string } | null
    readonly methods?: readonly string[]
  } | null
  readonly customization?: { readonly color?: string; readonly brand?: string } | null
}

const digitsOf = (phone: string): string => phone.replaceAll(/\D/g, '')

/**
 * The page of a payment: the methods that an attempt can be started with, in the country, by the methods and from the phone that a
 * checkout is restricted to.
 */
export function hostedPage({ foreign }: VisitedPayment): Hosting {
  // Written by the call that makes a checkout, in this shape.
  const { restriction, customization } = ((foreign?.dialect === conventions.name ? foreign.data.checkout : null) ??
    {}) as Kept
  const country = restriction?.country_code?.toUpperCase() ?? null
  const phone = restriction?.phone ?? null
  const number = typeof phone === 'string' ? phone : (phone?.number ?? null)
  const codes = restriction?.methods ?? []
  return {
    offers: (method: Method) =>
      startable(method) &&
      (country === null || method.countries === null || method.countries.includes(country)) &&
      (codes.length === 0 || codes.includes(orqexMethodCode(method.code)) || codes.includes(method.code)),
    allows: ({ country: of, phone: from }) =>
      (country === null || typeof of !== 'string' || of === country) &&
      // The end of a number says whose it is, with or without the code of its country.
      (number === null || typeof from !== 'string' || digitsOf(from).endsWith(digitsOf(number).slice(-8))),
    prefilled: (method: Method): Readonly<Record<string, string>> =>
      number === null || !requiresPhone(method) ? {} : { phone: number },
    brand: customization?.brand ?? null,
    color: customization?.color ?? null,
  }
}
