import { type ViewContext, view } from '../../../engine/view.ts'
import { assert } from '../../../kernel/assert.ts'
import { unixSeconds } from '../../../kernel/time.ts'
import { type Entry, merchantShare } from '../../../ledger/entry.ts'
import type { SettledBalance } from './aggregate.ts'
import { balanceSchema, balanceTransactionSchema } from './answer.ts'

/** The wire's balance transaction: an entry of the books that touches the merchant's balance. */
export const balanceTransactionView = view({
  noun: 'balance_transaction',
  about: 'What changed the balance: a charge, a refund, or one that failed.',
  schema: balanceTransactionSchema,
  render: (row: Entry, { now }: ViewContext) => renderBalanceTransaction(row, now),
})

function renderBalanceTransaction(row: Entry, now: number) {
  const { amount, fee, net } = merchantShare(row)
  const type =
    row.type === 'refund'
      ? ('refund' as const)
      : row.type === 'refund_failure'
        ? ('refund_failure' as const)
        : ('charge' as const)
  return {
    id: row.id,
    object: 'balance_transaction' as const,
    amount,
    available_on: unixSeconds(row.available_on),
    balance_type: 'payments' as const,
    created: unixSeconds(row.created),
    currency: row.currency,
    description: null,
    exchange_rate: null,
    fee,
    fee_details:
      fee === 0
        ? []
        : [
            {
              amount: fee,
              application: null,
              currency: row.currency,
              description: 'Processing fee',
              type: 'stripe_fee' as const,
            },
          ],
    net,
    reporting_category: type,
    source: row.source,
    status: row.available_on <= now ? ('available' as const) : ('pending' as const),
    type,
  }
}

const exact = (amount: bigint): number => {
  assert(
    amount <= BigInt(Number.MAX_SAFE_INTEGER) && amount >= BigInt(Number.MIN_SAFE_INTEGER),
    'a balance is exact in JSON',
  )
  return Number(amount)
}

/** The balance within its event. */
export const settledBalanceView = view({
  noun: 'balance',
  about: "The merchant's money: what is available, and what is pending.",
  schema: balanceSchema,
  render: ({ balances, livemode }: SettledBalance) =>
    renderBalance(
      balances.map(({ currency, available, pending }) => ({
        currency,
        available: BigInt(available),
        pending: BigInt(pending),
      })),
      livemode,
    ),
})

/** The wire's balance, by currency; every currency that ever moved is listed in both parts. */
export const renderBalance = (
  balances: readonly { currency: string; available: bigint; pending: bigint }[],
  livemode: boolean,
) => ({
  object: 'balance' as const,
  available: balances.map(({ currency, available }) => ({
    amount: exact(available),
    currency,
    source_types: { card: exact(available) },
  })),
  livemode,
  pending: balances.map(({ currency, pending }) => ({
    amount: exact(pending),
    currency,
    source_types: { card: exact(pending) },
  })),
})
