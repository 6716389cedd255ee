/**
 * Cards as older code knows them: tokens (`tok_…`) that stand for a card once, and sources (`card_…`) that a customer keeps.
 * Both show a payment method, whose id they share but for its prefix.
 */
import { type Static, Type } from 'typebox'
import type { Engine, RequestContext } from '../../../engine/route.ts'
import { idOfRow, type ViewContext, view } from '../../../engine/view.ts'
import { assert } from '../../../kernel/assert.ts'
import { lookup } from '../../../kernel/lookup.ts'
import { defineRefusal, isRefusal, type Refusal, refuse } from '../../../kernel/refusal.ts'
import { IdText, MetadataField, OneOf, Text } from '../../../kernel/schema.ts'
import { unixSeconds } from '../../../kernel/time.ts'
import { noAddress, noBilling, paymentMethod } from './aggregate.ts'
import type { BillingDetails, CardFacts, PaymentMethod } from './model.ts'
import { sourceCardSchema, tokenSchema } from './older-answers.ts'
import type { MethodChoice, NewMethod } from './tokenised.ts'

export const sourceId = (method: string): string => idOfRow('card', method)
export const tokenId = (method: string): string => idOfRow('tok', method)
/** The method behind a token or a source. */
export const methodOfSource = (id: string): string => idOfRow('pm', id)

export const refuseSource = {
  tokenUsed: defineRefusal<{ token: string; param: string }>(
    'invalid_request',
    'token_already_used',
    'A token stands for a card once: for one payment, or for one customer. Make a new one.',
    ({ token }) => `You cannot use a token more than once: ${token}.`,
    ({ param }) => ({ param }),
  ),
  missing: defineRefusal<{ customer: string }>(
    'invalid_request',
    'missing',
    'A customer without a card cannot be charged. Send a source, or give the customer a default source.',
    ({ customer }) => `Cannot charge the customer ${customer}: it has no active card.`,
    () => ({ param: 'card' }),
  ),
}

/** A card as older calls take it, beside a token or an id. */
export const SourceCard = Type.Object(
  {
    object: Type.Optional(OneOf(['card'] as const)),
    number: Text(40, 'The card number; spaces and dashes are allowed.'),
    exp_month: Type.Integer(),
    exp_year: Type.Integer({ description: 'Two or four digits.' }),
    cvc: Type.Optional(Text(8, 'Kept in memory until the authorisation is answered, and nowhere else.')),
    name: Type.Optional(Text(5000)),
    address_line1: Type.Optional(Text(5000)),
    address_line2: Type.Optional(Text(5000)),
    address_city: Type.Optional(Text(5000)),
    address_state: Type.Optional(Text(5000)),
    address_zip: Type.Optional(Text(5000)),
    address_country: Type.Optional(Text(5000)),
    currency: Type.Optional(Text(3)),
    metadata: Type.Optional(MetadataField),
  },
  { additionalProperties: false },
)
export type SourceCardInput = Static<typeof SourceCard>
export const Source = Type.Union([SourceCard, IdText('A token such as tok_visa, or the id of a saved card.')])
export type SourceInput = Static<typeof Source>

/** Who pays, of the fields that older calls write beside the card. */
const billingOfCard = (card: Partial<SourceCardInput>): BillingDetails => ({
  ...noBilling,
  name: card.name ?? null,
  address: {
    ...noAddress,
    line1: card.address_line1 ?? null,
    line2: card.address_line2 ?? null,
    city: card.address_city ?? null,
    state: card.address_state ?? null,
    postal_code: card.address_zip ?? null,
    country: card.address_country ?? null,
  },
})

/** The method that an older card makes. Refuses wrong card data as card errors. */
export async function cardChoice(
  card: SourceCardInput,
  engine: Engine,
  request: RequestContext,
): Promise<{ created: NewMethod } | Refusal> {
  const { number, exp_month, exp_year, cvc = null } = card
  const tokenised = await engine.tokenise({ number, exp_month, exp_year, cvc }, request)
  if (isRefusal(tokenised)) return tokenised
  const metadata = Object.entries(card.metadata ?? {}).filter((pair): pair is [string, string] => pair[1] !== null)
  return {
    created: {
      ...tokenised,
      billing_details: billingOfCard(card),
      metadata: Object.fromEntries(metadata),
      allow_redisplay: null,
    },
  }
}

/** The method that a source names or brings. Refuses one that is not there, and a token that was used. */
export async function sourceChoice(
  source: SourceInput,
  param: string,
  engine: Engine,
  request: RequestContext,
): Promise<MethodChoice | Refusal> {
  if (typeof source !== 'string') return await cardChoice(source, engine, request)
  const test = await engine.testCard(source, request)
  if (isRefusal(test)) return test
  if (test !== null) return { created: { ...test, billing_details: null, metadata: null, allow_redisplay: null } }
  const token = source.startsWith('tok_')
  if (!token && !source.startsWith('card_') && !source.startsWith('pm_'))
    return refuse.resourceMissing({ noun: 'source', id: source, param })
  const row = await engine.row(paymentMethod, methodOfSource(source), request)
  if (row === null || row.card === null)
    return refuse.resourceMissing({ noun: token ? 'token' : 'source', id: source, param })
  return token && isUsed(row) ? refuseSource.tokenUsed({ token: source, param }) : { existing: row.id }
}

/** A token is used once it has paid, or its card has a customer. */
export const isUsed = ({ customer, detached, spent }: PaymentMethod): boolean =>
  customer !== null || detached === true || spent === true

/** Brands in the words of older calls. */
const brands: Readonly<Record<string, string>> = lookup({
  amex: 'American Express',
  diners: 'Diners Club',
  discover: 'Discover',
  jcb: 'JCB',
  mastercard: 'MasterCard',
  unionpay: 'UnionPay',
  visa: 'Visa',
})

type Checks = {
  readonly address_line1_check: string | null
  readonly address_postal_code_check: string | null
  readonly cvc_check: string | null
}

/** A card as older code reads it. */
export const legacyCard = (
  {
    id,
    card,
    billing_details: { address, name },
    customer,
    metadata,
  }: Pick<PaymentMethod, 'id' | 'billing_details' | 'customer' | 'metadata'> & { readonly card: CardFacts },
  checks: Checks | null = null,
) => ({
  id: sourceId(id),
  object: 'card' as const,
  address_city: address.city,
  address_country: address.country,
  address_line1: address.line1,
  address_line1_check: checks?.address_line1_check ?? null,
  address_line2: address.line2,
  address_state: address.state,
  address_zip: address.postal_code,
  address_zip_check: checks?.address_postal_code_check ?? null,
  brand: brands[card.brand] ?? 'Unknown',
  country: card.country,
  customer,
  cvc_check: checks?.cvc_check ?? null,
  dynamic_last4: null,
  exp_month: card.exp_month,
  exp_year: card.exp_year,
  fingerprint: card.fingerprint,
  funding: card.funding,
  last4: card.last4,
  metadata,
  name,
  regulated_status: 'unregulated' as const,
  tokenization_method: null,
  wallet: null,
})

/** The wire's card, of a method that is one. */
export const cardView = view({
  noun: 'card',
  about: 'A saved card, as older code knows it.',
  schema: sourceCardSchema,
  reads: { noun: 'payment_method', prefix: 'pm' },
  render: (row: PaymentMethod) => legacyCard({ ...row, card: cardIn(row) }),
})

const cardIn = ({ card }: PaymentMethod): CardFacts => {
  // Routes of sources and tokens let no other method through.
  assert(card !== null, 'the method is a card')
  return card
}

/** The wire's token. */
export const tokenView = view({
  noun: 'token',
  about: 'What stands for a card once, for older code.',
  schema: tokenSchema,
  reads: { noun: 'payment_method', prefix: 'pm' },
  render: (row: PaymentMethod, _: ViewContext) => {
    const { customer: __, ...card } = legacyCard({ ...row, card: cardIn(row) })
    return {
      id: tokenId(row.id),
      object: 'token' as const,
      card,
      client_ip: null,
      created: unixSeconds(row.created),
      livemode: row.livemode,
      type: 'card' as const,
      used: isUsed(row),
    }
  },
})
