/** Held by the compiler: a noun brings its row, and nobody may take it for another's. Nothing here runs. */
import { all, one, type RowQuery } from '../../src/contracts/dialect.ts'
import { event, locked, type Need } from '../../src/engine/aggregate.ts'
import { defineNoun } from '../../src/engine/define-noun.ts'
import type { ForeignEngine } from '../../src/engine/dialect.ts'
import type { RequestContext } from '../../src/engine/route.ts'
import type { ForeignIds } from '../../src/kernel/foreign-id.ts'
import { customerExamples } from '../../src/resources/customers/customer/examples.ts'
import { type Customer, customer } from '../../src/resources/customers/customer/index.ts'
import { customersTable } from '../../src/resources/customers/customer/table.ts'
import { balanceTransaction } from '../../src/resources/money/balance/index.ts'
import type { PaymentIntent } from '../../src/resources/payments/payment-intent/index.ts'
import { refundExamples } from '../../src/resources/payments/refund/examples.ts'
import { type Refund, refund, refundView } from '../../src/resources/payments/refund/index.ts'
import { refundsTable } from '../../src/resources/payments/refund/table.ts'
import { product } from '../scratch/product/index.ts'

const at = { env: 'env_1', id: 'prod_1', at: 0, seq: 1 }

export async function rowsCarryTheirType(engine: ForeignEngine, ids: ForeignIds, request: RequestContext) {
  const row: Refund | null = await engine.row(refund, 're_1', request)
  // @ts-expect-error: a refund is no payment intent
  const wrong: PaymentIntent | null = await engine.row(refund, 're_1', request)
  // @ts-expect-error: nor can it be called one
  await engine.row<PaymentIntent>(refund, 're_1', request)
  // @ts-expect-error: a noun is not named by a text
  await engine.row('refund', 're_1', request)
  // @ts-expect-error: what is found by a foreign id is a refund as well
  const found: Customer | null = await engine.find(refund, ids, 're_1', request)
  // @ts-expect-error: a noun without a state machine has a row of its own too
  const entry: Refund | null = await engine.row(balanceTransaction, 'txn_1', request)
  return [row, wrong, found, entry]
}

export const wishes: readonly RowQuery<unknown>[] = [
  one(refund, 're_1') satisfies RowQuery<Refund | null>,
  // @ts-expect-error: a wish for a refund brings no customer
  one(refund, 're_1') satisfies RowQuery<Customer | null>,
  // @ts-expect-error: nor do all of them
  all(refund, { charge: 'ch_1' }) satisfies RowQuery<readonly Customer[]>,
]

export const decided = [
  event(refund, 're_1', { type: 'settled' }),
  // @ts-expect-error: a refund is not deleted; a customer is
  event(refund, 're_1', { type: 'deleted' }),
  // @ts-expect-error: a customer does not settle
  event(customer, 'cus_1', { type: 'settled' }),
]

export const needs: readonly Need<Refund, false>[] = [
  locked(refund, 're_1'),
  // @ts-expect-error: a customer that is locked is no refund
  locked(customer, 'cus_1'),
]

export const declared = [
  defineNoun(refund, { table: refundsTable, view: refundView, examples: refundExamples }),
  // @ts-expect-error: the facts of a customer do not happen to rows of refunds
  defineNoun(customer, { table: refundsTable, view: refundView }),
  // @ts-expect-error: nor are refunds kept among customers
  defineNoun(refund, { table: customersTable, view: refundView }),
  // @ts-expect-error: nor shown by the examples of one
  defineNoun(refund, { table: refundsTable, view: refundView, examples: customerExamples }),
]

export const filled = [
  product.evolve(
    null,
    { type: 'created', livemode: false, terms: { ...product.form.blank, name: 'Tea' }, metadata: {} },
    at,
  ),
  // @ts-expect-error: a product has no colour
  product.evolve(null, { type: 'updated', terms: { colour: 'green' } }, at),
  // @ts-expect-error: nor is its name a number
  product.evolve(null, { type: 'updated', terms: { name: 7 } }, at),
]
