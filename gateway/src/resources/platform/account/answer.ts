/** What the API shows of the account of a key. */
import { Type } from 'typebox'
import { field } from '../../../kernel/answer-schema.ts'

export const accountSchema = () =>
  Type.Object(
    {
      id: field.id('acct', 'The id of the account.'),
      object: field.object('account'),
      business_profile: field.nothing('Always null: nothing is kept of the business.'),
      capabilities: field.part({ card_payments: field.fixed('active', 'Always active.') }, 'What the account can do.'),
      charges_enabled: field.flag('Always true: the account can take payments.'),
      country: field.text('Where the account is at home, as two letters.'),
      default_currency: field.currency('The currency of the account.'),
      details_submitted: field.flag('Always true: nothing more is asked of it.'),
      email: field.nothing('Always null: none is kept.'),
      payouts_enabled: field.flag('Always false: there are no payouts yet.'),
      settings: field.nothing('Always null: settings are not in the API.'),
      type: field.fixed('standard', 'Always standard.'),
    },
    { additionalProperties: false },
  )
