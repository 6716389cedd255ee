/** What the API shows of a method that this gateway offers. Ours: nothing of the kind is published. */
import { Type } from 'typebox'
import { actionKinds, methodFamilies } from '../../../contracts/method.ts'
import { field } from '../../../kernel/answer-schema.ts'

export const catalogueEntrySchema = () =>
  Type.Object(
    {
      object: field.object('payment_method_catalogue_entry'),
      code: field.text('The name of the method in requests and answers.'),
      family: field.word(methodFamilies, 'What kind of method it is.'),
      label: field.text('What people call it.'),
      icon: field.text('Where its icon is.'),
      countries: field.orNull(
        field.list(
          field.text('Two letters of ISO 3166-1.'),
          "Where it is offered, by the payer's country; null: everywhere.",
        ),
      ),
      currencies: field.orNull(
        field.list(
          field.part(
            {
              currency: field.currency('A currency.'),
              min_amount: field.amount('The least that can be paid.'),
              max_amount: field.orNull(field.amount('The most that can be paid; null: no limit of its own.')),
            },
            'A currency that it pays in.',
          ),
          'What it pays in; null: any currency.',
        ),
      ),
      expires_after_seconds: field.orNull(field.count('How long the payer has, unless the request says otherwise.')),
      expires_at_most_days: field.orNull(field.count('How long a request may give the payer at most.')),
      refunds: field.word(['partial', 'full', 'transfer', 'none'], 'How the money can go back.'),
      separate_capture: field.flag('Whether money can be held first and captured later.'),
      outcome_later: field.flag("Whether the outcome comes long after the payer's last step."),
      reusable: field.flag('Whether one code or number can be paid again and again.'),
      savable: field.flag('Whether it can be saved and charged again without the payer.'),
      required_details: field.list(field.text('A field of a request.'), 'What has to be said of the payer.'),
      fields: field.list(field.text('A field.'), "What the method's own object in payment_method_data takes."),
      next_action: field.word(actionKinds, 'What the payer usually has to do.'),
      closed: field.orNull(field.text('Why it is not offered in live environments.')),
    },
    { additionalProperties: false },
  )
