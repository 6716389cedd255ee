/** The simulated processor's answers for every method that is no card: what it asks of its bank, and what the bank says. */
import { createHash } from 'node:crypto'
import {
  type AuthoriseOutcome,
  type AuthoriseRequest,
  type CallContext,
  type InstrumentInput,
  type ProbeContext,
  type ProbeOutcomeOf,
  plainApproval,
  type StoredRequestOf,
} from '../../contracts/connector.ts'
import { declineOf } from '../../contracts/declines.ts'
import { lookup } from '../../kernel/lookup.ts'
import { secondMs } from '../../kernel/time.ts'
import { applyPayerAct, type BankPayment, bankStatusOf } from './bank.ts'
import type { BankStore } from './bank-store.ts'
import { type DigitSource, handoutOf } from './payer-instructions.ts'
import { type PayerEffect, phoneEffect, schemeDelayMs, testAccounts, wrongCodes } from './test-payers.ts'

/** Numbers tried before the bank says that it has none left. */
const numberTriesMax = 20

export type SimulatedInstruments = {
  authorise(request: AuthoriseRequest, instrument: InstrumentInput, context: CallContext): Promise<AuthoriseOutcome>
  find(request: StoredRequestOf<'authorise'>, context: ProbeContext): Promise<ProbeOutcomeOf<'authorise'>>
}

/** What the bank knows, it says. */
type Told = Exclude<AuthoriseOutcome, { outcome: 'unknown' | 'not_sent' | 'unsupported' }>

export function createSimulatedInstruments(bank: BankStore): SimulatedInstruments {
  const answer = (payment: BankPayment, request: StoredRequestOf<'authorise'>, context: ProbeContext): Told => {
    const status = bankStatusOf(payment, request.seen, context.now)
    if (status.outcome === 'declined')
      return { outcome: 'declined', decline: declineOf(status.code, payerWords(status.code)) }
    if (status.outcome === 'approved') return { outcome: 'authorised', approval: plainApproval(payment.reference) }
    return status
  }

  const open = async (
    request: AuthoriseRequest,
    instrument: InstrumentInput,
    context: CallContext,
  ): Promise<BankPayment | null> => {
    for (let tries = 0; tries < numberTriesMax; tries++) {
      const payment = opened(request, instrument, context, seeded(context, request.charge, tries))
      const kept = await bank.open(payment)
      if (kept !== null) return kept
      if (typeof instrument.details.suffix === 'string') return null
    }
    return null
  }

  return {
    authorise: async (request, instrument, context) => {
      if (request.code !== null) return await withCode(request, context)
      const payment = await open(request, instrument, context)
      if (payment === null)
        return { outcome: 'declined', decline: declineOf('number_taken', payerWords('number_taken')) }
      return answer(payment, request, context)
    },
    find: async (request, context) => {
      const payment = await bank.of(context.environment, request.charge)
      return payment === null ? { outcome: 'never_received' } : answer(payment, request, context)
    },
  }

  async function withCode(request: AuthoriseRequest, context: CallContext): Promise<AuthoriseOutcome> {
    const what = wrongCodes.has(request.code ?? '') || request.code?.length !== 6 ? 'decline' : 'succeed'
    const after = await bank.change(context.environment, request.charge, (before) => {
      const payment = applyPayerAct(before, what, null, context.now)
      if ('refused' in payment) return { payment: before, result: before }
      const told = what === 'decline' ? { ...payment, decline: 'invalid_code' } : payment
      return { payment: told, result: told }
    })
    if (after === null) return { outcome: 'unknown', why: 'the bank does not know the payment' }
    return answer(after, request, context)
  }
}

const seeded = (context: CallContext, charge: string, tries: number): DigitSource => {
  const base = `${context.account.seed}/${charge}/${tries}`
  return (count, salt) => {
    let text = ''
    for (let block = 0; text.length < count; block++)
      text += BigInt(
        `0x${createHash('sha256').update(`${base}/${salt}/${block}`).digest('hex').slice(0, 24)}`,
      ).toString()
    return text.slice(0, count)
  }
}

/** The payment as the bank takes it on, with what a published test payer does at once. */
function opened(
  request: AuthoriseRequest,
  instrument: InstrumentInput,
  context: CallContext,
  digits: DigitSource,
): BankPayment {
  const { now } = context
  const handout = handoutOf(request, instrument, digits)
  const late_by_ms = Math.max(
    instrument.settles_late ? (schemeDelayMs[instrument.type] ?? 0) : 0,
    untilTarget(request, now),
  )
  const waiting: BankPayment = {
    env: context.environment,
    id: request.charge,
    payment: request.payment,
    method: instrument.type,
    reference: `sim_${createHash('sha256').update(`${context.account.seed}/${request.charge}`).digest('hex').slice(0, 20)}n`,
    amount: request.amount,
    currency: request.currency,
    merchant: request.statement_descriptor ?? '',
    mode: request.mode,
    action: handout?.action ?? null,
    lookup: handout?.lookup ?? null,
    phone: handout?.phone?.replace(/\D/g, '') ?? null,
    reusable: request.reusable,
    open_amount: instrument.details.open_amount === true,
    late_by_ms: handout === null ? 0 : late_by_ms,
    opened_at: now,
    expires_at: handout === null ? null : request.expires_at,
    state: 'waiting',
    received: [],
    decline: null,
    tells_at: null,
  }
  const account = instrument.secret?.reveal(context.call)
  const effect: PayerEffect | null =
    handout === null
      ? notBefore(untilTarget(request, now), testAccounts[account ?? ''] ?? { does: 'pay', tells_after_ms: late_by_ms })
      : waiting.phone === null
        ? null
        : phoneEffect(waiting.phone)
  // The code of a bank's app comes with the call itself.
  const code = request.options?.code
  if (typeof code === 'string' && wrongCodes.has(code))
    return { ...waiting, state: 'declined', decline: 'invalid_code' }
  return effect === null ? waiting : acted(waiting, effect, now)
}

/** Until the day on which the merchant wants a debit made. */
const untilTarget = ({ options }: AuthoriseRequest, now: number): number => {
  const day = options?.target_date
  return typeof day === 'string' ? Math.max(0, Date.parse(`${day}T12:00:00Z`) - now) : 0
}

const notBefore = (wait: number, effect: PayerEffect): PayerEffect =>
  effect.tells_after_ms === undefined ? effect : { ...effect, tells_after_ms: Math.max(wait, effect.tells_after_ms) }

/** A prompt that nobody answers goes away; soon, for a test. */
const promptSeconds = 5

function acted(payment: BankPayment, effect: PayerEffect, now: number): BankPayment {
  const tells_at = effect.tells_after_ms === undefined ? null : now + effect.tells_after_ms
  if (effect.expires) return { ...payment, expires_at: now + promptSeconds * secondMs }
  if (effect.does === 'decline')
    return { ...payment, state: 'declined', decline: effect.decline ?? 'generic_decline', tells_at }
  if (effect.does === 'pay' && effect.never) return { ...payment, state: 'accepted' }
  if (effect.does === 'pay') {
    const paid = applyPayerAct(payment, 'succeed', null, now)
    return 'refused' in paid ? payment : { ...paid, tells_at }
  }
  // A debit that is never told stays with the bank; a prompt that nobody answers stays on the phone.
  return payment.action === null ? { ...payment, state: 'accepted' } : payment
}

const messages: Readonly<Record<string, { code: string; message: string }>> = lookup({
  number_taken: {
    code: 'virtual_account_number_taken',
    message: 'The number with this suffix is in use. Choose another suffix, or leave it out.',
  },
  invalid_code: { code: 'one_time_code_invalid', message: 'The code is wrong or too old.' },
  account_closed: { code: 'account_closed', message: 'The bank account has been closed.' },
  no_account: { code: 'no_account', message: 'The bank account could not be found.' },
  debit_not_authorized: { code: 'debit_not_authorized', message: 'The account holder did not authorise the debit.' },
  invalid_currency: { code: 'invalid_currency', message: 'The account does not take this currency.' },
  charge_exceeds_source_limit: {
    code: 'charge_exceeds_source_limit',
    message: 'The payment exceeds what this account may pay in a week.',
  },
  charge_exceeds_weekly_limit: {
    code: 'charge_exceeds_weekly_limit',
    message: 'The account has paid as often as it may in a week.',
  },
})
const payerWords = (code: string) => messages[code] ?? {}
