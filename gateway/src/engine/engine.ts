/**
 * The engine: runs commands to their outcome. The one path of a write:
 *
 *   command → writer (commit) → due call → connector → outcome command → writer (commit) → answer
 *
 * A caller waits for the outcome's commit, so it sees one call. Whoever is gone by then is answered by the sweeper
 * through the idempotency key.
 */

import { defineRefusal, isPassing, isRefusal, type Refusal } from '../kernel/refusal.ts'
import type { Answer, RowReader, UnitResult } from '../storage/writer/unit.ts'
import type { Writer } from '../storage/writer/writer.ts'
import type { AggregateRow } from './aggregate.ts'
import { type AnswerSetup, answerOf, plainRefusal, type Show } from './answer.ts'
import { processorActor, scheduleActor } from './audit-note.ts'
import type { AnyCommand, Command, EnvironmentSettings, Needs } from './command.ts'
import type { Effect } from './effect.ts'
import type { AnyOutcome, Performer } from './effects.ts'
import { type OutcomeCommands, recorderOf } from './outcome.ts'
import type { Reply, RequestContext } from './route.ts'
import { type Decided, type UnitSetup, unitOf } from './unit.ts'

const refuseAnswerFailed = defineRefusal(
  'internal',
  'answer_failed',
  'What was asked for was done and recorded; only showing it failed, by a fault of ours. Retrieve the object to see how it stands.',
  () => 'The request was carried out, but its answer could not be made. Retrieve the object to see how it stands.',
)

/** What a due call keeps for the command that records its outcome. */
export type Resume = { readonly key: string | null; readonly show: Show }

export type EngineOptions = UnitSetup &
  AnswerSetup & {
    readonly writer: Writer
    readonly performer: Performer
    readonly outcomes: OutcomeCommands
    /** Makes a doubt known to the sweeper: the next probe of this call. */
    readonly onDoubt: (environment: EnvironmentSettings, effect: Effect) => Promise<void>
    /** Told of what a command decided, once it is committed. */
    readonly onCommitted: (decided: Decided, environment: EnvironmentSettings) => void
    /** Told of an outcome that was recorded and could not be shown. */
    readonly onUnanswerable: (effect: Effect, error: unknown) => void
    /** Looks at commands that try cards; absent where nobody tests cards. */
    readonly brake?: Brake
    readonly pauseMs: (milliseconds: number) => Promise<void>
  }

/** Why a command may not go on now; else who wants to know how it ended, if anybody does. Null: it broke off. */
export type Brake = {
  admit(command: AnyCommand, input: unknown, request: RequestContext): Refusal | ((reply: Reply | null) => void) | null
}

export type CommandRunner = {
  run(command: AnyCommand, input: unknown, request: RequestContext): Promise<Reply>
  /** Records a known outcome; true if this was the one that counted. */
  record(environment: EnvironmentSettings, effect: Effect, outcome: AnyOutcome, resume: Resume): Promise<boolean>
  /** Runs a command of ours (expiry, settlement), and the call that it makes due: no caller, no key. */
  runDue<Input>(
    command: Command<Input, Needs, Needs>,
    input: NoInfer<Input>,
    environment: EnvironmentSettings,
  ): Promise<Decided>
}

/** An outcome that could not be committed is offered this often before it is left to the sweeper. */
const recordTriesMax = 15
const recordPauseMs = 100
/** The longest pause between two of these tries. */
const recordPauseLongestMs = 1000

/** The answer to an outcome that was recorded and could not be shown. */
const unanswerableWith =
  (options: EngineOptions, effect: Effect, show: Show) =>
  (error: unknown): Answer => {
    options.onUnanswerable(effect, error)
    return plainRefusal(refuseAnswerFailed(), show, options)
  }

/** Tells of what was committed: neither what was refused, nor what a key had answered before. */
const tell = (
  options: EngineOptions,
  { kind }: UnitResult,
  decided: Decided,
  environment: EnvironmentSettings,
): void => {
  if (kind === 'answered' || kind === 'open') options.onCommitted(decided, environment)
}

/** What a caller is sent for a result of the writer. */
const replyOf = (options: EngineOptions, result: Exclude<UnitResult, { kind: 'open' }>, show: Show): Reply => {
  if (result.kind === 'refused')
    return { ...plainRefusal(result.refusal, show, options), replayed: false, refusal: result.refusal }
  return { ...result.answer, replayed: result.kind === 'replayed' }
}

/** How an outcome is shown that nobody waits for. */
const ownShow: Show = { expand: [], audience: 'secret', requestId: 'req_due' }

const nothingShown = (): Answer => ({ status: 200, body: '' })

const showOf = ({ expand, audience, requestId, foreign, answer }: RequestContext): Show => ({
  expand,
  audience,
  requestId,
  ...(foreign === undefined ? {} : { foreign }),
  ...(answer === undefined ? {} : { answer }),
})

const answerWith =
  (options: EngineOptions, show: Show, environment: EnvironmentSettings) => (decided: Decided, reader: RowReader) =>
    answerOf(
      { subject: decided.decision?.subject ?? null, refusal: decided.refusal },
      show,
      environment,
      reader,
      options,
    )

/** Makes calls and records their outcomes. */
function createRecorder(options: EngineOptions) {
  /** Makes the due call and records what it answered; the reply is the outcome's. */
  const finish = async (
    environment: EnvironmentSettings,
    effect: Effect,
    method: AggregateRow | null,
    resume: Resume,
  ): Promise<Reply> => {
    const recorder = recorderOf(options.outcomes, effect)
    const outcome = await options.performer.perform(effect, environment, method)
    const unknown = outcome.outcome === 'unknown'
    if (unknown) await options.onDoubt(environment, effect)
    const reply = await submitOutcome(unknown ? recorder.doubt : recorder.record, environment, effect, outcome, resume)
    options.performer.settled(effect, outcome)
    return reply
  }

  const submitOutcome = async (
    command: AnyCommand,
    environment: EnvironmentSettings,
    effect: Effect,
    outcome: AnyOutcome,
    resume: Resume,
  ): Promise<Reply> => {
    const { show } = resume
    for (let tries = 1; ; tries++) {
      const { unit, decided } = unitOf(
        command,
        { effect, outcome },
        {
          environment,
          claim: null,
          completes: resume.key,
          urgent: true,
          bytes: 0,
          actor: processorActor,
          audience: 'secret',
          request: { id: show.requestId, idempotency_key: resume.key },
          resume,
          answer: answerWith(options, show, environment),
          unanswerable: unanswerableWith(options, effect, show),
        },
        options,
      )
      const result = await options.writer.submit(unit)
      tell(options, result, decided, environment)
      // The processor has answered: an outage must not lose that. If it lasts, the sweeper asks the processor again.
      if (result.kind === 'refused' && isPassing(result.refusal) && tries < recordTriesMax) {
        await options.pauseMs(Math.min(recordPauseMs * tries, recordPauseLongestMs))
        continue
      }
      const next = decided.decision?.effects?.[0]
      // An outcome may make a call of its own due: a failed attempt that is passed on. Its outcome answers the caller.
      if (result.kind === 'open' && next !== undefined)
        return await finish(environment, next, methodIn(decided, next), resume)
      return withRefusal(replyOf(options, result as Exclude<UnitResult, { kind: 'open' }>, show), decided)
    }
  }

  return { finish, submitOutcome }
}

export function createRunner(options: EngineOptions): CommandRunner {
  const { finish, submitOutcome } = createRecorder(options)

  const run = async (command: AnyCommand, input: unknown, request: RequestContext): Promise<Reply> => {
    const held = options.brake?.admit(command, input, request) ?? null
    if (held === null) return await carryOut(command, input, request)
    if (isRefusal(held)) return { ...plainRefusal(held, showOf(request), options), replayed: false, refusal: held }
    let reply: Reply | null = null
    try {
      reply = await carryOut(command, input, request)
      return reply
    } finally {
      held(reply)
    }
  }

  const carryOut = async (command: AnyCommand, input: unknown, request: RequestContext): Promise<Reply> => {
    const { environment, idempotency } = request
    const show = showOf(request)
    const resume: Resume = { key: idempotency?.key ?? null, show }
    const { unit, decided } = unitOf(
      command,
      input,
      {
        environment,
        claim: idempotency === null ? null : { ...idempotency, created: options.wallMs() },
        completes: null,
        urgent: false,
        bytes: request.bytes,
        actor: request.actor,
        audience: request.audience,
        request: { id: request.requestId, idempotency_key: resume.key },
        resume,
        answer: answerWith(options, show, environment),
      },
      options,
    )
    const result = await options.writer.submit(unit)
    tell(options, result, decided, environment)
    const effect = decided.decision?.effects?.[0]
    if (result.kind !== 'open' || effect === undefined)
      return withRefusal(replyOf(options, result as Exclude<UnitResult, { kind: 'open' }>, show), decided)
    return await finish(environment, effect, methodIn(decided, effect), resume)
  }

  return {
    run,
    record: async (environment, effect, outcome, resume) => {
      const { record } = recorderOf(options.outcomes, effect)
      const { refusal } = await submitOutcome(record, environment, effect, outcome, resume)
      return refusal?.code !== 'outcome_already_recorded' && !isPassing(refusal)
    },
    runDue: async (command, input, environment) => {
      const { unit, decided } = unitOf(
        command,
        input,
        {
          environment,
          claim: null,
          completes: null,
          urgent: false,
          bytes: 0,
          actor: scheduleActor,
          audience: 'secret',
          request: null,
          resume: { key: null, show: ownShow },
          answer: nothingShown,
        },
        options,
      )
      const result = await options.writer.submit(unit)
      tell(options, result, decided, environment)
      const effect = decided.decision?.effects?.[0]
      if (result.kind === 'open' && effect !== undefined)
        await finish(environment, effect, methodIn(decided, effect), { key: null, show: ownShow })
      return result.kind === 'refused' ? { decision: null, refusal: result.refusal, rows: new Map() } : decided
    },
  }
}

const withRefusal = (reply: Reply, { decision, refusal }: Decided): Reply =>
  reply.replayed
    ? reply
    : {
        ...reply,
        ...(refusal === null ? {} : { refusal }),
        ...(decision === null ? {} : { events: decision.events.map(({ fact }) => fact.type) }),
      }

/** The payment method's row, if the command had it or made it: saves the call a look-up. */
const methodIn = (decided: Decided, effect: Effect): AggregateRow | null => {
  for (const row of decided.rows.values()) if (row.id === effect.paymentMethod) return row
  return null
}
