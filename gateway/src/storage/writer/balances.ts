/** Balances: one row for each account and currency of an environment, moved by one summed delta a flush. */
import { encodeArray } from '../array-codec.ts'
import type { Statement } from '../statements.ts'

export type Credit = { readonly env: string; readonly account: string; readonly currency: string; readonly delta: number }

/** Credits sorted by key, as `Overlay.credits` gives them. */
export const creditStatement = (credits: readonly Credit[]): Statement => ({
  name: 'credit balances',
  text:
    'insert into balances as b (env, account, currency, amount) ' +
    'select * from unnest($1::text[], $2::text[], $3::text[], $4::int8[]) ' +
    'on conflict (env, account, currency) do update set amount = b.amount + excluded.amount',
  values: [
    encodeArray('text', credits.map(({ env }) => env)),
    encodeArray('text', credits.map(({ account }) => account)),
    encodeArray('text', credits.map(({ currency }) => currency)),
    encodeArray('int8', credits.map(({ delta }) => delta)),
  ],
})
