/** How the simulated issuers authenticate a payer: not at all, without a challenge, by one, or as somebody else already did. */
import type {
  AuthoriseOutcome,
  AuthoriseRequest,
  BroughtAuthentication,
  CallContext,
  ThreeDSecure,
  VerifyRequest,
} from '../../contracts/connector.ts'
import { declineOf } from '../../contracts/declines.ts'
import { digest } from './digest.ts'
import type { CardEffect } from './test-cards.ts'

const frictionless: ThreeDSecure = {
  authentication_flow: 'frictionless',
  electronic_commerce_indicator: '05',
  result: 'authenticated',
  result_reason: null,
  transaction_id: null,
  version: '2.2.0',
}
const challenged: ThreeDSecure = { ...frictionless, authentication_flow: 'challenge' }
const notCarriedOut = (result: ThreeDSecure['result'], result_reason: ThreeDSecure['result_reason']): ThreeDSecure => ({
  authentication_flow: null,
  electronic_commerce_indicator: result === 'attempt_acknowledged' ? '06' : '07',
  result,
  result_reason,
  transaction_id: null,
  version: result === 'not_supported' ? null : '2.2.0',
})

/** The network knows the card as one on file. */
const isSetUp = (request: AuthoriseRequest | VerifyRequest): boolean =>
  'stored_credential' in request && request.stored_credential?.network_transaction_id != null

const challengeIn = (
  context: CallContext,
  step: 'device' | 'challenge',
): Extract<AuthoriseOutcome, { outcome: 'challenge' }> => ({
  outcome: 'challenge',
  challenge: `chl_${digest(context, step).slice(0, 24)}`,
  step,
  three_d_secure_version: '2.2.0',
})

/** How authentication ends for a request: with a result, a challenge, or a decline. */
export function authenticateCard(
  request: AuthoriseRequest | VerifyRequest,
  effect: CardEffect,
  context: CallContext,
): { done: ThreeDSecure | null } | Extract<AuthoriseOutcome, { outcome: 'declined' | 'challenge' }> {
  const requested = request.request_three_d_secure !== 'automatic'
  const failed = notCarriedOut('failed', 'rejected')
  if (request.authentication?.step === 'device' && request.authentication.result === 'authenticated')
    return effect.device === 'then_challenge' ? challengeIn(context, 'challenge') : { done: frictionless }
  if (request.authentication !== null) {
    if (request.authentication.result === 'authenticated')
      return { done: { ...challenged, transaction_id: digest(context, '3ds').slice(0, 32) } }
    const decline = declineOf('authentication_required', {
      code: 'payment_intent_authentication_failure',
      decline_code: null,
      network_decline_code: null,
      message:
        'The provided payment method has failed authentication. Provide payment_method_data or a new payment method to attempt this payment again.',
      three_d_secure: failed,
    })
    return { outcome: 'declined', decline }
  }
  const brought = request.wishes?.three_d_secure
  if (brought !== undefined) return { done: broughtResult(brought) }
  // Nobody is at the other end who could pass a challenge.
  if (request.wishes?.moto) return { done: null }
  if (effect.device !== undefined) return challengeIn(context, 'device')
  const challenge = challengeIn(context, 'challenge')
  const unauthenticated: Extract<AuthoriseOutcome, { outcome: 'declined' }> = {
    outcome: 'declined',
    decline: declineOf('authentication_required', { three_d_secure: null }),
  }
  switch (effect.authentication) {
    case 'always':
      return request.off_session ? unauthenticated : challenge
    case 'unless_set_up':
      if (!request.off_session) return challenge
      return isSetUp(request) ? { done: null } : unauthenticated
    case 'set_up':
      return request.off_session ? { done: null } : challenge
    case 'if_requested':
      return requested && !request.off_session ? challenge : { done: null }
    case 'frictionless':
      return { done: frictionless }
    case 'lookup_error':
      return { done: notCarriedOut('processing_error', 'protocol_error') }
    case 'error_if_requested':
      return { done: requested ? notCarriedOut('processing_error', 'protocol_error') : null }
    case 'unsupported':
      return { done: requested ? notCarriedOut('not_supported', 'network_not_supported') : null }
    default:
      return { done: requested ? notCarriedOut('attempt_acknowledged', 'card_not_enrolled') : null }
  }
}

/** What the networks make of an authentication that was carried out elsewhere. */
function broughtResult(brought: BroughtAuthentication): ThreeDSecure {
  const { ares_trans_status, electronic_commerce_indicator: eci, transaction_id, version } = brought
  const attempted = ares_trans_status === 'A' || eci === '06' || eci === '01'
  const none = ares_trans_status === 'N' || ares_trans_status === 'R' || eci === '07'
  return {
    authentication_flow: ares_trans_status === 'C' ? 'challenge' : 'frictionless',
    electronic_commerce_indicator: eci ?? (none ? '07' : attempted ? '06' : '05'),
    result: none ? 'failed' : attempted ? 'attempt_acknowledged' : 'authenticated',
    result_reason: none ? 'rejected' : null,
    transaction_id,
    version,
  }
}
