import type { Engine, RequestContext } from '../../../../engine/route.ts'
import type { Refusal } from '../../../../kernel/refusal.ts'
import type { MethodChoice } from '../../../customers/payment-method/index.ts'
import { paymentIntent } from '../aggregate.ts'

type Given = { readonly payment_method_options?: { readonly card?: { readonly cvc?: string } | null } | null }

/**
 * Keeps the security code of a saved card, where a request brings it, until the authorisation is answered. Gives whether
 * there was one; refuses what cannot be one.
 */
export async function keepCvc(
  body: Given,
  method: MethodChoice | null,
  intent: string | null,
  engine: Engine,
  request: RequestContext,
): Promise<boolean | Refusal> {
  const cvc = body.payment_method_options?.card?.cvc
  if (cvc === undefined) return false
  const chosen = method !== null && 'existing' in method ? method.existing : null
  const own =
    method === null && intent !== null ? (await engine.row(paymentIntent, intent, request))?.payment_method : null
  const card = chosen ?? own ?? null
  if (card === null) return false
  return engine.keepCvc(card, cvc, request) ?? true
}
