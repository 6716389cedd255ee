/**
 * Probing the status of attempts: after a notification, when a payer's time is over, when a scheme said to ask again. A
 * notification itself decides nothing; the processor's answer to our question does, under the payment's lock.
 */
import type { EnvironmentSettings } from '../engine/command.ts'
import type { Performer } from '../engine/effects.ts'
import type { CommandRunner } from '../engine/engine.ts'
import { probeDelayMs } from '../engine/sweeper.ts'
import {
  attemptById,
  type PaymentIntent,
  probeAttemptId,
  probeEffect,
  recordAttemptStatus,
} from '../resources/payments/payment-intent/index.ts'
import { paymentIntentsTable } from '../resources/payments/payment-intent/table.ts'
import type { Pool } from '../storage/database.ts'
import { readRow } from '../storage/statements.ts'

export type StatusProbe = {
  /** Asks and records; true where the answer is in the rows, false where it has to be asked again later. */
  probe(environment: EnvironmentSettings, intent: string, attempt: string): Promise<boolean>
  intentOf(env: string, intent: string): Promise<PaymentIntent | null>
  /** Ends a due row that no command ends. */
  drop(env: string, due: string): Promise<void>
}

/** The pause before a question that came too early is asked again. */
const againMs = 1000
/** Questions that others were faster with; beyond it the question is put off. */
const triesMax = 20

export function createStatusProbe(options: {
  pool: Pool
  runner: CommandRunner
  performer: Performer
  nowIn: (environment: EnvironmentSettings) => number
}): StatusProbe {
  const { pool } = options
  const intentOf = (env: string, intent: string) => readRow(pool, paymentIntentsTable, env, intent)
  const again = async (environment: EnvironmentSettings, intent: string, attempt: string, afterMs: number) => {
    // A clock that stands still would never bring the question back.
    const wait = environment.clock.mode === 'frozen' ? 0 : afterMs
    await pool.query(
      `insert into due_work (env, id, kind, due_at, tries, payload) values ($1, $2, 'ask_attempt', $3, 0, $4)
       on conflict (env, id) do update set due_at = excluded.due_at`,
      [environment.id, probeAttemptId(attempt), options.nowIn(environment) + wait, JSON.stringify({ intent, attempt })],
    )
    return false
  }
  const drop = async (env: string, due: string): Promise<void> => {
    await pool.query('delete from due_work where env = $1 and id = $2', [env, due])
  }
  return {
    intentOf,
    drop,
    probe: async (environment, id, attempt) => {
      for (let tries = 0; tries < triesMax; tries++) {
        const intent = await intentOf(environment.id, id)
        const held = intent === null ? null : attemptById(intent, attempt)
        // The notification came before the answer to the call: that one decides first.
        if (intent?.operation?.charge === attempt) return await again(environment, id, attempt, againMs)
        if (intent === null || held?.asked === undefined) {
          await drop(environment.id, probeAttemptId(attempt))
          return true
        }
        const effect = probeEffect(intent, held, environment.statementDescriptor)
        const outcome = await options.performer.find(effect, environment)
        if (outcome.outcome === 'unknown') return await again(environment, id, attempt, probeDelayMs(3))
        const { refusal } = await options.runner.runDue(recordAttemptStatus, { effect, outcome, attempt }, environment)
        if (refusal === null) return true
        // Somebody else has recorded something meanwhile: what there is beyond that is asked for anew.
        if (refusal.code !== 'outcome_already_recorded') break
      }
      return await again(environment, id, attempt, againMs)
    },
  }
}
