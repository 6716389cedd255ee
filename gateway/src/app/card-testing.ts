/**
 * The brake on card testing, put together: what a try is counted by, what its end means, and who is told. It stands before
 * every command that asks an issuer about a card, through whichever interface it came: the native API, a foreign one, a page.
 */
import type { FastifyBaseLogger } from 'fastify'
import { type AttemptEnd, type BrakeKind, type BrakeSubject, createBrakeCounters } from '../engine/brake.ts'
import type { CardUse, EnvironmentSettings } from '../engine/command.ts'
import type { Brake, CommandRunner } from '../engine/engine.ts'
import type { Reply, RequestContext } from '../engine/route.ts'
import { defineRefusal } from '../kernel/refusal.ts'
import { blockAttempt } from '../resources/payments/payment-intent/index.ts'
import { blockSetupAttempt } from '../resources/payments/setup-intent/index.ts'
import type { HttpMetrics } from '../surfaces/http/metrics.ts'

const refuseTry = defineRefusal<{ seconds: number }>(
  'rate_limited',
  'card_testing_suspected',
  'Too many attempts were declined: from the same address, with the same card, on the same payment, or of all in this environment. That is how stolen cards are tested. No issuer was asked; another attempt is let through after `Retry-After`.',
  ({ seconds }) =>
    `Too many attempts were declined. Nothing was tried this time; wait ${seconds} second${seconds === 1 ? '' : 's'} before the next attempt.`,
  ({ seconds }) => ({ retryAfterSeconds: seconds }),
)

export type BrakeOptions = {
  readonly monotonicMs: () => number
  /** Told of each try that is refused. */
  readonly onRefused: (by: BrakeKind) => void
  /** Told once of each name that is held back, with the payment or setup that was tried: for the merchant. */
  readonly onHeld: (environment: EnvironmentSettings, by: BrakeKind, intent: string | null) => void
}

/** Cards by their methods, so that a card is known again under the id of a method that was made of it here. */
const methodsMax = 20_000

/** Facts after which a card was good. */
const goodFacts: ReadonlySet<string> = new Set(['paid', 'authorised', 'verified', 'attached', 'succeeded'])

export function createCardTestingBrake(
  options: BrakeOptions,
): Brake & { delayed(): Readonly<Record<BrakeKind, number>> } {
  const counters = createBrakeCounters(options.monotonicMs)
  const cards = new Map<string, string>()

  const cardOf = ({ method, fingerprint }: CardUse): string | null => {
    if (method === null || fingerprint === null) return method === null ? null : (cards.get(method) ?? method)
    if (cards.size >= methodsMax) cards.delete(cards.keys().next().value ?? '')
    cards.set(method, fingerprint)
    return fingerprint
  }

  return {
    delayed: counters.delayed,
    admit: (command, input, request) => {
      const { environment } = request
      if (environment.cardTestingBrake !== true) return null
      const use = usesCardOf(command, input)
      if (use === null) return null
      const card = cardOf(use)
      if (use.step === 'keep') return null
      const marks = marksOf(use, card, request)
      if (use.step === 'go_on')
        return (reply) => {
          if (reply !== null && isDecline(reply)) counters.strike(marks)
        }
      const held = counters.held(marks)
      if (held !== null) {
        options.onRefused(held.by)
        if (held.first) options.onHeld(environment, held.by, use.intent)
        return refuseTry({ seconds: Math.max(1, Math.ceil(held.waitMs / 1000)) })
      }
      counters.begin(marks)
      return (reply) => counters.end(marks, endOf(reply))
    },
  }
}

/** The types of a command were checked where it was defined; here it is one of many. */
const usesCardOf = (command: Parameters<Brake['admit']>[0], input: unknown): CardUse | null =>
  (command as unknown as { usesCard?(input: unknown): CardUse | null }).usesCard?.(input) ?? null

/** A no of an issuer, and not one of ours from before any was asked. */
const isDecline = ({ refusal, events }: Reply): boolean => refusal?.kind === 'declined' && events !== undefined

/** What was not tried, or waits for its payer, neither helps nor harms. */
function endOf(reply: Reply | null): AttemptEnd {
  if (reply === null || reply.replayed) return 'not_tried'
  if (isDecline(reply)) return 'declined'
  return reply.events?.some((fact) => goodFacts.has(fact)) === true ? 'passed' : 'not_tried'
}

/** A merchant's server has the address of all its payers; and what it charges without them is its own doing. */
function marksOf({ intent, attended }: CardUse, card: string | null, request: RequestContext): readonly BrakeSubject[] {
  const env = request.environment.id
  const { payer = null } = request
  const named = (kind: BrakeKind, name: string): BrakeSubject => ({ kind, name: `${env}/${name}` })
  return [
    ...(request.audience === 'publishable' && payer !== null ? [named('payer_address', payer)] : []),
    ...(card === null ? [] : [named('card', card)]),
    ...(intent === null ? [] : [named('intent', intent)]),
    ...(attended ? [named('environment', 'all')] : []),
  ]
}

/** Tells the merchant by an event, and the operator by the log, that tries are held back; once for each name. */
const tellMerchant =
  (runner: CommandRunner, logger: FastifyBaseLogger): BrakeOptions['onHeld'] =>
  (environment, by, intent) => {
    logger.warn({ environment: environment.id, by, intent }, 'tries of cards are held back: too many were declined')
    if (intent === null) return
    const command = intent.startsWith('seti_') ? blockSetupAttempt : blockAttempt
    runner
      .runDue(command, { intent, by }, environment)
      .catch((error: unknown) => logger.warn({ err: error, intent }, 'the merchant could not be told of held tries'))
  }

/** The brake of a gateway. `late` gives what is made after it. */
export const brakeWith = (
  options: { readonly monotonicMs?: () => number; readonly logger: FastifyBaseLogger },
  late: () => { readonly metrics: Pick<HttpMetrics, 'braked'>; readonly runner: CommandRunner },
) =>
  createCardTestingBrake({
    monotonicMs: options.monotonicMs ?? (() => performance.now()),
    onRefused: (by) => late().metrics.braked(by),
    onHeld: (...held) => tellMerchant(late().runner, options.logger)(...held),
  })
