/**
 * What an amount is made of: lines, tax, shipping, discount. The merchant's own account of it, for networks and lenders; it
 * moves no money, and has to add up to the amount unless the merchant says that it need not.
 */
import { type Static, Type } from 'typebox'
import { defineRefusal, type Refusal } from '../../../../kernel/refusal.ts'
import { Flag, Text, Unsettable } from '../../../../kernel/schema.ts'

const object = <F extends Parameters<typeof Type.Object>[0]>(fields: F) =>
  Type.Object(fields, { additionalProperties: false })
const amount = () => Type.Integer({ minimum: 0, maximum: 999_999_999_999 })
const note = (length: number) => Type.Optional(Text(length))

const LineOptions = object({
  card: Type.Optional(object({ commodity_code: note(12) })),
  card_present: Type.Optional(object({ commodity_code: note(12) })),
  klarna: Type.Optional(
    object({
      image_url: note(4096),
      product_url: note(4096),
      reference: note(255),
      subscription_reference: note(2048),
    }),
  ),
  paypal: Type.Optional(object({ category: note(30), description: note(127), sold_by: note(127) })),
})
const Line = object({
  discount_amount: Type.Optional(amount()),
  payment_method_options: Type.Optional(LineOptions),
  product_code: note(12),
  product_name: Text(1024),
  quantity: Type.Integer({ minimum: 1, maximum: 999_999_999 }),
  tax: Type.Optional(object({ total_tax_amount: amount() })),
  unit_cost: amount(),
  unit_of_measure: note(12),
})

/** More lines than this are no purchase; the published limit. */
const linesMax = 200

export const AmountDetailsFields = object({
  discount_amount: Type.Optional(Unsettable(amount())),
  enforce_arithmetic_validation: Type.Optional(Flag('False: what does not add up is shown, and not refused.')),
  line_items: Type.Optional(Unsettable(Type.Array(Line, { maxItems: linesMax }))),
  shipping: Type.Optional(
    Unsettable(
      object({
        amount: Type.Optional(Unsettable(amount())),
        from_postal_code: Type.Optional(Unsettable(Text(10))),
        to_postal_code: Type.Optional(Unsettable(Text(10))),
      }),
    ),
  ),
  tax: Type.Optional(Unsettable(object({ total_tax_amount: amount() }))),
})
export type AmountDetailsInput = Static<typeof AmountDetailsFields>

export const PaymentDetailsFields = object({
  customer_reference: Type.Optional(Unsettable(Text(255))),
  order_reference: Type.Optional(Unsettable(Text(255))),
})
export type PaymentDetailsInput = Static<typeof PaymentDetailsFields>
export type PaymentDetails = { readonly customer_reference: string | null; readonly order_reference: string | null }

/** As it is kept: without the option about its arithmetic, which belongs to one request. */
export type AmountDetails = Omit<AmountDetailsInput, 'enforce_arithmetic_validation'>

export const changedAmountDetails = (
  { enforce_arithmetic_validation: _, ...input }: AmountDetailsInput,
  before: AmountDetails | null,
): AmountDetails => ({ ...before, ...input })

export const changedPaymentDetails = (input: PaymentDetailsInput, before: PaymentDetails | null): PaymentDetails => ({
  customer_reference: null,
  order_reference: null,
  ...before,
  ...input,
})

const refuseDetails = {
  mismatch: defineRefusal<{ total: string; amount: number }>(
    'invalid_request',
    'amount_details_amount_mismatch',
    'The lines of amount_details (cost times quantity, less discounts, plus tax and shipping) do not add up to the amount. Send amount_details[enforce_arithmetic_validation]=false to go on all the same.',
    ({ total, amount }) => `The amount_details add up to ${total}, and the amount is ${amount}.`,
    () => ({ param: 'amount_details' }),
  ),
  tooMuch: defineRefusal<{ total: string; amount: number }>(
    'invalid_request',
    'amount_details_tax_shipping_discount_greater_than_amount',
    'Tax, shipping and discount of amount_details together are more than the amount.',
    ({ total, amount }) =>
      `Tax, shipping and discount in amount_details are ${total}, more than the amount of ${amount}.`,
    () => ({ param: 'amount_details' }),
  ),
  twice: defineRefusal<{ field: string }>(
    'invalid_request',
    'parameter_invalid',
    '',
    ({ field }) => `Send ${field} in amount_details or in its line_items, not in both.`,
    ({ field }) => ({ param: `amount_details[${field}]` }),
  ),
}

/** What does not add up; null where all does. */
function fault(details: AmountDetails, amount: number): Refusal | null {
  // In big integers: a cost times a quantity may be more than a double holds.
  const lines = details.line_items ?? []
  const tax = BigInt(details.tax?.total_tax_amount ?? 0)
  const shipping = BigInt(details.shipping?.amount ?? 0)
  const discount = BigInt(details.discount_amount ?? 0)
  if (tax + shipping + discount > BigInt(amount) && lines.length === 0)
    return refuseDetails.tooMuch({ total: String(tax + shipping + discount), amount })
  if (lines.length === 0) return null
  const total = lines.reduce(
    (sum, line) =>
      sum +
      BigInt(line.unit_cost) * BigInt(line.quantity) +
      BigInt(line.tax?.total_tax_amount ?? 0) -
      BigInt(line.discount_amount ?? 0),
    tax + shipping - discount,
  )
  return total === BigInt(amount) ? null : refuseDetails.mismatch({ total: String(total), amount })
}

/** Refuses details that say a thing twice, or do not add up to the amount; null where all is well, or nothing was sent. */
export function refuseAmountDetails(
  input: AmountDetailsInput | null | undefined,
  before: AmountDetails | null,
  amount: number,
): Refusal | null {
  if (input == null) return null
  const details = changedAmountDetails(input, before)
  const lines = details.line_items ?? []
  if (details.tax != null && lines.some(({ tax }) => tax !== undefined)) return refuseDetails.twice({ field: 'tax' })
  if (details.discount_amount != null && lines.some(({ discount_amount }) => discount_amount !== undefined))
    return refuseDetails.twice({ field: 'discount_amount' })
  return input.enforce_arithmetic_validation === false ? null : fault(details, amount)
}

/** The wire's `amount_details`; what does not add up by now says so. */
export function shownAmountDetails(details: AmountDetails | null, intent: { id: string; amount: number }) {
  if (details === null) return { tip: {} }
  const { discount_amount, line_items, shipping, tax } = details
  const wrong = fault(details, intent.amount)
  return {
    ...(discount_amount == null ? {} : { discount_amount }),
    ...(wrong === null ? {} : { error: { code: wrong.code, message: wrong.message } }),
    ...(line_items == null ? {} : { line_items: shownLines(line_items, intent) }),
    ...(shipping == null
      ? {}
      : { shipping: { amount: null, from_postal_code: null, to_postal_code: null, ...shipping } }),
    ...(tax == null ? {} : { tax }),
    tip: {},
  }
}

const shownLines = (lines: readonly Static<typeof Line>[], { id }: { id: string }) => ({
  object: 'list' as const,
  data: lines.map((line, at) => ({
    id: `uli_${id.slice('pi_'.length)}_${at + 1}`,
    object: 'payment_intent_amount_details_line_item' as const,
    discount_amount: line.discount_amount ?? null,
    payment_method_options: line.payment_method_options === undefined ? null : shownLine(line.payment_method_options),
    product_code: line.product_code ?? null,
    product_name: line.product_name,
    quantity: line.quantity,
    tax: line.tax ?? null,
    unit_cost: line.unit_cost,
    unit_of_measure: line.unit_of_measure ?? null,
  })),
  has_more: false,
  url: `/v1/payment_intents/${id}/amount_details_line_items`,
})

const shownLine = ({ card, card_present, klarna, paypal }: Static<typeof LineOptions>) => ({
  ...(card === undefined ? {} : { card: { commodity_code: null, ...card } }),
  ...(card_present === undefined ? {} : { card_present: { commodity_code: null, ...card_present } }),
  ...(klarna === undefined
    ? {}
    : { klarna: { image_url: null, product_url: null, reference: null, subscription_reference: null, ...klarna } }),
  ...(paypal === undefined ? {} : { paypal }),
})
