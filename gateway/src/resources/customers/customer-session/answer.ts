/** What the API shows of a customer session. */
import { Type } from 'typebox'
import { field } from '../../../kernel/answer-schema.ts'

const onOff = ['enabled', 'disabled'] as const
const notHere = (description: string) =>
  field.part({ enabled: field.flag('Always false: there is no such component.') }, description)
const notHereEither = (description: string) =>
  field.part(
    {
      enabled: field.flag('Always false: there is no such component.'),
      features: field.nothing('Always null: there is no such component.'),
    },
    description,
  )

const features = () =>
  field.part(
    {
      payment_method_allow_redisplay_filters: field.list(
        field.word(['always', 'limited', 'unspecified'], "What a method's payer allowed."),
        'Which saved methods are shown, by what their payers allowed.',
      ),
      payment_method_redisplay: field.word(onOff, 'Whether saved methods are shown.'),
      payment_method_redisplay_limit: field.orNull(field.count('How many are shown at most.')),
      payment_method_remove: field.word(onOff, 'Whether the payer may take saved methods away.'),
      payment_method_save: field.word(onOff, 'Whether the payer may save a method.'),
      payment_method_save_usage: field.orNull(
        field.word(['off_session', 'on_session'], 'For which payments a method is saved.'),
      ),
    },
    'What the page may do with the saved methods.',
  )

export const customerSessionSchema = () =>
  Type.Object(
    {
      object: field.object('customer_session'),
      client_secret: field.text('What a page sends beside a publishable key. To be kept out of logs and links.'),
      components: field.part(
        {
          active_entitlements: notHere('Entitlements of the customer.'),
          buy_button: notHere('A button to buy.'),
          customer_portal: notHere('A portal for customers.'),
          customer_sheet: notHereEither('A sheet of saved methods in an app.'),
          mobile_payment_element: notHereEither('A payment page in an app.'),
          payment_element: field.part(
            { enabled: field.flag('Always true: it is what a session is for.'), features: features() },
            'A page that pays.',
          ),
          pricing_table: notHere('A table of prices.'),
        },
        'What the session is for.',
      ),
      created: field.time('When it was opened.'),
      customer: field.ref('customer', 'Whose saved methods may be seen.'),
      customer_account: field.nothing('Always null: there are no accounts of customers.'),
      expires_at: field.time('When it ends.'),
      livemode: field.flag('Whether it is a session of a live environment.'),
    },
    { additionalProperties: false },
  )
