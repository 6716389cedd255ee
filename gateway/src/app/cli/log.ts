/** `florin log`: who wrote what. */
import type { Command } from 'commander'
import { type AuditFilter, type AuditNote, actorTypes } from '../../engine/audit-note.ts'
import { auditQuery, type FoundNote } from '../../engine/audit-reader.ts'
import { idTime } from '../../kernel/id.ts'
import { parseId, parseOneOf, parseWhole, words } from './parse.ts'
import { knownEnvironment, withPool } from './pool.ts'
import type { Shell } from './shell.ts'

type LogOptions = {
  readonly object?: string
  readonly key?: string
  readonly actor?: NonNullable<AuditFilter['actor']>
  readonly operation?: string
  readonly request?: string
  readonly limit: number
}

/** Entries at a time; what came before is reached by naming an object, a key or a request. */
const limitMax = 10_000

export function addLog(program: Command, { does }: Shell): void {
  program
    .command('log [environment]')
    .description('who wrote what, newest first; without an environment, what concerns the whole installation')
    .option('--object <id>', 'only of this object: pi_…, key_…, env_…', words(255))
    .option('--key <id>', 'only with this API key: key_…', parseId('key'))
    .option('--actor <type>', `only by one of ${actorTypes.join(', ')}`, parseOneOf(...actorTypes))
    .option('--operation <name>', 'only this: payment_intent.capture, or a family, payment_intent.*', words(100))
    .option('--request <id>', 'only of this request: req_…', words(255))
    .option('--limit <count>', 'so many entries', parseWhole('a number of entries', 1, limitMax), 20)
    .action(
      does(({ terminal }, environment: string | undefined, options: LogOptions) =>
        withPool(terminal, async ({ pool }) => {
          const env = environment === undefined ? '' : (await knownEnvironment(pool, environment)).env
          const { object = null, key = null, actor = null, operation = null, request = null, limit } = options
          const page = { limit, starting_after: null, ending_before: null, created: {} }
          const { text, values } = auditQuery({ object, api_key: key, actor, operation, request }, page, env)
          const { rows } = await pool.query<FoundNote>(text, values)
          const entries = rows.slice(0, limit).map(entryOf)
          return { lines: entries.map(lineOf), json: entries }
        }),
      ),
    )
}

const entryOf = ({ audit, audit_note, request, hint }: FoundNote) => ({
  id: audit,
  at: new Date(idTime(audit)).toISOString(),
  // Written by the engine, in this shape.
  ...(JSON.parse(audit_note) as AuditNote),
  request,
  key_hint: hint,
})

const lineOf = ({ at, operation, actor, key, address, request, objects, change }: ReturnType<typeof entryOf>): string =>
  [at, operation, key ?? actor, address, request, JSON.stringify(change ?? objects)].filter(Boolean).join('  ')
