/** Customers, their methods, and what saves those. */
import { ignored, mapped } from '../../contracts/dialect.ts'
import { defineAnswer } from '../../engine/dialect.ts'
import type { Customer } from '../../resources/customers/customer/index.ts'
import type { PaymentMethod } from '../../resources/customers/payment-method/index.ts'
import type { SetupAttempt, SetupIntent } from '../../resources/payments/setup-intent/index.ts'
import { addressMappings, billingMappings } from './field-mappings.ts'
import {
  addressShown,
  billingShown,
  ids,
  milliseconds,
  shippingShown,
  wooshpayClientSecret,
  wooshpayId,
} from './ids.ts'
import { knownTypes } from './methods.ts'

const same = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, mapped(name)]))
const cardNames = ['brand', 'country', 'exp_month', 'exp_year', 'fingerprint', 'funding', 'last4'] as const

/** A method of another kind than a card stands under its own code. */
export const wooshpayMethod = defineAnswer<PaymentMethod>({
  noun: 'payment_method',
  fields: {
    id: mapped('id'),
    object: ignored('Always payment_method.'),
    ...billingMappings,
    ...same(cardNames.map((name) => `card.${name}`)),
    ...Object.fromEntries([...knownTypes].filter((code) => code !== 'card').map((code) => [`${code}.*`, mapped(code)])),
    ...same(['created', 'customer', 'livemode']),
    'metadata.*': mapped('metadata'),
    type: mapped('type'),
  },
  render: (row, _, { audience, methods }) => {
    const merchant = audience === 'secret'
    const { card } = row
    return {
      id: ids.payment_method.of(row.id),
      object: 'payment_method',
      billing_details: billingShown(row.billing_details),
      ...(card === null
        ? { [row.type]: methods.of(row.type)?.describe(row.details ?? {}) ?? {} }
        : {
            card: {
              brand: card.brand,
              country: card.country,
              exp_month: card.exp_month,
              exp_year: card.exp_year,
              // A browser could compare cards with it.
              fingerprint: merchant ? card.fingerprint : null,
              funding: card.funding,
              last4: card.last4,
            },
          }),
      created: milliseconds(row.created),
      customer: wooshpayId('customer', row.customer),
      livemode: row.livemode,
      metadata: merchant ? row.metadata : {},
      type: row.type,
    }
  },
})

/** What is left of a deleted one is its id. */
export const wooshpayCustomer = defineAnswer<Customer>({
  noun: 'customer',
  fields: {
    id: mapped('id'),
    object: ignored('Always customer.'),
    deleted: mapped('deleted'),
    ...addressMappings('address', 'address'),
    ...same(['created', 'description', 'email', 'livemode']),
    'metadata.*': mapped('metadata'),
    ...same(['name', 'phone']),
    ...addressMappings('shipping.address', 'shipping.address'),
    ...same(['shipping.carrier', 'shipping.name', 'shipping.phone', 'shipping.tracking_number']),
  },
  render: (row) =>
    row.deleted
      ? { id: ids.customer.of(row.id), object: 'customer', deleted: true }
      : {
          id: ids.customer.of(row.id),
          object: 'customer',
          address: row.address === null ? null : addressShown(row.address),
          created: milliseconds(row.created),
          description: row.description,
          email: row.email,
          livemode: row.livemode,
          metadata: row.metadata,
          name: row.name,
          phone: row.phone,
          shipping: shippingShown(row.shipping),
        },
})

function actionShown(row: SetupIntent, publicUrl: string) {
  const challenge = row.attempt?.challenge ?? null
  if (row.status !== 'requires_action' || challenge === null) return null
  const url = `${publicUrl}/3ds/${row.env}/${row.id}/${challenge.id}?client_secret=${row.client_secret}`
  const type = challenge.step === 'device' ? 'ddc_redirect' : 'challenge_redirect'
  return { type, [type]: { return_url: row.return_url, url } }
}

const errorShown = (error: SetupIntent['last_setup_error']) =>
  error === null
    ? null
    : {
        code: error.code,
        message: error.message,
        payment_method: error.payment_method === null ? null : { type: error.payment_method.type },
        decline_code: error.decline_code,
      }

const errorMappings = (path: string) =>
  same(['code', 'message', 'payment_method.type', 'decline_code'].map((name) => `${path}.${name}`))

export const wooshpaySetupIntent = defineAnswer<SetupIntent>({
  noun: 'setup_intent',
  fields: {
    id: mapped('id'),
    object: ignored('Always setup_intent.'),
    ...same(['cancellation_reason', 'client_secret', 'created', 'customer', 'description']),
    ...errorMappings('last_setup_error'),
    ...same(['latest_attempt', 'livemode']),
    'metadata.*': mapped('metadata'),
    ...same(['next_action.type', 'next_action.ddc_redirect.url', 'next_action.challenge_redirect.url']),
    'next_action.ddc_redirect.return_url': mapped('return_url'),
    'next_action.challenge_redirect.return_url': mapped('return_url'),
    ...same(['payment_method', 'payment_method_options', 'payment_method_types', 'return_url', 'status', 'usage']),
  },
  render: (row, _, { audience, methods, publicUrl }) => {
    const merchant = audience === 'secret'
    const secure = row.request_three_d_secure === 'automatic' ? 'auto' : row.request_three_d_secure
    const savable = methods.all.filter(
      ({ code, closed, savable }) => savable && closed === null && knownTypes.has(code),
    )
    return {
      id: ids.setup_intent.of(row.id),
      object: 'setup_intent',
      cancellation_reason: row.cancellation_reason,
      client_secret: wooshpayClientSecret('setup_intent', row),
      created: milliseconds(row.created),
      customer: merchant ? wooshpayId('customer', row.customer) : null,
      description: row.description,
      last_setup_error: errorShown(row.last_setup_error),
      latest_attempt: merchant ? wooshpayId('setup_attempt', row.latest_attempt) : null,
      livemode: row.livemode,
      metadata: merchant ? row.metadata : {},
      next_action: actionShown(row, publicUrl),
      payment_method: wooshpayId('payment_method', row.payment_method),
      payment_method_options: JSON.stringify({ card: { request_three_d_secure: secure } }),
      payment_method_types: JSON.stringify(row.payment_method_types ?? savable.map(({ code }) => code)),
      return_url: row.return_url,
      status: row.status,
      usage: row.usage,
    }
  },
})

export const wooshpaySetupAttempt = defineAnswer<SetupAttempt>({
  noun: 'setup_attempt',
  fields: {
    id: mapped('id'),
    object: ignored('Always setup_attempt.'),
    ...same(['created', 'customer', 'livemode', 'payment_method']),
    ...errorMappings('setup_error'),
    ...same(['setup_intent', 'status', 'usage']),
  },
  render: (row) => ({
    id: ids.setup_attempt.of(row.id),
    object: 'setup_attempt',
    created: milliseconds(row.created),
    customer: wooshpayId('customer', row.customer),
    livemode: row.livemode,
    payment_method: ids.payment_method.of(row.payment_method),
    setup_error: errorShown(row.error),
    setup_intent: ids.setup_intent.of(row.setup_intent),
    status: row.status,
    usage: row.usage,
  }),
})
