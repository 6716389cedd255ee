/** Tables of commands, one line a case: what a command does and refuses, in which order it refuses, and in which status. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Command, Needs } from '../../src/engine/command.ts'
import { type SceneSetting, tried, type World } from './deciding.ts'

/** The row that the answer shows, as far as the case says, or a look at the whole world after it. */
type Shown = Readonly<Record<string, unknown>> | ((after: World) => void)
type Case<Input> = readonly [
  given: World,
  input: Partial<Input>,
  verdict: string,
  shown?: Shown,
  setting?: SceneSetting,
]

/**
 * What a command does, case by case: `title: [given, input over the usual one, verdict, what is shown?, setting?]`. The verdict is
 * one line (`deciding.ts`).
 */
export function decides<Input, F extends Needs, T extends Needs>(
  command: Command<Input, F, T>,
  usual: NoInfer<Input>,
  cases: Readonly<Record<string, Case<NoInfer<Input>>>>,
): void {
  for (const [title, [given, input, verdict, shown, setting]] of Object.entries(cases))
    test(`${command.name} · ${title}`, () => {
      const found = tried(command, given, { ...usual, ...input }, setting)
      assert.equal(found.verdict, verdict)
      if (typeof shown === 'function') shown(found.world)
      else if (shown !== undefined) {
        const { noun, id } = found.decision?.subject ?? assert.fail('what is refused shows nothing')
        assert.partialDeepStrictEqual(found.world.rows.get(`${noun.name}/${id}`), shown)
      }
    })
}

/** Another setting, as something that is wrong. */
export class Under {
  readonly setting: SceneSetting
  constructor(setting: SceneSetting) {
    this.setting = setting
  }
}

type Wrong<Input> = readonly [what: string, change: Partial<Input> | ((given: World) => World) | Under, refusal: string]

/**
 * The order in which a command refuses: the first in precedence first. Beginning with the last, each wrong is put on top of those
 * below it, so that the request is wrong in all these ways at once, and the newest is the one that is named.
 */
export function refusesInOrder<Input, F extends Needs, T extends Needs>(
  command: Command<Input, F, T>,
  right: {
    readonly given: World
    readonly input: NoInfer<Input>
    readonly verdict: string
    readonly setting?: SceneSetting
  },
  wrongs: readonly Wrong<NoInfer<Input>>[],
): void {
  test(`${command.name} · nothing wrong`, () => {
    assert.equal(tried(command, right.given, right.input, right.setting).verdict, right.verdict)
  })
  let { given, input, setting = {} } = right
  let among = 0
  for (const [what, change, refusal] of wrongs.toReversed()) {
    if (change instanceof Under) setting = { ...setting, ...change.setting }
    else if (typeof change === 'function') given = change(given)
    else input = { ...input, ...change }
    const wrong = { given, input, setting }
    const more = among++
    test(`${command.name} · ${what}${more === 0 ? '' : `, before ${more} more that is wrong`}`, () => {
      const found = tried(command, wrong.given, wrong.input, wrong.setting)
      assert.equal(found.verdict, `refused ${refusal}`)
      assert.equal(found.world, wrong.given, 'nothing happened')
    })
  }
}

/**
 * A command in every status, out of its table of transitions: where the table lets its fact happen it happens, and everywhere else
 * the command refuses with `code`, and nothing happened.
 */
export function followsTransitions<Input, F extends Needs, T extends Needs, Status extends string>(
  command: Command<Input, F, T>,
  table: { readonly [S in Status]?: Status },
  code: string,
  worlds: { readonly [S in Status]: readonly [given: World, input: NoInfer<Input>] },
): void {
  for (const [status, [given, input]] of Object.entries<readonly [World, Input]>(worlds))
    test(`${command.name} · ${status in table ? 'let through' : 'refused'} in ${status}`, () => {
      const { refusal, world, decision } = tried(command, given, input)
      if (status in table) {
        assert.equal(refusal, null)
        assert.ok((decision?.events.length ?? 0) > 0, 'something happened')
      } else {
        assert.equal(refusal?.code, code)
        assert.equal(world, given, 'nothing happened')
      }
    })
}
