/**
 * The simulated processor: the contract of a real one, without a network. Every answer is a pure function of the request,
 * the account's seed and the time handed in, so a run repeats exactly. What later calls need to know of the card is part of the
 * reference, as a letter; what a probe needs to know of a call that was not answered is remembered (`call-log.ts`).
 */
import { everythingBy, verbs } from '../../contracts/capabilities.ts'
import {
  type Approval,
  type AuthoriseOutcome,
  type AuthoriseRequest,
  type CallContext,
  type CardChecks,
  type CardInput,
  type Connector,
  type ProbeOutcomeOf,
  plainApproval,
  type VerifyOutcome,
  type VerifyRequest,
} from '../../contracts/connector.ts'
import { declineOf } from '../../contracts/declines.ts'
import { assert } from '../../kernel/assert.ts'
import { utcDay } from '../../kernel/time.ts'
import { authenticateCard } from './authentication.ts'
import type { CallBook, KeptOutcome } from './call-log.ts'
import { digest, seededDigits } from './digest.ts'
import type { SimulatedInstruments } from './instruments.ts'
import { letterIn, letterOf, refundTruth } from './refunds.ts'
import { type CardEffect, testCards } from './test-cards.ts'

function checksOf(request: AuthoriseRequest | VerifyRequest, effect: CardEffect): CardChecks {
  const { card } = request
  assert(card !== null, 'a card is checked')
  // A check is only made of what was sent.
  const of = <C extends keyof CardChecks>(name: C, sent: boolean) => (sent ? (effect.checks?.[name] ?? 'pass') : null)
  return {
    address_line1_check: of('address_line1_check', card.address_line1 !== null),
    address_postal_code_check: of('address_postal_code_check', card.address_postal_code !== null),
    cvc_check: of('cvc_check', card.cvc !== null),
  }
}

type Truth =
  | { readonly outcome: 'approved'; readonly approval: Approval }
  | Extract<AuthoriseOutcome, { outcome: 'declined' | 'challenge' }>

/** What truly becomes of an authorisation, whether or not the processor says so. */
function truth(request: AuthoriseRequest, effect: CardEffect, context: CallContext): AuthoriseOutcome {
  const found = issuerSays(request, effect, effect.decline, context)
  if (found.outcome !== 'approved') return found
  return { outcome: request.mode === 'sale' ? 'captured' : 'authorised', approval: found.approval }
}

/** The same without money: some cards are good for that, and decline when they are to pay. */
function verification(request: VerifyRequest, effect: CardEffect, context: CallContext): VerifyOutcome {
  const quiet = request.purpose === 'attach' ? { ...effect, authentication: undefined, device: undefined } : effect
  const decline = effect.verifies === true ? undefined : effect.decline
  const found = issuerSays(request, quiet as CardEffect, decline, context)
  return found.outcome === 'approved' ? { outcome: 'verified', approval: found.approval } : found
}

/** A card is good until the last day of the month that is printed on it. */
const isExpired = ({ exp_month, exp_year }: CardInput, now: number): boolean => {
  const today = utcDay(now)
  return today.slice(0, 7) > `${exp_year}-${String(exp_month).padStart(2, '0')}`
}

function issuerSays(
  request: AuthoriseRequest | VerifyRequest,
  effect: CardEffect,
  declines: string | undefined,
  context: CallContext,
): Truth {
  const risk = effect.risk ?? { level: 'normal', score: Number(seededDigits(digest(context, 'risk'), 2)) % 50 }
  const checks = checksOf(request, effect)
  if (request.card !== null && isExpired(request.card, context.now))
    return { outcome: 'declined', decline: declineOf('expired_card', { risk, checks, three_d_secure: null }) }
  if (effect.blocked) {
    return {
      outcome: 'declined',
      decline: declineOf(effect.decline ?? 'fraudulent', { blocked: true, risk, checks, network_decline_code: null }),
    }
  }
  const authentication = authenticateCard(request, effect, context)
  if ('outcome' in authentication) return authentication
  const three_d_secure = authentication.done
  if (declines !== undefined)
    return { outcome: 'declined', decline: declineOf(declines, { risk, checks, three_d_secure }) }
  const hash = digest(context, 'approval')
  const approval: Approval = {
    reference: `sim_${hash.slice(0, 20)}${letterOf(effect)}`,
    authorization_code: seededDigits(hash, 6),
    network_transaction_id: seededDigits(hash.slice(24), 15),
    checks,
    three_d_secure,
    risk,
    settles_at_once: effect.settles_at_once ?? false,
    ...overcapture(request),
  }
  return { outcome: 'approved', approval }
}

/** Card networks let tips and small changes be captured beyond what was authorised: a fifth of it, rounded down. */
const overcapture = (request: AuthoriseRequest | VerifyRequest): Pick<Approval, 'maximum_capturable'> =>
  'amount' in request && request.mode === 'authorise' && request.wishes?.overcapture
    ? { maximum_capturable: request.amount + Math.trunc(request.amount / 5) }
    : {}

const effectOf = ({ card }: AuthoriseRequest | VerifyRequest, { call }: CallContext): CardEffect =>
  testCards[card?.number.reveal(call) ?? ''] ?? {}

const silentFirst = ({ silent }: CardEffect): boolean =>
  silent === 'succeeded' || silent === 'declined' || silent === 'never_received'
const verified = (context: CallContext): string => `sim_${digest(context, 'verified').slice(0, 20)}n`

const silence = { outcome: 'unknown', why: 'the simulated processor did not answer' } as const

async function delayed(effect: CardEffect, context: CallContext): Promise<boolean> {
  const { delayMs } = effect
  if (delayMs === undefined) return true
  return await new Promise((resolve) => {
    const timer = setTimeout(() => resolve(true), delayMs)
    context.signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve(false)
    })
  })
}

/** Answers what it decided about a card, or is silent; either way it remembers. */
async function answered<O extends { readonly outcome: string }>(
  decided: O,
  effect: CardEffect,
  context: CallContext,
  calls: CallBook,
): Promise<O | typeof silence> {
  const { environment, idempotencyKey } = context
  if (context.signal.aborted || effect.silent === 'never_received') return silence
  if (silentFirst(effect) || !(await delayed(effect, context)) || context.signal.aborted) {
    await calls.silent(environment, idempotencyKey, decided)
    return silence
  }
  calls.answered(environment, idempotencyKey, decided)
  return decided
}

/** What it remembers of a call of this verb; it was kept by the verb itself. */
const kept = <V extends 'authorise' | 'verify'>(outcome: KeptOutcome | null) =>
  (outcome ?? { outcome: 'never_received' }) as ProbeOutcomeOf<V>

/** The simulator, with the bank behind it and what it remembers of cards. In sandboxes only: it moves no money. */
export const createSimulator = (instruments: SimulatedInstruments, calls: CallBook): Connector => ({
  name: 'simulator',
  pretends: true,
  capabilities: everythingBy(verbs),
  verbs: {
    authorise: async (request, context) => {
      if (request.instrument !== null)
        return context.signal.aborted ? silence : await instruments.authorise(request, request.instrument, context)
      const effect = effectOf(request, context)
      return await answered(truth(request, effect, context), effect, context, calls)
    },
    verify: async (request, context) => {
      const effect = request.instrument === null ? effectOf(request, context) : {}
      const decided: VerifyOutcome =
        request.instrument === null
          ? verification(request, effect, context)
          : { outcome: 'verified', approval: plainApproval(verified(context)) }
      return await answered(decided, effect, context, calls)
    },
    capture: async (request, context) =>
      context.signal.aborted || letterIn(request.reference) === 'c' ? silence : { outcome: 'captured' },
    void: async (_, context) => (context.signal.aborted ? silence : { outcome: 'voided' }),
    increment: async (_, context) => (context.signal.aborted ? silence : { outcome: 'incremented' }),
    refund: async (request, context) =>
      context.signal.aborted || letterIn(request.reference) === 'r' ? silence : refundTruth(request, context),
    cancel_refund: async (_, context) => (context.signal.aborted ? silence : { outcome: 'canceled' }),
  },
  find: {
    authorise: async (request, context) => {
      const asked = await instruments.find(request, context)
      if (asked.outcome !== 'never_received') return asked
      return kept<'authorise'>(await calls.of(context.environment, context.idempotencyKey))
    },
    verify: async (_, context) => kept<'verify'>(await calls.of(context.environment, context.idempotencyKey)),
    capture: async () => ({ outcome: 'captured' }),
    void: async () => ({ outcome: 'voided' }),
    increment: async () => ({ outcome: 'incremented' }),
    refund: async (request, context) => refundTruth(request, context),
    cancel_refund: async () => ({ outcome: 'canceled' }),
  },
})
