/** What the API shows of a refund. */

import { Type } from 'typebox'
import { field, type ShownBy } from '../../../kernel/answer-schema.ts'
import { refundReasons, refundStatuses } from './model.ts'

const nextAction = () =>
  field.part(
    {
      type: field.word(['provide_bank_account', 'display_details'], 'Which of the two members says what to do.'),
      provide_bank_account: field.maybe(
        field.part(
          { param: field.text('The parameter of the update call that takes the account.') },
          'The merchant has to name the bank account that the money goes to.',
        ),
      ),
      display_details: field.maybe(
        field.part(
          {
            email_sent: field.part(
              {
                email_sent_at: field.time('When the payer was written to.'),
                email_sent_to: field.text('The address that was written to.'),
              },
              'The message that asks the payer for a bank account.',
            ),
            expires_at: field.time('Until when the payer can answer it.'),
          },
          'The payer was asked for the bank account by e-mail.',
        ),
      ),
    },
    'What is missing before the money can go back.',
  )

const destination = () =>
  field.open(
    {
      type: field.text('Which member tells where the money goes: `card`, `bank_transfer`, or the payment method.'),
      card: field.maybe(
        field.part(
          {
            reference: field.maybe(field.text("The acquirer's reference, by which an issuer finds the refund.")),
            reference_status: field.maybe(field.word(['available'], 'Whether there is a reference yet.')),
            reference_type: field.maybe(field.word(['acquirer_reference_number'], 'What kind of reference it is.')),
            type: field.word(['pending', 'refund'], 'Whether the processor has taken the refund.'),
          },
          'The card that was paid with.',
        ),
      ),
      bank_transfer: field.maybe(
        field.part(
          {
            bank: field.text('The bank of the account, by its code.'),
            account_holder: field.text('Whose account it is.'),
            last4: field.text('The last four digits of the account number.'),
            reference: field.orNull(field.text("The processor's reference of the transfer.")),
          },
          'The bank account that was named for a refund by transfer.',
        ),
      ),
    },
    'Where the money goes.',
    'What is known of a refund by this payment method.',
  )

export const refundSchema = () =>
  Type.Object(
    {
      id: field.id('re', 'The id of the refund.'),
      object: field.object('refund'),
      amount: field.amount('What goes back.'),
      balance_transaction: field.orNull(
        field.ref('balance_transaction', 'What it took from the balance; null until the processor has accepted it.'),
      ),
      charge: field.ref('charge', 'The charge that is refunded.'),
      created: field.time('When it was asked for.'),
      currency: field.currency('The currency of the charge.'),
      customer: field.nothing("Always null: the customer is the charge's."),
      customer_account: field.nothing('Always null: there are no accounts of customers.'),
      destination_details: destination(),
      failure_balance_transaction: field.maybe(
        field.ref('balance_transaction', 'What came back to the balance when the refund failed or was cancelled.'),
      ),
      failure_reason: field.maybe(field.text('Why it failed.')),
      instructions_email: field.maybe(field.text('The address at which the payer is asked for a bank account.')),
      metadata: field.metadata(),
      next_action: field.maybe(nextAction()),
      payment_intent: field.ref('payment_intent', 'The payment intent of the charge.'),
      payment_method: field.nothing('Always null: a refund goes back the way that the payment came.'),
      pending_reason: field.maybe(field.word(['processing'], 'Why it is pending.')),
      presentment_details: field.maybe(
        field.part(
          {
            presentment_amount: field.amount('What the payer gets.'),
            presentment_currency: field.currency('The currency that the payer paid in.'),
          },
          'What goes back to a payer who paid in another currency.',
        ),
      ),
      reason: field.orNull(field.word(refundReasons, 'Why the merchant refunds.')),
      receipt_number: field.nothing("Always null: receipts are the shop's."),
      source_transfer_reversal: field.nothing('Always null: there are no transfers.'),
      status: field.word(
        refundStatuses,
        'How it stands: `requires_action` waits for a bank account, `pending` is on its way, `succeeded`, `failed` and `canceled` are over.',
      ),
      transfer_reversal: field.nothing('Always null: there are no transfers.'),
    },
    { additionalProperties: false },
  )
export type RefundShown = ShownBy<typeof refundSchema>
