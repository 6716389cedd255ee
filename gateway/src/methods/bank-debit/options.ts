/** What debits of all schemes take beside the account: the day, the mandate, the way in which an account is proved. */
import { type TProperties, Type } from 'typebox'
import { OneOf, Text, Unsettable } from '../../kernel/schema.ts'

const object = <F extends TProperties>(fields: F) => Type.Object(fields, { additionalProperties: false })

/** The day on which the account is debited; days of the calendar, as `2026-06-30`. */
export const targetDate: TProperties = {
  target_date: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
}

/** The first characters of the reference that the payer reads. */
export const referencePrefix: TProperties = {
  mandate_options: Type.Optional(
    object({
      reference_prefix: Type.Optional(Unsettable(Type.String({ pattern: '^(?!STRIPE)[A-Z0-9 /_.&-]{1,12}$' }))),
    }),
  ),
}

export const verificationMethod: TProperties = {
  verification_method: Type.Optional(OneOf(['automatic', 'instant', 'microdeposits'] as const)),
}

export const acssMandate: TProperties = {
  currency: Type.Optional(OneOf(['cad', 'usd'] as const, { description: 'Of a setup: what will be debited.' })),
  mandate_options: Type.Optional(
    object({
      custom_mandate_url: Type.Optional(Unsettable(Text(2000))),
      default_for: Type.Optional(Type.Array(OneOf(['invoice', 'subscription'] as const), { maxItems: 2 })),
      interval_description: Type.Optional(Text(500)),
      payment_schedule: Type.Optional(OneOf(['combined', 'interval', 'sporadic'] as const)),
      transaction_type: Type.Optional(OneOf(['business', 'personal'] as const)),
    }),
  ),
}

const words = <const W extends readonly string[]>(list: W) =>
  Type.Optional(Type.Array(OneOf(list), { maxItems: list.length }))

/** Accounts are given by number here; what is asked of linked ones is kept and shown. */
export const usAccountOptions: TProperties = {
  financial_connections: Type.Optional(
    object({
      filters: Type.Optional(object({ account_subcategories: words(['checking', 'savings'] as const) })),
      permissions: words(['balances', 'ownership', 'payment_method', 'transactions'] as const),
      prefetch: words(['balances', 'ownership', 'transactions'] as const),
      return_url: Type.Optional(Text(2000)),
    }),
  ),
  mandate_options: Type.Optional(object({ collection_method: Type.Optional(Unsettable(OneOf(['paper'] as const))) })),
  networks: Type.Optional(object({ requested: words(['ach', 'us_domestic_wire'] as const) })),
  transaction_purpose: Type.Optional(Unsettable(OneOf(['goods', 'other', 'services', 'unspecified'] as const))),
  ...verificationMethod,
  ...targetDate,
}

/** What a payer agrees to in the own bank's app (PayTo). */
export const paytoMandate: TProperties = {
  mandate_options: Type.Optional(
    object({
      amount: Type.Optional(Unsettable(Type.Integer({ minimum: 1, maximum: 999_999_999_999 }))),
      amount_type: Type.Optional(Unsettable(OneOf(['fixed', 'maximum'] as const))),
      end_date: Type.Optional(Unsettable(Text(10))),
      payment_schedule: Type.Optional(
        Unsettable(
          OneOf(['adhoc', 'annual', 'daily', 'fortnightly', 'monthly', 'quarterly', 'semi_annual', 'weekly'] as const),
        ),
      ),
      payments_per_period: Type.Optional(Unsettable(Type.Integer({ minimum: 1, maximum: 1000 }))),
      purpose: Type.Optional(Unsettable(Text(30))),
      start_date: Type.Optional(Unsettable(Text(10))),
    }),
  ),
}
