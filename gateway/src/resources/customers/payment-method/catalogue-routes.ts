import { Type } from 'typebox'
import type { Method, MethodCatalogue } from '../../../contracts/method.ts'
import { methodFamilies } from '../../../contracts/method.ts'
import { type AnyRoute, defineRoute } from '../../../engine/route.ts'
import { type ViewContext, view } from '../../../engine/view.ts'
import { OneOf } from '../../../kernel/schema.ts'
import { dayMs } from '../../../kernel/time.ts'
import { catalogueEntrySchema } from './catalogue-answer.ts'

const seconds = (milliseconds: number | null): number | null =>
  milliseconds === null ? null : Math.round(milliseconds / 1000)

/** A method as the catalogue shows it. Amounts in the smallest unit of their currency. */
export const renderEntry = (method: Method, publicUrl = '') => ({
  object: 'payment_method_catalogue_entry' as const,
  code: method.code,
  family: method.family,
  label: method.label,
  icon: `${publicUrl}/icons/${method.icon}.svg`,
  countries: method.countries,
  currencies:
    method.currencies === null
      ? null
      : Object.entries(method.currencies).map(([currency, { min, max }]) => ({
          currency,
          min_amount: min,
          max_amount: max,
        })),
  expires_after_seconds: seconds(method.expires_after_ms),
  expires_at_most_days: method.expires_at_most_ms === null ? null : method.expires_at_most_ms / dayMs,
  refunds: method.refunds,
  separate_capture: method.captures_later,
  outcome_later: method.settles_late,
  reusable: method.reusable,
  savable: method.savable,
  required_details: method.requires.map((detail) =>
    detail.includes('[') ? `billing_details[${detail.replace('[', '][')}` : `billing_details[${detail}]`,
  ),
  fields: Object.keys(method.fields.properties),
  next_action: method.next_action,
  closed: method.closed,
})

export const catalogueEntryView = view({
  noun: 'payment_method_catalogue_entry',
  about: 'A payment method that this gateway offers.',
  schema: catalogueEntrySchema,
  render: (method: Method, { publicUrl }: ViewContext) => renderEntry(method, publicUrl),
})

export const catalogueRoutes = (methods: MethodCatalogue): readonly AnyRoute[] => [
  defineRoute({
    method: 'GET',
    path: '/v1/payment_method_catalogue',
    resource: 'payment_methods',
    tag: 'Payment methods',
    operationId: 'PaymentMethodCatalogue.List',
    summary: 'List the payment methods that this gateway offers',
    description: 'Ours. All of them on one page; filter by country, currency or family.',
    access: 'client',
    query: Type.Object(
      {
        country: Type.Optional(Type.String({ minLength: 2, maxLength: 2, description: "The payer's country." })),
        currency: Type.Optional(Type.String({ minLength: 3, maxLength: 3 })),
        family: Type.Optional(OneOf(methodFamilies)),
      },
      { additionalProperties: false },
    ),
    answers: { noun: 'payment_method_catalogue_entry', as: 'list' },
    handle: async ({ query, engine, request }) => {
      const [country, currency] = [query.country?.toUpperCase(), query.currency?.toLowerCase()]
      const data = methods.all
        .filter(
          (method) =>
            (query.family === undefined || method.family === query.family) &&
            (country === undefined || method.countries === null || method.countries.includes(country)) &&
            (currency === undefined || method.currencies === null || method.currencies[currency] !== undefined) &&
            (method.closed === null || !request.environment.livemode),
        )
        .map((method) => renderEntry(method, engine.publicUrl()))
      return engine.reply({ object: 'list', data, has_more: false, url: '/v1/payment_method_catalogue' })
    },
  }),
]
