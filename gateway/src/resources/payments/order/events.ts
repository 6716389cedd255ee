import type { Order } from './model.ts'

/** What can happen to an order. */
export type OrderFact =
  | ({ readonly type: 'created' } & Pick<
      Order,
      'livemode' | 'order_id' | 'order_number' | 'user' | 'currency' | 'lines' | 'receipt_email'
    >)
  | { readonly type: 'updated'; readonly changes: Partial<Pick<Order, 'lines' | 'receipt_email' | 'user'>> }
  /** It is to be paid by this intent from now on. */
  | { readonly type: 'payment_requested'; readonly payment_intent: string }
  /** The intent was found to have succeeded. */
  | { readonly type: 'paid' }

/** What can happen to the book of an environment: an order was entered. `latest` is the highest id so far. */
export type BookFact = { readonly type: 'entered'; readonly latest: number }
