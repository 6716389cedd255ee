/** What the API shows of a customer. */
import { Type } from 'typebox'
import { blankForBrowsers, field } from '../../../kernel/answer-schema.ts'
import { addressSchema, shippingSchema } from '../payment-method/index.ts'
import { taxExemptions } from './model.ts'

const invoiceSettings = () =>
  field.part(
    {
      custom_fields: field.orNull(
        field.list(
          field.part(
            { name: field.text('What the line is called.'), value: field.text('What stands in it.') },
            'A line.',
          ),
          'Lines that the merchant adds to invoices.',
        ),
      ),
      default_payment_method: field.orNull(
        field.ref('payment_method', 'The saved method that invoices would be paid with.'),
      ),
      footer: field.orNull(field.text('What stands below invoices.')),
      rendering_options: field.orNull(
        field.part(
          {
            amount_tax_display: field.orNull(
              field.word(['exclude_tax', 'include_inclusive_tax'], 'Whether prices are shown with their tax.'),
            ),
            template: field.orNull(field.text('The template of invoices, by its id.')),
          },
          'How invoices look.',
        ),
      ),
    },
    'How invoices to the customer would be made. Kept and shown; there are no invoices yet.',
  )

/** Of a deleted one the id is left. */
export const deletedCustomerSchema = () =>
  Type.Object(
    {
      id: field.id('cus', 'The id that the customer had.'),
      object: field.object('customer'),
      deleted: field.fixed(true, 'Always true: nothing else is left.'),
    },
    { additionalProperties: false },
  )

export const livingCustomerSchema = () =>
  Type.Object(
    {
      id: field.id('cus', 'The id of the customer.'),
      object: field.object('customer'),
      address: field.orNull(addressSchema("The customer's address.")),
      balance: field.amount(
        'What the next invoice would count for or against the customer; below zero is a credit. A note: no money stands behind it.',
      ),
      business_name: field.maybe(field.text("The name of the customer's business.")),
      created: field.time('When the customer was made.'),
      currency: field.orNull(field.currency('The currency of the balance.')),
      customer_account: field.nothing('Always null: there are no accounts of customers.'),
      default_source: blankForBrowsers(
        field.orNull(field.ref('card', 'The saved card that older code charges where it names none.')),
      ),
      delinquent: field.flag('Whether an invoice is overdue; there are no invoices yet.'),
      // The merchant's own notes are not for the payer.
      description: blankForBrowsers(field.orNull(field.text("The merchant's note."))),
      discount: field.nothing('Always null: there are no discounts yet.'),
      email: field.orNull(field.text('The e-mail address.')),
      individual_name: field.maybe(field.text('The name of the person.')),
      invoice_prefix: field.text('What numbers of invoices would begin with.'),
      invoice_settings: invoiceSettings(),
      livemode: field.flag('Whether it is a customer of a live environment.'),
      metadata: blankForBrowsers(field.metadata()),
      name: field.orNull(field.text('The full name, or that of a business.')),
      next_invoice_sequence: field.count('The number that the next invoice would get.'),
      phone: field.orNull(field.text('The phone number.')),
      preferred_locales: field.list(
        field.text('A language.'),
        'The languages of the customer, the preferred one first.',
      ),
      shipping: field.orNull(shippingSchema()),
      tax_exempt: field.word(taxExemptions, 'Whether the customer pays tax.'),
      test_clock: field.nothing('Always null: a whole sandbox has a clock.'),
      invoice_credit_balance: field.maybe(
        field.part({}, 'Always empty: there are no invoices yet. Shown where the request expands it.'),
      ),
      sources: field.included('card', "The customer's saved cards, as older code knows them."),
      subscriptions: field.included('customer', 'Always empty: there are no subscriptions yet.'),
      tax: field.maybe(
        Type.Unsafe<undefined>({
          type: 'object',
          properties: {},
          additionalProperties: true,
          description: "That nothing is known of the customer's place of taxation. Shown where the request expands it.",
        }),
      ),
      tax_ids: field.included('customer', 'Always empty: there are no tax numbers yet.'),
    },
    { additionalProperties: false },
  )

export const customerSchema = () =>
  Type.Union([livingCustomerSchema(), deletedCustomerSchema()], {
    description: 'A customer, or what is left of a deleted one.',
  })
