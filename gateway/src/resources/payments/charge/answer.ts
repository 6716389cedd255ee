/** What the API shows of a charge. */
import { Type } from 'typebox'
import { field, type ShownBy } from '../../../kernel/answer-schema.ts'
import {
  billingSchema,
  cardChecksSchema,
  cardFactFields,
  fingerprintField,
  methodKind,
  type SourceCardShown,
  shippingSchema,
} from '../../customers/payment-method/index.ts'

const availability = ['available', 'unavailable'] as const
const usages = ['installment', 'recurring', 'unscheduled'] as const

export const installmentPlanSchema = (description: string) =>
  field.part(
    {
      count: field.orNull(field.count('How many payments there are.')),
      interval: field.orNull(field.word(['month'], 'What lies between two of them.')),
      type: field.word(['fixed_count', 'bonus', 'revolving'], 'How the issuer counts them.'),
    },
    description,
  )

/** What a payer paid in another currency than the merchant's: shown where it is so. */
export const presentmentFields = () => ({
  presentment_details: field.maybe(
    field.part(
      {
        presentment_amount: field.amount('What the payer pays.'),
        presentment_currency: field.currency('The currency that the payer pays in.'),
      },
      'What the payer pays, where it is in another currency than the merchant asked for.',
    ),
  ),
  exchange_rate: field.maybe(
    field.text("Units of the payer's currency for one of the merchant's, as a decimal number. Ours."),
  ),
  correction_rate: field.maybe(
    field.text('What is added to the exchange rate, as a decimal number: 0.01 is one percent. Ours.'),
  ),
})

export const threeDSecureFields = () => ({
  authentication_flow: field.orNull(field.word(['challenge', 'frictionless'], 'Whether the payer was challenged.')),
  electronic_commerce_indicator: field.orNull(
    field.word(['01', '02', '05', '06', '07'], 'The indicator that went to the network.'),
  ),
  result: field.orNull(
    field.word(
      ['authenticated', 'attempt_acknowledged', 'exempted', 'failed', 'not_supported', 'processing_error'],
      'How the authentication ended.',
    ),
  ),
  result_reason: field.orNull(
    field.word(
      ['abandoned', 'bypassed', 'canceled', 'card_not_enrolled', 'network_not_supported', 'protocol_error', 'rejected'],
      'Why it did not succeed.',
    ),
  ),
  transaction_id: field.orNull(field.text("The directory server's id of the authentication.")),
  version: field.orNull(field.word(['1.0.2', '2.1.0', '2.2.0', '2.3.0', '2.3.1'], 'The version of 3-D Secure.')),
})

const supported = (description: string) =>
  field.part({ status: field.word(availability, 'Whether it can be done.') }, description)

const chargedCard = () =>
  field.part(
    {
      amount_authorized: field.orNull(field.amount('What the issuer authorised.')),
      authorization_code: field.orNull(field.text("The issuer's code of the authorisation.")),
      ...cardFactFields(),
      capture_before: field.maybe(field.time('When the authorisation ends.')),
      checks: cardChecksSchema(),
      electronic_commerce_indicator: field.orNull(
        field.word(['01', '02', '05', '06', '07'], 'The indicator of the authentication that went to the network.'),
      ),
      extended_authorization: field.part(
        { status: field.word(['enabled', 'disabled'], 'Whether it is held longer than usual.') },
        'Whether the money is held longer than usual.',
      ),
      fingerprint: fingerprintField(),
      incremental_authorization: supported('Whether the authorised amount can be raised.'),
      installments: field.orNull(
        field.part({ plan: installmentPlanSchema('The plan that the payer chose.') }, 'Payment by instalments.'),
      ),
      mandate: field.orNull(field.text('The mandate that it was charged under.')),
      moto: field.maybe(field.flag('Taken by mail or telephone.')),
      multicapture: supported('Whether it can be captured in several parts.'),
      network: field.orNull(field.text('The network that carried it.')),
      network_token: field.part(
        { used: field.flag('Whether a token of the network was used.') },
        'Tokens of the network.',
      ),
      network_transaction_id: field.orNull(field.text("The network's id of the payment.")),
      overcapture: field.part(
        {
          maximum_amount_capturable: field.amount('The most that can be captured.'),
          status: field.word(availability, 'Whether more can be captured than was authorised.'),
        },
        'Whether more can be captured than was authorised.',
      ),
      regulated_status: field.fixed('unregulated', "Whether the issuer's fees are capped by law; not told apart here."),
      setup_credential_usage: field.maybe(field.word(usages, 'What the card is saved for.')),
      stored_credential_usage: field.maybe(field.word(usages, 'What kind of payment with a saved card it is.')),
      three_d_secure: field.orNull(
        field.part(
          { ...threeDSecureFields(), exemption_indicator: field.nothing('Always null: no exemptions are asked for.') },
          'How the payer was authenticated; null where nobody asked.',
        ),
      ),
      transaction_link_id: field.nothing('Always null: networks give none yet.'),
      wallet: field.nothing('Always null: cards of wallets are not told apart.'),
    },
    'The card as it was charged.',
  )

const outcomeSchema = () =>
  field.part(
    {
      advice_code: field.orNull(
        field.word(
          ['confirm_card_data', 'do_not_try_again', 'try_again_later'],
          'What the issuer advises after a decline.',
        ),
      ),
      network_advice_code: field.nothing("Always null: the network's own advice is told in advice_code."),
      network_decline_code: field.orNull(field.text('The code that the network answered a decline with.')),
      network_status: field.word(
        ['approved_by_network', 'declined_by_network', 'not_sent_to_network'],
        'What the network said.',
      ),
      reason: field.orNull(field.text('Why it ended so, in one word: `insufficient_funds`, `elevated_risk_level`.')),
      risk_level: field.word(['normal', 'elevated', 'highest'], 'How risky the payment seemed.'),
      risk_score: field.count('The same as a number from 0 to 99.'),
      seller_message: field.text('What happened, for the merchant.'),
      type: field.word(['authorized', 'blocked', 'issuer_declined'], 'How it ended.'),
    },
    'How the payment was judged by issuer, network and risk rules.',
  )

export const chargeSchema = () =>
  Type.Object(
    {
      id: field.id('ch', 'The id of the charge.'),
      object: field.object('charge'),
      amount: field.amount('What was asked for.'),
      amount_captured: field.amount('What was captured of it.'),
      amount_refunded: field.amount('What went back to the payer, or was given back uncaptured.'),
      application: field.nothing('Always null: there are no platforms yet.'),
      application_fee: field.nothing('Always null: there are no platforms yet.'),
      application_fee_amount: field.nothing('Always null: there are no platforms yet.'),
      balance_transaction: field.orNull(
        field.ref('balance_transaction', 'What it brought to the balance; null until it is captured.'),
      ),
      billing_details: billingSchema(),
      calculated_statement_descriptor: field.text('What the payer reads on the statement.'),
      captured: field.flag('Whether nothing more can be captured.'),
      created: field.time('When the processor answered.'),
      currency: field.currency('The currency of its amounts.'),
      customer: field.orNull(field.ref('customer', 'The customer who paid.')),
      description: field.orNull(field.text('What it is for.')),
      disputed: field.flag('Whether the payer disputes it; there are no disputes yet.'),
      failure_balance_transaction: field.nothing('Always null: a failed charge moves nothing.'),
      failure_code: field.orNull(field.text('The code of the error that it failed with.')),
      failure_message: field.orNull(field.text('Why it failed, for people.')),
      fraud_details: field.part(
        { user_report: field.maybe(field.word(['fraudulent', 'safe'], 'What the merchant reported.')) },
        'What the merchant says of fraud.',
      ),
      livemode: field.flag('Whether real money moved.'),
      metadata: field.metadata('Your own key-value pairs; a copy of those that the payment intent had.'),
      on_behalf_of: field.nothing('Always null: there are no connected accounts yet.'),
      outcome: outcomeSchema(),
      paid: field.flag('Whether it succeeded, or was authorised.'),
      payment_intent: field.ref('payment_intent', 'The payment intent that it belongs to.'),
      payment_method: field.ref('payment_method', 'The method that was charged.'),
      payment_method_details: field.open(
        { type: methodKind(), card: field.maybe(chargedCard()) },
        'The method as it was when it was charged.',
        "What a payment by this method leaves behind: the scheme's reference, a mandate.",
      ),
      ...presentmentFields(),
      is_fallback: field.maybe(field.flag('It went through a backup account, after another had failed. Ours.')),
      radar_options: field.maybe(
        field.part(
          { session: field.text("The session of the payer's browser.") },
          'What risk rules were told of the browser.',
        ),
      ),
      receipt_email: field.orNull(field.text('Where a receipt would be sent to.')),
      receipt_number: field.nothing("Always null: receipts are the shop's."),
      receipt_url: field.nothing("Always null: receipts are the shop's."),
      refunded: field.flag('Whether all of it went back.'),
      refunds: field.included('refund', 'Its refunds.'),
      review: field.nothing('Always null: there are no reviews.'),
      shipping: field.orNull(shippingSchema()),
      source: field.orNull(field.whole<SourceCardShown>('card', 'The card, where older code charged it.')),
      source_transfer: field.nothing('Always null: there are no transfers.'),
      statement_descriptor: field.orNull(field.text('What the merchant wants on the statement.')),
      statement_descriptor_suffix: field.orNull(field.text("What is added to the account's own descriptor.")),
      status: field.word(
        ['pending', 'succeeded', 'failed'],
        'How it stands: `pending` is accepted, and the scheme tells the outcome later.',
      ),
      transfer_data: field.nothing('Always null: there are no transfers.'),
      transfer_group: field.orNull(field.text('A name by which the merchant groups payments.')),
    },
    { additionalProperties: false },
  )
export type ChargeShown = ShownBy<typeof chargeSchema>
