/** What the API shows of a payment method, and parts that payments and customers show alike. */
import { Type } from 'typebox'
import { blankForBrowsers, field, type ShownBy } from '../../../kernel/answer-schema.ts'

export const addressSchema = (description: string) =>
  field.part(
    {
      city: field.orNull(field.text('City, district, suburb, town or village.')),
      country: field.orNull(field.text('The country, as two letters of ISO 3166-1.')),
      line1: field.orNull(field.text('Street and number, or a post box.')),
      line2: field.orNull(field.text('Flat, floor, building or unit.')),
      postal_code: field.orNull(field.text('The postal code.')),
      state: field.orNull(field.text('State, county, province or region.')),
    },
    description,
  )

export const shippingSchema = () =>
  field.part(
    {
      address: addressSchema('Where the goods go.'),
      carrier: field.orNull(field.text('Who brings them.')),
      name: field.maybe(field.text('Who gets them.')),
      phone: field.orNull(field.text('The phone number of who gets them.')),
      tracking_number: field.orNull(field.text("The carrier's number of the parcel; several are separated by commas.")),
    },
    'Where bought goods are sent.',
  )

export const billingSchema = () =>
  field.part(
    {
      address: addressSchema("The payer's address."),
      email: field.orNull(field.text("The payer's e-mail address.")),
      name: field.orNull(field.text("The payer's full name.")),
      phone: field.orNull(field.text("The payer's phone number.")),
      tax_id: field.orNull(field.text("The payer's tax number, where the method asks for one.")),
    },
    'Who pays.',
  )

const checkWords = ['pass', 'fail', 'unavailable', 'unchecked'] as const
export const cardChecksSchema = () =>
  field.part(
    {
      address_line1_check: field.orNull(
        field.word(checkWords, 'Whether the first line of the address is the one that the issuer has.'),
      ),
      address_postal_code_check: field.orNull(
        field.word(checkWords, 'Whether the postal code is the one that the issuer has.'),
      ),
      cvc_check: field.orNull(field.word(checkWords, 'Whether the security code was right.')),
    },
    'What the issuer said of the details that came with the card.',
  )

export const fundings = ['credit', 'debit', 'prepaid', 'unknown'] as const

/** What is shown of any card. */
export const cardFactFields = () => ({
  brand: field.text('The brand of the card: `visa`, `mastercard`.'),
  country: field.orNull(field.text('The country of the issuer, as two letters.')),
  exp_month: field.count('The month of its expiry, from 1.'),
  exp_year: field.count('The year of its expiry, in four digits.'),
  funding: field.word(fundings, 'Whose money is behind it.'),
  last4: field.text('The last four digits of the number.'),
})
export const fingerprintField = () =>
  field.text('The same for the same number within this account; two cards can be compared by it.')

const cardSchema = () =>
  field.part(
    {
      ...cardFactFields(),
      checks: cardChecksSchema(),
      display_brand: field.text('The brand as people read it.'),
      // A browser has no use for it, and could compare cards with it.
      fingerprint: blankForBrowsers(field.orNull(fingerprintField())),
      generated_from: field.nothing('Always null: no card is made from a terminal.'),
      networks: field.part(
        {
          available: field.list(field.text('A network.'), 'The networks that can carry a payment of the card.'),
          preferred: field.orNull(field.text('Of several networks, the one that the payer chose.')),
        },
        'The networks of the card.',
      ),
      regulated_status: field.fixed('unregulated', "Whether the issuer's fees are capped by law; not told apart here."),
      three_d_secure_usage: field.part(
        { supported: field.flag('Whether 3-D Secure can be used.') },
        'Whether the payer can be authenticated with the card.',
      ),
      wallet: field.nothing('Always null: cards of wallets are not told apart.'),
    },
    'The card, where the method is one.',
  )

/** `also` says which payment method an object shows of those that have a name of their own. */
export const methodKind = () =>
  field.text(
    'Which method it is: `card`, `sepa_debit`, `qris`, or another of the catalogue. The member of that name tells more.',
  )

export const paymentMethodSchema = () =>
  Type.Object(
    {
      id: field.id('pm', 'The id of the payment method.'),
      object: field.object('payment_method'),
      allow_redisplay: field.word(
        ['always', 'limited', 'unspecified'],
        "Whether its payer may be shown it again: everywhere, on pages of its own merchant's choosing, or as was never said.",
      ),
      billing_details: billingSchema(),
      card: field.maybe(cardSchema()),
      created: field.time('When it was made.'),
      customer: field.orNull(field.ref('customer', 'The customer that it is saved for.')),
      customer_account: field.nothing('Always null: there are no accounts of customers.'),
      livemode: field.flag('Whether real money is behind it.'),
      // The merchant's own notes are not for the payer.
      metadata: blankForBrowsers(field.metadata()),
      radar_options: field.maybe(
        field.part(
          { session: field.text('The session of the browser that made it.') },
          'What risk rules are told of the browser.',
        ),
      ),
      type: methodKind(),
    },
    {
      additionalProperties: field.facts(
        'What may be shown of a method of this name: a bank, the last digits of an account.',
      ),
    },
  )
export type PaymentMethodShown = ShownBy<typeof paymentMethodSchema>

/** Why an attempt failed: `last_payment_error` and `last_setup_error`. */
export const attemptErrorSchema = (description: string) =>
  field.part(
    {
      advice_code: field.maybe(
        field.text('What the network advises: `try_again_later`, `do_not_try_again`, `confirm_card_data`.'),
      ),
      charge: field.maybe(field.text('The charge that failed.')),
      code: field.text('The code of the error; each is explained at /docs/errors.'),
      decline_code: field.maybe(field.text('Why the issuer declined, in one word.')),
      doc_url: field.text('Where the code is explained.'),
      message: field.text('What went wrong, for people.'),
      network_decline_code: field.maybe(field.text('The code that the network answered with.')),
      payment_method: field.maybe(
        field.whole<PaymentMethodShown>('payment_method', 'The method that was tried, as it was then.'),
      ),
      type: field.word(['card_error', 'invalid_request_error', 'api_error'], 'What kind of error it is.'),
    },
    description,
  )

const qrCodeOf = 'What a page shows for this action: a code, a number, a link. Named by the payment method.'

/** What the payer has to do next. */
export const nextActionSchema = () =>
  field.open(
    {
      type: field.text(
        'Which member says what to do: `redirect_to_url`, `use_stripe_sdk`, or one named by the method.',
      ),
      redirect_to_url: field.maybe(
        field.part(
          {
            return_url: field.orNull(field.text('Where the payer comes back to.')),
            url: field.text('The page that the payer has to be sent to.'),
          },
          'The payer goes to a page and comes back.',
        ),
      ),
      use_stripe_sdk: field.maybe(
        field.part(
          {
            type: field.word(
              ['three_d_secure_fingerprint', 'three_d_secure_redirect'],
              'Whether the browser is recognised first, or the payer passes a challenge.',
            ),
            stripe_js: field.text('The page to be opened within the page of the shop.'),
            source: field.text('The id of the challenge.'),
          },
          "The challenge is opened within the shop's own page.",
        ),
      ),
    },
    'What the payer has to do next; null where nothing is asked.',
    qrCodeOf,
  )

/** The terms of a mandate for a card, as payments and setups show them. */
export const cardMandateSchema = <C extends object>(more: C) =>
  field.part(
    {
      amount: field.amount('What is taken each time, or at most.'),
      amount_type: field.word(['fixed', 'maximum'], 'Whether the amount is taken each time, or at most.'),
      description: field.orNull(field.text('What the payer agreed to.')),
      end_date: field.orNull(field.time('When it ends.')),
      interval: field.word(['day', 'month', 'sporadic', 'week', 'year'], 'How often it is taken.'),
      interval_count: field.orNull(field.count('How many intervals lie between two payments.')),
      reference: field.text("The merchant's own reference of the mandate."),
      start_date: field.time('When it begins.'),
      supported_types: field.orNull(
        field.list(field.word(['india'], 'A kind.'), 'Which kinds of mandate it may become.'),
      ),
      ...more,
    },
    'The terms of a mandate for cards of countries that ask for one.',
  )
