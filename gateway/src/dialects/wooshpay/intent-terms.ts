/** What the calls on payment intents take, and the same in the words of the commands. */

import { type Static, Type } from 'typebox'
import { echoed, type FieldTable, mapped } from '../../contracts/dialect.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { AddressFields, BrowserAddress, MetadataField, OneOf, Text, Unsettable } from '../../kernel/schema.ts'
import { customer } from '../../resources/customers/customer/index.ts'
import { conventions } from './conventions.ts'
import { shippingInputMappings } from './field-mappings.ts'
import {
  MethodOptionsField,
  MethodTypes,
  methodFields,
  methodInputMappings,
  methodOptionsInputMappings,
  methodOptionsOf,
} from './methods.ts'
import { idNamed, type WooshpayCall } from './request-values.ts'

export const AmountField = Type.Integer({ minimum: 1, maximum: 999_999_999_999 })
export const CurrencyField = Type.String({ minLength: 3, maxLength: 3 })
export const ReturnUrlField = BrowserAddress(2000)
export const ShippingField = Type.Object(
  {
    address: Type.Optional(AddressFields),
    name: Text(5000),
    phone: Type.Optional(Unsettable(Text(5000))),
    carrier: Type.Optional(Unsettable(Text(5000))),
    tracking_number: Type.Optional(Unsettable(Text(5000))),
  },
  { additionalProperties: false },
)

/** What is kept as it was sent: our payments have no place for it. */
const kept = {
  quantity: Type.Optional(Type.Integer()),
  merchant_user_id: Type.Optional(Text(255)),
  merchant_order_id: Type.Optional(Text(255)),
}
export const confirmed = {
  payment_method_types: Type.Optional(MethodTypes),
  payment_method_options: Type.Optional(MethodOptionsField),
  capture_method: Type.Optional(OneOf(['automatic', 'automatic_async', 'manual'] as const)),
  receipt_email: Type.Optional(Unsettable(Text(512))),
  setup_future_usage: Type.Optional(Unsettable(OneOf(['off_session', 'on_session'] as const))),
  shipping: Type.Optional(Unsettable(ShippingField)),
  ...methodFields,
}
export const terms = {
  ...confirmed,
  ...kept,
  customer: Type.Optional(Unsettable(Text(255))),
  description: Type.Optional(Unsettable(Text(1000))),
  metadata: Type.Optional(MetadataField),
}

export const confirmedInputMappings: FieldTable = {
  payment_method_types: mapped('payment_method_types'),
  ...methodOptionsInputMappings,
  capture_method: mapped('capture_method'),
  receipt_email: mapped('receipt_email'),
  setup_future_usage: mapped('setup_future_usage'),
  ...shippingInputMappings,
  ...methodInputMappings,
}
export const termsInputMappings: FieldTable = {
  ...confirmedInputMappings,
  quantity: echoed('foreign.quantity'),
  merchant_user_id: echoed('foreign.merchant_user_id'),
  merchant_order_id: echoed('foreign.merchant_order_id'),
  customer: mapped('customer'),
  description: mapped('description'),
  'metadata.*': mapped('metadata'),
}

type Confirmed = Static<ReturnType<typeof Type.Object<typeof confirmed>>>

/** What a confirm may change, in our words. */
export const confirmedOf = (body: Confirmed) => {
  const { payment_method_options: options, payment_method_types, capture_method, receipt_email } = body
  const { setup_future_usage, shipping } = body
  return {
    ...(options === undefined ? {} : { payment_method_options: methodOptionsOf(options) }),
    ...(payment_method_types === undefined ? {} : { payment_method_types }),
    ...(capture_method === undefined ? {} : { capture_method }),
    ...(receipt_email === undefined ? {} : { receipt_email }),
    ...(setup_future_usage === undefined ? {} : { setup_future_usage }),
    ...(shipping === undefined
      ? {}
      : { shipping: shipping === null ? null : { ...shipping, address: shipping.address ?? {} } }),
  }
}

type Terms = Static<ReturnType<typeof Type.Object<typeof terms>>>

/** The terms of an intent in our words; its customer is looked up. */
export async function termsOf(body: Terms, asked: WooshpayCall) {
  const customerId = await idNamed(customer, body.customer, asked, 'customer')
  if (isRefusal(customerId)) return customerId
  const { description, metadata, quantity, merchant_user_id, merchant_order_id } = body
  const sent: JsonObject = JSON.parse(JSON.stringify({ quantity, merchant_user_id, merchant_order_id })) as JsonObject
  return {
    ...confirmedOf(body),
    ...(customerId === undefined ? {} : { customer: customerId }),
    ...(description === undefined ? {} : { description }),
    ...(metadata === undefined ? {} : { metadata }),
    ...(Object.keys(sent).length === 0 ? {} : { foreign: { dialect: conventions.name, data: sent } }),
  }
}

export const isOffSession = (body: { 'off-session'?: boolean; off_session?: boolean }): boolean =>
  body['off-session'] ?? body.off_session ?? false
