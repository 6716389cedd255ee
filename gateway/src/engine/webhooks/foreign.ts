/** What a foreign API's callback says: the object as it was then, in that API's own answer, within its own envelope. */
import { assert } from '../../kernel/assert.ts'
import { unixSeconds } from '../../kernel/time.ts'
import type { Pool } from '../../storage/database.ts'
import { type AnswerSetup, viewContext } from '../answer.ts'
import type { EnvironmentSettings } from '../command.ts'
import { dialectIn, foreignContext, renderForeign } from '../dialect-answers.ts'
import { rowsIn } from '../dialect-reader.ts'
import type { FoldedEvent } from '../events.ts'

/** The body in a dialect's format; null where it does not tell of this. */
export async function foreignBody(
  name: string,
  event: FoldedEvent,
  environment: EnvironmentSettings,
  { pool, answers }: { pool: Pool; answers: AnswerSetup },
): Promise<Buffer | null> {
  const dialect = dialectIn(answers.dialects, name)
  const { callback } = dialect
  assert(callback !== null, `${name} has callbacks`)
  const told = callback.tells({ type: event.type, noun: event.noun, row: event.state })
  if (told === null) return null
  const context = foreignContext(dialect, viewContext(answers, environment, 'secret'), null)
  const shown = await renderForeign(dialect, told.answer, event.state, context, rowsIn(pool, environment.id, answers))
  const envelope = callback.envelope({
    id: event.id,
    event: told.event,
    created: unixSeconds(event.created),
    livemode: environment.livemode,
    shown,
  })
  return Buffer.from(JSON.stringify(envelope))
}
