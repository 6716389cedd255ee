/** What the API shows of a confirmation token. */
import { Type } from 'typebox'
import { field } from '../../../kernel/answer-schema.ts'
import { acceptanceFields } from '../../customers/mandate/index.ts'
import { addressSchema, paymentMethodSchema } from '../../customers/payment-method/index.ts'
import { installmentPlanSchema } from '../charge/index.ts'

/** The method as it would be, without what only one that exists has. */
const preview = () => {
  const {
    id: _,
    object: __,
    created: ___,
    livemode: ____,
    metadata: _____,
    ...fields
  } = paymentMethodSchema().properties
  return field.open(fields, 'The method that the payer chose.', 'What may be shown of a method of this name.')
}

export const confirmationTokenSchema = () =>
  Type.Object(
    {
      id: field.id('ctoken', 'The id of the token.'),
      object: field.object('confirmation_token'),
      created: field.time('When it was made.'),
      expires_at: field.time('Until when it can be confirmed with.'),
      livemode: field.flag('Whether real money is behind it.'),
      mandate_data: field.orNull(
        field.part(
          {
            customer_acceptance: field.part(
              {
                online: field.orNull(field.part(acceptanceFields(), 'Agreed on a page.')),
                type: field.word(['offline', 'online'], 'How the payer agreed.'),
              },
              'How the payer agreed.',
            ),
          },
          'How the payer agreed to be charged.',
        ),
      ),
      metadata: field.nothing('Always null: notes belong to what is confirmed.'),
      payment_intent: field.orNull(field.text('The payment intent that it confirmed.')),
      payment_method_options: field.orNull(
        field.part(
          {
            card: field.part(
              {
                cvc_token: field.nothing('Always null: there are no tokens of security codes.'),
                installments: field.part(
                  { plan: installmentPlanSchema('The plan that the payer chose.') },
                  'Payment by instalments.',
                ),
              },
              'What was chosen for a card.',
            ),
          },
          'What was chosen for single methods.',
        ),
      ),
      payment_method_preview: preview(),
      return_url: field.orNull(field.text('Where the payer comes back to.')),
      setup_future_usage: field.orNull(
        field.word(['off_session', 'on_session'], 'Whether the payer let the method be saved.'),
      ),
      setup_intent: field.orNull(field.text('The setup intent that it confirmed.')),
      shipping: field.orNull(
        field.part(
          {
            address: addressSchema('Where the goods go.'),
            name: field.text('Who gets them.'),
            phone: field.orNull(field.text('The phone number of who gets them.')),
          },
          'Where bought goods are sent.',
        ),
      ),
      use_stripe_sdk: field.flag('Always false: challenges lead to a page.'),
    },
    { additionalProperties: false },
  )
