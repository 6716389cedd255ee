/** Saving the method of a payment for later ones: what `setup_future_usage` asks for, once the payer has paid. */
import type { Approval } from '../../../../contracts/connector.ts'
import { type DecidedEvent, event, locked, type Need, peekIf } from '../../../../engine/aggregate.ts'
import type { CommandContext } from '../../../../engine/command.ts'
import type { EffectOf } from '../../../../engine/effect.ts'
import { attached } from '../../../customers/customer/index.ts'
import { mandate, mandateGranted } from '../../../customers/mandate/index.ts'
import { type PaymentMethod, paymentMethod, type StoredCredential } from '../../../customers/payment-method/index.ts'
import type { Attempt, PaymentIntent } from '../model.ts'
import { storedCredentialOf } from './attempt.ts'

/** The method of a call: locked where its outcome may save it. */
export const methodOfCall = ({ paymentMethod: id, request }: EffectOf<'authorise'>): Need<PaymentMethod, true> =>
  id !== null && request.setup_future_usage != null
    ? ({ ...locked(paymentMethod, id, 'payment_method'), optional: true } as Need<PaymentMethod, true>)
    : peekIf(paymentMethod, id, 'payment_method')

/**
 * What an approval saves: the network's id of this payment, and the method for its customer, if there is one. A method that
 * is another customer's by now, or was detached meanwhile, stays as it is.
 */
export function savedMethod(
  intent: PaymentIntent,
  method: PaymentMethod,
  approval: Approval,
  context: CommandContext,
): DecidedEvent[] {
  const { customer, attempt } = intent
  const usage = attempt === null ? intent.setup_future_usage : storedCredentialOf(intent, attempt)
  const acceptance = attempt?.acceptance ?? null
  if (usage === null || method.detached) return []
  if (method.customer !== null && method.customer !== customer) return []
  const terms = { payment_method: method.id, type: method.type, single_use: null }
  const agreed =
    acceptance === null ? null : mandateGranted({ ...terms, acceptance, ...prefixOf(intent, method.type) }, context)
  const credential: StoredCredential = {
    network_transaction_id: approval.network_transaction_id,
    usage,
    stored: context.now,
    ...(agreed === null ? {} : { mandate: agreed.id }),
  }
  return [...(agreed === null ? [] : [agreed.event]), ...kept(method, customer, credential)]
}

function kept(method: PaymentMethod, customer: string | null, credential: StoredCredential): DecidedEvent[] {
  if (customer !== null && method.customer === null) return [attached(method.id, customer, credential)]
  // What the network knows already stays; a later payment may turn on-session use into off-session use.
  const known = method.credential
  const less = known !== null && (known.usage === 'off_session' || credential.usage === 'on_session')
  if (less && credential.mandate === undefined) return []
  return [event(paymentMethod, method.id, { type: 'credential_stored', credential })]
}

/** The attempt as its charge takes it over: under the mandate that its payer gives with it. */
export function withMandate(attempt: Attempt, saved: readonly DecidedEvent[]): Attempt {
  const leave = saved.find(({ noun }) => noun.name === mandate.name)
  return leave === undefined ? attempt : { ...attempt, arrangement: { ...attempt.arrangement, mandate: leave.id } }
}

/** How the reference of a mandate begins, where the options of its method say so. */
function prefixOf({ method_options }: PaymentIntent, type: string): { prefix?: string } {
  const options = method_options?.[type]?.mandate_options
  const prefix = typeof options === 'object' && options !== null ? Reflect.get(options, 'reference_prefix') : null
  return typeof prefix === 'string' ? { prefix } : {}
}
