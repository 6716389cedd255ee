/**
 * What the simulated processor remembers of its calls about cards, so that it can be asked by its references alone.
 *
 *   answered   in memory, for the newest: whoever died before it recorded the answer asks again, is told that the call was never
 *              received, makes it, and is answered the same, since every answer is a pure function of the request
 *   silent     in a table: the call is never made again, and its truth comes out when it is asked for
 */
import type { Pool } from '../../storage/database.ts'

/** An outcome of a verb, as data. */
export type KeptOutcome = { readonly outcome: string }

export type CallBook = {
  answered(env: string, call: string, outcome: KeptOutcome): void
  silent(env: string, call: string, outcome: KeptOutcome): Promise<void>
  of(env: string, call: string): Promise<KeptOutcome | null>
}

/** Enough for every call that can be under way at once; an older one has been recorded long ago, and would be answered the same. */
const rememberedMax = 2000

/** A book in memory; with `pool`, what was kept silent outlives the process. */
export function createCallBook(pool: Pool | null): CallBook {
  const remembered = new Map<string, KeptOutcome>()
  const answered: CallBook['answered'] = (env, call, outcome) => {
    if (remembered.size >= rememberedMax) remembered.delete(remembered.keys().next().value ?? '')
    remembered.set(`${env}/${call}`, outcome)
  }
  return {
    answered,
    silent: async (env, call, outcome) => {
      if (pool === null) answered(env, call, outcome)
      else
        await pool.query(
          'insert into simulated_calls (env, id, outcome) values ($1, $2, $3) on conflict (env, id) do nothing',
          [env, call, JSON.stringify(outcome)],
        )
    },
    of: async (env, call) => {
      const known = remembered.get(`${env}/${call}`)
      if (known !== undefined || pool === null) return known ?? null
      const { rows } = await pool.query<{ outcome: string }>(
        'select outcome from simulated_calls where env = $1 and id = $2',
        [env, call],
      )
      // Written above.
      return rows[0] === undefined ? null : (JSON.parse(rows[0].outcome) as KeptOutcome)
    },
  }
}
