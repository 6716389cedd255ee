/** What the API shows of a mandate. */
import { Type } from 'typebox'
import { field } from '../../../kernel/answer-schema.ts'

export const acceptanceFields = () => ({
  ip_address: field.orNull(field.text("The address of the payer's browser.")),
  user_agent: field.orNull(field.text("The name that the payer's browser gave of itself.")),
})

export const mandateSchema = () =>
  Type.Object(
    {
      id: field.id('mandate', 'The id of the mandate.'),
      object: field.object('mandate'),
      customer_acceptance: field.part(
        {
          accepted_at: field.orNull(field.time('When the payer agreed.')),
          offline: field.maybe(field.part({}, 'Agreed on paper or by telephone; nothing more is kept.')),
          online: field.maybe(field.part(acceptanceFields(), 'Agreed on a page.')),
          type: field.word(['offline', 'online'], 'How the payer agreed.'),
        },
        'How the payer agreed to be charged.',
      ),
      livemode: field.flag('Whether real money moves under it.'),
      multi_use: field.maybe(field.part({}, 'There where it is good for many payments.')),
      payment_method: field.ref('payment_method', 'The method that may be charged.'),
      payment_method_details: field.open(
        { type: field.text('Which method it is. The member of that name tells more.') },
        'What the scheme of the method calls the mandate.',
        'The reference of the mandate, and where it can be read.',
      ),
      single_use: field.maybe(
        field.part(
          { amount: field.amount('How much it is for.'), currency: field.currency('The currency of the amount.') },
          'There where it is good for one payment.',
        ),
      ),
      status: field.word(['active', 'inactive'], 'Whether the method may be charged.'),
      type: field.word(['multi_use', 'single_use'], 'Whether it is good for many payments, or one.'),
    },
    { additionalProperties: false },
  )
