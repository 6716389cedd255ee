/** Harsya's sessions: made, confirmed, cancelled, captured. */
import { Type } from 'typebox'
import { type FieldTable, ignored, mapped } from '../../contracts/dialect.ts'
import { type AnyForeignRoute, defineForeignRoute, type ForeignRouteContext } from '../../engine/dialect.ts'
import type { RequestContext } from '../../engine/route.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { metadataOfJson } from '../../kernel/metadata.ts'
import type { Minor } from '../../kernel/money.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/refusal.ts'
import { OneOf, Text } from '../../kernel/schema.ts'
import { secondMs, unixSeconds } from '../../kernel/time.ts'
import { isUnitsProblem, minorOfMajor, refuseUnits } from '../../kernel/units.ts'
import { type Customer, refuseCustomer } from '../../resources/customer/index.ts'
import {
  cancelIntent,
  captureIntent,
  confirmIntent,
  createIntent,
  type PaymentIntent,
} from '../../resources/payment-intent/index.ts'
import { noBilling } from '../../resources/payment-method/index.ts'
import { customerFor } from './customer.ts'
import {
  AmountFields,
  ConfirmFields,
  CreateFields,
  type CreateSent,
  confirmFates,
  createFates,
  type PlaceSent,
} from './fields.ts'
import { manners } from './manners.ts'
import { type Chosen, chosen, secondsOf } from './method.ts'
import { customerIds, isOwn, type Sent, sentWith, sessionIds } from './shown.ts'

/** A session lasts so long unless the request says otherwise. */
const sessionSeconds = 15 * 60

export const IdParams = Type.Object({ id: Text(255) })
type Create = ForeignRouteContext<typeof IdParams, typeof IdParams, typeof CreateFields>

/** The session of an id. */
export async function sessionOf(
  id: string,
  { engine, request }: Pick<Create, 'engine' | 'request'>,
  param = 'id',
): Promise<PaymentIntent | Refusal> {
  const row = await engine.find<PaymentIntent>('payment_intent', sessionIds, id, request)
  return row ?? refuse.resourceMissing({ noun: 'payment session', id, param })
}

/** An amount of a body in smallest units. */
export function amountIn(
  { exact }: Pick<Create, 'exact'>,
  sent: { currency: string },
  ...path: readonly string[]
): { amount: Minor; currency: string } | Refusal {
  const currency = sent.currency.toLowerCase()
  const text = exact(...path, 'value')
  const amount = minorOfMajor(text, currency)
  return isUnitsProblem(amount)
    ? refuseUnits(amount, { param: 'amount', text, currency, currencyParam: 'currency' })
    : { amount, currency }
}

/** What the documents rule out beyond the shape of each field. */
function ruledOut({ amount, mode, paymentType, paymentMethod, autoConfirm }: CreateSent): Refusal | null {
  const invalid = (param: string, why: string) => refuse.parameterInvalid({ param, why })
  const type = paymentMethod?.type
  const single = paymentType !== 'MULTIPLE'
  if (single && amount === undefined) return refuse.parameterMissing({ param: 'amount' })
  if (single && amount?.value === 0) return invalid('amount', 'it must be greater than 0.')
  if (single)
    return mode === 'API' && autoConfirm !== false && type === undefined
      ? refuse.parameterMissing({ param: 'paymentMethod' })
      : null
  if (mode !== 'API') return invalid('paymentType', "'MULTIPLE' is only allowed when mode is set to 'API'.")
  if (type !== 'QR' && type !== 'VIRTUAL_ACCOUNT')
    return invalid('paymentType', "'MULTIPLE' is not allowed for this payment method type.")
  return type === 'QR' && amount !== undefined && amount.value !== 0
    ? invalid('amount', 'QRIS with paymentType MULTIPLE must not include an amount.')
    : null
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
  const { body, engine, doors, as } = context
  const request: RequestContext = { ...as('customer'), idempotency: null }
  if (body.customerId !== undefined && body.customer === undefined) {
    const row = await engine.find<Customer>('customer', customerIds, body.customerId, request)
    if (isRefusal(row)) return row
    return row === null || row.deleted ? refuseCustomer.unknown({ id: body.customerId, param: 'customer' }) : row.id
  }
  return body.customer === undefined ? null : await customerFor(body.customer, { engine, doors, request })
}

/** Where the payer comes back to: a page of ours that sends on to the address for how it went. */
const returnUrlOf = ({ redirectUrl }: CreateSent, env: string, base: string): string | null =>
  redirectUrl === undefined ? null : `${base}/return/${env}`

function sentOf(body: CreateSent, method: Chosen | null): Sent {
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
    bin: method?.bin ?? '',
    metadata: (body.metadata ?? null) as JsonObject | null,
    payer: customer === undefined ? null : { customer },
  }
}

/** The public key that a card is encrypted with, where the session waits for one. */
const keyFor = async ({ body, doors, request }: Create): Promise<string | null> =>
  body.paymentMethod?.type === 'CARD' && body.mode === 'API' && body.autoConfirm === false
    ? (await doors.payloadKeys(request.environment.id)).publicKey
    : null

const create = defineForeignRoute({
  method: 'POST',
  path: '/v2/payments',
  operationId: 'Payments.Create',
  summary: 'Create a payment session',
  source: 'vendor',
  access: 'token',
  body: CreateFields,
  fields: createFates,
  answers: ['session'],
  handle: async (given) => {
    const context = given as unknown as Create
    const { body, engine, request, as, base } = context
    const refusal = ruledOut(body)
    if (refusal !== null) return refusal
    const money = body.amount === undefined ? { amount: 0, currency: 'idr' } : amountIn(context, body.amount, 'amount')
    if (isRefusal(money)) return money
    const multiple = body.paymentType === 'MULTIPLE'
    const now = engine.now(request)
    const expires_at =
      body.expiryAt !== undefined ? secondsOf(body.expiryAt) : multiple ? undefined : unixSeconds(now) + sessionSeconds
    const method =
      body.paymentMethod === undefined
        ? null
        : await chosen(body.paymentMethod, body.paymentMethodOptions, {
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
    const key = await keyFor(context)
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
        foreign: { dialect: manners.name, data: sentOf(body, method) },
      },
      key === null ? request : as('session', { given: key }),
    )
  },
})

/** What is missing where a session is to be paid at once. */
const incomplete = ({ paymentMethod }: CreateSent): Refusal =>
  refuse.parameterMissing({
    param:
      paymentMethod?.type === 'EWALLET'
        ? 'paymentMethodOptions[ewallet][channel]'
        : paymentMethod?.type === 'VIRTUAL_ACCOUNT'
          ? 'paymentMethodOptions[virtualAccount][channel]'
          : 'paymentMethod[card]',
  })

const post = (verb: string, summary: string, fields: FieldTable, answers: readonly string[] = ['session']) =>
  ({
    method: 'POST',
    path: `/v2/payments/:id/${verb}`,
    operationId: `Payments.${verb.charAt(0).toUpperCase()}${verb.slice(1)}`,
    summary,
    source: 'vendor',
    access: 'token',
    params: IdParams,
    fields: { ...fields, 'header x-request-id': mapped('idempotency key') },
    answers,
  }) as const

const confirm = defineForeignRoute({
  ...post('confirm', 'Confirm a session with its final payment method', confirmFates),
  body: ConfirmFields,
  handle: async ({ params, body, engine, doors, request, as }) => {
    const row = await sessionOf(params.id, { engine, request })
    if (isRefusal(row)) return row
    const sent = sentWith(row)
    const multiple = row.usage === 'multiple'
    const setting = {
      engine,
      doors,
      request,
      billing: null,
      expires: row.expires_at,
      multiple,
      open: multiple && row.amount === 0,
      strictly: sent.expirationMode === 'STRICT',
    }
    const method =
      body.paymentMethod === undefined ? null : await chosen(body.paymentMethod, body.paymentMethodOptions, setting)
    if (method !== null && isRefusal(method)) return method
    if (method !== null && method.choice === null) return incomplete(body as CreateSent)
    const encrypted = method?.type === 'CARD' && sent.mode === 'API' && !sent.autoConfirm
    const key = encrypted ? (await doors.payloadKeys(request.environment.id)).publicKey : null
    return await engine.run(
      confirmIntent,
      {
        intent: row.id,
        at: ['needs_method', 'needs_confirmation'],
        method: method?.choice ?? null,
        ...(method === null ? {} : { payment_method_types: method.types, payment_method_options: method.options }),
        ...(method?.capture === 'manual' ? { capture_method: 'manual' as const } : {}),
        ...(method === null || !isOwn(row)
          ? {}
          : { foreign: { dialect: manners.name, data: { ...sent, method: method.type, bin: method.bin } } }),
        cvc_given: method?.cvcGiven ?? false,
        off_session: false,
        return_url: row.return_url,
        client_secret: null,
      },
      key === null ? request : as('session', { given: key }),
    )
  },
})

const reasons = {
  REQUESTED_BY_CUSTOMER: 'requested_by_customer',
  DUPLICATED: 'duplicate',
  VOID_SESSION: 'abandoned',
} as const

const cancel = defineForeignRoute({
  ...post('cancel', 'Cancel a session that nobody was asked to pay yet', {
    cancellationReason: mapped('cancellation_reason'),
  }),
  body: Type.Object({ cancellationReason: OneOf(['REQUESTED_BY_CUSTOMER', 'DUPLICATED', 'VOID_SESSION'] as const) }),
  handle: async ({ params, body, engine, request }) => {
    const row = await sessionOf(params.id, { engine, request })
    if (isRefusal(row)) return row
    const cancellation_reason = reasons[body.cancellationReason]
    return await engine.run(
      cancelIntent,
      { intent: row.id, cancellation_reason, at: ['needs_method', 'needs_confirmation'] },
      request,
    )
  },
})

const capture = defineForeignRoute({
  ...post(
    'capture',
    'Capture a held amount, or a part of it',
    {
      releaseRemainingAmount: mapped('final_capture'),
      'amount.value': mapped('amount_to_capture'),
      'amount.currency': ignored("It must be the session's own."),
    },
    ['capture'],
  ),
  body: Type.Object({ releaseRemainingAmount: Type.Boolean(), amount: Type.Optional(AmountFields) }),
  handle: async ({ params, body, exact, engine, request, as }) => {
    const row = await sessionOf(params.id, { engine, request })
    if (isRefusal(row)) return row
    const money = body.amount === undefined ? null : amountIn({ exact }, body.amount, 'amount')
    if (money !== null && isRefusal(money)) return money
    if (money !== null && money.currency !== row.currency)
      return refuse.parameterInvalid({
        param: 'amount[currency]',
        why: `the session is in ${row.currency.toUpperCase()}.`,
      })
    return await engine.run(
      captureIntent,
      {
        intent: row.id,
        final_capture: body.releaseRemainingAmount,
        ...(money === null ? {} : { amount_to_capture: money.amount }),
      },
      as('capture', { given: body.releaseRemainingAmount }),
    )
  },
})

export const paymentRoutes: readonly AnyForeignRoute[] = [create, confirm, cancel, capture]
