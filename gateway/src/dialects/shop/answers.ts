/** What the shop shows: an envelope of a message and data, keys in the document's order. */
import { type FieldTable, type FoundRows, ignored, mapped, one, type RowQueries } from '../../contracts/dialect.ts'
import { defineAnswer, type ForeignContext } from '../../engine/dialect.ts'
import { majorText } from '../../kernel/units.ts'
import type { Charge } from '../../resources/payments/charge/index.ts'
import { linesShown, type Order, orderTotal } from '../../resources/payments/order/index.ts'
import { type PaymentIntent, paymentIntent, paymentPhaseOf } from '../../resources/payments/payment-intent/index.ts'
import { conventions } from './conventions.ts'

const created = 'Payment intent created successfully'

const lineFields: FieldTable = {
  'data.line_items[].name': mapped('line_items.name'),
  'data.line_items[].amount': mapped('line_items.amount'),
  'data.line_items[].currency': mapped('currency'),
  'data.line_items[].quantity': mapped('line_items.quantity'),
  'data.line_items[].description': mapped('line_items.description'),
}
const paymentFields: FieldTable = {
  message: ignored('One sentence for each call.'),
  'data.id': mapped('payment_intent.id'),
  'data.client_secret': mapped('payment_intent.client_secret'),
  'data.amount': mapped('payment_intent.amount'),
  'data.currency': mapped('payment_intent.currency'),
  'data.status': mapped('payment_intent.status'),
  ...lineFields,
}

type Line = ReturnType<typeof linesShown>[number]

/** The total in major units as a text, beside lines in the smallest unit. */
const paymentData = (intent: PaymentIntent, line_items: readonly Line[]) => ({
  id: intent.id,
  client_secret: intent.client_secret,
  amount: majorText(intent.amount, intent.currency),
  currency: intent.currency,
  status: conventions.words.payment?.[paymentPhaseOf(intent, null)],
  line_items,
})

type IntentQuery = { intent: ReturnType<typeof one<PaymentIntent>> } & RowQueries
const intentQuery = (row: Order): IntentQuery => ({ intent: one(paymentIntent, row.payment_intent) })
const dataOf = (row: Order, { intent }: FoundRows<IntentQuery>) =>
  intent === null ? null : paymentData(intent, linesShown(row))

/** The first call. */
export const payment = defineAnswer<Order, IntentQuery>({
  noun: 'order',
  fields: paymentFields,
  related: intentQuery,
  render: (row, found) => ({ message: created, data: dataOf(row, found) }),
})

/** The third call. Its document repeats the first one's answer, which is a lie by then: shown in strict mode only. */
export const paidAnswer = defineAnswer<Order, IntentQuery>({
  noun: 'order',
  fields: paymentFields,
  related: intentQuery,
  render: (row, found, { strict }) => {
    const data = dataOf(row, found)
    if (!strict) return { message: 'Order marked as paid', data }
    const status = conventions.words.payment?.needs_method
    return { message: created, data: data === null ? null : { ...data, status } }
  },
})

/** Any payment, whichever API it was made through; lines are an order's. */
export const anyPayment = defineAnswer({
  noun: 'payment_intent',
  fields: { ...paymentFields, 'data.line_items': ignored('Empty: the payment alone is shown here, not its order.') },
  render: (row: PaymentIntent) => ({ message: 'Payment intent retrieved successfully', data: paymentData(row, []) }),
})

/** What the charge of an order took and gave back; its row is two steps away from the order's, so the handler reads it. */
export type OrderMoney = Pick<Charge, 'amount_captured' | 'amount_refunded'>

/** An order, as a shop of this kind would show it. `given`: its money, or null where there is none yet. */
export const orderShown = defineAnswer<Order, IntentQuery>({
  noun: 'order',
  fields: {
    message: ignored('One sentence for each call.'),
    'data.id': mapped('order_id'),
    'data.order_number': mapped('order_number'),
    'data.status': mapped('status'),
    'data.payment_status': mapped('payment_intent.status'),
    'data.amount': mapped('amount_total'),
    'data.amount_refunded': mapped('payment_intent.latest_charge.amount_refunded'),
    'data.currency': mapped('currency'),
    'data.payment_intent': mapped('payment_intent'),
    'data.paid_at': mapped('paid_at'),
    ...lineFields,
  },
  related: intentQuery,
  render: (row, { intent }, { given }: ForeignContext) => {
    // Of this call's own making.
    const money = given as OrderMoney | null
    return {
      message: 'Order retrieved successfully',
      data: {
        id: row.order_id,
        order_number: row.order_number,
        status: row.status,
        payment_status: conventions.words.order?.[intent === null ? 'needs_method' : paymentPhaseOf(intent, money)],
        amount: majorText(orderTotal(row.lines), row.currency),
        amount_refunded: majorText(money?.amount_refunded ?? 0, row.currency),
        currency: row.currency,
        payment_intent: row.payment_intent,
        paid_at: row.paid_at === null ? null : new Date(row.paid_at).toISOString(),
        line_items: linesShown(row),
      },
    }
  },
})
