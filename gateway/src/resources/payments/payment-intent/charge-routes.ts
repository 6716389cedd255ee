import { Type } from 'typebox'
import { pageOf } from '../../../engine/page.ts'
import { type AnyRoute, defineRoute } from '../../../engine/route.ts'
import { refuse } from '../../../kernel/refusal.ts'
import {
  Email,
  IdParams,
  IdText,
  MetadataField,
  NotYet,
  OneOf,
  pageFields,
  ShippingFields,
  Text,
  Unsettable,
} from '../../../kernel/schema.ts'
import { charge } from '../charge/index.ts'
import { updateCharge } from './commands/update-charge.ts'

const tag = 'Charges'

/** The calls on charges. Here, because a charge is changed under its intent's lock. */
export const chargeRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/v1/charges/:id',
    tag,
    operationId: 'Charges.Retrieve',
    summary: 'Retrieve a charge',
    access: 'secret',
    params: IdParams,
    answers: { noun: 'charge' },
    handle: async ({ params, engine, request }) => await engine.show(charge, params.id, request),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/charges/:id',
    tag,
    operationId: 'Charges.Update',
    summary: 'Change what a charge says beside its money',
    access: 'secret',
    params: IdParams,
    body: Type.Object(
      {
        customer: Type.Optional(IdText('Whose it was, where that was not said before.')),
        description: Type.Optional(Unsettable(Text(1000))),
        metadata: Type.Optional(MetadataField),
        receipt_email: Type.Optional(Unsettable(Email(512))),
        transfer_group: Type.Optional(Unsettable(Text(255))),
        shipping: Type.Optional(Unsettable(ShippingFields)),
        fraud_details: Type.Optional(
          Type.Object({ user_report: OneOf(['fraudulent', 'safe'] as const) }, { additionalProperties: false }),
        ),
      },
      { additionalProperties: false },
    ),
    answers: { noun: 'charge' },
    handle: async ({ params, body, engine, request }) => {
      const chargeRow = await engine.row(charge, params.id, request)
      if (chargeRow === null) return refuse.resourceMissing({ noun: 'charge', id: params.id })
      return await engine.run(
        updateCharge,
        { ...body, intent: chargeRow.payment_intent, charge: chargeRow.id },
        request,
      )
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/charges',
    tag,
    operationId: 'Charges.List',
    summary: 'List charges, newest first',
    access: 'secret',
    query: Type.Object(
      {
        ...pageFields,
        payment_intent: Type.Optional(IdText('Only of this payment.')),
        customer: Type.Optional(IdText('Only of this customer.')),
        transfer_group: NotYet('charges are not listed by it; search metadata'),
      },
      { additionalProperties: false },
    ),
    answers: { noun: 'charge', as: 'list' },
    handle: async ({ query, engine, request }) =>
      await engine.list(
        charge,
        { payment_intent: query.payment_intent, customer: query.customer },
        pageOf(query),
        '/v1/charges',
        request,
      ),
  }),
]
