/**
 * The start of an attempt, shared by create (with `confirm`) and confirm: what happens to the intent, and the call that
 * is due. The charge comes into being with the processor's answer.
 */

import type { BroughtAuthentication, CardRequestOptions, StoredRequestOf } from '../../../../contracts/connector.ts'
import { type DecidedEvent, event } from '../../../../engine/aggregate.ts'
import type { CommandContext } from '../../../../engine/command.ts'
import { callConnector, type EffectOf } from '../../../../engine/effect.ts'
import { assert } from '../../../../kernel/assert.ts'
import type { JsonObject } from '../../../../kernel/json.ts'
import type { CustomerAcceptance, Mandate } from '../../../customers/mandate/index.ts'
import type { PaymentMethod } from '../../../customers/payment-method/index.ts'
import type { Arrangement } from '../../charge/index.ts'
import { paymentIntent } from '../aggregate.ts'
import type { IntentTerms } from '../events.ts'
import { type Attempt, attemptCurrency, type Operation, owedAmount, type PaymentIntent } from '../model.ts'
import { cardArrangement } from '../terms/card-options.ts'
import { capturesLater, expiryOf, hasExpiryOption, savingFor } from '../terms/method-terms.ts'
import { presentmentIn, type Quote } from '../terms/presentment.ts'

export type AttemptStart = { readonly event: DecidedEvent; readonly effect: EffectOf<'authorise'> }

type AttemptTerms = Pick<
  PaymentIntent,
  | 'id'
  | 'amount'
  | 'amount_received'
  | 'attempts'
  | 'currency'
  | 'capture_method'
  | 'card_options'
  | 'method_options'
  | 'expires_at'
  | 'usage'
  | 'setup_future_usage'
  | 'statement_descriptor'
  | 'statement_descriptor_suffix'
>

export type AttemptChoice = {
  /** The payment method's id and type. */
  readonly id: string
  readonly type: string
  /** Its row, where it existed before. */
  readonly saved: PaymentMethod | null
}

/** What only the request that confirms knows. */
export type ConfirmOptions = {
  readonly mandate?: string
  readonly radar_session?: string
  /** Brought along; the cryptogram goes with the call and is kept nowhere. */
  readonly three_d_secure?: BroughtAuthentication
  /** By method, options that are good for this attempt only: a code that the payer typed. */
  readonly once?: Readonly<Record<string, JsonObject>>
}

export function startAttempt(
  intent: AttemptTerms,
  method: AttemptChoice,
  options: {
    off_session: boolean
    changes: Partial<IntentTerms>
    return_url: string | null
    presentment?: Quote | null
    acceptance?: CustomerAcceptance | null
    wishes?: ConfirmOptions
    /** The mandate that is named. */
    leave?: Mandate | null
    /** The id of the account that it goes through. */
    account: string
  },
  context: CommandContext,
): AttemptStart {
  const usage = savingFor(intent, method.type)
  const wishes = options.wishes ?? {}
  const arrangement = arrangementOf(intent, method, wishes)
  const attempt: Attempt = {
    charge: context.newId('ch'),
    payment_method: method.id,
    connector_account: options.account,
    amount: owedAmount(intent),
    currency: intent.currency,
    started: context.now,
    calls: 1,
    off_session: options.off_session,
    ...(method.type === 'card' ? {} : methodPart(intent, method.type, context)),
    ...(options.presentment == null ? {} : { presentment: presentmentIn(options.presentment) }),
    ...(method.saved?.credential == null
      ? {}
      : { network_transaction_id: method.saved.credential.network_transaction_id }),
    ...(options.leave?.single_use == null ? {} : { once_under: options.leave.id }),
    ...(options.acceptance == null ? {} : { acceptance: options.acceptance }),
    ...(usage === intent.setup_future_usage ? {} : { setup_future_usage: usage }),
    ...(Object.keys(arrangement).length === 0 ? {} : { arrangement }),
    challenge: null,
  }
  const operation = authoriseOperation(attempt, context)
  return {
    event: event(paymentIntent, intent.id, {
      type: 'attempt_started',
      attempt,
      attempts: (intent.attempts ?? 0) + 1,
      operation,
      changes: options.changes,
      return_url: options.return_url,
    }),
    effect: authoriseEffect(intent, attempt, operation.call, context.environment.statementDescriptor, null, wishes),
  }
}

/** What is agreed for an attempt beside amount and method. */
const arrangementOf = (intent: AttemptTerms, { type, saved }: AttemptChoice, wishes: ConfirmOptions): Arrangement => {
  const { radar_session, three_d_secure: brought } = wishes
  // A saved method is charged under the mandate that came with it, unless the request names another.
  // One that is good for one payment is used where it is named.
  const standing = saved?.credential?.single_use === true ? undefined : saved?.credential?.mandate
  const mandate = wishes.mandate ?? standing
  return {
    ...(type === 'card' ? cardArrangement(intent.card_options) : {}),
    ...(mandate === undefined ? {} : { mandate }),
    ...(radar_session === undefined ? {} : { radar_session }),
    ...(brought === undefined ? {} : { brought_authentication: true as const }),
  }
}

/** The method's code and the payer's time: what the request asks for, or the method's default; never beyond the payment's. */
function methodPart(
  intent: AttemptTerms,
  type: string,
  context: CommandContext,
): Pick<Attempt, 'method' | 'expires_at'> {
  const method = context.methods.of(type)
  assert(method !== null, `the method ${type} is offered`)
  const wished = expiryOf(method, intent.method_options?.[type] ?? {}, context.now)
  // A reusable code has no end of its own; a payment's time still ends it.
  const own = intent.usage === 'multiple' ? (hasExpiryOption(intent.method_options?.[type]) ? wished : null) : wished
  const ends = [own, intent.expires_at].filter((at) => at !== null)
  return { method: type, ...(ends.length === 0 ? {} : { expires_at: Math.min(...ends) }) }
}

/** The same payment through another account: a try, and a charge, of its own. The payer's time goes on. */
export function fallbackAttempt(
  intent: PaymentIntent,
  failed: Attempt,
  account: string,
  context: CommandContext,
): { attempt: Attempt; operation: Operation; effect: EffectOf<'authorise'> } {
  const { asked: _, challenge: _over, ...same } = failed
  const attempt: Attempt = {
    ...same,
    charge: context.newId('ch'),
    connector_account: account,
    started: context.now,
    calls: 1,
    fallback: true,
    challenge: null,
  }
  const operation = authoriseOperation(attempt, context)
  const effect = authoriseEffect(intent, attempt, operation.call, context.environment.statementDescriptor)
  return { attempt, operation, effect }
}

/** The attempt goes on after its challenge, or with the payer's code, with a call of its own. */
export function continueAttempt(
  intent: PaymentIntent,
  attempt: Attempt,
  context: CommandContext,
  code: string | null = null,
): AttemptStart {
  const calls = attempt.calls + 1
  const operation = authoriseOperation(attempt, context)
  return {
    event: event(paymentIntent, intent.id, { type: 'attempt_continued', operation, calls }),
    effect: authoriseEffect(intent, attempt, operation.call, context.environment.statementDescriptor, code),
  }
}

/** The question how an attempt stands: about the call that handed out what the payer holds. */
export const probeEffect = (intent: PaymentIntent, attempt: Attempt, descriptor: string): EffectOf<'authorise'> =>
  authoriseEffect(intent, attempt, attempt.asked?.call ?? '', descriptor)

const authoriseOperation = (attempt: Attempt, context: CommandContext): Operation => ({
  kind: 'authorise',
  call: context.newId('call'),
  charge: attempt.charge,
  amount: attempt.amount,
  started: context.now,
  final: true,
  reason: null,
})

/** For which later payments the method of an attempt is saved. */
export const storedCredentialOf = (
  intent: Pick<PaymentIntent, 'setup_future_usage'>,
  { setup_future_usage }: Pick<Attempt, 'setup_future_usage'>,
): PaymentIntent['setup_future_usage'] =>
  setup_future_usage === undefined ? intent.setup_future_usage : setup_future_usage

/** The part of what was agreed that a processor has to know. */
function cardWishes({ arrangement }: Attempt, brought: BroughtAuthentication | undefined): CardRequestOptions {
  const { mandate: _, radar_session: __, no_increment: ___, no_multicapture: ____, ...known } = arrangement ?? {}
  const { brought_authentication: _____, ...wishes } = known
  return { ...wishes, ...(brought === undefined ? {} : { three_d_secure: brought }) }
}

function authoriseEffect(
  intent: AttemptTerms,
  attempt: Attempt,
  call: string,
  descriptor: string,
  code: string | null = null,
  { three_d_secure, once }: ConfirmOptions = {},
): EffectOf<'authorise'> {
  const type = attempt.method ?? 'card'
  const isCard = type === 'card'
  const wishes = isCard ? cardWishes(attempt, undefined) : {}
  const options = { ...intent.method_options?.[type] }
  // A proof and a code of the payer's go with the call and are kept nowhere.
  const inHand = {
    ...(code === null ? {} : { code }),
    ...(isCard && three_d_secure !== undefined ? { wishes: cardWishes(attempt, three_d_secure) } : {}),
    ...(isCard || once?.[type] === undefined ? {} : { options: { ...options, ...once[type] } }),
  }
  const request: StoredRequestOf<'authorise'> = {
    payment: intent.id,
    charge: attempt.charge,
    amount: attempt.presentment?.amount ?? attempt.amount,
    currency: attempt.presentment?.currency ?? attemptCurrency(intent, attempt),
    mode: capturesLater(intent, type) ? 'authorise' : 'sale',
    off_session: attempt.off_session,
    setup_future_usage: storedCredentialOf(intent, attempt),
    stored_credential:
      attempt.network_transaction_id === undefined ? null : { network_transaction_id: attempt.network_transaction_id },
    request_three_d_secure: intent.card_options.request_three_d_secure,
    authentication:
      attempt.challenge?.result == null
        ? null
        : {
            challenge: attempt.challenge.id,
            result: attempt.challenge.result,
            step: attempt.challenge.step ?? 'challenge',
          },
    statement_descriptor: intent.statement_descriptor ?? descriptor,
    expires_at: attempt.expires_at ?? null,
    reusable: intent.usage === 'multiple',
    code: null,
    seen: attempt.asked?.seen ?? 0,
    ...(Object.keys(wishes).length === 0 ? {} : { wishes }),
    ...(isCard || Object.keys(options).length === 0 ? {} : { options }),
  }
  return callConnector('authorise', request, {
    id: call,
    recorder: paymentIntent,
    root: intent.id,
    paymentMethod: attempt.payment_method,
    connectorAccount: attempt.connector_account,
    uses: { method: type },
    inHand,
  })
}
