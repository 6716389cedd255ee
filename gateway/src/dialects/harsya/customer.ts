/** Customers: found by their e-mail address, and shown with the cards that are saved for them. */
import { createHmac } from 'node:crypto'
import { Type } from 'typebox'
import { all, echoed, type FieldTable, ignored, mapped } from '../../contracts/dialect.ts'
import {
  type AnyForeignRoute,
  type DialectAuth,
  defineAnswer,
  defineForeignRoute,
  type ForeignEngine,
} from '../../engine/dialect.ts'
import type { RequestContext } from '../../engine/route.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/refusal.ts'
import { Text } from '../../kernel/schema.ts'
import { type Customer, createCustomer, customer } from '../../resources/customers/customer/index.ts'
import { type PaymentMethod, paymentMethod } from '../../resources/customers/payment-method/index.ts'
import { done } from './access-token.ts'
import { fieldsBelow } from './charge-mappings.ts'
import { harsyaCustomerIds, tokenIds } from './ids.ts'
import { fingerprintOf } from './payment-method-view.ts'
import { harsyaTime } from './values.ts'

export const customerMappings: FieldTable = {
  givenName: mapped('customer.name'),
  surname: mapped('customer.name'),
  sureName: mapped('customer.name'),
  email: mapped('customer.email'),
  'phoneNumber.countryCode': mapped('customer.phone'),
  'phoneNumber.number': mapped('customer.phone'),
  'refundPreference.method': echoed('foreign.payer'),
  'refundPreference.transferDestination.channelCode': echoed('foreign.payer'),
  'refundPreference.transferDestination.channelInformation.accountNumber': echoed('foreign.payer'),
  'refundPreference.transferDestination.channelInformation.accountName': echoed('foreign.payer'),
}

const storedFields: FieldTable = {
  token: mapped('payment_method.id'),
  paymentMethod: mapped('payment_method.type'),
  paymentChannel: mapped('payment_method.card.brand'),
  status: ignored('A method that was detached is gone: always ACTIVE.'),
  createdAt: mapped('payment_method.created'),
  'card.fingerprint': mapped('payment_method.card.fingerprint'),
  'card.network': mapped('payment_method.card.brand'),
  'card.first6': ignored('Not kept of a card that is saved: always an empty text.'),
  'card.first8': ignored('Not kept of a card that is saved: always an empty text.'),
  'card.last4': mapped('payment_method.card.last4'),
  'card.expMonth': mapped('payment_method.card.exp_month'),
  'card.expYear': mapped('payment_method.card.exp_year'),
  'card.cardHolderFirstName': mapped('payment_method.billing_details.name'),
  'card.cardHolderLastName': mapped('payment_method.billing_details.name'),
}

/** A name's last word, and what stands before it. */
function namesOf(name: string | null): [string, string] {
  const words = (name ?? '').trim().split(/\s+/)
  const last = words.length > 1 ? (words.pop() ?? '') : ''
  return [words.join(' '), last]
}

/** Indonesian numbers are told apart from their country code; others are shown whole. */
const phoneOf = (phone: string): JsonObject =>
  phone.startsWith('+62')
    ? { countryCode: '+62', number: phone.slice(3) }
    : { countryCode: '', number: phone.replace(/^\+/, '') }

/** As it was sent, else what the customer's row says. */
export function customerOf(sent: JsonObject | null, row: Customer | null): JsonObject | null {
  if (sent !== null) return sent
  if (row === null || row.deleted) return null
  const [givenName, surname] = namesOf(row.name)
  return {
    givenName,
    surname,
    email: row.email ?? '',
    ...(row.phone === null ? {} : { phoneNumber: phoneOf(row.phone) }),
  }
}

export const customerAnswer = defineAnswer({
  noun: 'customer',
  fields: {
    code: ignored('Always 00.'),
    message: ignored('Always Success.'),
    ...fieldsBelow('data', customerMappings),
    ...fieldsBelow('data.storedPaymentMethods[]', storedFields),
  },
  related: (row: Customer) => ({ methods: all(paymentMethod, { customer: row.id }) }),
  render: (row: Customer, { methods }) => ({
    ...done,
    data: {
      ...customerOf(null, row),
      storedPaymentMethods: methods.filter(({ card }) => card !== null).map(storedMethod),
    },
  }),
})

function storedMethod({ id, created, card, billing_details }: PaymentMethod) {
  const [first, last] = namesOf(billing_details.name)
  const brand = card?.brand.toUpperCase() ?? ''
  return {
    token: tokenIds.of(id),
    paymentMethod: 'CARD',
    paymentChannel: brand,
    status: 'ACTIVE',
    createdAt: harsyaTime(created),
    card: {
      fingerprint: fingerprintOf(card?.fingerprint ?? ''),
      network: brand,
      first6: card?.first_digits?.slice(0, 6) ?? '',
      first8: card?.first_digits ?? '',
      last4: card?.last4 ?? '',
      expMonth: String(card?.exp_month ?? '').padStart(2, '0'),
      expYear: String(card?.exp_year ?? '').slice(-2),
      cardHolderFirstName: first,
      cardHolderLastName: last,
    },
  }
}

export type CustomerSent = {
  readonly givenName?: string
  readonly surname?: string
  readonly sureName?: string
  readonly email: string
  readonly phoneNumber?: { readonly countryCode: string; readonly number: string }
}

/** Looks for one customer: each finds a deleted one before it, or that somebody else was faster. Beyond it somebody plays. */
const looksMax = 100

/**
 * The customer of an e-mail address, made where there is none. The address is a name that is taken once, as a keyed hash: it
 * stays when a customer is erased, and the next one of the address gets a name that goes on from it.
 */
export async function harsyaCustomerFor(
  sent: CustomerSent,
  { engine, auth, request }: { engine: ForeignEngine; auth: DialectAuth; request: RequestContext },
): Promise<string | Refusal> {
  const key = await auth.signingKey('harsya/customer')
  if (isRefusal(key)) return key
  // Customers of earlier releases keep the name that they were given.
  const former = await auth.formerKey()
  if (isRefusal(former)) return former
  let before = ''
  for (let looks = 0; looks < looksMax; looks++) {
    const address = `${sent.email.trim().toLowerCase()}/${before}`
    const named = (by: string) => createHmac('sha256', by).update(address).digest('base64url')
    const value = named(key)
    const known =
      (await engine.referred(customerSpace, value, request)) ??
      (await engine.referred(customerSpace, named(former), request))
    const row = known === null ? null : await engine.row(customer, known, request)
    if (row !== null && !row.deleted) return row.id
    if (row !== null) {
      before = row.id
      continue
    }
    const surname = sent.surname ?? sent.sureName ?? ''
    const name = `${sent.givenName ?? ''} ${surname}`.trim()
    const { phoneNumber: phone } = sent
    const reply = await engine.run(
      createCustomer,
      {
        terms: {
          email: sent.email,
          ...(name === '' ? {} : { name: name.slice(0, 256) }),
          ...(phone === undefined ? {} : { phone: `${phone.countryCode}${phone.number}`.slice(0, 20) }),
        },
        method: null,
        reference: { space: customerSpace, value, param: 'customer' },
      },
      request,
    )
    // Somebody else has made it at the same time: the next look finds theirs.
    if (reply.refusal !== undefined && reply.refusal.code !== 'reference_taken') return reply.refusal
  }
  return refuse.queueFull()
}
const customerSpace = 'harsya/customer'

const retrieve = defineForeignRoute({
  method: 'GET',
  path: '/v1/customers/:customerId',
  operationId: 'Customers.Retrieve',
  summary: 'Retrieve a customer and the cards that are saved',
  source: 'vendor',
  access: 'token',
  resource: 'customers',
  params: Type.Object({ customerId: Text(255) }),
  fields: {},
  answers: ['customer'],
  handle: async ({ params, engine, request }) => {
    const { customerId: id } = params
    const row = await engine.find(customer, harsyaCustomerIds, id, request)
    if (isRefusal(row)) return row
    if (row === null || row.deleted) return refuse.resourceMissing({ noun: 'customer', id, param: 'customerId' })
    return await engine.answer('customer', row, request)
  },
})

export const harsyaCustomerRoutes: readonly AnyForeignRoute[] = [retrieve]
