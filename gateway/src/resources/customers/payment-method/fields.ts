import type { Static } from 'typebox'
import { Type } from 'typebox'
import type { Method, MethodCatalogue } from '../../../contracts/method.ts'
import { type BrowserFields, wholeFields } from '../../../engine/browser.ts'
import type { Engine, RequestContext } from '../../../engine/route.ts'
import { idOfRow } from '../../../engine/view.ts'
import { defineRefusal, isRefusal, type Refusal, refuse } from '../../../kernel/refusal.ts'
import { AddressFields, Email, IdText, MetadataField, OneOf, Text, Unsettable } from '../../../kernel/schema.ts'
import { noAddress, noBilling, paymentMethod } from './aggregate.ts'
import type { BillingDetails } from './model.ts'
import { notOfferedFields } from './not-offered.ts'
import { refusePaymentMethod } from './refusals.ts'
import type { MethodChoice, NewMethod } from './tokenised.ts'

export const BillingFields = Type.Object(
  {
    address: Type.Optional(Unsettable(AddressFields)),
    email: Type.Optional(Unsettable(Email(512))),
    name: Type.Optional(Unsettable(Text(5000))),
    phone: Type.Optional(Unsettable(Text(200))),
    tax_id: Type.Optional(Unsettable(Text(200))),
  },
  { additionalProperties: false },
)

/** The network that a payer chose on a card that has several. */
export const NetworkFields = Type.Object(
  { preferred: Type.Optional(Unsettable(OneOf(['cartes_bancaires', 'mastercard', 'visa'] as const))) },
  { additionalProperties: false },
)

const CardFields = Type.Object(
  {
    number: Type.Optional(Text(40, 'The card number; spaces and dashes are allowed.')),
    exp_month: Type.Optional(Type.Integer()),
    exp_year: Type.Optional(Type.Integer({ description: 'Two or four digits.' })),
    cvc: Type.Optional(Text(8, 'Kept in memory until the authorisation is answered, and nowhere else.')),
    networks: Type.Optional(NetworkFields),
    token: Type.Optional(Text(255, 'A test token such as tok_visa.')),
  },
  { additionalProperties: false },
)

/** The fields of a payment method that does not exist yet: its type, its own object, and who pays. */
export function methodDataOf(methods: MethodCatalogue) {
  return Type.Object(
    {
      type: OneOf(
        methods.all.map(({ code }) => code),
        { description: 'A code of the catalogue of payment methods.' },
      ),
      ...Object.fromEntries(methods.all.map(({ code, fields }) => [code, Type.Optional(fields)])),
      ...notOfferedFields(methods),
      card: Type.Optional(CardFields),
      billing_details: Type.Optional(BillingFields),
      metadata: Type.Optional(MetadataField),
      allow_redisplay: Type.Optional(OneOf(['always', 'limited', 'unspecified'] as const)),
      radar_options: Type.Optional(Type.Object({ session: Type.Optional(Text(255)) }, { additionalProperties: false })),
    },
    { additionalProperties: false },
  )
}
/** Besides these, an object under the method's own code. */
export type MethodDataInput = Static<ReturnType<typeof methodDataOf>>

/** What a payer may say of a method that does not exist yet: all but what is the merchant's to choose. */
export const browserMethodData = (methods: MethodCatalogue): BrowserFields => ({
  type: true,
  ...Object.fromEntries(
    methods.all.map(({ code, fields, merchant_fields }) => [code, payersPart(fields, merchant_fields)]),
  ),
  card: true,
  billing_details: true,
  metadata: true,
  allow_redisplay: true,
})

const payersPart = ({ properties }: Method['fields'], merchants: readonly string[] = []) =>
  merchants.length === 0 ? true : wholeFields(...Object.keys(properties).filter((name) => !merchants.includes(name)))

/** The same for the two ways to name a method. */
export const browserMethodFields = (methods: MethodCatalogue): BrowserFields => ({
  payment_method: true,
  payment_method_data: browserMethodData(methods),
})

/** The two ways to name a payment method in a request. */
export const methodFieldsOf = (methods: MethodCatalogue) => ({
  payment_method: Type.Optional(Unsettable(IdText('A payment method, or a test name such as pm_card_visa.'))),
  payment_method_data: Type.Optional(methodDataOf(methods)),
})
export type MethodFields = ReturnType<typeof methodFieldsOf>

const refuseMethod = {
  cardMissing: defineRefusal<{ param: string }>(
    'invalid_request',
    'parameter_missing',
    'A parameter that this call needs was not sent.',
    ({ param }) => `Missing required param: ${param}.`,
    ({ param }) => ({ param }),
  ),
  testInLive: defineRefusal<{ name: string; param: string }>(
    'invalid_request',
    'test_method_in_live_mode',
    'Published test names and tokens stand for test cards and exist in sandboxes only.',
    ({ name }) => `'${name}' is a test payment method and cannot be used in live mode.`,
    ({ param }) => ({ param }),
  ),
}

export const billingOf = (input: Static<typeof BillingFields>): BillingDetails => ({
  address: { ...noAddress, ...input.address },
  email: input.email ?? null,
  name: input.name ?? null,
  phone: input.phone ?? null,
  tax_id: input.tax_id ?? null,
})

const isTestName = (name: string): boolean => name.startsWith('pm_card_') || name.startsWith('tok_')

/** The method that a request names or brings; null where it has none. Refuses wrong card data as card errors. */
export async function methodChoice(
  input: { readonly payment_method?: string | null; readonly payment_method_data?: MethodDataInput },
  engine: Engine,
  request: RequestContext,
): Promise<MethodChoice | null | Refusal> {
  if (input.payment_method_data !== undefined)
    return (
      (await tokenChoice(input.payment_method_data, engine, request)) ??
      (await dataChoice(input.payment_method_data, 'payment_method_data', engine, request))
    )
  const given = input.payment_method ?? null
  if (given === null) return null
  // A card that older code saved is a method by another name.
  const name = given.startsWith('card_') ? idOfRow('pm', given) : given
  if (!isTestName(name)) return { existing: name }
  const test = await engine.testCard(name, request)
  if (isRefusal(test)) return test
  if (test === null)
    return request.environment.livemode
      ? refuseMethod.testInLive({ name, param: 'payment_method' })
      : { existing: name }
  return { created: { ...test, billing_details: null, metadata: null, allow_redisplay: null } }
}

/** A token of ours among a method's data stands for the payment method that it shows; null where there is none. */
async function tokenChoice(
  { card }: MethodDataInput,
  engine: Engine,
  request: RequestContext,
): Promise<MethodChoice | null> {
  if (card?.token === undefined || !card.token.startsWith('tok_')) return null
  const row = await engine.row(paymentMethod, idOfRow('pm', card.token), request)
  return row === null || row.card === null ? null : { existing: row.id }
}

async function tokenRefused(token: string, param: string, engine: Engine, request: RequestContext): Promise<Refusal> {
  const row = token.startsWith('tok_') ? await engine.row(paymentMethod, idOfRow('pm', token), request) : null
  if (row !== null)
    return refuse.parameterInvalid({
      param,
      why: 'it is a payment method already: retrieve it by the same id with pm_.',
    })
  return request.environment.livemode
    ? refuseMethod.testInLive({ name: token, param })
    : refuse.resourceMissing({ noun: 'token', id: token, param })
}

/** The method that card data makes. `path` is where the data stands in the request, for the field of a refusal. */
export async function dataChoice(
  data: MethodDataInput,
  path: string,
  engine: Engine,
  request: RequestContext,
): Promise<{ created: Extract<MethodChoice, { created: unknown }>['created'] } | Refusal> {
  const within = (field: string) =>
    path === '' ? field : `${path}[${field.replace(/\[.*/, '')}]${/\[.*/.exec(field)?.[0] ?? ''}`
  const { card, type } = data
  const rest = {
    billing_details: data.billing_details === undefined ? null : billingOf(data.billing_details),
    metadata: data.metadata === undefined || data.metadata === null ? null : withoutNulls(data.metadata),
    allow_redisplay: data.allow_redisplay ?? null,
    ...(data.radar_options?.session === undefined ? {} : { radar_session: data.radar_options.session }),
  }
  if (type !== 'card') {
    const { billing_details } = rest
    const own: unknown = Reflect.get(data, type)
    const accepted = await engine.acceptMethod(
      type,
      {
        data: typeof own === 'object' && own !== null ? (own as Record<string, unknown>) : {},
        billing: billing_details ?? noBilling,
        param: (first, ...more) => within(`${first}${more.map((part) => `[${part}]`).join('')}`),
        livemode: request.environment.livemode,
      },
      request,
    )
    return isRefusal(accepted) ? accepted : { created: { ...accepted, card: null, ...rest } }
  }
  if (card === undefined) return refuseMethod.cardMissing({ param: within('card') })
  if (card.token !== undefined) {
    const test = await engine.testCard(card.token, request)
    if (isRefusal(test)) return test
    if (test === null) return await tokenRefused(card.token, within('card[token]'), engine, request)
    return withNetwork({ ...test, ...rest }, card.networks?.preferred, within('card[networks][preferred]'))
  }
  const { number, exp_month, exp_year } = card
  if (number === undefined) return refuseMethod.cardMissing({ param: within('card[number]') })
  if (exp_month === undefined) return refuseMethod.cardMissing({ param: within('card[exp_month]') })
  if (exp_year === undefined) return refuseMethod.cardMissing({ param: within('card[exp_year]') })
  const tokenised = await engine.tokenise({ number, exp_month, exp_year, cvc: card.cvc ?? null }, request)
  if (isRefusal(tokenised)) return tokenised
  return withNetwork({ ...tokenised, ...rest }, card.networks?.preferred, within('card[networks][preferred]'))
}

/** A card with the network that its payer chose; refuses one that it does not have. */
function withNetwork(
  method: NewMethod,
  preferred: string | null | undefined,
  param: string,
): { created: NewMethod } | Refusal {
  const { card } = method
  if (card === null || preferred == null) return { created: method }
  return card.networks.includes(preferred)
    ? { created: { ...method, card: { ...card, preferred_network: preferred } } }
    : refusePaymentMethod.networkMissing({ network: preferred, available: card.networks, param })
}

const withoutNulls = (metadata: Readonly<Record<string, string | null>>): Record<string, string> =>
  Object.fromEntries(Object.entries(metadata).filter((pair): pair is [string, string] => pair[1] !== null))
