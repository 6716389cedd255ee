/** What the calls of payment intents take. */
import { Type } from 'typebox'
import type { MethodCatalogue } from '../../../../contracts/method.ts'
import { type BrowserFields, wholeFields } from '../../../../engine/browser.ts'
import {
  BrowserAddress,
  CurrencyCode,
  Email,
  Flag,
  HookAddress,
  IdText,
  MetadataField,
  MinorUnits,
  NotYet,
  OneOf,
  ShippingFields,
  StatementDescriptor,
  Text,
  Unsettable,
} from '../../../../kernel/schema.ts'
import { browserMandate, MandateData } from '../../../customers/mandate/index.ts'
import {
  browserMethodFields,
  methodFieldsOf,
  notOfferedFields,
  notOfferedReasons,
} from '../../../customers/payment-method/index.ts'
import { captureMethods, confirmationMethods } from '../model.ts'
import { AmountDetailsFields, PaymentDetailsFields } from './amount-details.ts'
import { CardOptionsFields } from './card-options.ts'

/** Options of each method under its code; an empty value unsets those of one method. */
const methodOptionsOf = (methods: MethodCatalogue) =>
  Type.Object(
    {
      ...Object.fromEntries(methods.all.map(({ code, options }) => [code, Type.Optional(Unsettable(options))])),
      ...notOfferedFields(methods),
      card: Type.Optional(Unsettable(CardOptionsFields)),
    },
    { additionalProperties: false },
  )

const typeList = () => Type.Array(Text(50), { maxItems: 100 })
/** What belongs to connected accounts, on any call about a payment. */
const platformFields = {
  application_fee_amount: NotYet(notOfferedReasons.connect),
  transfer_data: NotYet(notOfferedReasons.connect),
}
const taxHooks = { hooks: NotYet(notOfferedReasons.tax) }
/** What a payment is made of, and the merchant's references for the networks. */
const detailFields = {
  amount_details: Type.Optional(Unsettable(AmountDetailsFields)),
  payment_details: Type.Optional(Unsettable(PaymentDetailsFields)),
}

const termsOf = (methods: MethodCatalogue) => ({
  description: Type.Optional(Unsettable(Text(1000))),
  metadata: Type.Optional(MetadataField),
  payment_method_types: Type.Optional(Type.Array(Text(50), { maxItems: 50 })),
  allowed_payment_method_types: Type.Optional(typeList()),
  excluded_payment_method_types: Type.Optional(Unsettable(typeList())),
  payment_method_configuration: Type.Optional(
    Type.String({
      pattern: '^pmc_[A-Za-z0-9_]{1,250}$',
      description: 'Kept and shown; methods are offered as they fit.',
    }),
  ),
  automatic_payment_methods: Type.Optional(
    Type.Object(
      { enabled: Flag(), allow_redirects: Type.Optional(OneOf(['always', 'never'] as const)) },
      { additionalProperties: false },
    ),
  ),
  payment_method_options: Type.Optional(Unsettable(methodOptionsOf(methods))),
  capture_method: Type.Optional(OneOf(captureMethods)),
  receipt_email: Type.Optional(Unsettable(Email(512))),
  setup_future_usage: Type.Optional(Unsettable(OneOf(['on_session', 'off_session'] as const))),
  shipping: Type.Optional(Unsettable(ShippingFields)),
  statement_descriptor: Type.Optional(Unsettable(StatementDescriptor(22))),
  statement_descriptor_suffix: Type.Optional(Unsettable(StatementDescriptor(22))),
  transfer_group: Type.Optional(Unsettable(Text(255))),
  customer: Type.Optional(Unsettable(IdText('A customer of this environment.'))),
  customer_account: NotYet(notOfferedReasons.accounts),
  ...detailFields,
  ...platformFields,
  ...taxHooks,
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
      description: '`multiple`: a code or number that is paid again and again, a charge for each payment. Ours.',
    }),
  ),
})
const confirmFields = {
  confirmation_token: Type.Optional(IdText('What the payer chose on a page; the request goes before it.')),
  mandate: Type.Optional(IdText("The payer's leave that it is charged under, of the same payment method.")),
  radar_options: Type.Optional(
    object({ referrer: Type.Optional(Unsettable(Text(2000))), session: Type.Optional(Text(255)) }),
  ),
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
  return_url: Type.Optional(BrowserAddress(2000, 'Where the payer comes back to after a challenge.')),
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
      HookAddress(
        2000,
        "Where this payment's events go besides the endpoints, signed with the environment's own secret. Ours.",
      ),
    ),
    amount: MinorUnits(),
    currency: CurrencyCode,
    confirm: Type.Optional(Flag('Confirm at once.')),
    confirmation_method: Type.Optional(OneOf(confirmationMethods)),
    on_behalf_of: NotYet(notOfferedReasons.connect),
    ...terms,
    ...confirmFields,
  })
  const update = object({
    amount: Type.Optional(MinorUnits()),
    currency: Type.Optional(CurrencyCode),
    ...terms,
  })
  const confirm = object({
    allowed_payment_method_types: terms.allowed_payment_method_types,
    excluded_payment_method_types: terms.excluded_payment_method_types,
    amount_to_confirm: Type.Optional(MinorUnits('Must be what the payment is about; a guard against another amount.')),
    ...detailFields,
    ...taxHooks,
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
  ...wholeFields(
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
    card: wholeFields('cvc', 'network'),
    blik: wholeFields('code'),
    konbini: wholeFields('confirmation_number'),
    p24: wholeFields('tos_shown_and_accepted'),
    wechat_pay: wholeFields('client'),
    customer_balance: wholeFields('funding_type', 'bank_transfer'),
  },
})

export type Bodies = ReturnType<typeof bodiesOf>

/** What a capture and an increment may change besides the money. */
const heldFields = {
  metadata: Type.Optional(MetadataField),
  statement_descriptor: Type.Optional(Unsettable(StatementDescriptor(22))),
  ...detailFields,
  ...platformFields,
  ...taxHooks,
}
export const captureBody = object({
  amount_to_capture: Type.Optional(MinorUnits('All that is left by default.')),
  final_capture: Type.Optional(Flag('False where more captures follow; otherwise the rest is released.')),
  statement_descriptor_suffix: Type.Optional(Unsettable(StatementDescriptor(22))),
  ...heldFields,
})
export const incrementBody = object({
  amount: MinorUnits('The new total.'),
  description: Type.Optional(Unsettable(Text(1000))),
  ...heldFields,
})

export function object<F extends Parameters<typeof Type.Object>[0]>(fields: F) {
  return Type.Object(fields, { additionalProperties: false })
}
