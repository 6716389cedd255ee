/** Payers of other methods than cards who always do the same: published test values. Anybody else waits for a person. */
import { lookup } from '../../kernel/lookup.ts'
import { dayMs, minuteMs, secondMs } from '../../kernel/time.ts'

export type PayerEffect = {
  /** What the payer does as soon as the payment is asked; null: nothing, until somebody acts for the payer. */
  readonly does: 'pay' | 'decline' | null
  readonly decline?: string
  /** How long the scheme takes to tell. */
  readonly tells_after_ms?: number
  /** The payer lets the time run out, which is short. */
  readonly expires?: true
  /** The bank says that it is working on it, for ever; with `pay`, once the payer has done it. */
  readonly never?: true
}

/** MTN's sandbox payers, and the phones of the Indonesian wallets' sandbox, in E.164 without the plus. */
export const testPhones: Readonly<Record<string, PayerEffect>> = lookup({
  '46733123450': { does: 'decline', decline: 'processing_error' },
  '46733123451': { does: 'decline', decline: 'generic_decline' },
  '46733123452': { does: null, expires: true },
  '46733123453': { does: 'pay', tells_after_ms: 5 * secondMs },
  '46733123454': { does: null, never: true },
})

/** The phone numbers as they may be written: `08…` and `628…` are one. */
export function phoneEffect(phone: string): PayerEffect | null {
  const digits = phone.replace(/\D/g, '')
  const wallet = /^(?:62|0)811111100([1-4])$/.exec(digits)?.[1]
  if (wallet === '1') return { does: 'pay' }
  if (wallet === '2') return { does: 'pay', never: true }
  if (wallet === '3') return { does: 'decline', decline: 'generic_decline' }
  if (wallet === '4') return { does: null, expires: true }
  return testPhones[digits] ?? null
}

/** Soon enough to watch, late enough to see that it is asynchronous. */
const soon = 5 * secondMs

/** Bank accounts of direct debits, as published for SEPA and ACH sandboxes. */
export const testAccounts: Readonly<Record<string, PayerEffect>> = lookup({
  DE89370400440532013000: { does: 'pay', tells_after_ms: soon },
  DE08370400440532013003: { does: 'pay', tells_after_ms: 3 * minuteMs },
  DE62370400440532013001: { does: 'decline', decline: 'generic_decline', tells_after_ms: soon },
  DE78370400440532013004: { does: 'decline', decline: 'generic_decline', tells_after_ms: 3 * minuteMs },
  DE35370400440532013002: { does: 'pay', tells_after_ms: soon },
  DE65370400440000343434: { does: 'decline', decline: 'charge_exceeds_source_limit' },
  DE27370400440000121212: { does: 'decline', decline: 'charge_exceeds_weekly_limit' },
  DE92370400440000333333: { does: 'decline', decline: 'insufficient_funds', tells_after_ms: soon },
  '000123456789': { does: 'pay', tells_after_ms: soon },
  '000111111113': { does: 'decline', decline: 'account_closed', tells_after_ms: soon },
  '000000004954': { does: 'decline', decline: 'fraudulent' },
  '000111111116': { does: 'decline', decline: 'no_account', tells_after_ms: soon },
  '000222222227': { does: 'decline', decline: 'insufficient_funds', tells_after_ms: soon },
  '000333333335': { does: 'decline', decline: 'debit_not_authorized', tells_after_ms: soon },
  '000444444440': { does: 'decline', decline: 'invalid_currency', tells_after_ms: soon },
  '000555555559': { does: 'pay', tells_after_ms: soon },
  '000777777771': { does: 'decline', decline: 'charge_exceeds_weekly_limit' },
  '000000000009': { does: null, never: true },

  // Bacs (sort code 10-88-00), BECS (BSB 000-000) and ACSS (institution 000): the first digit nine is the slow one.
  '00012345': { does: 'pay', tells_after_ms: soon },
  '90012345': { does: 'pay', tells_after_ms: 3 * minuteMs },
  '33333335': { does: 'decline', decline: 'debit_not_authorized', tells_after_ms: soon },
  '93333335': { does: 'decline', decline: 'debit_not_authorized', tells_after_ms: 3 * minuteMs },
  '22222227': { does: 'decline', decline: 'insufficient_funds', tells_after_ms: soon },
  '92222227': { does: 'decline', decline: 'insufficient_funds', tells_after_ms: 3 * minuteMs },
  '00033333': { does: 'decline', decline: 'account_closed', tells_after_ms: soon },
  '00044444': { does: 'decline', decline: 'no_account', tells_after_ms: soon },
  '34343434': { does: 'decline', decline: 'charge_exceeds_source_limit' },
  '12121212': { does: 'decline', decline: 'charge_exceeds_weekly_limit' },
  '000123456': { does: 'pay', tells_after_ms: soon },
  '900123456': { does: 'pay', tells_after_ms: 3 * minuteMs },
  '111111113': { does: 'decline', decline: 'account_closed', tells_after_ms: soon },
  '111111116': { does: 'decline', decline: 'no_account', tells_after_ms: soon },
  '222222227': { does: 'decline', decline: 'insufficient_funds', tells_after_ms: soon },
  '922222227': { does: 'decline', decline: 'insufficient_funds', tells_after_ms: 3 * minuteMs },
  '333333335': { does: 'decline', decline: 'debit_not_authorized', tells_after_ms: soon },
  '900123456789': { does: 'pay', tells_after_ms: 3 * minuteMs },
  '900222222227': { does: 'decline', decline: 'insufficient_funds', tells_after_ms: 3 * minuteMs },
})

/** Any other account pays, and takes as long as its scheme does. */
export const schemeDelayMs: Readonly<Record<string, number>> = lookup({
  sepa_debit: 5 * dayMs,
  us_bank_account: 4 * dayMs,
  bacs_debit: 3 * dayMs,
  au_becs_debit: 3 * dayMs,
  acss_debit: 5 * dayMs,
  nz_bank_account: dayMs,
  // The payer agrees in the bank's app within moments.
  payto: minuteMs,
  sofort: 2 * dayMs,
  boleto: dayMs,
  oxxo: dayMs,
  multibanco: dayMs,
})

/** Codes that an operator's sandbox refuses; every other one of the right length is right. */
export const wrongCodes: ReadonlySet<string> = new Set(['111111', '999999'])
