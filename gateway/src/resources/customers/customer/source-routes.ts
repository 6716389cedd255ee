import { type Static, Type } from 'typebox'
import { pageOf, refuseCursor } from '../../../engine/page.ts'
import { type AnyRoute, defineRoute, type Engine, type RequestContext } from '../../../engine/route.ts'
import { isRefusal, type Refusal, refuse } from '../../../kernel/refusal.ts'
import {
  Flag,
  IdParams,
  IdText,
  MetadataField,
  NotYet,
  OneOf,
  pageFields,
  Text,
  Unsettable,
} from '../../../kernel/schema.ts'
import {
  methodOfSource,
  type PaymentMethod,
  paymentMethod,
  Source,
  type SourceInput,
  sourceChoice,
  updatePaymentMethod,
} from '../payment-method/index.ts'
import { customer } from './aggregate.ts'
import { attachMethod } from './commands/attach-method.ts'
import { detachMethod } from './commands/detach-method.ts'
import { refuseCustomer } from './refusals.ts'

const tag = 'Sources'
const answers = { noun: 'card' } as const
const asCard = (request: RequestContext): RequestContext => ({ ...request, answer: { as: 'card' } })
const SourceParams = Type.Object({ ...IdParams.properties, source: IdText('The card: `card_…`.') })
const strict = { additionalProperties: false }

/** The two names under which older calls send a card. */
export const sourceFields = { source: Type.Optional(Source), card: Type.Optional(Source) }
export const sourceIn = (body: { source?: SourceInput; card?: SourceInput }): SourceInput | undefined =>
  body.source ?? body.card

/** A customer's card by its id; the id of another's, or of none, is unknown. */
async function ownCard(
  { id, source }: { readonly id: string; readonly source: string },
  engine: Engine,
  request: RequestContext,
): Promise<PaymentMethod | Refusal> {
  const row = await engine.row(paymentMethod, methodOfSource(source), request)
  return row === null || row.card === null || row.customer !== id
    ? refuse.resourceMissing({ noun: 'source', id: source, param: 'id' })
    : row
}

async function known(id: string, engine: Engine, request: RequestContext): Promise<Refusal | null> {
  const owner = await engine.row(customer, id, request)
  return owner === null || owner.deleted ? refuseCustomer.unknown({ id, param: 'customer' }) : null
}

const onlyCards = 'sources are cards here; bank accounts and other methods are payment methods'
const UpdateCard = Type.Object(
  {
    exp_month: Type.Optional(Type.Integer({ minimum: 1, maximum: 12 })),
    exp_year: Type.Optional(Type.Integer({ minimum: 0, maximum: 9999 })),
    name: Type.Optional(Unsettable(Text(5000))),
    metadata: Type.Optional(MetadataField),
    address_line1: Type.Optional(Unsettable(Text(5000))),
    address_line2: Type.Optional(Unsettable(Text(5000))),
    address_city: Type.Optional(Unsettable(Text(5000))),
    address_state: Type.Optional(Unsettable(Text(5000))),
    address_zip: Type.Optional(Unsettable(Text(5000))),
    address_country: Type.Optional(Unsettable(Text(5000))),
    account_holder_name: NotYet(onlyCards),
    account_holder_type: NotYet(onlyCards),
    owner: NotYet(onlyCards),
  },
  strict,
)

/** Older names of an address, as a method has them; what was not sent stays out. */
function changesOf({ exp_month, exp_year, name, metadata, ...parts }: Static<typeof UpdateCard>) {
  const address = Object.entries(parts).map(([field, value]) => [
    field === 'address_zip' ? 'postal_code' : field.slice('address_'.length),
    value,
  ])
  const billing = {
    ...(name === undefined ? {} : { name }),
    ...(address.length === 0 ? {} : { address: Object.fromEntries(address) as Record<string, string | null> }),
  }
  const expiry = { ...(exp_month === undefined ? {} : { exp_month }), ...(exp_year === undefined ? {} : { exp_year }) }
  return {
    ...(Object.keys(billing).length === 0 ? {} : { billing_details: billing }),
    ...(Object.keys(expiry).length === 0 ? {} : { card: expiry }),
    ...(metadata === undefined ? {} : { metadata }),
  }
}

/** A customer's cards for code of before there were payment methods, under both names that their calls have had. */
export const sourceRoutes: readonly AnyRoute[] = ['sources', 'cards'].flatMap((name) => [
  ...keeping(name),
  ...changing(name),
])

function keeping(name: string): readonly AnyRoute[] {
  return [
    defineRoute({
      method: 'POST',
      path: `/v1/customers/:id/${name}`,
      tag,
      operationId: `Customers.Create${name === 'cards' ? 'Card' : 'Source'}`,
      summary: 'Save a card for a customer',
      description: 'Its issuer is asked first, without any money. The first card is the default source.',
      access: 'secret',
      params: IdParams,
      body: Type.Object(
        {
          ...sourceFields,
          validate: Type.Optional(Flag('Accepted and without effect: the issuer is always asked.')),
          metadata: NotYet('it comes with the card itself, or is set with POST /v1/customers/{id}/sources/{card}'),
        },
        strict,
      ),
      answers,
      handle: async ({ params, body, engine, request }) => {
        const source = sourceIn(body)
        if (source === undefined) return refuse.parameterMissing({ param: 'source' })
        const unknown = await known(params.id, engine, request)
        if (unknown !== null) return unknown
        const choice = await sourceChoice(source, body.source === undefined ? 'card' : 'source', engine, request)
        if (isRefusal(choice)) return choice
        return await engine.run(attachMethod, { customer: params.id, method: choice, as_source: true }, asCard(request))
      },
    }),
    defineRoute({
      method: 'GET',
      path: `/v1/customers/:id/${name}`,
      tag,
      operationId: `Customers.List${name === 'cards' ? 'Cards' : 'Sources'}`,
      summary: "List a customer's saved cards, newest first",
      access: 'secret',
      params: IdParams,
      query: Type.Object({ ...pageFields, object: Type.Optional(OneOf(['card', 'bank_account'] as const)) }, strict),
      answers: { noun: 'card', as: 'list' },
      handle: async ({ params, query, engine, request }) => {
        const unknown = await known(params.id, engine, request)
        if (unknown !== null) return unknown
        const page = pageOf(query)
        const place = (id: string | null) => (id === null ? null : methodOfSource(id))
        const found = (id: string) => engine.row(paymentMethod, methodOfSource(id), request)
        const nowhere = await refuseCursor(page, 'source', found)
        if (nowhere !== null) return nowhere
        const at = {
          ...page,
          starting_after: place(page.starting_after),
          ending_before: place(page.ending_before),
        }
        // Bank accounts are methods of their own, and none is a source.
        const where = { customer: params.id, type: query.object === 'bank_account' ? 'bank_account' : 'card' }
        return await engine.list(paymentMethod, where, at, `/v1/customers/${params.id}/${name}`, asCard(request))
      },
    }),
  ]
}

function changing(name: string): readonly AnyRoute[] {
  return [
    defineRoute({
      method: 'GET',
      path: `/v1/customers/:id/${name}/:source`,
      tag,
      operationId: `Customers.Retrieve${name === 'cards' ? 'Card' : 'Source'}`,
      summary: "Retrieve one of a customer's saved cards",
      access: 'secret',
      params: SourceParams,
      answers,
      handle: async ({ params, engine, request }) => {
        const row = await ownCard(params, engine, request)
        return isRefusal(row) ? row : await engine.show(paymentMethod, row.id, asCard(request))
      },
    }),
    defineRoute({
      method: 'POST',
      path: `/v1/customers/:id/${name}/:source`,
      tag,
      operationId: `Customers.Update${name === 'cards' ? 'Card' : 'Source'}`,
      summary: "Change one of a customer's saved cards",
      access: 'secret',
      params: SourceParams,
      body: UpdateCard,
      answers,
      handle: async ({ params, body, engine, request }) => {
        const row = await ownCard(params, engine, request)
        if (isRefusal(row)) return row
        const { expand: _, ...given } = body as typeof body & { expand?: unknown }
        return await engine.run(updatePaymentMethod, { ...changesOf(given), id: row.id }, asCard(request))
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: `/v1/customers/:id/${name}/:source`,
      tag,
      operationId: `Customers.Delete${name === 'cards' ? 'Card' : 'Source'}`,
      summary: "Take one of a customer's saved cards away",
      description: 'For good: it pays no more, and its number is made unreadable.',
      access: 'secret',
      params: SourceParams,
      answers: { ...answers, deleted: 'always' },
      handle: async ({ params, engine, request }) => {
        const row = await ownCard(params, engine, request)
        if (isRefusal(row)) return row
        const reply = await engine.run(detachMethod, { id: row.id, customer: params.id }, request)
        const gone = { id: params.source, object: 'card', deleted: true }
        return reply.status === 200 ? { ...reply, body: JSON.stringify(gone) } : reply
      },
    }),
  ]
}
