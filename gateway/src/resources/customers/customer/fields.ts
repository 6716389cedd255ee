import { type Static, Type } from 'typebox'
import { mergeMetadata } from '../../../kernel/metadata.ts'
import {
  AddressFields,
  Email,
  IdText,
  MetadataField,
  NotYet,
  OneOf,
  ShippingFields,
  Text,
  Unsettable,
} from '../../../kernel/schema.ts'
import { noAddress, notOfferedReasons, shippingOf } from '../payment-method/index.ts'
import { type CustomerTerms, type InvoiceSettings, taxExemptions } from './model.ts'

const InvoiceSettingsFields = Type.Object(
  {
    custom_fields: Type.Optional(
      Unsettable(
        Type.Array(Type.Object({ name: Text(40), value: Text(140) }, { additionalProperties: false }), { maxItems: 4 }),
      ),
    ),
    default_payment_method: Type.Optional(Unsettable(IdText('A saved method of this customer.'))),
    footer: Type.Optional(Unsettable(Text(5000))),
    rendering_options: Type.Optional(
      Unsettable(
        Type.Object(
          {
            amount_tax_display: Type.Optional(Unsettable(OneOf(['exclude_tax', 'include_inclusive_tax'] as const))),
            template: Type.Optional(Unsettable(Text(255))),
          },
          { additionalProperties: false },
        ),
      ),
    ),
  },
  { additionalProperties: false },
)

/** What creating and updating take alike. */
export const customerFields = {
  address: Type.Optional(Unsettable(AddressFields)),
  balance: Type.Optional(
    Type.Integer({
      minimum: -99_999_999_999,
      maximum: 99_999_999_999,
      description:
        'What the next invoice counts, in the smallest unit of the default currency; below zero is a credit.',
    }),
  ),
  business_name: Type.Optional(Unsettable(Text(150))),
  description: Type.Optional(Unsettable(Text(5000))),
  email: Type.Optional(Unsettable(Email(512))),
  individual_name: Type.Optional(Unsettable(Text(150))),
  invoice_prefix: Type.Optional(Type.String({ pattern: '^[A-Z0-9]{3,12}$' })),
  invoice_settings: Type.Optional(InvoiceSettingsFields),
  metadata: Type.Optional(MetadataField),
  name: Type.Optional(Unsettable(Text(256))),
  next_invoice_sequence: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000 })),
  phone: Type.Optional(Unsettable(Text(20))),
  preferred_locales: Type.Optional(Type.Array(Text(35), { maxItems: 20 })),
  shipping: Type.Optional(Unsettable(ShippingFields)),
  tax_exempt: Type.Optional(Unsettable(OneOf(taxExemptions))),
  cash_balance: NotYet('customers have no cash balance here'),
  tax: NotYet(notOfferedReasons.tax),
}
const Fields = Type.Object(customerFields)
export type CustomerInput = Static<typeof Fields>

/** The changes that a request asks for, over what there is; what it leaves out is left out here. */
export function customerChanges(
  input: CustomerInput,
  before: Pick<CustomerTerms, 'metadata' | 'invoice_settings'>,
  defaultCurrency: string,
): Partial<CustomerTerms> {
  const { address, balance, invoice_settings, metadata, shipping, tax_exempt, ...plain } = input
  return {
    ...plain,
    ...(address === undefined ? {} : { address: address === null ? null : { ...noAddress, ...address } }),
    ...(balance === undefined ? {} : { balance, currency: defaultCurrency }),
    ...(invoice_settings === undefined
      ? {}
      : { invoice_settings: settingsOf(invoice_settings, before.invoice_settings) }),
    ...(metadata === undefined ? {} : { metadata: mergeMetadata(before.metadata, metadata) }),
    ...(shipping === undefined ? {} : { shipping: shipping === null ? null : shippingOf(shipping) }),
    ...(tax_exempt === undefined ? {} : { tax_exempt: tax_exempt ?? 'none' }),
  }
}

const settingsOf = (input: Static<typeof InvoiceSettingsFields>, before: InvoiceSettings): InvoiceSettings => {
  const { rendering_options, ...plain } = input
  return {
    ...before,
    ...plain,
    ...(rendering_options === undefined
      ? {}
      : {
          rendering_options:
            rendering_options === null
              ? null
              : {
                  amount_tax_display: rendering_options.amount_tax_display ?? null,
                  template: rendering_options.template ?? null,
                },
        }),
  }
}
