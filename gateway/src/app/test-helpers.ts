import { Type } from 'typebox'
import { type AnyRoute, defineRoute } from '../engine/route.ts'
import { defineRefusal, refuse } from '../kernel/refusal.ts'
import { type EnvironmentClock, type Millis, secondMs, timeIn, unixSeconds } from '../kernel/time.ts'

const refuseLiveClock = defineRefusal(
  'forbidden',
  'clock_live_mode',
  "A live environment's clock is the wall clock. Only a sandbox's clock can be set.",
  () => 'The clock of a live environment cannot be set.',
)

/** Two hundred years ahead; beyond it ids would leave their eight characters of time. */
const aheadMaxSeconds = 200 * 365 * 86_400

/** Calls that exist in sandboxes only, for tests: the environment's clock. Ours; nothing of the kind is Stripe's. */
export const testHelperRoutes = (options: {
  setClock: (env: string, clock: EnvironmentClock) => Promise<boolean>
  sweep: () => Promise<number>
  wallMs: () => Millis
}): readonly AnyRoute[] => [
  defineRoute({
    method: 'POST',
    path: '/v1/test_helpers/clock',
    tag: 'Test helpers',
    operationId: 'TestHelpers.Clock',
    summary: "Move a sandbox's clock and do what becomes due",
    description:
      'Authorisations expire, funds settle and late refunds arrive by this clock. Answers when everything that became due is done.',
    access: 'secret',
    body: Type.Object(
      {
        advance: Type.Optional(
          Type.Integer({
            minimum: 1,
            maximum: aheadMaxSeconds,
            description: 'Seconds from where the clock stands now.',
          }),
        ),
        frozen_time: Type.Optional(
          Type.Integer({ minimum: 0, description: 'Unix seconds at which the clock stands still.' }),
        ),
        reset: Type.Optional(Type.Boolean({ description: 'Back to the wall clock.' })),
      },
      { additionalProperties: false },
    ),
    answers: { noun: 'test_helpers.clock' },
    handle: async ({ body, request, engine }) => {
      const { environment } = request
      if (environment.livemode) return refuseLiveClock()
      if (body.advance === undefined && body.frozen_time === undefined && body.reset !== true)
        return refuse.parameterMissing({ param: 'advance' })
      const wall = options.wallMs()
      const clock = nextClock(environment.clock, wall, body)
      await options.setClock(environment.id, clock)
      const done = await options.sweep()
      return engine.reply({
        object: 'test_helpers.clock',
        mode: clock.mode,
        now: unixSeconds(timeIn(clock, wall)),
        due_work_done: done,
        livemode: false,
      })
    },
  }),
]

function nextClock(
  clock: EnvironmentClock,
  wall: Millis,
  body: { advance?: number; frozen_time?: number; reset?: boolean },
): EnvironmentClock {
  if (body.reset) return { mode: 'wall' }
  if (body.frozen_time !== undefined) return { mode: 'frozen', at: body.frozen_time * secondMs }
  const by = (body.advance ?? 0) * secondMs
  return clock.mode === 'frozen'
    ? { mode: 'frozen', at: clock.at + by }
    : { mode: 'shifted', ahead: timeIn(clock, wall) - wall + by }
}
