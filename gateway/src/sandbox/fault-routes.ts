/** The fault language of sandboxes, as calls: which call of the simulated processor goes wrong, and how. */
import { Type } from 'typebox'
import { type FaultBook, type FaultRule, faultEvents, faultKinds } from '../connectors/simulator/index.ts'
import { type Author, note } from '../engine/audit-log.ts'
import { type AnyRoute, defineRoute, type RequestContext } from '../engine/route.ts'
import { view } from '../engine/view.ts'
import { field } from '../kernel/answer-schema.ts'
import type { NewId } from '../kernel/id.ts'
import { type Refusal, refuse } from '../kernel/refusal.ts'
import { OneOf } from '../kernel/schema.ts'
import { inTransaction, type Pool } from '../storage/database.ts'
import { refuseSimulation } from './simulation.ts'

const secondsField = (description: string) =>
  Type.Optional(Type.Union([Type.Integer({ minimum: 0, maximum: 31_536_000 }), Type.Null()], { description }))

type Options = {
  pool: Pool
  faults: FaultBook
  newId: NewId
  authorOf: (request: RequestContext) => Author
}

export const faultRoutes = (options: Options): readonly AnyRoute[] => [createFault(options), ...otherFaults(options)]

const shown = ({ struck, ...rule }: FaultRule) => ({
  object: 'test_helpers.fault' as const,
  ...rule,
  met: Object.keys(struck).length,
  livemode: false as const,
})

export const faultView = view({
  noun: 'test_helpers.fault',
  about: 'A fault that the simulated processor was told to have.',
  schema: () =>
    Type.Object(
      {
        object: field.object('test_helpers.fault'),
        id: field.id('flt', 'The id of the fault.'),
        on: field.word(faultEvents, 'The call that it meets.'),
        do: field.word(faultKinds, 'What goes wrong.'),
        payment: field.orNull(field.text('Only of this payment intent.')),
        method: field.orNull(field.text('Only of this method.')),
        account: field.maybe(field.orNull(field.text('Only through this connector account.'))),
        nth: field.orNull(field.count('Only the call of this number among those that it fits, from 1.')),
        every: field.orNull(field.count('Every so many calls that it fits.')),
        share_percent: field.orNull(field.count('So many of a hundred calls, drawn from the seed.')),
        seed: field.text('What the share is drawn from.'),
        known_after_seconds: field.orNull(
          field.count("After how many seconds of the environment's clock the outcome is known; null: never."),
        ),
        delay_ms: field.count('How long an answer takes, in milliseconds of real time.'),
        amount_by: field.amount('How much more, or less, is reported than was paid.'),
        met: field.count('How many calls it has met.'),
        livemode: field.fixed(false, 'Always false: a real processor is told nothing.'),
      },
      { additionalProperties: false },
    ),
  render: shown,
})

export const faultsRemovedView = view({
  noun: 'test_helpers.faults_removed',
  about: 'How many faults were taken away.',
  schema: () =>
    Type.Object(
      {
        object: field.object('test_helpers.fault'),
        deleted: field.count('How many there were.'),
        livemode: field.fixed(false, 'Always false: a real processor is told nothing.'),
      },
      { additionalProperties: false },
    ),
  render: (deleted: number) => ({ object: 'test_helpers.fault' as const, deleted, livemode: false as const }),
})

const faultFields = Type.Object(
  {
    on: OneOf(faultEvents),
    do: OneOf(faultKinds),
    payment: Type.Optional(Type.String({ maxLength: 64, description: 'Only of this payment intent.' })),
    method: Type.Optional(Type.String({ maxLength: 50, description: 'Only of this method.' })),
    connector_account: Type.Optional(Type.String({ maxLength: 50, description: 'Only through this account.' })),
    nth: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
    every: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
    share_percent: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 100, description: 'Of the calls, drawn from the seed.' }),
    ),
    seed: Type.Optional(Type.String({ maxLength: 100 })),
    known_after_seconds: secondsField("Of the environment's clock; absent: never."),
    delay_ms: Type.Optional(Type.Integer({ minimum: 0, maximum: 60_000 })),
    amount_by: Type.Optional(Type.Integer({ minimum: -999_999_999, maximum: 999_999_999 })),
  },
  { additionalProperties: false },
)

const createFault = ({ pool, faults, newId, authorOf }: Options): AnyRoute =>
  defineRoute({
    method: 'POST',
    path: '/v1/test_helpers/faults',
    tag: 'Test helpers',
    operationId: 'TestHelpers.Faults.Create',
    summary: 'Give the simulated processor a fault',
    description:
      'Which call (on, payment, method, nth, every, share_percent) and what goes wrong (do). The third confirm times out, then settles after two hours: on=authorise, nth=3, do=lose_answer, known_after_seconds=7200.',
    access: 'secret',
    body: faultFields,
    answers: { noun: 'test_helpers.fault' },
    handle: async ({ body, engine, request }) => {
      if (request.environment.livemode) return refuseSimulation.live()
      const wrong = refuseFault(body)
      if (wrong !== null) return wrong
      const rule: FaultRule = {
        id: newId('flt'),
        on: body.on,
        do: body.do,
        payment: body.payment ?? null,
        method: body.method ?? null,
        account: body.connector_account ?? null,
        nth: body.nth ?? null,
        every: body.every ?? null,
        share_percent: body.share_percent ?? null,
        seed: body.seed ?? 'florin',
        known_after_seconds: body.known_after_seconds ?? null,
        delay_ms: body.delay_ms ?? 0,
        amount_by: body.amount_by ?? 0,
        struck: {},
      }
      const env = request.environment.id
      await inTransaction(pool, async (client) => {
        const values = [env, rule.id, JSON.stringify(rule)]
        await client.query('insert into bank_faults (env, id, doc) values ($1, $2, $3)', values)
        const change = { object: 'test_helpers.fault', id: rule.id, before: null, after: shown(rule) }
        await note(client, env, 'test_helpers.fault.create', change, authorOf(request))
      })
      faults.forget(env)
      return engine.reply(shown(rule))
    },
  })

const otherFaults = ({ pool, faults, authorOf }: Options): readonly AnyRoute[] => [
  defineRoute({
    method: 'GET',
    path: '/v1/test_helpers/faults',
    tag: 'Test helpers',
    operationId: 'TestHelpers.Faults.List',
    summary: 'List the faults of the simulated processor',
    access: 'secret',
    answers: { noun: 'test_helpers.fault', as: 'list' },
    handle: async ({ engine, request }) => {
      if (request.environment.livemode) return refuseSimulation.live()
      faults.forget(request.environment.id)
      const data = (await faults.rules(request.environment.id)).map(shown)
      return engine.reply({ object: 'list', data, has_more: false, url: '/v1/test_helpers/faults' })
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/test_helpers/faults',
    tag: 'Test helpers',
    operationId: 'TestHelpers.Faults.Clear',
    summary: 'Take all faults away',
    access: 'secret',
    answers: { noun: 'test_helpers.faults_removed' },
    handle: async ({ engine, request }) => {
      if (request.environment.livemode) return refuseSimulation.live()
      const env = request.environment.id
      const deleted = await inTransaction(pool, async (client) => {
        const { rows } = await client.query<{ id: string }>('delete from bank_faults where env = $1 returning id', [
          env,
        ])
        for (const { id } of rows) {
          const change = { object: 'test_helpers.fault', id, before: { id }, after: null }
          await note(client, env, 'test_helpers.fault.delete', change, authorOf(request))
        }
        return rows.length
      })
      faults.forget(env)
      return engine.reply({ object: 'test_helpers.fault', deleted, livemode: false })
    },
  }),
]

const notifications: readonly string[] = ['notify_twice', 'notify_late', 'notify_never']
/** A fault that cannot happen at the call it names would never be met, and nobody would notice. */
function refuseFault({ on, do: what }: { on: string; do: string }): Refusal | null {
  const right =
    notifications.includes(what) === (on === 'notification') &&
    (what !== 'bounce' || on === 'refund') &&
    (!['amount_off', 'notify_early', 'out_of_order'].includes(what) || on === 'authorise') &&
    (what !== 'report_late' || on === 'authorise' || on === 'refund')
  return right ? null : refuse.parameterInvalid({ param: 'do', why: `${what} cannot happen on ${on}.` })
}
