/** What the API shows of the balance and of what changed it. */
import { Type } from 'typebox'
import { field } from '../../../kernel/answer-schema.ts'

const share = (description: string) =>
  field.list(
    field.part(
      {
        amount: field.amount('The amount; below zero is owed.'),
        currency: field.currency('The currency of the amount.'),
        source_types: field.part(
          { card: field.amount('The same amount: it is not told apart by method.') },
          'The amount by kind of payment.',
        ),
      },
      'The money of one currency.',
    ),
    description,
  )

export const balanceSchema = () =>
  Type.Object(
    {
      object: field.object('balance'),
      available: share("What is at the merchant's disposal, by currency."),
      livemode: field.flag('Whether it is real money.'),
      pending: share('What was paid and is not available yet, by currency.'),
    },
    { additionalProperties: false },
  )

const types = ['charge', 'refund', 'refund_failure'] as const

export const balanceTransactionSchema = () =>
  Type.Object(
    {
      id: field.id('txn', 'The id of the balance transaction.'),
      object: field.object('balance_transaction'),
      amount: field.amount('What it brings before fees; below zero it takes.'),
      available_on: field.time('When the money becomes available.'),
      balance_type: field.fixed('payments', 'Which balance it changes: there is one.'),
      created: field.time('When it happened.'),
      currency: field.currency('The currency of its amounts.'),
      description: field.nothing('Always null: what it is for stands at its source.'),
      exchange_rate: field.nothing('Always null: balances are kept in the currency of the payment.'),
      fee: field.amount('What is taken for processing.'),
      fee_details: field.list(
        field.part(
          {
            amount: field.amount('The fee.'),
            application: field.nothing('Always null: there are no platforms yet.'),
            currency: field.currency('The currency of the fee.'),
            description: field.text('What it is for.'),
            type: field.fixed('stripe_fee', 'Who takes it: the gateway.'),
          },
          'A fee.',
        ),
        'What the fee is made of.',
      ),
      net: field.amount('What is left for the merchant.'),
      reporting_category: field.word(types, 'The same as the type.'),
      source: field.ref(['charge', 'refund'], 'The charge or refund that it belongs to.'),
      status: field.word(['available', 'pending'], 'Whether the money is available.'),
      type: field.word(types, 'What happened.'),
    },
    { additionalProperties: false },
  )
