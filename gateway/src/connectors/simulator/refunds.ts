/** Refunds of the simulated processor: how one stands at a time, by what the reference of its payment tells of the card. */
import type { ProbeContext } from '../../contracts/connector.ts'
import type { RefundOutcome, RefundRequest } from '../../contracts/refund.ts'
import { dayMs, secondMs } from '../../kernel/time.ts'
import { digest } from './digest.ts'
import type { CardEffect } from './test-cards.ts'

/** How long a late refund takes, and a returned one; of the environment's clock. */
export const refundSettlesMs = 5 * secondMs

/** What later calls need to know of the card: the last letter of a reference. */
export const letterOf = (effect: CardEffect): string =>
  effect.refund === 'late'
    ? 'l'
    : effect.refund === 'returned'
      ? 'b'
      : effect.silent === 'capture'
        ? 'c'
        : effect.silent === 'refund'
          ? 'r'
          : 'n'
export const letterIn = (reference: string): string => reference.slice(-1)

type RefundTruth = Exclude<RefundOutcome, { outcome: 'unknown' | 'not_sent' | 'unsupported' }>

/** How a refund stands at the time handed in. */
export function refundTruth(request: RefundRequest, context: ProbeContext): RefundTruth {
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

/** A transfer between banks takes a day; an account of nines only does not exist. A probe sees its last four digits. */
const transferTakesMs = dayMs
/** Pivot's published test accounts, of which all is known within seconds: 999966660001 exists, the other two do not. */
const testAccount = /^(99996666|\*{8})000[128]$/
const unknownAccount = /^([9*]*9{4}|(99996666|\*{8})000[28])$/
function transferTruth(request: RefundRequest, reference: string, context: ProbeContext): RefundTruth {
  const account = request.transfer_to?.account_number ?? ''
  const settles_at = request.asked_at + (testAccount.test(account) ? refundSettlesMs : transferTakesMs)
  if (context.now < settles_at) return { outcome: 'pending', reference, settles_at }
  return unknownAccount.test(account)
    ? { outcome: 'failed', reason: 'invalid_account', message: 'The bank does not know the account.' }
    : { outcome: 'succeeded', reference }
}
