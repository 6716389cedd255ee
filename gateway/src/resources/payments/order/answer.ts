/** What the native API shows of a shop's order. Ours: nothing of the kind is published. */
import { Type } from 'typebox'
import { field } from '../../../kernel/answer-schema.ts'

export const orderSchema = () =>
  Type.Object(
    {
      id: field.id('ord', 'The id of the order: of the number that the shop has.'),
      object: field.object('order'),
      amount_total: field.amount('What all lines cost.'),
      created: field.time('When it was made.'),
      currency: field.currency('The currency of its amounts.'),
      line_items: field.list(
        field.part(
          {
            name: field.text('What is bought.'),
            amount: field.amount('What one of them costs.'),
            currency: field.currency('The currency of the order.'),
            quantity: field.count('How many.'),
            description: field.text('More about it; may be empty.'),
          },
          'A line.',
        ),
        'What is bought, line by line.',
      ),
      livemode: field.flag('Whether it is an order of a live environment.'),
      order_id: field.count("The shop's own number of it, from 1."),
      order_number: field.text('The number that the customer is told.'),
      paid_at: field.orNull(field.time('When it was marked as paid.')),
      payment_intent: field.orNull(field.ref('payment_intent', 'The payment intent that pays for it.')),
      receipt_email: field.orNull(field.text('Where a receipt would be sent to.')),
      status: field.word(['open', 'paid'], 'Whether it is paid.'),
      user: field.orNull(field.text("The shop's user whose order it is; null: any user who has its number.")),
    },
    { additionalProperties: false },
  )

export const orderBookSchema = () =>
  Type.Object(
    { object: field.object('order_book'), latest: field.count('The highest number of an order so far.') },
    { additionalProperties: false },
  )
