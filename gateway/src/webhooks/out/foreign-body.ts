/** What a foreign API's callback says: the object as it was then, in that API's own answer, within its own envelope. */

import { type AnswerSetup, viewContext } from '../../engine/answer.ts'
import type { EnvironmentSettings } from '../../engine/command.ts'
import { dialectIn, foreignContext, renderForeign } from '../../engine/dialect-answers.ts'
import type { FoldedEvent } from '../../engine/events.ts'
import type { Registry } from '../../engine/registry.ts'
import { rowsAtEvent } from '../../engine/rows-at-event.ts'
import { assert } from '../../kernel/assert.ts'
import { unixSeconds } from '../../kernel/time.ts'
import type { Pool } from '../../storage/database.ts'

/** The body in a dialect's format; null where it has no callback for this. */
export async function foreignBody(
  name: string,
  event: FoldedEvent,
  environment: EnvironmentSettings,
  { pool, registry, answers }: { pool: Pool; registry: Registry; answers: AnswerSetup },
): Promise<Buffer | null> {
  const dialect = dialectIn(answers.dialects, name)
  const { callback } = dialect
  assert(callback !== null, `${name} has callbacks`)
  // An endpoint of this format may have asked for all there is; what the API does not know counts as delivered.
  if (!callback.types.includes(event.type)) return null
  const told = callback.answerFor({ type: event.type, noun: event.noun, row: event.state, before: event.before })
  if (told === null) return null
  const context = foreignContext(dialect, viewContext(answers, environment, 'secret'), null)
  const shown = await renderForeign(
    dialect,
    told.answer,
    event.state,
    context,
    rowsAtEvent(event, { pool, registry, answers }),
  )
  const envelope = callback.envelope({
    id: event.id,
    event: told.event,
    created: unixSeconds(event.created),
    livemode: environment.livemode,
    shown,
  })
  return Buffer.from(JSON.stringify(envelope))
}
