/** The call that makes a session: what the documents rule out, who pays, how, and until when. */

import { type BodyChecks, defineForeignRoute, type ForeignRouteContext } from '../../engine/dialect.ts'
import type { RequestContext } from '../../engine/route.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { metadataOfJson } from '../../kernel/metadata.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/refusal.ts'
import type { ForeignIdParams } from '../../kernel/schema.ts'
import { secondMs, unixSeconds } from '../../kernel/time.ts'
import { customer, refuseCustomer } from '../../resources/customers/customer/index.ts'
import { noBilling } from '../../resources/customers/payment-method/index.ts'
import { createIntent } from '../../resources/payments/payment-intent/index.ts'
import { conventions } from './conventions.ts'
import { harsyaCustomerFor } from './customer.ts'
import { CreateFields, type CreateSent, createMappings, type PlaceSent } from './fields.ts'
import { harsyaCustomerIds } from './ids.ts'
import { chooseMethod, type HarsyaMethodChoice, secondsOf } from './method.ts'
import { harsyaAmount, publicKey } from './request-values.ts'
import type { SessionInput } from './values.ts'

type Create = ForeignRouteContext<typeof ForeignIdParams, typeof ForeignIdParams, typeof CreateFields>

/** A session lasts so long unless the request says otherwise. */
const sessionSeconds = 15 * 60

/** What the documents rule out beyond the shape of each field: all of it is told at once, with what is wrong with the shape. */
const ruledOut: BodyChecks = ({ raw }) => {
  const sent = raw as Partial<Record<keyof CreateSent, unknown>>
  const within = (field: keyof CreateSent, name: string): unknown => {
    const object = sent[field]
    return typeof object === 'object' && object !== null ? Reflect.get(object, name) : undefined
  }
  const invalid = (param: string, why: string) => refuse.parameterInvalid({ param, why })
  const type = within('paymentMethod', 'type')
  const wrong: Refusal[] = []
  if (sent.paymentType !== 'MULTIPLE') {
    if (sent.amount === undefined) wrong.push(refuse.parameterMissing({ param: 'amount[value]' }))
    if (within('amount', 'value') === 0) wrong.push(invalid('amount[value]', 'it must be greater than 0.'))
    if (sent.mode === 'API' && sent.autoConfirm !== false && type === undefined)
      wrong.push(refuse.parameterMissing({ param: 'paymentMethod' }))
  } else if (sent.mode !== 'API')
    wrong.push(invalid('paymentType', "'MULTIPLE' is only allowed when mode is set to 'API'."))
  else if (type !== 'QR' && type !== 'VIRTUAL_ACCOUNT')
    wrong.push(invalid('paymentType', "'MULTIPLE' is not allowed for this payment method type."))
  else if (type === 'QR' && sent.amount !== undefined && within('amount', 'value') !== 0)
    wrong.push(invalid('amount[value]', 'QRIS with paymentType MULTIPLE must not include an amount.'))
  return [...wrong, ...noDestination(within('customer', 'refundPreference'))]
}

/** A refund by bank transfer only needs an account. */
function noDestination(preference: unknown): Refusal[] {
  if (typeof preference !== 'object' || preference === null || Reflect.get(preference, 'method') !== 'TRANSFER_ONLY')
    return []
  return Reflect.get(preference, 'transferDestination') === undefined
    ? [refuse.parameterMissing({ param: 'customer[refundPreference][transferDestination]' })]
    : []
}

const nameOf = ({ givenName, surname, sureName }: { givenName?: string; surname?: string; sureName?: string }) =>
  `${givenName ?? ''} ${surname ?? sureName ?? ''}`.trim() || null
const phoneOf = (phone: { countryCode: string; number: string } | undefined): string | null =>
  phone === undefined ? null : phone.countryCode + phone.number
const addressOf = (place: PlaceSent) => ({
  city: place.city ?? null,
  country: place.country ?? null,
  line1: place.addressLine1 ?? null,
  line2: place.addressLine2 ?? null,
  postal_code: place.postalCode ?? null,
  state: place.provinceState ?? null,
})

/** Who pays: what the order says, else the customer. */
function billingOf({ customer, orderInformation }: CreateSent) {
  const place = orderInformation?.billingInfo
  if (place === undefined && customer === undefined) return null
  return {
    ...noBilling,
    email: customer?.email ?? null,
    name: nameOf(place ?? {}) ?? nameOf(customer ?? {}),
    phone: phoneOf(place?.phoneNumber ?? customer?.phoneNumber),
    ...(place === undefined ? {} : { address: addressOf(place) }),
  }
}

function shippingOf({ orderInformation }: CreateSent) {
  const place = orderInformation?.shippingInfo
  return place === undefined
    ? {}
    : { shipping: { address: addressOf(place), name: nameOf(place) ?? '', phone: phoneOf(place.phoneNumber) } }
}

/** The customer of a session: by id, or by the address of the one that is described. */
async function customerIn(context: Create): Promise<string | null | Refusal> {
  const { body, engine, auth, as } = context
  const request: RequestContext = { ...as('customer'), idempotency: null }
  if (body.customerId !== undefined && body.customer === undefined) {
    const row = await engine.find(customer, harsyaCustomerIds, body.customerId, request)
    if (isRefusal(row)) return row
    return row === null || row.deleted ? refuseCustomer.unknown({ id: body.customerId, param: 'customer' }) : row.id
  }
  return body.customer === undefined ? null : await harsyaCustomerFor(body.customer, { engine, auth, request })
}

/** Where the payer comes back to: a page of ours that sends on to the address for how it went. */
const returnUrlOf = ({ redirectUrl }: CreateSent, env: string, base: string): string | null =>
  redirectUrl === undefined ? null : `${base}/return/${env}`

function sentOf(body: CreateSent, method: HarsyaMethodChoice | null): SessionInput {
  const redirectUrl = body.redirectUrl as JsonObject | undefined
  // Parsed from JSON, and checked.
  const customer = body.customer as JsonObject | undefined
  return {
    clientReferenceId: body.clientReferenceId,
    mode: body.mode ?? 'REDIRECT',
    autoConfirm: body.autoConfirm ?? true,
    bypassStatusPage: body.bypassStatusPage ?? false,
    redirectUrl: redirectUrl ?? null,
    expirationMode: body.expirationMode ?? 'LOOSE',
    saveForFutureUse: body.saveForFutureUse ?? false,
    showSavedPayment: body.showSavedPayment ?? false,
    method: method?.type ?? null,
    metadata: (body.metadata ?? null) as JsonObject | null,
    payer: customer === undefined ? null : { customer },
  }
}

export const createSession = defineForeignRoute({
  method: 'POST',
  path: '/v2/payments',
  operationId: 'Payments.Create',
  summary: 'Create a payment session',
  source: 'vendor',
  access: 'token',
  resource: 'payment_intents',
  body: CreateFields,
  checks: ruledOut,
  fields: createMappings,
  answers: ['session'],
  handle: async (given) => {
    const context = given as unknown as Create
    const { body, engine, auth, request, as, base } = context
    const money =
      body.amount === undefined ? { amount: 0, currency: 'idr' } : harsyaAmount(context, body.amount, 'amount', 'whole')
    if (isRefusal(money)) return money
    const multiple = body.paymentType === 'MULTIPLE'
    const now = engine.now(request)
    const expires_at =
      body.expiryAt !== undefined ? secondsOf(body.expiryAt) : multiple ? undefined : unixSeconds(now) + sessionSeconds
    const method =
      body.paymentMethod === undefined
        ? null
        : await chooseMethod(body.paymentMethod, body.paymentMethodOptions, {
            ...context,
            billing: billingOf(body),
            expires: expires_at === undefined ? null : expires_at * secondMs,
            multiple,
            open: multiple && money.amount === 0,
            strictly: body.expirationMode === 'STRICT',
          })
    if (method !== null && isRefusal(method)) return method
    const confirm = (body.autoConfirm ?? true) && method !== null && method.choice !== null
    if (body.mode === 'API' && body.autoConfirm !== false && !confirm) return incomplete(body)
    const customer = await customerIn(context)
    if (isRefusal(customer)) return customer
    const encrypted = body.paymentMethod?.type === 'CARD' && body.mode === 'API' && body.autoConfirm === false
    const key = encrypted ? await publicKey(auth, request) : null
    if (key !== null && isRefusal(key)) return key
    return await engine.run(
      createIntent,
      {
        ...money,
        ...(customer === null ? {} : { customer }),
        ...(expires_at === undefined ? {} : { expires_at }),
        ...(multiple ? { usage: 'multiple' as const } : {}),
        ...(body.statementDescriptor ? { statement_descriptor: body.statementDescriptor } : {}),
        ...(body.saveForFutureUse && method?.type === 'CARD' ? { setup_future_usage: 'on_session' as const } : {}),
        ...(method === null
          ? { automatic_payment_methods: { enabled: true } }
          : { payment_method_types: method.types, payment_method_options: method.options }),
        ...(method?.capture === 'manual' ? { capture_method: 'manual' as const } : {}),
        ...shippingOf(body),
        metadata: metadataOfJson((body.metadata ?? {}) as JsonObject),
        method: method?.choice ?? null,
        confirm,
        cvc_given: method?.cvcGiven ?? false,
        off_session: false,
        return_url: returnUrlOf(body, request.environment.id, base),
        confirmation_method: 'automatic',
        reference: { space: 'harsya/payment', value: body.clientReferenceId, param: 'clientReferenceId' },
        foreign: { dialect: conventions.name, data: sentOf(body, method) },
      },
      key === null ? request : as('session', { given: key }),
    )
  },
})

/** What is missing where a session is to be paid at once. */
export const incomplete = ({ paymentMethod }: Pick<CreateSent, 'paymentMethod'>): Refusal =>
  refuse.parameterMissing({
    param:
      paymentMethod?.type === 'EWALLET'
        ? 'paymentMethodOptions[ewallet][channel]'
        : paymentMethod?.type === 'VIRTUAL_ACCOUNT'
          ? 'paymentMethodOptions[virtualAccount][channel]'
          : 'paymentMethod[card]',
  })
