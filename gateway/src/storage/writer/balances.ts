/** Balances: one row for each account and currency of an environment, moved by one summed delta a flush. */
import { encodeArray } from '../array-codec.ts'
import type { Statement } from '../statements.ts'
import { ranks, type Table } from '../table.ts'

export type Credit = {
  readonly env: string
  readonly account: string
  readonly currency: string
  readonly delta: number
}

/** Credits sorted by key, as `Overlay.credits` gives them. */
export const creditStatement = (credits: readonly Credit[]): Statement => ({
  name: 'credit balances',
  text:
    'insert into balances as b (env, account, currency, amount) ' +
    'select * from unnest($1::text[], $2::text[], $3::text[], $4::int8[]) ' +
    'on conflict (env, account, currency) do update set amount = b.amount + excluded.amount',
  values: [
    encodeArray(
      'text',
      credits.map(({ env }) => env),
    ),
    encodeArray(
      'text',
      credits.map(({ account }) => account),
    ),
    encodeArray(
      'text',
      credits.map(({ currency }) => currency),
    ),
    encodeArray(
      'int8',
      credits.map(({ delta }) => delta),
    ),
  ],
})

export type BalanceRow = {
  readonly env: string
  readonly account: string
  readonly currency: string
  readonly amount: bigint
}

/**
 * For accounts that are checked: locked and read before a decision that depends on them. Nothing is ever put into this
 * table; balances move by credits only. As a row reference the id is `account/currency`.
 */
export const balancesTable: Table<BalanceRow> = {
  name: 'balances',
  key: ['env', 'account', 'currency'],
  columns: [
    { name: 'env', type: 'text', of: (row) => row.env },
    { name: 'account', type: 'text', of: (row) => row.account },
    { name: 'currency', type: 'text', of: (row) => row.currency },
    { name: 'amount', type: 'int8', of: (row) => row.amount },
  ],
  keyOf: (row) => `${row.env}/${row.account}/${row.currency}`,
  read: (record) => ({
    env: String(record.env),
    account: String(record.account),
    currency: String(record.currency),
    amount: BigInt(String(record.amount)),
  }),
  rank: ranks.balances,
}
