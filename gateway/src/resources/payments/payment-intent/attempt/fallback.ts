/**
 * Fallback: an attempt is retried at the next account. Only after a definite failure that says nothing about the payer (the processor
 * is out of order, or never got the call), never after silence, and never where a challenge was passed: its proof belongs to the
 * account that asked for it.
 */
import type { Decline } from '../../../../contracts/connector.ts'
import { event } from '../../../../engine/aggregate.ts'
import type { CommandContext, Decision } from '../../../../engine/command.ts'
import { accountsFor } from '../../../../engine/processors.ts'
import { type ChargeTerms, charge } from '../../charge/index.ts'
import { paymentIntent } from '../aggregate.ts'
import { attemptCurrency } from '../model.ts'
import { fallbackAttempt } from './attempt.ts'
import { type AttemptFacts, chargeFailure } from './declined.ts'

/** What a processor says that could not do its part; every other no is the issuer's, the payer's or a risk rule's. */
const outOfOrder: ReadonlySet<string> = new Set(['processing_error'])

/** The attempt through the next account, with the failed charge; null where the failure stands. */
export function fallBack(
  facts: AttemptFacts,
  terms: ChargeTerms,
  decline: Decline,
  context: CommandContext,
): Required<Pick<Decision, 'events' | 'effects'>> | null {
  const { intent, attempt, method, pending } = facts
  if (!outOfOrder.has(decline.code) || decline.blocked || attempt.challenge !== null || pending !== null) return null
  // A proof that was brought along went with the first call, and is not kept for a second one.
  if (attempt.arrangement?.brought_authentication) return null
  const { connectorAccounts } = context.environment
  const at = connectorAccounts.findIndex(({ id }) => id === attempt.connector_account)
  const later = at < 0 ? [] : connectorAccounts.slice(at + 1)
  const ability = {
    verb: 'authorise' as const,
    method: method.type,
    currency: attempt.presentment?.currency ?? attemptCurrency(intent, attempt),
  }
  const next = accountsFor(ability, context).find((account) => later.includes(account))
  if (next === undefined) return null
  const again = fallbackAttempt(intent, attempt, next.id, context)
  const { checks, risk, three_d_secure } = decline
  const failure = chargeFailure(method, decline)
  return {
    events: [
      event(charge, attempt.charge, { type: 'failed', terms, failure, checks, risk, three_d_secure }),
      event(paymentIntent, intent.id, {
        type: 'attempt_passed_on',
        charge: attempt.charge,
        attempt: again.attempt,
        operation: again.operation,
      }),
    ],
    effects: [again.effect],
  }
}
