/** What the API shows older code of a payment method that is a card: a card of a customer, and a token that stands for a card once. */
import { Type } from 'typebox'
import { blankForBrowsers, field, type ShownBy } from '../../../kernel/answer-schema.ts'
import { fingerprintField, fundings } from './answer.ts'

const cardFields = () => ({
  id: field.id('card', 'The id of the card: that of its payment method with another prefix.'),
  object: field.object('card'),
  address_city: field.orNull(field.text("The payer's city.")),
  address_country: field.orNull(field.text("The payer's country.")),
  address_line1: field.orNull(field.text("The payer's street and number.")),
  address_line1_check: field.orNull(
    field.text('Whether the issuer has that street: `pass`, `fail`, `unavailable`, `unchecked`.'),
  ),
  address_line2: field.orNull(field.text("The second line of the payer's address.")),
  address_state: field.orNull(field.text("The payer's state or province.")),
  address_zip: field.orNull(field.text("The payer's postal code.")),
  address_zip_check: field.orNull(
    field.text('Whether the issuer has that postal code: `pass`, `fail`, `unavailable`, `unchecked`.'),
  ),
  brand: field.text('The brand in the words of older code: `Visa`, `MasterCard`.'),
  country: field.orNull(field.text('The country of the issuer, as two letters.')),
  cvc_check: field.orNull(
    field.text('Whether the security code was right: `pass`, `fail`, `unavailable`, `unchecked`.'),
  ),
  dynamic_last4: field.nothing('Always null: numbers of devices are not told apart.'),
  exp_month: field.count('The month of its expiry, from 1.'),
  exp_year: field.count('The year of its expiry, in four digits.'),
  // A browser has no use for it, and could compare cards with it.
  fingerprint: blankForBrowsers(field.orNull(fingerprintField())),
  funding: field.word(fundings, 'Whose money is behind it.'),
  last4: field.text('The last four digits of the number.'),
  metadata: blankForBrowsers(field.metadata()),
  name: field.orNull(field.text("The payer's name.")),
  regulated_status: field.fixed('unregulated', "Whether the issuer's fees are capped by law; not told apart here."),
  tokenization_method: field.nothing('Always null: cards of wallets are not told apart.'),
  wallet: field.nothing('Always null: cards of wallets are not told apart.'),
})

export const sourceCardSchema = () =>
  Type.Object(
    { ...cardFields(), customer: field.orNull(field.ref('customer', 'The customer that it is saved for.')) },
    { additionalProperties: false },
  )
export type SourceCardShown = ShownBy<typeof sourceCardSchema>

export const tokenSchema = () =>
  Type.Object(
    {
      id: field.id('tok', 'The id of the token.'),
      object: field.object('token'),
      card: field.part(cardFields(), 'The card that it stands for.'),
      client_ip: field.nothing('Always null: who made it is not kept.'),
      created: field.time('When it was made.'),
      livemode: field.flag('Whether real money is behind it.'),
      type: field.word(['card'], 'What it stands for.'),
      used: field.flag('Whether it has paid or was saved; it does so once.'),
    },
    { additionalProperties: false },
  )
