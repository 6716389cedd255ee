/** What Harsya's calls take of payments: schemas, and what becomes of each field. */

import { type Static, type TSchema, Type } from 'typebox'
import { echoed, type FieldTable, ignored, mapped, refused } from '../../contracts/dialect.ts'
import { BrowserAddress, OneOf, Text } from '../../kernel/schema.ts'
import { vaChannelNames } from '../../schemes/virtual-account.ts'
import { fieldsBelow } from './charge-mappings.ts'

const optional = <S extends TSchema>(schema: S) => Type.Optional(schema)
const NonEmpty = (maxLength: number) => Type.String({ minLength: 1, maxLength })
/** RFC 3339, in UTC or with an offset; as many decimals of a second as Go prints. */
const Time = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})$',
  expected: 'a time in RFC 3339',
  maxLength: 40,
})

export const AmountFields = Type.Object({
  value: Type.Number({ minimum: 0 }),
  currency: Type.String({ minLength: 3, maxLength: 3 }),
})

const PhoneFields = Type.Object({
  countryCode: NonEmpty(4),
  number: Type.String({ pattern: '^8?\\d{1,15}$', expected: 'a number of at most fifteen digits' }),
})

export const DestinationFields = Type.Object({
  channelCode: NonEmpty(20),
  channelInformation: Type.Object({ accountNumber: NonEmpty(30), accountName: NonEmpty(50) }),
  description: optional(Text(20)),
})

const CustomerFields = Type.Object({
  givenName: optional(NonEmpty(255)),
  surname: optional(Text(255)),
  sureName: optional(Text(255)),
  email: Type.String({ minLength: 3, maxLength: 255, pattern: '^[^\\s@]+@[^\\s@]+$', expected: 'an e-mail address' }),
  phoneNumber: optional(PhoneFields),
  refundPreference: optional(
    Type.Object({
      method: optional(OneOf(['AUTO', 'TRANSFER_ONLY'] as const)),
      transferDestination: optional(DestinationFields),
    }),
  ),
})

const place = {
  givenName: optional(Text(255)),
  surname: optional(Text(255)),
  sureName: optional(Text(255)),
  email: optional(Text(255)),
  phoneNumber: optional(PhoneFields),
  addressLine1: optional(Text(500)),
  addressLine2: optional(Text(500)),
  city: optional(Text(255)),
  provinceState: optional(Text(255)),
  country: optional(Type.String({ minLength: 2, maxLength: 2 })),
  postalCode: optional(Text(20)),
}
const PlaceFields = Type.Object(place)
export type PlaceSent = Static<typeof PlaceFields>

const OrderFields = Type.Object({
  productDetails: optional(
    Type.Array(
      Type.Object({
        type: optional(Text(100)),
        category: optional(Text(255)),
        subCategory: optional(Text(255)),
        name: optional(Text(255)),
        description: optional(Text(1000)),
        quantity: optional(Type.Number()),
        price: optional(AmountFields),
      }),
      { maxItems: 500 },
    ),
  ),
  billingInfo: optional(PlaceFields),
  shippingInfo: optional(
    Type.Object({
      ...place,
      method: optional(OneOf(['REGULAR', 'NEXTDAY', 'SAMEDAY', 'INSTANT'] as const)),
      shippingFee: optional(AmountFields),
    }),
  ),
})

const CardFields = Type.Object({
  encryptedCard: optional(Text(10_000)),
  token: optional(Text(255)),
  number: optional(Text(40)),
  expMonth: optional(Type.Integer({ minimum: 1, maximum: 12 })),
  expYear: optional(Type.Integer({ minimum: 0, maximum: 9999 })),
  cvc: optional(Text(4)),
  cardHolderFirstName: optional(Text(255)),
  cardHolderLastName: optional(Text(255)),
  cardHolderEmail: optional(Text(255)),
  cardHolderPhone: optional(Text(30)),
})

const OptionsFields = Type.Object({
  card: optional(
    Type.Object({
      captureMethod: optional(OneOf(['automatic', 'manual', 'AUTOMATIC', 'MANUAL'] as const)),
      threeDsMethod: optional(OneOf(['AUTOMATIC', 'NEVER', 'CHALLENGE'] as const)),
      processingConfig: optional(
        Type.Object({ bankMerchantId: optional(Text(50)), merchantIdTag: optional(Text(50)) }),
      ),
      installment: optional(Type.Unknown()),
    }),
  ),
  virtualAccount: optional(
    Type.Object({
      channel: optional(OneOf(vaChannelNames.map((name) => name.toUpperCase()))),
      virtualAccountName: optional(Text(100)),
      virtualAccountNumber: optional(Text(100)),
      expiryAt: optional(Time),
    }),
  ),
  ewallet: optional(
    Type.Object({
      channel: optional(OneOf(['DANA', 'OVO', 'SHOPEEPAY'] as const)),
      expiryAt: optional(Time),
    }),
  ),
  qr: optional(Type.Object({ expiryAt: optional(Time) })),
})
export type OptionsSent = Static<typeof OptionsFields>

const MethodFields = Type.Object({
  type: OneOf(['VIRTUAL_ACCOUNT', 'QR', 'CARD', 'EWALLET'] as const),
  card: optional(CardFields),
  ewallet: optional(Type.Object({ accountIdentifier: optional(Text(30)) })),
  // The documents' own example of a confirmation has them here.
  paymentMethodOptions: optional(OptionsFields),
})
export type MethodSent = Static<typeof MethodFields>

const Url = BrowserAddress(2000)

export const CreateFields = Type.Object({
  clientReferenceId: NonEmpty(100),
  amount: optional(AmountFields),
  paymentType: optional(OneOf(['SINGLE', 'MULTIPLE'] as const)),
  paymentMethod: optional(MethodFields),
  paymentMethodOptions: optional(OptionsFields),
  saveForFutureUse: optional(Type.Boolean()),
  showSavedPayment: optional(Type.Boolean()),
  mode: optional(OneOf(['REDIRECT', 'API'] as const)),
  bypassStatusPage: optional(Type.Boolean()),
  redirectUrl: optional(
    Type.Object({
      successReturnUrl: optional(Url),
      failureReturnUrl: optional(Url),
      expirationReturnUrl: optional(Url),
    }),
  ),
  customerId: optional(Text(255)),
  customer: optional(CustomerFields),
  orderInformation: optional(OrderFields),
  autoConfirm: optional(Type.Boolean()),
  statementDescriptor: optional(Text(20)),
  expirationMode: optional(OneOf(['LOOSE', 'STRICT'] as const)),
  expiryAt: optional(Time),
  splitRoutingConfigurations: optional(Type.Array(Type.Unknown())),
  metadata: optional(Type.Record(Type.String(), Type.Unknown())),
})
export type CreateSent = Static<typeof CreateFields>

export const ConfirmFields = Type.Object({
  paymentMethod: optional(MethodFields),
  paymentMethodOptions: optional(OptionsFields),
})
export type ConfirmSent = Static<typeof ConfirmFields>

const held = (...path: readonly string[]): string => `payment_method_data${path.map((name) => `[${name}]`).join('')}`

const cardMappings: FieldTable = {
  encryptedCard: mapped(held('card')),
  token: mapped('payment_method'),
  number: mapped('number'),
  expMonth: mapped('exp_month'),
  expYear: mapped('exp_year'),
  cvc: mapped('payment_method_options[card][cvc]'),
  cardHolderFirstName: mapped(held('billing_details', 'name')),
  cardHolderLastName: mapped(held('billing_details', 'name')),
  cardHolderEmail: mapped(held('billing_details', 'email')),
  cardHolderPhone: mapped(held('billing_details', 'phone')),
}

const optionMappings: FieldTable = {
  'card.captureMethod': mapped('capture_method'),
  'card.threeDsMethod': mapped('payment_method_options[card][request_three_d_secure]'),
  'card.processingConfig.bankMerchantId': ignored('Which processor is used is decided by the account.'),
  'card.processingConfig.merchantIdTag': ignored('Which processor is used is decided by the account.'),
  'card.installment': refused('Payments in instalments are not offered; leave it out.'),
  'virtualAccount.channel': mapped(held('virtual_account', 'channel')),
  'virtualAccount.virtualAccountName': mapped(held('virtual_account', 'name')),
  'virtualAccount.virtualAccountNumber': mapped(held('virtual_account', 'suffix')),
  'virtualAccount.expiryAt': mapped('payment_method_options[virtual_account][expires_at]'),
  'ewallet.channel': mapped(held('type')),
  'ewallet.expiryAt': mapped('payment_method_options[ewallet][expires_at]'),
  'qr.expiryAt': mapped('payment_method_options[qris][expires_at]'),
}

export const confirmMappings: FieldTable = {
  ...fieldsBelow('paymentMethodOptions', optionMappings),
  'paymentMethod.type': mapped('payment_method_types'),
  ...fieldsBelow('paymentMethod.card', cardMappings),
  'paymentMethod.ewallet.accountIdentifier': mapped(held('ovo', 'phone')),
  ...fieldsBelow('paymentMethod.paymentMethodOptions', optionMappings),
}

const placeMappings = (to: string): FieldTable => ({
  givenName: mapped(`${to}[name]`),
  surname: mapped(`${to}[name]`),
  sureName: mapped(`${to}[name]`),
  email: ignored("The customer's counts."),
  'phoneNumber.countryCode': mapped(`${to}[phone]`),
  'phoneNumber.number': mapped(`${to}[phone]`),
  addressLine1: mapped(`${to}[address][line1]`),
  addressLine2: mapped(`${to}[address][line2]`),
  city: mapped(`${to}[address][city]`),
  provinceState: mapped(`${to}[address][state]`),
  country: mapped(`${to}[address][country]`),
  postalCode: mapped(`${to}[address][postal_code]`),
})

const goods = ignored('The session does not show what was bought, and nothing is decided on it.')

export const createMappings: FieldTable = {
  clientReferenceId: mapped('clientReferenceId'),
  'amount.value': mapped('amount'),
  'amount.currency': mapped('currency'),
  paymentType: mapped('usage'),
  ...confirmMappings,
  saveForFutureUse: mapped('setup_future_usage'),
  showSavedPayment: echoed('foreign.showSavedPayment'),
  mode: mapped('next_action'),
  bypassStatusPage: echoed('foreign.bypassStatusPage'),
  'redirectUrl.successReturnUrl': mapped('return_url'),
  'redirectUrl.failureReturnUrl': mapped('return_url'),
  'redirectUrl.expirationReturnUrl': mapped('return_url'),
  customerId: mapped('customer'),
  'customer.givenName': mapped('customer[name]'),
  'customer.surname': mapped('customer[name]'),
  'customer.sureName': mapped('customer[name]'),
  'customer.email': mapped('customer[email]'),
  'customer.phoneNumber.countryCode': mapped('customer[phone]'),
  'customer.phoneNumber.number': mapped('customer[phone]'),
  'customer.refundPreference': mapped('bank_account'),
  'orderInformation.productDetails[]': goods,
  ...fieldsBelow('orderInformation.billingInfo', placeMappings('payment_method_data[billing_details]')),
  ...fieldsBelow('orderInformation.shippingInfo', placeMappings('shipping')),
  'orderInformation.shippingInfo.method': goods,
  'orderInformation.shippingInfo.shippingFee': goods,
  autoConfirm: mapped('confirm'),
  statementDescriptor: mapped('statement_descriptor'),
  expirationMode: mapped('payment_method_options'),
  expiryAt: mapped('expires_at'),
  splitRoutingConfigurations: refused('A payment is not split here; leave it out.'),
  'metadata.*': mapped('metadata'),
  'header x-request-id': mapped('idempotency key'),
  'header x-submerchant-id': refused('Accounts have no sub-merchants here.'),
}
