/** Fields that Orqex's calls share: what a payment is for, who pays, and how an attempt is begun. */
import { type Static, Type } from 'typebox'
import { type FieldTable, ignored, mapped } from '../../contracts/dialect.ts'
import type { BodyChecks, ForeignEngine } from '../../engine/dialect.ts'
import type { RequestContext } from '../../engine/route.ts'
import type { Json, JsonObject } from '../../kernel/json.ts'
import { metadataOfJson } from '../../kernel/metadata.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/refusal.ts'
import { BrowserAddress, HookAddress, Text } from '../../kernel/schema.ts'
import { hourMs, secondMs } from '../../kernel/time.ts'
import { hundredthsNumber, isUnitsProblem, minorOfMajor, refuseUnits } from '../../kernel/units.ts'
import { type CustomerInput, customer } from '../../resources/customers/customer/index.ts'
import { owedAmount, type PaymentIntent } from '../../resources/payments/payment-intent/index.ts'
import { conventions } from './conventions.ts'

const Email = (maxLength: number) =>
  Type.String({ maxLength, pattern: '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$', expected: 'an e-mail address' })
const Said = (maxLength: number) => Type.String({ minLength: 1, maxLength })
export const CurrencyText = Type.String({ pattern: '^[A-Z]{3}$', expected: 'a code of three capital letters' })
export const CountryText = Type.String({ pattern: '^[A-Za-z]{2}$', expected: 'a code of two letters' })

export const AttemptBody = Type.Object({
  method_code: Said(100),
  country: Type.Optional(CountryText),
  phone: Type.Optional(Type.Object({ number: Said(32), country: Type.Optional(CountryText) })),
  currency: Type.Optional(CurrencyText),
})
export type AttemptInput = Static<typeof AttemptBody>

/** `path`: where the attempt stands in the request, with its point. */
export const attemptBodyFields = (path: string): FieldTable => ({
  [`${path}method_code`]: mapped('payment_method_data[type]'),
  [`${path}country`]: mapped('payment_method_data[billing_details][address][country]'),
  [`${path}phone.number`]: mapped('payment_method_data[billing_details][phone]'),
  [`${path}phone.country`]: mapped('payment_method_data[phone][country]'),
  [`${path}currency`]: mapped('presentment_currency'),
})

/** The body of an intent, which a checkout has too. */
export const intentBody = {
  amount: Type.Number({ minimum: 1 }),
  currency: CurrencyText,
  description: Said(500),
  customer: Type.Object({
    email: Email(255),
    first_name: Said(100),
    last_name: Said(100),
    address: Type.Optional(Text(255)),
    city: Type.Optional(Text(255)),
    state: Type.Optional(Text(255)),
    country: Type.Optional(CountryText),
    zip: Type.Optional(Text(32)),
  }),
  return_url: Type.Optional(BrowserAddress(2048)),
  webhook_url: Type.Optional(HookAddress(2048)),
  statement_descriptor: Type.Optional(Text(22)),
  receipt_email: Type.Optional(Email(255)),
  // An empty list is what PHP makes of an empty array.
  metadata: Type.Optional(Type.Unknown()),
}
const IntentBody = Type.Object(intentBody)
export type IntentInput = Static<typeof IntentBody>

export const intentBodyFields: FieldTable = {
  amount: mapped('amount'),
  currency: mapped('currency'),
  description: mapped('description'),
  'customer.email': mapped('payment_method_data[billing_details][email]'),
  'customer.first_name': mapped('payment_method_data[billing_details][name]'),
  'customer.last_name': mapped('customer[name]'),
  'customer.address': mapped('customer[address][line1]'),
  'customer.city': mapped('customer[address][city]'),
  'customer.state': mapped('customer[address][state]'),
  'customer.country': mapped('customer[address][country]'),
  'customer.zip': mapped('customer[address][postal_code]'),
  return_url: mapped('return_url'),
  webhook_url: mapped('webhook_url'),
  statement_descriptor: mapped('statement_descriptor'),
  receipt_email: mapped('receipt_email'),
  'metadata.*': mapped('metadata'),
}
export const idempotencyField: FieldTable = {
  'header X-Idempotency-Key': mapped('Idempotency-Key'),
}
export const noteField = ignored('A note for people; it is shown again.')

const metadataPairsMax = 10

/** At most ten pairs of any JSON. */
export function metadataIn(value: unknown): JsonObject | Refusal {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return {}
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse.parameterInvalid({ param: 'metadata', why: 'expected an object.' })
  if (Object.keys(value).length > metadataPairsMax)
    return refuse.parameterInvalid({ param: 'metadata', why: `must have at most ${metadataPairsMax} keys.` })
  // Parsed from JSON.
  return value as JsonObject
}

/** An amount in major units, from its own digits. One with a third decimal could not be shown again in hundredths. */
export function orqexAmount(text: string, currency: string): number | Refusal {
  const amount = minorOfMajor(text, currency)
  const named = { param: 'amount', text, currency, currencyParam: 'currency' }
  if (isUnitsProblem(amount)) return refuseUnits(amount, named)
  return Number.isInteger(hundredthsNumber(amount, currency))
    ? amount
    : refuseUnits({ problem: 'fraction', decimals: 2 }, named)
}

/** What the schemas cannot say of a body: the decimals of an amount, and the pairs of its metadata. */
export const bodyChecks: BodyChecks = ({ raw, exact }) => {
  const { amount, currency, metadata } = raw
  const readable =
    typeof amount === 'number' && amount > 0 && typeof currency === 'string' && /^[A-Z]{3}$/.test(currency)
  return [readable ? orqexAmount(exact('amount'), currency.toLowerCase()) : null, metadataIn(metadata)].filter(
    isRefusal,
  )
}

/** The customer of this address and name, or what a new one would be. */
async function payerOf(
  { customer: payer }: IntentInput,
  engine: ForeignEngine,
  request: RequestContext,
): Promise<{ customer: string } | { new_customer: CustomerInput }> {
  const { email, first_name, last_name } = payer
  const name = `${first_name} ${last_name}`
  // One that is deleted has neither.
  const known = await engine.newest(customer, { email, name }, request)
  if (known !== null) return { customer: known.id }
  const address = {
    line1: payer.address,
    city: payer.city,
    state: payer.state,
    country: payer.country?.toUpperCase(),
    postal_code: payer.zip,
  }
  const said = Object.fromEntries(Object.entries(address).filter(([, part]) => part !== undefined))
  return { new_customer: { email, name, ...(Object.keys(said).length === 0 ? {} : { address: said }) } }
}

/** An intent has a day, unless a checkout says otherwise. */
export const intentLifeMs = 24 * hourMs

/** The input of the command that makes an intent, without an attempt. */
export async function intentInput(
  body: IntentInput,
  amountText: string,
  engine: ForeignEngine,
  request: RequestContext,
  more: { readonly lifeMs?: number; readonly data?: JsonObject } = {},
) {
  const currency = body.currency.toLowerCase()
  const amount = orqexAmount(amountText, currency)
  if (isRefusal(amount)) return amount
  const metadata = metadataIn(body.metadata)
  if (isRefusal(metadata)) return metadata
  if (body.webhook_url !== undefined) {
    const forbidden = await engine.webhooks.refuseUrl(body.webhook_url, 'webhook_url', request)
    if (forbidden !== null) return forbidden
  }
  const { description, statement_descriptor, receipt_email, webhook_url, return_url } = body
  return {
    amount,
    currency,
    description,
    metadata: metadataOfJson(metadata),
    automatic_payment_methods: { enabled: true },
    ...(statement_descriptor === undefined ? {} : { statement_descriptor }),
    ...(receipt_email === undefined ? {} : { receipt_email }),
    ...(webhook_url === undefined ? {} : { webhook_url, webhook_format: conventions.name }),
    ...(await payerOf(body, engine, request)),
    expires_at: Math.floor((engine.now(request) + (more.lifeMs ?? intentLifeMs)) / secondMs),
    off_session: false,
    return_url: return_url ?? null,
    confirmation_method: 'automatic' as const,
    foreign: {
      dialect: conventions.name,
      data: { metadata, first_name_length: body.customer.first_name.length as Json, ...more.data },
    },
  }
}

/** What is left to pay. */
export const owedMoney = (intent: PaymentIntent) => ({ amount: owedAmount(intent), currency: intent.currency })
