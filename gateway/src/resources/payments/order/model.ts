import type { AggregateRow } from '../../../engine/aggregate.ts'
import type { Minor } from '../../../kernel/money.ts'
import type { Millis } from '../../../kernel/time.ts'

/** `amount` is for one piece, in the currency's smallest unit. */
export type OrderLine = {
  /** The wire's `name`. Not so called here: fields of that name are people's, and are erased with them. */
  readonly title: string
  readonly description: string
  readonly amount: Minor
  readonly quantity: number
}

/**
 * What somebody buys in a shop, and the payment intent that pays for it.
 *
 *   open  its lines may change; it is given a payment intent, and another one where that was canceled
 *   paid  its intent has succeeded, and the shop was told; final. Refunds live on the intent's charge.
 */
export type Order = AggregateRow & {
  readonly created: Millis
  readonly livemode: boolean
  readonly status: 'open' | 'paid'
  /** The shop's own id: a number, from 1. */
  readonly order_id: number
  /** What the customer is told: `ORD-20250331-5XZF`. */
  readonly order_number: string
  /** Whose it is among the shop's users; null: whoever of them has its id may pay it. */
  readonly user: string | null
  readonly currency: string
  readonly lines: readonly OrderLine[]
  readonly receipt_email: string | null
  readonly payment_intent: string | null
  readonly paid_at: Millis | null
}

/** The orders of an environment, counted. `seq` says how many were made. */
export type OrderBook = AggregateRow & { readonly latest: number }

/** Twelve digits: no shop has more orders, and every one is a safe integer. */
export const orderIdMax = 999_999_999_999

/** The row of an order, worked out of the shop's own id; rows rise with it. */
export const orderRowId = (order_id: number): string => `ord_${String(order_id).padStart(12, '0')}`

/** The row that an order's id names as a caller writes it (`9`); null where it is none. */
export const orderRowOf = (text: string): string | null =>
  /^[1-9]\d{0,11}$/.test(text) ? orderRowId(Number(text)) : null

/** The book of an environment; there is one. */
export const bookId = 'orders_book'
