/** Charges as they were made before there were payment intents: the older API over the same commands. */
import { Type } from 'typebox'
import { type AnyRoute, defineRoute, type Engine, type RequestContext } from '../../../engine/route.ts'
import { defineRefusal, isRefusal, type Refusal, refuse } from '../../../kernel/refusal.ts'
import {
  CurrencyCode,
  Email,
  Flag,
  IdParams,
  IdText,
  MetadataField,
  MinorUnits,
  NotYet,
  pageFields,
  ShippingFields,
  Text,
  Unsettable,
} from '../../../kernel/schema.ts'
import { customer } from '../../customers/customer/index.ts'
import {
  type MethodChoice,
  notOfferedReasons,
  refuseSource,
  Source,
  type SourceInput,
  sourceChoice,
} from '../../customers/payment-method/index.ts'
import { charge } from '../charge/index.ts'
import { captureIntent } from './commands/capture.ts'
import { createIntent } from './commands/create.ts'
import { confirmOptionsOf } from './terms/confirm-options.ts'
import { refuseAmount } from './terms/native-amounts.ts'

const tag = 'Charges'
const answers = { noun: 'charge' } as const
const strict = { additionalProperties: false }

const refuseCaptured = defineRefusal<{ charge: string }>(
  'unexpected_state',
  'charge_already_captured',
  'The charge was captured before, all of it or the part that was wanted; the rest was released.',
  ({ charge }) => `Charge ${charge} has already been captured.`,
  ({ charge }) => ({ shows: { charge } }),
)

const connected = {
  application_fee: NotYet(notOfferedReasons.connect),
  application_fee_amount: NotYet(notOfferedReasons.connect),
  destination: NotYet(notOfferedReasons.connect),
  on_behalf_of: NotYet(notOfferedReasons.connect),
  transfer_data: NotYet(notOfferedReasons.connect),
}

const CreateBody = Type.Object(
  {
    amount: MinorUnits(),
    currency: CurrencyCode,
    source: Type.Optional(Source),
    card: Type.Optional(Source),
    customer: Type.Optional(IdText('Whose saved card is charged: the one that source names, or the default source.')),
    capture: Type.Optional(Flag('False: the money is held, and POST /v1/charges/{id}/capture takes it.')),
    description: Type.Optional(Unsettable(Text(1000))),
    metadata: Type.Optional(MetadataField),
    receipt_email: Type.Optional(Unsettable(Email(512))),
    shipping: Type.Optional(Unsettable(ShippingFields)),
    statement_descriptor: Type.Optional(Unsettable(Text(22))),
    statement_descriptor_suffix: Type.Optional(Unsettable(Text(22))),
    transfer_group: Type.Optional(Unsettable(Text(255))),
    radar_options: Type.Optional(Type.Object({ session: Type.Optional(Text(255)) }, strict)),
    ...connected,
  },
  strict,
)

type Wished = { readonly choice: MethodChoice; readonly source: 'card' | 'token' }

/** What a charge is paid with: its source, or what its customer keeps for charges that name none. */
async function wished(
  body: { source?: SourceInput; card?: SourceInput; customer?: string },
  engine: Engine,
  request: RequestContext,
): Promise<Wished | Refusal> {
  const given = body.source ?? body.card
  if (given !== undefined) {
    const choice = await sourceChoice(given, body.source === undefined ? 'card' : 'source', engine, request)
    if (isRefusal(choice)) return choice
    return { choice, source: typeof given === 'string' && given.startsWith('tok_') ? 'token' : 'card' }
  }
  if (body.customer === undefined) return refuse.parameterMissing({ param: 'source' })
  const owner = await engine.row(customer, body.customer, request)
  if (owner === null || owner.deleted)
    return refuse.resourceMissing({ noun: 'customer', id: body.customer, param: 'customer' })
  return owner.default_source === null
    ? refuseSource.missing({ customer: owner.id })
    : { choice: { existing: owner.default_source }, source: 'card' }
}

export const legacyChargeRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'POST',
    path: '/v1/charges',
    tag,
    operationId: 'Charges.Create',
    summary: 'Charge a card',
    description:
      'For older code. A payment intent is made and confirmed behind it; a card whose issuer wants a challenge is declined, since there is nobody to take it.',
    access: 'secret',
    body: CreateBody,
    answers,
    handle: async ({ body, engine, request }) => {
      const { amount, capture = true, source: _, card: __, radar_options: ___, ...terms } = body
      const currency = body.currency.toLowerCase()
      const small = refuseAmount(amount, currency)
      if (small !== null) return small
      const by = await wished(body, engine, request)
      if (isRefusal(by)) return by
      return await engine.run(
        createIntent,
        {
          ...terms,
          amount,
          currency,
          method: by.choice,
          source: by.source,
          confirm: true,
          // Nobody is there for a challenge.
          off_session: true,
          capture_method: capture ? 'automatic' : 'manual',
          confirmation_method: 'automatic',
          return_url: null,
          confirmOptions: confirmOptionsOf(body),
        },
        { ...request, answer: { of: 'latest_charge' } },
      )
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/charges/:id/capture',
    tag,
    operationId: 'Charges.Capture',
    summary: 'Capture a charge that was only authorised, or a part of it',
    access: 'secret',
    params: IdParams,
    body: Type.Object(
      {
        amount: Type.Optional(MinorUnits('All of it by default; the rest is released.')),
        statement_descriptor: Type.Optional(Unsettable(Text(22))),
        statement_descriptor_suffix: Type.Optional(Unsettable(Text(22))),
        receipt_email: NotYet('it is set with POST /v1/charges/{id}'),
        transfer_group: NotYet('it is set with POST /v1/charges/{id}'),
        application_fee: connected.application_fee,
        application_fee_amount: connected.application_fee_amount,
        transfer_data: connected.transfer_data,
      },
      strict,
    ),
    answers,
    handle: async ({ params, body, engine, request }) => {
      const chargeRow = await engine.row(charge, params.id, request)
      if (chargeRow === null) return refuse.resourceMissing({ noun: 'charge', id: params.id })
      if (chargeRow.captured) return refuseCaptured({ charge: chargeRow.id })
      const { amount, statement_descriptor, statement_descriptor_suffix } = body
      const input = {
        intent: chargeRow.payment_intent,
        ...(amount === undefined ? {} : { amount_to_capture: amount }),
        ...(statement_descriptor === undefined ? {} : { statement_descriptor }),
        ...(statement_descriptor_suffix === undefined ? {} : { statement_descriptor_suffix }),
      }
      const reply = await engine.run(captureIntent, input, { ...request, answer: { of: 'latest_charge' } })
      // It was called amount here.
      return reply.refusal?.param === 'amount_to_capture'
        ? { ...reply, body: reply.body.replace('"param":"amount_to_capture"', '"param":"amount"') }
        : reply
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/charges/search',
    tag,
    operationId: 'Charges.Search',
    summary: 'Search charges',
    description:
      "Clauses such as `payment_method_details.card.last4:'4242'`, on amount, billing_details.address.postal_code, created, currency, customer, disputed, metadata['key'], payment_method_details.{type}.{brand, exp_month, exp_year, fingerprint, last4}, refunded and status.",
    access: 'secret',
    query: Type.Object({ query: Text(1000), limit: pageFields.limit, page: Type.Optional(Text(255)) }, strict),
    answers: { noun: 'charge', as: 'search' },
    handle: async ({ query, engine, request }) =>
      await engine.search(charge, query.query, query.limit ?? 10, query.page ?? null, '/v1/charges/search', request),
  }),
]
