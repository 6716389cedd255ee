import { echoed, ignored, mapped, one } from '../../contracts/dialect.ts'
import type { MethodCatalogue } from '../../contracts/method.ts'
import { defineAnswer } from '../../engine/dialect.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { coinsOf } from '../../kernel/units.ts'
import { charge } from '../../resources/payments/charge/index.ts'
import { offeredTypes, type PaymentIntent, paymentPhaseOf } from '../../resources/payments/payment-intent/index.ts'
import { conventions } from './conventions.ts'
import { addressMappings, cardMappings } from './field-mappings.ts'
import { ids, milliseconds, millisecondsOrNull, shippingShown, wooshpayClientSecret, wooshpayId } from './ids.ts'
import { knownTypes } from './methods.ts'
import { namedRedirects, threeDSecureStatus, wooshpayNextAction } from './next-action.ts'

/** What was sent with the intent and has no place of ours. */
export const wooshpayOrigin = (row: PaymentIntent): JsonObject =>
  row.foreign?.dialect === conventions.name ? row.foreign.data : {}

/** Their names where they differ from ours. */
const reasonShown = (reason: string | null): string | null => (reason === 'expired' ? 'automatic' : reason)

/** The codes that the payment may be paid with, of those that this API has; what was sent stays as it was. */
const typesShown = (row: PaymentIntent, methods: MethodCatalogue): readonly string[] =>
  row.payment_method_types ?? offeredTypes(row, methods, row.livemode).filter((code) => knownTypes.has(code))

/** JSON text within JSON, as the documents print it. */
const optionsShown = ({ capture_method, card_options, method_options }: PaymentIntent): string =>
  JSON.stringify({
    card: {
      request_three_d_secure:
        card_options.request_three_d_secure === 'automatic' ? 'auto' : card_options.request_three_d_secure,
      capture_method: card_options.capture_method ?? (capture_method === 'manual' ? 'manual' : 'automatic'),
    },
    ...method_options,
  })

function errorShown({ last_payment_error: error }: PaymentIntent) {
  if (error === null) return null
  const { code, message, payment_method, decline_code } = error
  return {
    code,
    message,
    payment_method: payment_method === null ? null : { type: payment_method.type },
    decline_code,
  }
}

/** A code that is paid again and again has ended paid or given up; every other phase has one word. */
function statusShown(row: PaymentIntent): string | undefined {
  const phase = paymentPhaseOf(row, null)
  return phase === 'reusable_ended' ? row.status : conventions.words.intent?.[phase]
}

const notShown = ignored('Never shown: the gateway has a page or a code for every kind of phone and browser.')

export const intentMappings = {
  id: mapped('id'),
  object: ignored('Always payment_intent.'),
  created: mapped('created'),
  currency: mapped('currency'),
  amount: mapped('amount'),
  status: mapped('status'),
  description: mapped('description'),
  'metadata.*': mapped('metadata'),
  livemode: mapped('livemode'),
  ...addressMappings('shipping.address', 'shipping.address'),
  'shipping.carrier': mapped('shipping.carrier'),
  'shipping.name': mapped('shipping.name'),
  'shipping.phone': mapped('shipping.phone'),
  'shipping.tracking_number': mapped('shipping.tracking_number'),
  customer: mapped('customer'),
  quantity: echoed('foreign.quantity'),
  invoice: ignored('Always null: there are no invoices.'),
  merchant_user_id: echoed('foreign.merchant_user_id'),
  merchant_order_id: echoed('foreign.merchant_order_id'),
  client_secret: mapped('client_secret'),
  'last_payment_error.code': mapped('last_payment_error.code'),
  'last_payment_error.message': mapped('last_payment_error.message'),
  'last_payment_error.payment_method.type': mapped('last_payment_error.payment_method.type'),
  'last_payment_error.decline_code': mapped('last_payment_error.decline_code'),
  'next_action.type': mapped('next_action.type'),
  'next_action.redirect_to_url.return_url': mapped('return_url'),
  'next_action.redirect_to_url.url': mapped('next_action.redirect_to_url.url'),
  'next_action.ddc_redirect.return_url': mapped('return_url'),
  'next_action.ddc_redirect.url': mapped('next_action.redirect_to_url.url'),
  'next_action.challenge_redirect.return_url': mapped('return_url'),
  'next_action.challenge_redirect.url': mapped('next_action.redirect_to_url.url'),
  ...Object.fromEntries(
    namedRedirects.map((code) => [`next_action.${code}_handle_redirect.url`, mapped('next_action')]),
  ),
  'next_action.wechat_pay_display_qr_code.data': mapped('next_action.wechat_pay_display_qr_code.data'),
  'next_action.wechat_pay_display_qr_code.image_url_png': mapped('next_action'),
  'next_action.wechat_pay_display_qr_code.image_url_svg': mapped('next_action'),
  'next_action.wechat_pay_redirect_to_android_app': notShown,
  'next_action.wechat_pay_redirect_to_ios_app': notShown,
  'next_action.wechat_pay_redirect_to_web': notShown,
  'next_action.wechat_pay_official_account_params': notShown,
  payment_method_types: mapped('payment_method_types'),
  receipt_email: mapped('receipt_email'),
  canceled_at: mapped('canceled_at'),
  cancellation_reason: mapped('cancellation_reason'),
  confirmation_method: mapped('confirmation_method'),
  payment_method_options: mapped('payment_method_options'),
  ...cardMappings,
  amount_capturable: mapped('amount_capturable'),
  return_url: mapped('return_url'),
  payment_method: mapped('payment_method'),
  amount_received: mapped('amount_received'),
  capture_method: mapped('capture_method'),
}

/** With a publishable key the keys are the same, and what is between the merchant and us is null. */
export const wooshpayIntent = defineAnswer({
  noun: 'payment_intent',
  fields: intentMappings,
  related: (row: PaymentIntent) => ({ charge: one(charge, row.latest_charge) }),
  render: (row: PaymentIntent, { charge }, context) => {
    const merchant = context.audience === 'secret'
    const sent = merchant ? wooshpayOrigin(row) : {}
    return {
      id: ids.payment_intent.of(row.id),
      object: 'payment_intent',
      created: milliseconds(row.created),
      currency: row.currency.toUpperCase(),
      amount: coinsOf(row.amount, row.currency),
      status: statusShown(row),
      description: row.description,
      metadata: merchant ? row.metadata : {},
      livemode: row.livemode,
      shipping: shippingShown(row.shipping),
      customer: merchant ? wooshpayId('customer', row.customer) : null,
      quantity: sent.quantity ?? null,
      invoice: null,
      merchant_user_id: sent.merchant_user_id ?? null,
      merchant_order_id: sent.merchant_order_id ?? null,
      client_secret: wooshpayClientSecret('payment_intent', row),
      last_payment_error: errorShown(row),
      next_action: wooshpayNextAction(row, context),
      payment_method_types: JSON.stringify(typesShown(row, context.methods)),
      receipt_email: row.receipt_email,
      canceled_at: millisecondsOrNull(row.canceled_at),
      cancellation_reason: reasonShown(row.cancellation_reason),
      confirmation_method: row.confirmation_method,
      payment_method_options: optionsShown(row),
      '3ds_status': threeDSecureStatus(row, charge),
      // Null where nothing is ever held: as printed, and no lie.
      amount_capturable:
        row.capture_method === 'manual' || row.amount_capturable > 0
          ? coinsOf(row.amount_capturable, row.currency)
          : null,
      return_url: row.return_url,
      payment_method: wooshpayId('payment_method', row.payment_method),
      amount_received: context.strict ? null : coinsOf(row.amount_received, row.currency),
      capture_method: row.capture_method === 'manual' ? 'manual' : 'automatic',
    }
  },
})
