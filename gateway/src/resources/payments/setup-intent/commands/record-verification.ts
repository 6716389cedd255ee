import type { Approval, Decline } from '../../../../contracts/connector.ts'
import { event, locked, peekIf } from '../../../../engine/aggregate.ts'
import { type CommandContext, type Decision, defineCommand } from '../../../../engine/command.ts'
import type { EffectOf } from '../../../../engine/effect.ts'
import { type OutcomeInput, refuseOutcomeKnown } from '../../../../engine/outcome.ts'
import { assert } from '../../../../kernel/assert.ts'
import { attached, customer, declinedMethod, refuseAttaching } from '../../../customers/customer/index.ts'
import { mandateGranted } from '../../../customers/mandate/index.ts'
import { type PaymentMethod, paymentMethod, type StoredCredential } from '../../../customers/payment-method/index.ts'
import { setupAttempt, setupIntent } from '../aggregate.ts'
import type { SetupCurrentAttempt, SetupError, SetupIntent } from '../model.ts'

/** What the issuer said of a method that is to be saved: saved, a challenge, or a refusal. */
export const recordVerification = defineCommand({
  name: 'setup_intent.record_verification',
  needs: ({ effect }: OutcomeInput<'verify'>) => ({
    intent: locked(setupIntent, effect.root, 'intent'),
    method: locked(paymentMethod, effect.paymentMethod ?? '', 'payment_method'),
  }),
  thenNeeds: ({ intent }) => ({
    owner: peekIf(customer, intent.customer, 'customer'),
    tried: peekIf(setupAttempt, intent.attempt?.id),
  }),
  decide({ intent, method, owner }, { effect, outcome }, context) {
    const { attempt } = intent
    if (attempt?.call !== effect.id) return refuseOutcomeKnown({ call: effect.id })
    const rest = { done: [effect.id], subject: { noun: setupIntent, id: intent.id } }
    switch (outcome.outcome) {
      case 'verified': {
        const taken = owner?.deleted
          ? { message: 'The customer was deleted meanwhile.' }
          : refuseAttaching(method, method.type, intent.customer ?? method.customer ?? '', context.methods)
        if (taken !== null) return { ...failed({ intent, attempt, method }, lost(taken.message)), ...rest }
        return { ...saved({ intent, attempt, method }, outcome.approval, context), ...rest }
      }
      case 'challenge': {
        const step = outcome.step === 'device' ? { step: outcome.step } : {}
        return {
          events: [
            event(setupIntent, intent.id, { type: 'action_required', challenge: outcome.challenge, ...step }),
            ...(attempt.challenge === null ? [event(setupAttempt, attempt.id, { type: 'asked' })] : []),
          ],
          ...rest,
        }
      }
      case 'declined':
        return { ...failed({ intent, attempt, method }, outcome.decline), ...rest }
      case 'never_received':
      case 'not_sent':
      case 'unsupported':
        return { ...failed({ intent, attempt, method }, lost('The processor did not receive the request.')), ...rest }
    }
  },
})

/** The issuer has not answered: the try stays open, and the processor is asked until it is known. */
export const recordVerificationDoubt = defineCommand({
  name: 'setup_intent.record_verification_doubt',
  needs: ({ effect }: { effect: EffectOf<'verify'> }) => ({ intent: locked(setupIntent, effect.root, 'intent') }),
  decide({ intent }, { effect }) {
    if (intent.attempt?.call !== effect.id) return refuseOutcomeKnown({ call: effect.id })
    return { events: [], subject: { noun: setupIntent, id: intent.id } }
  },
})

type Facts = { readonly intent: SetupIntent; readonly attempt: SetupCurrentAttempt; readonly method: PaymentMethod }
type Said = Pick<Decline, 'code' | 'decline_code' | 'message' | 'network_decline_code' | 'advice_code'>

const lost = (why: string): Said => ({
  code: 'processing_error',
  decline_code: null,
  message: `${why} Nothing was saved; try again.`,
  network_decline_code: null,
  advice_code: 'try_again_later',
})

function saved(
  { intent, attempt, method }: Facts,
  approval: Approval,
  context: CommandContext,
): Pick<Decision, 'events'> {
  const agreed =
    attempt.acceptance === null
      ? null
      : mandateGranted(
          {
            payment_method: method.id,
            type: method.type,
            acceptance: attempt.acceptance,
            single_use: intent.single_use,
            ...prefixOf(intent, method.type),
          },
          context,
        )
  const credential: StoredCredential = {
    network_transaction_id: approval.network_transaction_id,
    usage: intent.usage,
    stored: context.now,
    ...(agreed === null ? {} : { mandate: agreed.id }),
    ...(agreed === null || intent.single_use === null ? {} : { single_use: true }),
  }
  const kept =
    intent.customer !== null && method.customer === null
      ? attached(method.id, intent.customer, credential)
      : event(paymentMethod, method.id, { type: 'credential_stored', credential })
  return {
    events: [
      ...(agreed === null ? [] : [agreed.event]),
      kept,
      event(setupAttempt, attempt.id, { type: 'verified', approval }),
      event(setupIntent, intent.id, { type: 'succeeded', mandate: agreed?.id ?? null }),
    ],
  }
}

/** A failed authentication of a setup has a code of its own. */
const codeOf = (code: string): string =>
  code === 'payment_intent_authentication_failure' ? 'setup_intent_authentication_failure' : code

function failed({ intent, attempt, method }: Facts, said: Said): Pick<Decision, 'events' | 'declined'> {
  assert(said.message !== '', 'a no says why')
  const code = codeOf(said.code)
  const error: SetupError = {
    type:
      method.card === null || code === 'setup_intent_authentication_failure' ? 'invalid_request_error' : 'card_error',
    code,
    decline_code: said.decline_code,
    message: said.message,
    network_decline_code: said.network_decline_code,
    advice_code: said.advice_code,
    payment_method: method,
  }
  return {
    events: [
      event(setupAttempt, attempt.id, { type: 'failed', error }),
      event(setupIntent, intent.id, { type: 'attempt_failed', error }),
    ],
    declined: { ...declinedMethod({ ...said, code }), shows: { setup_intent: intent.id } },
  }
}

/** How the reference of a mandate begins, where the options of its method say so. */
function prefixOf({ method_options }: SetupIntent, type: string): { prefix?: string } {
  const options = method_options?.[type]?.mandate_options
  const prefix = typeof options === 'object' && options !== null ? Reflect.get(options, 'reference_prefix') : null
  return typeof prefix === 'string' ? { prefix } : {}
}
