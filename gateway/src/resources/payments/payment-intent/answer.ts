/** What the API shows of a payment intent. */
import { type TSchema, Type } from 'typebox'
import { shownToBrowsers as f, field, type ShownBy } from '../../../kernel/answer-schema.ts'
import {
  attemptErrorSchema,
  cardMandateSchema,
  nextActionSchema,
  shippingSchema,
} from '../../customers/payment-method/index.ts'
import { installmentPlanSchema, presentmentFields } from '../charge/index.ts'
import { cancellationReasons, captureMethods, confirmationMethods, intentStatuses } from './model.ts'

const offered = (description: string) => field.maybe(field.word(['if_available', 'never'], description))
const usages = ['installment', 'recurring', 'unscheduled'] as const
const optionalText = (description: string) => field.maybe(field.text(description))

const cardOptions = () =>
  field.part(
    {
      capture_method: field.maybe(
        field.word(['manual'], 'Whether cards are only authorised, whatever the intent says.'),
      ),
      installments: field.orNull(
        field.part(
          {
            available_plans: field.orNull(
              field.list(installmentPlanSchema('A plan.'), 'The plans that this payment may be paid by.'),
            ),
            enabled: field.flag('Whether instalments are offered.'),
            plan: field.orNull(installmentPlanSchema('The plan that was chosen.')),
          },
          'Payment by instalments.',
        ),
      ),
      mandate_options: field.orNull(cardMandateSchema({})),
      network: field.orNull(field.text('Of several networks of the card, the one to be used.')),
      request_extended_authorization: offered('Whether the money should be held longer than usual.'),
      request_incremental_authorization: offered('Whether the authorised amount should be raisable.'),
      request_multicapture: offered('Whether it should be capturable in several parts.'),
      request_overcapture: offered('Whether more should be capturable than is authorised.'),
      request_three_d_secure: field.word(
        ['automatic', 'any', 'challenge'],
        'Whether the payer is authenticated: where the issuer wants it, always, or always with a challenge.',
      ),
      require_cvc_recollection: field.maybe(field.flag('A saved card pays with its security code only.')),
      setup_credential_usage: field.maybe(field.word(usages, 'What the card is saved for.')),
      setup_future_usage: field.maybe(
        field.word(['none', 'off_session', 'on_session'], 'Whether the card is saved, whatever the intent says.'),
      ),
      statement_descriptor_suffix_kana: optionalText('The suffix of the statement in kana.'),
      statement_descriptor_suffix_kanji: optionalText('The suffix of the statement in kanji.'),
      stored_credential_usage: field.maybe(field.word(usages, 'What kind of payment with a saved card it is.')),
    },
    'What is wished of a card.',
  )

const lineOptions = () =>
  field.part(
    {
      card: field.maybe(
        field.part({ commodity_code: field.orNull(field.text('The commodity by its code.')) }, 'For card networks.'),
      ),
      card_present: field.maybe(
        field.part({ commodity_code: field.orNull(field.text('The commodity by its code.')) }, 'For terminals.'),
      ),
      klarna: field.maybe(
        field.part(
          {
            image_url: field.orNull(field.text('A picture of the goods.')),
            product_url: field.orNull(field.text('The page of the goods.')),
            reference: field.orNull(field.text("The shop's number of the goods.")),
            subscription_reference: field.orNull(field.text('The subscription that it belongs to.')),
          },
          'For Klarna.',
        ),
      ),
      paypal: field.maybe(
        field.part(
          {
            category: field.maybe(field.text('What kind of goods it is.')),
            description: field.maybe(field.text('What the goods are.')),
            sold_by: field.maybe(field.text('Who sells them.')),
          },
          'For PayPal.',
        ),
      ),
    },
    'What single networks and lenders are told of the line.',
  )

const lineItem = () =>
  field.part(
    {
      id: field.id('uli', 'The id of the line: of the intent, and its place.'),
      object: field.object('payment_intent_amount_details_line_item'),
      discount_amount: field.orNull(field.amount('What is taken off.')),
      payment_method_options: field.orNull(lineOptions()),
      product_code: field.orNull(field.text("The shop's number of the goods.")),
      product_name: field.text('What is bought.'),
      quantity: field.count('How many.'),
      tax: field.orNull(field.part({ total_tax_amount: field.amount('The tax of the line.') }, 'Tax of the line.')),
      unit_cost: field.amount('What one of them costs.'),
      unit_of_measure: field.orNull(field.text('What they are counted in.')),
    },
    'A line of what is bought.',
  )

const amountDetails = () =>
  field.part(
    {
      discount_amount: field.maybe(field.amount('What is taken off the whole.')),
      error: field.maybe(
        field.part(
          { code: field.text('The code of what is wrong.'), message: field.text('What does not add up.') },
          'What does not add up, where the merchant wished that it need not.',
        ),
      ),
      line_items: field.maybe(
        field.part(
          {
            object: field.object('list'),
            data: field.list(lineItem(), 'The lines, as they were sent.'),
            has_more: field.flag('Always false: all lines are shown.'),
            url: field.text('The path of the list.'),
          },
          'What is bought, line by line.',
        ),
      ),
      shipping: field.maybe(
        field.part(
          {
            amount: field.orNull(field.amount('What shipping costs.')),
            from_postal_code: field.orNull(field.text('Where the goods come from.')),
            to_postal_code: field.orNull(field.text('Where they go.')),
          },
          'Shipping of the whole.',
        ),
      ),
      tax: field.maybe(field.part({ total_tax_amount: field.amount('The tax of the whole.') }, 'Tax of the whole.')),
      tip: field.part({}, 'Always empty: tips are given at terminals.'),
    },
    "What the amount is made of: the merchant's own account of it, for networks and lenders.",
  )

const automaticMethods = () =>
  field.part(
    {
      allow_redirects: field.maybe(
        field.word(['always', 'never'], 'Whether methods are offered that send the payer to another page.'),
      ),
      enabled: field.flag('Whether every method is offered that fits the payment.'),
    },
    'Whether methods are offered as they fit; null where the merchant named them.',
  )

const typeList = (description: string) => field.orNull(field.list(field.text('The name of a method.'), description))
const marked = <P extends Record<string, TSchema>>(fields: P): P =>
  Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name, f(schema)])) as P

/** What it can be, and is, paid with. */
const methodFields = () => ({
  allowed_payment_method_types: typeList('Of these methods, those are offered that fit.'),
  automatic_payment_methods: f(field.orNull(automaticMethods())),
  excluded_payment_method_types: typeList('Methods that are not offered.'),
  payment_method: f(field.orNull(field.ref('payment_method', 'What it is paid with.'))),
  payment_method_configuration_details: field.orNull(
    field.part(
      {
        id: field.text('The configuration that was named.'),
        parent: field.nothing('Always null: configurations have none.'),
      },
      'The configuration of methods that the request named.',
    ),
  ),
  payment_method_options: field.open(
    { card: cardOptions() },
    'What is wished of single methods.',
    'What is wished of a method of this name.',
  ),
  payment_method_types: f(field.list(field.text('The name of a method.'), 'What it can be paid with.')),
  setup_future_usage: f(
    field.orNull(
      field.word(['off_session', 'on_session'], 'Whether the method is saved, for payments with or without the payer.'),
    ),
  ),
})

/** What the merchant, the payer and the statement are told of it. */
const noteFields = () => ({
  payment_details: field.maybe(
    field.part(
      {
        customer_reference: field.orNull(field.text("The merchant's number of the customer.")),
        order_reference: field.orNull(field.text("The merchant's number of the order.")),
      },
      "The merchant's own references, for the networks.",
    ),
  ),
  receipt_email: f(field.orNull(field.text('Where a receipt would be sent to.'))),
  shipping: f(field.orNull(shippingSchema())),
  statement_descriptor: field.orNull(field.text('What the merchant wants on the statement.')),
  statement_descriptor_suffix: field.orNull(field.text("What is added to the account's own descriptor.")),
  transfer_group: field.orNull(field.text('A name by which the merchant groups payments.')),
})

/** What a browser with the client secret needs to finish the payment is marked; no more is shown to it. */
export const paymentIntentSchema = () =>
  Type.Object(
    {
      id: f(field.id('pi', 'The id of the payment intent.')),
      object: f(field.object('payment_intent')),
      ...methodFields(),
      ...noteFields(),
      amount: f(field.amount('What is to be paid.')),
      amount_capturable: field.amount('What is authorised and can be captured.'),
      amount_details: f(amountDetails()),
      amount_received: field.amount('What was received.'),
      application: field.nothing('Always null: there are no platforms yet.'),
      application_fee_amount: field.nothing('Always null: there are no platforms yet.'),
      canceled_at: f(field.orNull(field.time('When it was cancelled.'))),
      cancellation_reason: f(
        field.orNull(
          field.keptWord(
            [...cancellationReasons, 'automatic', 'expired', 'failed_invoice', 'void_invoice'],
            'Why it was cancelled.',
          ),
        ),
      ),
      capture_method: f(
        field.word(captureMethods, 'When the money is taken: at once, or (`manual`) held and captured by a call.'),
      ),
      charges: field.included('charge', 'Its charges.'),
      client_secret: f(
        field.text('What a browser proves itself with, beside a publishable key. To be kept out of logs and links.'),
      ),
      confirmation_method: f(
        field.word(confirmationMethods, "Whether a payer's browser may confirm after a challenge, or only the server."),
      ),
      created: f(field.time('When it was made.')),
      currency: f(field.currency('The currency of its amounts.')),
      customer: field.orNull(field.ref('customer', 'Who pays.')),
      customer_account: field.nothing('Always null: there are no accounts of customers.'),
      description: f(field.orNull(field.text('What it is for.'))),
      last_payment_error: f(field.orNull(attemptErrorSchema('Why the last attempt failed; null after a success.'))),
      latest_charge: field.orNull(field.ref('charge', 'The newest charge.')),
      livemode: f(field.flag('Whether real money moves.')),
      managed_payments: field.nothing("Always null: nobody else sells in the merchant's name."),
      metadata: field.metadata(),
      next_action: f(field.orNull(nextActionSchema())),
      on_behalf_of: field.nothing('Always null: there are no connected accounts yet.'),
      payment_record: field.nothing('Always null: payments made elsewhere are not recorded.'),
      processing: f(
        field.orNull(
          field.part(
            {
              card: field.part({}, 'Nothing is told of it.'),
              type: field.word(['card'], 'What is under way.'),
            },
            'What is told of a card payment that is under way.',
          ),
        ),
      ),
      review: field.nothing('Always null: there are no reviews.'),
      source: f(field.nothing('Always null: sources are older than payment intents.')),
      status: f(
        field.word(
          intentStatuses,
          'How it stands: what it waits for (`requires_…`), whether it is under way (`processing`), or how it ended (`succeeded`, `canceled`).',
        ),
      ),
      webhook_url: field.maybe(field.text('Where events of this payment go besides the endpoints. Ours.')),
      expires_at: f(field.maybe(field.time('When it is given up, or its code or number ends. Ours.'))),
      usage: f(field.maybe(field.word(['multiple'], 'Its code or number is paid again and again. Ours.'))),
      ...marked(presentmentFields()),
    },
    { additionalProperties: false, browser: 'listed' },
  )
export type PaymentIntentShown = ShownBy<typeof paymentIntentSchema>
