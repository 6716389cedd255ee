/**
 * Rows as they were at an event, for notifications that are rendered later: a callback that waits for its third try, or that is read
 * from the log after the payment has gone on, shows the state of its own fact and no other. A row is the fold of its facts, so the
 * row of then is the fold of those that were there by then: of the same transaction, and of those that began before it.
 */
import type { Pool } from '../storage/database.ts'
import type { AnswerSetup } from './answer.ts'
import type { Fetch } from './dialect-answers.ts'
import { rowsIn } from './dialect-reader.ts'
import { factsOf, fold, type LoggedFact, type PublicEvent } from './events.ts'
import type { Registry } from './registry.ts'

type Options = { readonly pool: Pool; readonly registry: Registry; readonly answers: Pick<AnswerSetup, 'tables'> }

/** Rows beside an event's own, as they were then. What has no life (settings, forms) is as it is now. */
export function rowsAtEvent(event: PublicEvent, { pool, registry, answers }: Options): Fetch {
  const { env } = event
  const now = rowsIn(pool, env, answers)
  const factsBy = async (object_id: string): Promise<readonly LoggedFact[]> =>
    (await factsOf([{ env, object_id }], pool)).get(`${env}/${object_id}`) ?? []
  let place: Promise<number> | null = null
  /** The transaction of the event. */
  const transaction = (): Promise<number> => {
    place ??= factsBy(event.object_id).then((facts) => facts.find(({ seq }) => seq === event.seq)?.tx ?? 0)
    return place
  }
  const thenOf = async (object_id: string): Promise<readonly LoggedFact[]> => {
    const until = await transaction()
    return (await factsBy(object_id)).filter(({ tx, created }) => tx <= until && created <= event.created)
  }
  const lives = (noun: string): boolean => registry.get(noun)?.aggregate != null

  return {
    one: async (noun, id) => {
      if (!lives(noun)) return now.one(noun, id)
      const facts = await thenOf(id)
      return facts.length === 0 ? null : fold(facts, registry)
    },
    all: async (noun, where) => {
      if (noun === 'event' && where.object_id !== undefined) return await thenOf(where.object_id)
      // Which rows there are is asked now; more may have come, none goes.
      const rows = (await now.all(noun, where)) as readonly { id: string }[]
      if (!lives(noun)) return rows
      const folded = await Promise.all(rows.map(({ id }) => thenOf(id)))
      return folded.flatMap((facts) => (facts.length === 0 ? [] : [fold(facts, registry)]))
    },
  }
}
