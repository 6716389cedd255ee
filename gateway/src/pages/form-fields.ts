/** The fields that a method's form has: what they are called on the wire, what a payer is asked, and how a browser helps to fill them in. */
import type { TSchema } from 'typebox'
import type { Method } from '../contracts/method.ts'
import { type Html, html } from '../kernel/html.ts'
import { lookup } from '../kernel/lookup.ts'
import type { Messages } from './messages/en.ts'

type Label = keyof Messages['fields']

export type FormField = {
  /** As the native API names it. */
  readonly name: string
  readonly label: Label
  /** Attributes of the input. */
  readonly like: Html
  /** It is short, and others stand beside it. */
  readonly narrow?: true
  readonly choices?: readonly string[]
  readonly optional?: true
  /** Never shown again, not even to whoever typed it. */
  readonly secret?: true
}
type Known = Omit<FormField, 'name' | 'choices'>

export const inData = (...path: readonly string[]): string =>
  `payment_method_data${path.map((part) => `[${part}]`).join('')}`

const digits = (autocomplete: string, lengthMax: number): Html =>
  html`inputmode="numeric" autocomplete="${autocomplete}" maxlength="${lengthMax}"`
const phone = html`type="tel" autocomplete="tel" maxlength="32"`

const cvcField: Known = {
  label: 'cvc',
  like: html`${digits('cc-csc', 4)} size="6" placeholder="CVC"`,
  narrow: true,
  secret: true,
}
/** A saved card's code, asked for again. */
export const savedCodeField: FormField = { name: 'payment_method_options[card][cvc]', ...cvcField }
const cardFields: readonly FormField[] = [
  {
    name: inData('card', 'number'),
    label: 'card_number',
    like: html`${digits('cc-number', 30)} placeholder="1234 1234 1234 1234"`,
    secret: true,
  },
  {
    name: inData('card', 'exp_month'),
    label: 'exp_month',
    like: html`${digits('cc-exp-month', 2)} size="4" placeholder="MM"`,
    narrow: true,
  },
  {
    name: inData('card', 'exp_year'),
    label: 'exp_year',
    like: html`${digits('cc-exp-year', 4)} size="6" placeholder="YYYY"`,
    narrow: true,
  },
  { name: inData('card', 'cvc'), ...cvcField },
  {
    name: inData('billing_details', 'name'),
    label: 'name_on_card',
    like: html`autocomplete="cc-name" maxlength="200"`,
    optional: true,
  },
]

/** Fields of `billing_details` that a method may require. */
const payerFields: Readonly<Record<string, Known>> = lookup({
  name: { label: 'name', like: html`autocomplete="name" maxlength="200"` },
  email: { label: 'email', like: html`type="email" autocomplete="email" maxlength="320"` },
  phone: { label: 'phone', like: phone },
  tax_id: { label: 'tax_id', like: html`maxlength="20"` },
  'address[country]': {
    label: 'country',
    like: html`autocomplete="country" maxlength="2" size="4" placeholder="DE"`,
    narrow: true,
  },
})
/** Fields of a method's own object that its payer knows; the others are the merchant's to choose. */
const ownFields: Readonly<Record<string, Known>> = lookup({
  phone: { label: 'phone', like: html`${phone} placeholder="+229 01 61 23 45 67"` },
  channel: { label: 'channel', like: html`` },
  bank: { label: 'bank', like: html`maxlength="50"`, optional: true },
  iban: { label: 'iban', like: html`maxlength="42"`, secret: true },
  account_number: { label: 'account_number', like: digits('off', 17), secret: true },
  routing_number: { label: 'routing_number', like: digits('off', 9) },
  sort_code: { label: 'sort_code', like: digits('off', 8) },
  bsb_number: { label: 'bsb_number', like: digits('off', 7) },
  institution_number: { label: 'institution_number', like: digits('off', 3) },
  transit_number: { label: 'transit_number', like: digits('off', 5) },
  bank_code: { label: 'bank_code', like: digits('off', 2) },
  branch_code: { label: 'branch_code', like: digits('off', 4) },
  suffix: { label: 'suffix', like: digits('off', 4) },
  account_holder_type: { label: 'account_holder_type', like: html`` },
  tax_id: { label: 'cpf_or_cnpj', like: html`maxlength="20"` },
})

/** What the form of a method asks, in order. */
export function formFieldsOf(method: Method): readonly FormField[] {
  if (method.code === 'card') return cardFields
  const properties: Readonly<Record<string, TSchema & { enum?: readonly string[] }>> = method.fields.properties
  const own = Object.entries(properties).flatMap(([name, schema]): FormField[] => {
    const field = ownFields[name]
    if (field === undefined || method.merchant_fields?.includes(name)) return []
    const { optional, ...known } = field
    return [
      {
        name: inData(method.code, name),
        ...known,
        ...(schema.enum === undefined ? {} : { choices: schema.enum }),
        // FPX has no page on which the payer could choose.
        ...(optional && method.code !== 'fpx' ? { optional } : {}),
      },
    ]
  })
  const payer = method.requires
    .filter((detail) => !own.some(({ name }) => name.endsWith(`[${detail}]`)))
    .flatMap((detail): FormField[] => {
      const known = payerFields[detail]
      if (known === undefined) return []
      const path = detail.replace(']', '').split('[')
      const choices = detail === 'address[country]' ? method.countries : null
      return [{ name: inData('billing_details', ...path), ...known, ...(choices === null ? {} : { choices }) }]
    })
  const typed = method.requires_options.map(
    (option): FormField => ({
      name: `payment_method_options[${method.code}][${option}]`,
      label: 'bank_app_code',
      like: digits('one-time-code', 6),
      secret: true,
    }),
  )
  return [...payer, ...own, ...typed]
}
