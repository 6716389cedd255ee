import type { Aggregate } from '../../../engine/aggregate.ts'
import { assert } from '../../../kernel/assert.ts'
import type { BookFact, OrderFact } from './events.ts'
import type { Order, OrderBook } from './model.ts'

/** An order: the root of its payment. Whatever decides on both locks the order first. It moves no money itself. */
export const order: Aggregate<Order, OrderFact> = {
  name: 'order',
  prefix: 'ord',
  evolve: (before, fact, { env, id, at, seq }) => {
    if (fact.type === 'created') {
      assert(before === null, 'an order is made once')
      const { type: _, ...terms } = fact
      return { env, id, seq, created: at, status: 'open', payment_intent: null, paid_at: null, ...terms }
    }
    assert(before?.status === 'open', `${fact.type} happens to an open order`)
    switch (fact.type) {
      case 'updated':
        return { ...before, ...fact.changes, seq }
      case 'payment_requested':
        return { ...before, payment_intent: fact.payment_intent, seq }
      case 'paid':
        return { ...before, status: 'paid', paid_at: at, seq }
    }
  },
  eventTypes: { created: null, updated: null, payment_requested: null, paid: 'order.paid' },
  descriptions: {
    'order.paid': 'An order was marked as paid, after a look at its payment intent: it can be fulfilled.',
  },
}

/** Locked by whoever makes an order, so that no two get one id. */
export const orderBook: Aggregate<OrderBook, BookFact> = {
  name: 'order_book',
  prefix: 'orders',
  evolve: (_, { latest }, { env, id, seq }) => ({ env, id, seq, latest }),
  eventTypes: { entered: null },
  descriptions: {},
}
