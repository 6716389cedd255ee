/** What the calls of payment intents take. */
import { Type } from 'typebox'
import type { MethodCatalogue } from '../../contracts/method.ts'
import { type BrowserFields, wholly } from '../../engine/browser.ts'
import {
  CurrencyCode,
  Flag,
  IdText,
  Metadata,
  MinorUnits,
  OneOf,
  ShippingFields,
  Text,
  Unsettable,
} from '../../kernel/schema.ts'
import { browserMandate, MandateData } from '../mandate/index.ts'
import { browserMethodFields, methodFieldsOf } from '../payment-method/index.ts'
import { captureMethods, confirmationMethods } from './model.ts'

const methodOptionsOf = (methods: MethodCatalogue) =>
  Type.Object(
    {
      ...Object.fromEntries(methods.all.map(({ code, options }) => [code, Type.Optional(options)])),
      card: Type.Optional(
        Type.Object(
          {
            request_three_d_secure: Type.Optional(Unsettable(OneOf(['automatic', 'any', 'challenge'] as const))),
            capture_method: Type.Optional(Unsettable(OneOf(['manual'] as const))),
            cvc: Type.Optional(
              Text(4, 'Of a saved card, asked for again. Kept in memory until the answer, and nowhere else. Ours.'),
            ),
            require_cvc_recollection: Type.Optional(Flag('A saved card pays with its code only.')),
          },
          { additionalProperties: false },
        ),
      ),
    },
    { additionalProperties: false },
  )

const termsOf = (methods: MethodCatalogue) => ({
  description: Type.Optional(Unsettable(Text(1000))),
  metadata: Type.Optional(Metadata),
  payment_method_types: Type.Optional(Type.Array(Text(50), { maxItems: 50 })),
  automatic_payment_methods: Type.Optional(
    Type.Object(
      { enabled: Flag(), allow_redirects: Type.Optional(OneOf(['always', 'never'] as const)) },
      { additionalProperties: false },
    ),
  ),
  payment_method_options: Type.Optional(Unsettable(methodOptionsOf(methods))),
  capture_method: Type.Optional(OneOf(captureMethods)),
  receipt_email: Type.Optional(Unsettable(Text(512))),
  setup_future_usage: Type.Optional(Unsettable(OneOf(['on_session', 'off_session'] as const))),
  shipping: Type.Optional(Unsettable(ShippingFields)),
  statement_descriptor: Type.Optional(Unsettable(Text(22))),
  statement_descriptor_suffix: Type.Optional(Unsettable(Text(22))),
  transfer_group: Type.Optional(Unsettable(Text(255))),
  customer: Type.Optional(Unsettable(IdText('A customer of this environment.'))),
  ...methodFieldsOf(methods),
  expires_at: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 99_999_999_999,
      description: 'Unix seconds: given up if not paid by then. Ours.',
    }),
  ),
  usage: Type.Optional(
    OneOf(['single', 'multiple'] as const, {
      description: 'multiple: a code or number that is paid again and again, a charge for each payment. Ours.',
    }),
  ),
})
const confirmFields = {
  presentment_currency: Type.Optional(
    Type.String({
      minLength: 3,
      maxLength: 3,
      description: 'The payer pays in this currency, at the rate that the operator has loaded. Ours.',
    }),
  ),
  mandate_data: Type.Optional(Unsettable(MandateData)),
  off_session: Type.Optional(
    Type.Union([Flag('The payer is not there to authenticate.'), OneOf(['one_off', 'recurring'] as const)]),
  ),
  return_url: Type.Optional(
    Type.String({
      maxLength: 2000,
      pattern: '^[a-zA-Z][a-zA-Z0-9+.-]*://[^\\s/]',
      description: 'Where the payer comes back to after a challenge.',
    }),
  ),
  use_stripe_sdk: Type.Optional(Flag('Accepted and without effect: the next action is chosen by return_url.')),
  error_on_requires_action: Type.Optional(
    Flag('Decline with authentication_required instead of asking the payer to authenticate.'),
  ),
}

/** The bodies of the calls, over the methods that are configured. */
export function bodiesOf(methods: MethodCatalogue) {
  const terms = termsOf(methods)
  const create = object({
    webhook_url: Type.Optional(
      Text(
        2000,
        "Where this payment's events go besides the endpoints, signed with the environment's own secret. Ours.",
      ),
    ),
    amount: MinorUnits(),
    currency: CurrencyCode,
    confirm: Type.Optional(Flag('Confirm at once.')),
    confirmation_method: Type.Optional(OneOf(confirmationMethods)),
    ...terms,
    ...confirmFields,
  })
  const update = object({
    amount: Type.Optional(MinorUnits()),
    currency: Type.Optional(CurrencyCode),
    ...terms,
  })
  const confirm = object({
    capture_method: terms.capture_method,
    payment_method_options: terms.payment_method_options,
    payment_method_types: terms.payment_method_types,
    receipt_email: terms.receipt_email,
    setup_future_usage: terms.setup_future_usage,
    shipping: terms.shipping,
    client_secret: Type.Optional(Text(255, 'With a publishable key: the secret of the intent.')),
    payment_method: terms.payment_method,
    payment_method_data: terms.payment_method_data,
    ...confirmFields,
  })
  return { create, update, confirm }
}
/**
 * What a payer may say when paying: what the types of the official browser library list for its confirm functions, and
 * nothing of the merchant's terms. https://github.com/stripe/stripe-js, `PaymentIntentConfirmParams` and `Confirm…PaymentData`
 */
export const browserConfirm = (methods: MethodCatalogue): BrowserFields => ({
  ...wholly(
    'client_secret',
    'expand',
    'return_url',
    'receipt_email',
    'shipping',
    'use_stripe_sdk',
    'confirmation_token',
  ),
  setup_future_usage: ['on_session', 'off_session'],
  mandate_data: browserMandate,
  ...browserMethodFields(methods),
  payment_method_options: {
    card: wholly('cvc', 'network'),
    blik: wholly('code'),
    konbini: wholly('confirmation_number'),
    p24: wholly('tos_shown_and_accepted'),
    wechat_pay: wholly('client'),
    customer_balance: wholly('funding_type', 'bank_transfer'),
  },
})

export type Bodies = ReturnType<typeof bodiesOf>

export function object<F extends Parameters<typeof Type.Object>[0]>(fields: F) {
  return Type.Object(fields, { additionalProperties: false })
}
