/**
 * The start of an attempt, shared by create (with `confirm`) and confirm: what happens to the intent, and the call that
 * is due. The charge comes into being with the processor's answer.
 */

import type { AuthoriseRequest } from '../../contracts/connector.ts'
import { type Happening, happened } from '../../engine/aggregate.ts'
import type { CommandContext, Effect } from '../../engine/command.ts'
import { paymentIntent } from './aggregate.ts'
import type { IntentTerms } from './events.ts'
import type { Attempt, Operation, PaymentIntent } from './model.ts'

/** The call's request as data; the card is added from the vault when the call is made. */
export type AuthoriseCall = Omit<AuthoriseRequest, 'card'>

export type AttemptStart = { readonly happened: Happening; readonly effect: Effect }

type AttemptTerms = Pick<
  PaymentIntent,
  | 'id'
  | 'amount'
  | 'currency'
  | 'capture_method'
  | 'card_options'
  | 'setup_future_usage'
  | 'statement_descriptor'
  | 'statement_descriptor_suffix'
>

export function startAttempt(
  intent: AttemptTerms,
  method: string,
  options: { off_session: boolean; changes: Partial<IntentTerms>; return_url: string | null },
  context: CommandContext,
): AttemptStart {
  const attempt: Attempt = {
    charge: context.newId('ch'),
    payment_method: method,
    connector_account: context.environment.connectorAccount.id,
    amount: intent.amount,
    calls: 1,
    off_session: options.off_session,
    challenge: null,
  }
  const operation = authoriseOperation(attempt, context)
  return {
    happened: happened(paymentIntent, intent.id, {
      type: 'attempt_started',
      attempt,
      operation,
      changes: options.changes,
      return_url: options.return_url,
    }),
    effect: authoriseEffect(intent, attempt, operation, context),
  }
}

/** The attempt goes on after its challenge, with a call of its own. */
export function continueAttempt(intent: PaymentIntent, attempt: Attempt, context: CommandContext): AttemptStart {
  const calls = attempt.calls + 1
  const operation = authoriseOperation(attempt, context)
  return {
    happened: happened(paymentIntent, intent.id, { type: 'attempt_continued', operation, calls }),
    effect: authoriseEffect(intent, attempt, operation, context),
  }
}

const authoriseOperation = (attempt: Attempt, context: CommandContext): Operation => ({
  kind: 'authorise',
  call: context.newId('call'),
  charge: attempt.charge,
  amount: attempt.amount,
  started: context.now,
  final: true,
  reason: null,
})

export const capturesLater = (intent: Pick<PaymentIntent, 'capture_method' | 'card_options'>): boolean =>
  intent.capture_method === 'manual' || intent.card_options.capture_method === 'manual'

function authoriseEffect(
  intent: AttemptTerms,
  attempt: Attempt,
  operation: Operation,
  context: CommandContext,
): Effect {
  const request: AuthoriseCall = {
    charge: attempt.charge,
    amount: attempt.amount,
    currency: intent.currency,
    mode: capturesLater(intent) ? 'authorise' : 'sale',
    off_session: attempt.off_session,
    setup_future_usage: intent.setup_future_usage,
    request_three_d_secure: intent.card_options.request_three_d_secure,
    authentication:
      attempt.challenge?.result == null ? null : { challenge: attempt.challenge.id, result: attempt.challenge.result },
    statement_descriptor: intent.statement_descriptor ?? context.environment.statementDescriptor,
  }
  return {
    id: operation.call,
    verb: 'authorise',
    root: intent.id,
    request,
    paymentMethod: attempt.payment_method,
    connectorAccount: attempt.connector_account,
  }
}
