import { documentTable, ranks } from '../../../storage/table.ts'
import type { Order, OrderBook } from './model.ts'

export const ordersTable = documentTable<Order>({
  name: 'orders',
  rank: ranks.orders,
  nullable: ['user', 'receipt_email', 'payment_intent', 'paid_at'],
  indexed: [
    { name: 'order_number', type: 'text', of: (row) => row.order_number },
    { name: 'shop_user', type: 'text', of: (row) => row.user },
    { name: 'status', type: 'text', of: (row) => row.status },
    { name: 'payment_intent', type: 'text', of: (row) => row.payment_intent },
  ],
})

export const orderBooksTable = documentTable<OrderBook>({
  name: 'order_books',
  rank: ranks.orderBooks,
  nullable: [],
})
