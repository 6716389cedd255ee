/** What the API shows of a sandbox's clock. Ours: nothing of the kind is published. */
import { Type } from 'typebox'
import { view } from '../engine/view.ts'
import { field } from '../kernel/answer-schema.ts'
import type { EnvironmentClock } from '../kernel/time.ts'

export type ClockShown = {
  readonly object: 'test_helpers.clock'
  readonly mode: EnvironmentClock['mode']
  readonly now: number
  readonly moving_to?: number
  readonly due_work_done?: number
  readonly deliveries_waiting?: boolean
  readonly livemode: false
}

/** What the clock shows. */
export const clockView = view({
  noun: 'test_helpers.clock',
  about: "A sandbox's clock.",
  schema: () =>
    Type.Object(
      {
        object: field.object('test_helpers.clock'),
        mode: field.word(
          ['wall', 'frozen', 'shifted'],
          'Whether it shows the real time, stands still, or runs ahead of the real time.',
        ),
        now: field.time('What it shows.'),
        moving_to: field.maybe(field.time('Where a move that broke off was going to.')),
        due_work_done: field.maybe(field.count('How many things became due and were done on the way.')),
        deliveries_waiting: field.maybe(field.flag('Whether deliveries of events are still under way.')),
        livemode: field.fixed(false, 'Always false: a live environment has the real time.'),
      },
      { additionalProperties: false },
    ),
  render: (shown: ClockShown) => shown,
})
