/**
 * The simulated processor: the contract of a real one, without a network. Every answer is a pure function of the request,
 * the account's seed and the time handed in, so a run repeats exactly; there is no state. What later calls need to
 * know of the card is part of the reference, as a letter.
 */
import {
  type Approval,
  type AuthoriseOutcome,
  type AuthoriseRequest,
  type CallContext,
  type CardChecks,
  type CardInput,
  type Connector,
  plainApproval,
  type VerifyOutcome,
  type VerifyRequest,
} from '../../contracts/connector.ts'
import { declineOf } from '../../contracts/declines.ts'
import type { RefundOutcome, RefundRequest } from '../../contracts/refund.ts'
import { assert } from '../../kernel/assert.ts'
import { dayMs, secondMs, utcDay } from '../../kernel/time.ts'
import { authenticate } from './authentication.ts'
import { digest, digits } from './digest.ts'
import type { Instruments } from './instruments.ts'
import { type CardEffect, testCards } from './test-cards.ts'

/** How long a late refund takes, and a returned one; of the environment's clock. */
export const refundSettlesMs = 5 * secondMs

const letterOf = (effect: CardEffect): string =>
  effect.refund === 'late'
    ? 'l'
    : effect.refund === 'returned'
      ? 'b'
      : effect.silent === 'capture'
        ? 'c'
        : effect.silent === 'refund'
          ? 'r'
          : 'n'
const letterIn = (reference: string): string => reference.slice(-1)

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
  const risk = effect.risk ?? { level: 'normal', score: Number(digits(digest(context, 'risk'), 2)) % 50 }
  const checks = checksOf(request, effect)
  if (request.card !== null && isExpired(request.card, context.now))
    return { outcome: 'declined', decline: declineOf('expired_card', { risk, checks, three_d_secure: null }) }
  if (effect.blocked) {
    return {
      outcome: 'declined',
      decline: declineOf(effect.decline ?? 'fraudulent', { blocked: true, risk, checks, network_decline_code: null }),
    }
  }
  const authentication = authenticate(request, effect, context)
  if ('outcome' in authentication) return authentication
  const three_d_secure = authentication.done
  if (declines !== undefined)
    return { outcome: 'declined', decline: declineOf(declines, { risk, checks, three_d_secure }) }
  const hash = digest(context, 'approval')
  const approval: Approval = {
    reference: `sim_${hash.slice(0, 20)}${letterOf(effect)}`,
    authorization_code: digits(hash, 6),
    network_transaction_id: digits(hash.slice(24), 15),
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

/** How a refund stands at the time handed in. */
function refundTruth(request: RefundRequest, context: CallContext): RefundOutcome {
  const reference = `sim_re_${digest(context, 'refund').slice(0, 20)}${letterIn(request.reference)}`
  const settles_at = request.asked_at + refundSettlesMs
  const settled = context.now >= settles_at
  if (request.transfer_to !== null) return transferTruth(request, reference, context)
  switch (letterIn(request.reference)) {
    case 'l':
      return settled ? { outcome: 'succeeded', reference } : { outcome: 'pending', reference, settles_at }
    case 'b':
      return settled
        ? { outcome: 'failed', reason: 'expired_or_canceled_card', message: 'The issuer returned the refund.' }
        : { outcome: 'succeeded_unsettled', reference, settles_at }
    default:
      return { outcome: 'succeeded', reference }
  }
}

/** A transfer between banks takes a day; an account of nines only does not exist. */
const transferTakesMs = dayMs
function transferTruth(request: RefundRequest, reference: string, context: CallContext): RefundOutcome {
  const settles_at = request.asked_at + transferTakesMs
  if (context.now < settles_at) return { outcome: 'pending', reference, settles_at }
  return /^9+$/.test(request.transfer_to?.account_number ?? '')
    ? { outcome: 'failed', reason: 'invalid_account', message: 'The bank does not know the account.' }
    : { outcome: 'succeeded', reference }
}

/** The simulator, with the bank behind it. In sandboxes only: it moves no money. */
export const createSimulator = (instruments: Instruments): Connector => ({
  name: 'simulator',
  pretends: true,
  verbs: {
    authorise: async (request, context) => {
      if (request.instrument !== null)
        return context.signal.aborted ? silence : await instruments.authorise(request, request.instrument, context)
      const effect = effectOf(request, context)
      if (!(await delayed(effect, context)) || context.signal.aborted) return silence
      if (silentFirst(effect)) return silence
      return truth(request, effect, context)
    },
    verify: async (request, context) => {
      if (request.instrument !== null) return { outcome: 'verified', approval: plainApproval(verified(context)) }
      const effect = effectOf(request, context)
      if (!(await delayed(effect, context)) || context.signal.aborted) return silence
      return silentFirst(effect) ? silence : verification(request, effect, context)
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
      if (request.instrument !== null) return await instruments.find(request, context)
      const effect = effectOf(request, context)
      return effect.silent === 'never_received' ? { outcome: 'never_received' } : truth(request, effect, context)
    },
    verify: async (request, context) => {
      if (request.instrument !== null) return { outcome: 'verified', approval: plainApproval(verified(context)) }
      const effect = effectOf(request, context)
      return effect.silent === 'never_received' ? { outcome: 'never_received' } : verification(request, effect, context)
    },
    capture: async () => ({ outcome: 'captured' }),
    void: async () => ({ outcome: 'voided' }),
    increment: async () => ({ outcome: 'incremented' }),
    refund: async (request, context) => refundTruth(request, context),
    cancel_refund: async () => ({ outcome: 'canceled' }),
  },
})
