/** The merchant's money, by currency, as it is now. */
import { utcDay } from '../kernel/time.ts'
import { merchantAvailable, pendingDay } from '../ledger/accounts.ts'
import type { Pool } from '../storage/database.ts'

export type Balance = { readonly currency: string; readonly available: bigint; readonly pending: bigint }

/** A bucket whose day has come counts as available, whether or not its settlement has run. Smallest units. */
export async function readBalances(pool: Pool, env: string, now: number): Promise<readonly Balance[]> {
  const { rows } = await pool.query<{ account: string; currency: string; amount: string }>(
    "select account, currency, amount::text as amount from balances where env = $1 and account like 'merchant\\_%'",
    [env],
  )
  const today = utcDay(now)
  const sums = new Map<string, { currency: string; available: bigint; pending: bigint }>()
  for (const { account, currency, amount } of rows) {
    const sum = sums.get(currency) ?? { currency, available: 0n, pending: 0n }
    const day = pendingDay(account)
    if (account === merchantAvailable || (day !== null && day <= today)) sum.available += BigInt(amount)
    else sum.pending += BigInt(amount)
    sums.set(currency, sum)
  }
  return [...sums.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1))
}
