/**
 * The sweeper: takes up what has become due. Nothing is polled that has no due row.
 *
 *   call              a call to a processor whose outcome nobody recorded: the gateway died, or the processor was silent.
 *                     The processor is asked; only a call that it certainly never saw, and that was never tried, is made.
 *   settle_refund     an accepted refund: how does it stand now?
 *   everything else   a handler of the composition root, named by kind (expiry, settlement of funds)
 *
 * Rows are claimed in a short transaction of their own by moving their due time, so several gateways share the work
 * and a gateway that dies gives its rows back by itself.
 */

import { UndecodableCall } from '../contracts/stored-request.ts'
import { minuteMs, secondMs } from '../kernel/time.ts'
import type { Pool } from '../storage/database.ts'
import type { Command, EnvironmentSettings, Needs } from './command.ts'
import { decodeEffect, type Effect } from './effect.ts'
import type { AnyOutcome, Performer } from './effects.ts'
import type { CommandRunner, Resume } from './engine.ts'
import type { ProbeInput } from './outcome.ts'

/** Takes up one due row; `id` is the row's, to be deleted in the same commit as its work. */
export type DueHandler = (
  environment: EnvironmentSettings,
  payload: Readonly<Record<string, unknown>>,
  id: string,
) => Promise<void>

export type SweeperOptions = {
  readonly pool: Pool
  readonly runner: CommandRunner
  readonly performer: Performer
  readonly environmentOf: (env: string) => Promise<EnvironmentSettings | null>
  /** Environments whose clock is not the wall clock. */
  readonly shiftedEnvironments: () => Promise<readonly EnvironmentSettings[]>
  readonly nowIn: (environment: EnvironmentSettings) => number
  readonly wallMs: () => number
  /** What to do with each further kind of due work. */
  readonly handlers: Readonly<Record<string, DueHandler>>
  readonly settleRefund: Command<ProbeInput<'refund'>, Needs, Needs>
  readonly onFault: (row: { env: string; id: string; kind: string }, error: unknown) => void
}

/** A claimed row comes back after this if its gateway died meanwhile. */
const leaseMs = minuteMs
/** At most so many rows a round; the next round follows at once. */
const roundMax = 200
/** The pause before a call is probed again: doubles from two seconds to an hour. */
const probeFirstMs = 2 * secondMs
const probeLongestMs = 60 * minuteMs
export const probeDelayMs = (tries: number): number => Math.min(probeFirstMs * 2 ** Math.min(tries, 20), probeLongestMs)

type Due = { env: string; id: string; kind: string; tries: number; payload: string }

export type Sweeper = {
  /** Takes up everything that is due now; gives how many rows it worked on. */
  sweep(): Promise<number>
}

export function createSweeper(options: SweeperOptions): Sweeper {
  const claim = async (condition: string, values: unknown[]): Promise<Due[]> => {
    const { rows } = await options.pool.query<Due>(
      `update due_work d set due_at = d.due_at + $1, tries = d.tries + 1 from (
         select env, id from due_work where ${condition} order by due_at limit ${roundMax} for update skip locked
       ) c where d.env = c.env and d.id = c.id returning d.env, d.id, d.kind, d.tries - 1 as tries, d.payload`,
      [leaseMs, ...values],
    )
    return rows
  }

  const sweep = async (): Promise<number> => {
    const shifted = await options.shiftedEnvironments()
    const rows = await claim("due_at <= $2 and (kind = 'call' or env <> all($3::text[]))", [
      options.wallMs(),
      shifted.map(({ id }) => id),
    ])
    for (const environment of shifted) {
      rows.push(
        ...(await claim("env = $2 and kind <> 'call' and due_at <= $3", [environment.id, options.nowIn(environment)])),
      )
    }
    for (const row of rows) {
      try {
        await work(row)
      } catch (error) {
        options.onFault(row, error)
        // It will not decode in a minute either: an operator has to fix it.
        if (error instanceof UndecodableCall && row.kind === 'call') await putOff(row)
      }
    }
    return rows.length
  }

  const work = async (row: Due): Promise<void> => {
    const environment = await options.environmentOf(row.env)
    if (environment === null) return
    // The payload was written by the engine itself, in the shape of its kind.
    const payload = JSON.parse(row.payload) as Readonly<Record<string, unknown>>
    if (row.kind === 'call')
      return await resolveCall(environment, row, decodeEffect(payload.effect), payload.resume as Resume)
    if (row.kind === 'settle_refund') return await settleRefund(environment, decodeEffect(payload.effect))
    const handler = options.handlers[row.kind]
    if (handler === undefined) throw new Error(`nothing is known of due work of the kind ${row.kind}`)
    await handler(environment, payload, row.id)
  }

  const putOff = async ({ env, id, tries }: Due): Promise<void> => {
    const dueAt = options.wallMs() + probeDelayMs(tries)
    await options.pool.query('update due_work set due_at = $3 where env = $1 and id = $2', [env, id, dueAt])
  }

  const resolveCall = async (
    environment: EnvironmentSettings,
    row: Due,
    effect: Effect,
    resume: Resume,
  ): Promise<void> => {
    let outcome: AnyOutcome = await options.performer.find(effect, environment)
    // Asked first, so this is no blind second try: the processor never saw the call, and nobody ever got an answer to it.
    if (outcome.outcome === 'never_received' && row.tries === 0)
      outcome = await options.performer.perform(effect, environment, null)
    if (outcome.outcome === 'unknown') return await putOff(row)
    await options.runner.record(environment, effect, outcome, resume)
    options.performer.settled(effect, outcome)
  }

  const settleRefund = async (environment: EnvironmentSettings, effect: Effect): Promise<void> => {
    if (effect.verb !== 'refund') throw new UndecodableCall(`${effect.id} is no refund`)
    const outcome = await options.performer.find<'refund'>(effect, environment)
    if (outcome.outcome === 'unknown') return
    await options.runner.runDue(options.settleRefund, { effect, outcome }, environment)
  }

  return { sweep }
}

/** Notes that a call was made and not answered: from now on the processor is only asked. */
export async function noteDoubt(pool: Pool, env: string, call: string, wallMs: number): Promise<void> {
  await pool.query('update due_work set tries = greatest(tries, 1), due_at = $3 where env = $1 and id = $2', [
    env,
    call,
    wallMs + probeDelayMs(0),
  ])
}
