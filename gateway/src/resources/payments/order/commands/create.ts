import { event, lockedOrNone } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { order, orderBook } from '../aggregate.ts'
import { refuseLines } from '../lines.ts'
import { bookId, type Order, orderIdMax, orderRowId } from '../model.ts'
import { mayBeMade, orderNumber } from '../order-number.ts'
import { refuseOrder } from '../refusals.ts'

export type CreateOrderInput = Pick<Order, 'currency' | 'lines' | 'user' | 'receipt_email'> & {
  /** The shop's own id and number, where it has them; else the next ones. */
  readonly order_id: number | null
  readonly order_number: string | null
}

/** Makes an order. Refuses an id or a number that another order has. */
export const createOrder = defineCommand({
  name: 'order.create',
  needs: ({ order_id }: CreateOrderInput) => ({
    // Held by everybody who makes an order here, so what is free stays free until the commit.
    book: lockedOrNone(orderBook, bookId),
    taken: lockedOrNone(order, order_id === null ? null : orderRowId(order_id)),
  }),
  references: ({ order_number }) =>
    order_number === null ? [] : [{ space: 'order_number', value: order_number, param: 'order_number' }],
  decide({ book, taken }, input, { environment, now }) {
    const order_id = input.order_id ?? (book?.latest ?? 0) + 1
    const refusal = refuseLines(input.lines, input.currency)
    if (refusal !== null) return refusal
    if (taken !== null || order_id > orderIdMax) return refuseOrder.idTaken({ order_id })
    if (input.order_number !== null && mayBeMade(input.order_number, now))
      return refuseOrder.numberReserved({ order_number: input.order_number })
    const id = orderRowId(order_id)
    const { currency, lines, user, receipt_email } = input
    return {
      events: [
        event(orderBook, bookId, { type: 'entered', latest: Math.max(book?.latest ?? 0, order_id) }),
        event(order, id, {
          type: 'created',
          livemode: environment.livemode,
          order_id,
          order_number: input.order_number ?? orderNumber((book?.seq ?? 0) + 1, now),
          user,
          currency,
          lines,
          receipt_email,
        }),
      ],
      subject: { noun: order, id },
    }
  },
})
