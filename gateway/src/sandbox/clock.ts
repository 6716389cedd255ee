/**
 * A sandbox's clock. Moving it forward does what becomes due on the way, each at its own time and in order: the clock stops
 * at every due moment, the work is done, and only then it goes on. The call answers when it has arrived.
 */
import { Type } from 'typebox'
import { type AnyRoute, defineRoute, type RequestContext } from '../engine/route.ts'
import { defineRefusal, isRefusal, type Refusal, refuse } from '../kernel/refusal.ts'
import {
  type ClockGoal,
  type EnvironmentClock,
  type Millis,
  pauseTimeIn,
  secondMs,
  timeIn,
  unixSeconds,
  wholeMillis,
} from '../kernel/time.ts'
import type { Pool } from '../storage/database.ts'
import type { ClockShown } from './clock-answer.ts'

const refuseLiveClock = defineRefusal(
  'forbidden',
  'clock_live_mode',
  "A live environment's clock is the wall clock. Only a sandbox's clock can be set.",
  () => 'The clock of a live environment cannot be set.',
)
const refuseTooFar = defineRefusal(
  'invalid_request',
  'clock_too_far',
  "A sandbox's clock goes to the year 5138 and no further: beyond it, dates leave the forms in which methods print them.",
  () => `The clock cannot be moved beyond ${latestSeconds}.`,
  () => ({ param: 'advance' }),
)
const refuseStopped = defineRefusal<{ at: Millis; goal: Millis; done: number }>(
  'unavailable',
  'clock_stopped',
  'The clock was being moved, and something failed on the way. It stands where the message says; what became due until then is done and stays done. The same call again goes on to where it was going.',
  ({ at, goal, done }) =>
    `The clock stopped at ${unixSeconds(at)} on its way to ${unixSeconds(goal)}. Due work done until then: ${done}. The same call again goes on from there to ${unixSeconds(goal)}.`,
  () => ({ retryAfterSeconds: 1 }),
)

/** Two hundred years ahead; beyond it ids would leave their eight characters of time. */
const aheadMaxSeconds = 200 * 365 * 86_400
/** The latest moment that a clock shows, in unix seconds: five digits of a year are no date any more. */
const latestSeconds = 99_999_999_999
/** Stops of one move; a sandbox with more due moments than this arrives with the rest done at the end. */
const stopsMax = 20_000
/** Deliveries that become due are waited for this long in all; then the call says that some are still under way. */
const deliveriesWaitMs = 20_000
const pollMs = 20
/** Retries within a hundredth of the way, at most within an hour, are made at one stop. */
const retryStops = 100
const retryWindowMs = 3_600_000

export type ClockOptions = {
  readonly pool: Pool
  /** Sets the clock; with a request it is what that asked for, without one a step on the way there. */
  readonly setClock: (env: string, clock: EnvironmentClock, request: RequestContext | null) => Promise<boolean>
  readonly sweep: () => Promise<number>
  readonly wallMs: () => Millis
  readonly monotonicMs: () => number
  /** Makes the deliveries that are due; absent where a thread of its own makes them, and is waited for. */
  readonly deliver?: () => Promise<void>
  /** Tells that thread that the clock has moved. */
  readonly hurry?: () => void
  /** Told of what stopped a clock on its way. */
  readonly onFault: (error: unknown) => void
}

type Moved = { readonly done: number; readonly waiting: boolean }

/**
 * The next moment at which something of the environment is due, up to a limit. Retries of webhooks are taken together where
 * they lie close (`window`), so that an endpoint that is away does not make a thousand stops; all other work has its own.
 */
const nextDue = async (
  pool: Pool,
  env: string,
  span: { after: Millis; limit: Millis; window: Millis },
): Promise<Millis | null> => {
  const { rows } = await pool.query<{ work: string | null; retry: string | null }>(
    `select
       (select min(due_at) from due_work where env = $1 and kind <> 'call' and due_at > $3 and due_at <= $2)::text as work,
       (select min(d.next_at) from webhook_deliveries d
          join webhook_endpoints w on w.env = d.env and w.id = d.queue and w.state = 'enabled'
          where d.env = $1 and d.status = 'pending' and d.next_at > $3 and d.next_at <= $2)::text as retry`,
    [env, span.limit, span.after],
  )
  const { work, retry } = rows[0] ?? { work: null, retry: null }
  const moments = [
    work === null ? null : Number(work),
    retry === null ? null : Math.min(Number(retry) + span.window, span.limit),
  ].filter((moment) => moment !== null)
  return moments.length === 0 ? null : Math.min(...moments)
}

/** Whether a delivery is due that an enabled endpoint should get now: stored, or still in the log. */
const deliveriesDue = async (pool: Pool, env: string, now: Millis, pause: Millis): Promise<boolean> => {
  const { rows } = await pool.query<{ due: boolean }>(
    `select exists (
       select 1 from webhook_endpoints w join webhook_queues q on q.env = w.env and q.id = w.id
       where w.env = $1 and w.state = 'enabled' and coalesce(q.held_until, 0) <= $3 and (
         exists (select 1 from webhook_deliveries d where d.env = w.env and d.queue = w.id and d.status = 'pending' and d.next_at <= $2)
         or exists (select 1 from events e where e.env = w.env and e.id is not null and (e.tx, e.id) > (q.cursor_tx, q.cursor_id)
           and e.type like any (string_to_array(w.patterns, ',')) and not exists
             (select 1 from webhook_deliveries d where d.env = e.env and d.queue = w.id and d.event = e.id)))
     ) as due`,
    [env, now, pause],
  )
  return rows[0]?.due === true
}

export function createClock(options: ClockOptions) {
  const { pool, monotonicMs, wallMs } = options

  const deliver = async (env: string, now: Millis, pause: Millis, until: number): Promise<boolean> => {
    if (options.deliver !== undefined) {
      await options.deliver()
      return false
    }
    options.hurry?.()
    while (await deliveriesDue(pool, env, now, pause)) {
      if (monotonicMs() > until) return true
      await new Promise((resume) => setTimeout(resume, pollMs))
    }
    return false
  }

  /** What is kept while a clock is on its way: how far it is, and what was done. */
  type Way = { now: Millis; done: number; waiting: boolean }

  /** Goes from one due moment to the next, and at last to the goal. */
  const go = async (way: Way, request: RequestContext, goal: ClockGoal): Promise<void> => {
    const { id: env } = request.environment
    const { clock: target } = goal
    const until = monotonicMs() + deliveriesWaitMs
    const at = (moment: Millis): EnvironmentClock =>
      target.mode === 'frozen'
        ? { mode: 'frozen', at: moment, towards: goal }
        : { mode: 'shifted', ahead: moment - wallMs(), towards: goal }
    // Everything that was due before is done first, at the time that it is; then each moment once.
    let after = Number.MIN_SAFE_INTEGER
    for (let stops = 0; stops < stopsMax; stops++) {
      const limit = timeIn(target, wallMs())
      const window = wholeMillis(Math.min((limit - way.now) / retryStops, retryWindowMs))
      const due = await nextDue(pool, env, { after, limit, window: Math.max(0, window) })
      if (due === null) break
      const moment = Math.max(way.now, due)
      await options.setClock(env, at(moment), null)
      way.now = moment
      const worked = await options.sweep()
      way.done += worked
      if (!way.waiting) way.waiting = await deliver(env, moment, pauseTimeIn(at(moment), wallMs()), until)
      // Work that cannot be done yet must not hold the clock for ever; it is looked at again with the next.
      after = worked === 0 ? due : Math.min(after, due)
    }
    await options.setClock(env, target, request)
    way.now = timeIn(target, wallMs())
    // Calls whose outcome was in the dark may be known by now.
    await pool.query("update due_work set due_at = 0 where env = $1 and kind = 'call' and tries > 0", [env])
    way.done += await options.sweep()
    if (!way.waiting) way.waiting = await deliver(env, way.now, pauseTimeIn(target, wallMs()), until)
  }

  /** Brings the environment to a clock; forward, it stops wherever something is due. Says how far it came where that fails. */
  const move = async (request: RequestContext, goal: ClockGoal): Promise<Moved | Refusal> => {
    const way: Way = { now: timeIn(request.environment.clock, wallMs()), done: 0, waiting: false }
    try {
      await go(way, request, goal)
      return { done: way.done, waiting: way.waiting }
    } catch (error) {
      options.onFault(error)
      return refuseStopped({ at: way.now, goal: timeIn(goal.clock, wallMs()), done: way.done })
    }
  }
  return { move }
}

const clockFields = Type.Object(
  {
    advance: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: aheadMaxSeconds,
        description: 'Seconds from where the clock stands now.',
      }),
    ),
    frozen_time: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: latestSeconds,
        description: 'Unix seconds at which the clock stands still. Forward, what becomes due on the way is done.',
      }),
    ),
    reset: Type.Optional(Type.Boolean({ description: 'Back to the wall clock.' })),
  },
  { additionalProperties: false },
)

/** The calls of a sandbox's clock. Ours; nothing of the kind is Stripe's. */
export function clockRoutes(options: ClockOptions): readonly AnyRoute[] {
  const { move } = createClock(options)
  const shown = (clock: EnvironmentClock, moved?: Moved): ClockShown => ({
    object: 'test_helpers.clock',
    mode: clock.mode,
    now: unixSeconds(timeIn(clock, options.wallMs())),
    // Only while a move has broken off.
    ...(clock.mode === 'wall' || clock.towards === undefined
      ? {}
      : { moving_to: unixSeconds(timeIn(clock.towards.clock, options.wallMs())) }),
    ...(moved === undefined ? {} : { due_work_done: moved.done, deliveries_waiting: moved.waiting }),
    livemode: false,
  })
  const call = { path: '/v1/test_helpers/clock', tag: 'Test helpers', access: 'secret' } as const
  const answers = { noun: 'test_helpers.clock' }
  return [
    defineRoute({
      ...call,
      method: 'POST',
      operationId: 'TestHelpers.Clock',
      summary: "Move a sandbox's clock and do what becomes due, in order",
      description:
        'Expiry, settlement, late outcomes, refunds and retries of webhooks follow this clock. Answers when everything that became due has happened; where it breaks off, `clock_stopped` says how far it came, and the same call again goes on.',
      body: clockFields,
      answers,
      handle: async ({ body, request, engine }) => {
        const { environment } = request
        if (environment.livemode) return refuseLiveClock()
        if (body.advance === undefined && body.frozen_time === undefined && body.reset !== true)
          return refuse.parameterMissing({ param: 'advance' })
        const goal = goalOf(environment.clock, options.wallMs(), body)
        if (timeIn(goal.clock, options.wallMs()) > latestSeconds * secondMs) return refuseTooFar()
        const moved = await move(request, goal)
        return isRefusal(moved) ? moved : engine.reply(shown(goal.clock, moved))
      },
    }),
    defineRoute({
      ...call,
      method: 'GET',
      operationId: 'TestHelpers.Clock.Retrieve',
      summary: "Read a sandbox's clock",
      answers,
      handle: async ({ request, engine }) =>
        request.environment.livemode ? refuseLiveClock() : engine.reply(shown(request.environment.clock)),
    }),
    defineRoute({
      ...call,
      method: 'DELETE',
      operationId: 'TestHelpers.Clock.Release',
      summary: "Let a sandbox's clock run again, from the wall clock's time",
      answers,
      handle: async ({ request, engine }) => {
        if (request.environment.livemode) return refuseLiveClock()
        await options.setClock(request.environment.id, { mode: 'wall' }, request)
        return engine.reply(shown({ mode: 'wall' }))
      },
    }),
  ]
}

/** Where a call wants the clock to go. The same `advance` again, where the one before broke off, means the same place. */
function goalOf(
  clock: EnvironmentClock,
  wall: Millis,
  body: { advance?: number; frozen_time?: number; reset?: boolean },
): ClockGoal {
  if (body.reset) return { clock: { mode: 'wall' }, advance: null }
  if (body.frozen_time !== undefined)
    return { clock: { mode: 'frozen', at: body.frozen_time * secondMs }, advance: null }
  const advance = body.advance ?? 0
  const broken = clock.mode === 'wall' ? undefined : clock.towards
  if (broken?.advance === advance) return broken
  const by = advance * secondMs
  const next: EnvironmentClock =
    clock.mode === 'frozen'
      ? { mode: 'frozen', at: clock.at + by }
      : { mode: 'shifted', ahead: timeIn(clock, wall) - wall + by }
  return { clock: next, advance }
}
