/** Slips that the payer settles at a counter, a cash machine or in a bank's app. */
import { Type } from 'typebox'
import type { AcceptedMethod, Method, MethodFacts, NextAction, ShownAction } from '../../contracts/method.ts'
import { days, methodsOf, refuseMethodData, secondsOrNull, showPlainly } from '../../contracts/method-family.ts'
import { refuseTaxId } from '../../contracts/tax-id.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { Text, Unsettable } from '../../kernel/schema.ts'

const konbiniStores = ['familymart', 'lawson', 'ministop', 'seicomart'] as const

const show = (action: NextAction, shown: ShownAction, method: MethodFacts): ReturnType<Method['show']> => {
  if (action.kind !== 'instructions') return showPlainly(action, shown, method)
  const hosted_voucher_url = shown.hosted_url
  const expires_at = secondsOrNull(action.expires_at)
  const { number, facts } = action
  switch (method.code) {
    case 'boleto':
      return {
        type: 'boleto_display_details',
        boleto_display_details: { expires_at, hosted_voucher_url, number, pdf: null },
      }
    case 'oxxo':
      return {
        type: 'oxxo_display_details',
        oxxo_display_details: { expires_after: expires_at, hosted_voucher_url, number },
      }
    case 'multibanco':
      return {
        type: 'multibanco_display_details',
        multibanco_display_details: { entity: facts.entity ?? null, expires_at, hosted_voucher_url, reference: number },
      }
    case 'konbini': {
      const store = { confirmation_number: facts.confirmation_number ?? '', payment_code: number }
      const stores = Object.fromEntries(konbiniStores.map((name) => [name, store]))
      return { type: 'konbini_display_details', konbini_display_details: { expires_at, hosted_voucher_url, stores } }
    }
    default:
      return showPlainly(action, shown, method)
  }
}

export const voucherMethods: readonly Method[] = methodsOf(
  {
    family: 'voucher',
    next_action: 'instructions',
    show,
    fields: Type.Object(
      { tax_id: Type.Optional(Text(20, '`boleto`: CPF or CNPJ; may stand in billing_details instead.')) },
      { additionalProperties: false },
    ),
    options: Type.Object({
      confirmation_number: Type.Optional(
        Unsettable(Text(11, '`konbini`: 10 or 11 digits that the payer types, often the phone number.')),
      ),
      product_description: Type.Optional(Unsettable(Text(22, '`konbini`: what the payer reads at the counter.'))),
    }),
    accept: (input, method): AcceptedMethod | Refusal => {
      if (method.code !== 'boleto') return { details: {}, secret: null }
      const own = typeof input.data.tax_id === 'string' ? input.data.tax_id : null
      const tax_id = own ?? input.billing.tax_id
      if (tax_id === null)
        return refuseMethodData.detailMissing({ param: input.param('boleto', 'tax_id'), method: method.label })
      const param = own === null ? input.param : () => input.param('boleto', 'tax_id')
      return (
        refuseTaxId({ ...input, param, billing: { ...input.billing, tax_id } }) ?? { details: { tax_id }, secret: null }
      )
    },
    charged: ({ tax_id }, reference, { code }) => {
      if (code === 'boleto') return { tax_id }
      if (code === 'konbini') return { store: null }
      return code === 'oxxo' ? { number: reference } : { entity: null, reference }
    },
    option_defaults: {
      boleto: { expires_after_days: 3 },
      oxxo: { expires_after_days: 3 },
      konbini: { confirmation_number: null, expires_after_days: null, expires_at: null, product_description: null },
    },
    describe: ({ tax_id }) => (tax_id === undefined ? {} : { tax_id }),
  },
  [
    {
      code: 'boleto',
      savable: true,
      label: 'Boleto',
      countries: ['BR'],
      currencies: { brl: { min: 500, max: 4_999_999 } },
      expires_after_ms: days(3),
      expires_at_most_ms: days(60),
      refunds: 'transfer',
      settles_late: true,
      requires: ['name', 'email'],
    },
    {
      code: 'konbini',
      label: 'Konbini',
      countries: ['JP'],
      currencies: { jpy: { min: 120, max: 300_000 } },
      expires_after_ms: days(3),
      expires_at_most_ms: days(60),
      refunds: 'transfer',
      requires: ['name', 'email'],
    },
    {
      code: 'oxxo',
      label: 'OXXO',
      countries: ['MX'],
      currencies: { mxn: { min: 1000, max: 1_000_000 } },
      expires_after_ms: days(3),
      expires_at_most_ms: days(7),
      refunds: 'transfer',
      settles_late: true,
      requires: ['name', 'email'],
    },
    {
      code: 'multibanco',
      label: 'Multibanco',
      countries: ['PT'],
      currencies: { eur: { min: 50, max: 9_999_999 } },
      expires_after_ms: days(7),
      expires_at_most_ms: days(30),
      refunds: 'transfer',
      settles_late: true,
      requires: ['email'],
    },
  ],
)
