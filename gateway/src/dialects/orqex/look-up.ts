/** The objects that a path names, looked up. */
import type { ForeignEngine } from '../../engine/dialect.ts'
import type { RequestContext } from '../../engine/route.ts'
import type { ForeignIds } from '../../kernel/foreign-id.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/refusal.ts'
import { type Charge, charge } from '../../resources/payments/charge/index.ts'
import { type PaymentIntent, paymentIntent } from '../../resources/payments/payment-intent/index.ts'
import { attemptsOf, type OrqexAttempt } from './attempts.ts'
import { attemptIds, orqexIntentIds } from './ids.ts'

export async function findIntent(
  id: string,
  engine: ForeignEngine,
  request: RequestContext,
  ids: ForeignIds = orqexIntentIds,
): Promise<PaymentIntent | Refusal> {
  const intent = await engine.find(paymentIntent, ids, id, request)
  return intent ?? refuse.resourceMissing({ noun: ids === orqexIntentIds ? 'payment intent' : 'checkout', id })
}

/** More charges than one payment has. */
const chargesMax = 100

export async function orqexCharges(
  { id }: PaymentIntent,
  engine: ForeignEngine,
  request: RequestContext,
): Promise<readonly Charge[]> {
  const page = { limit: chargesMax, starting_after: null, ending_before: null, created: {} }
  return (await engine.rows(charge, { payment_intent: id }, page, request)).rows
}

export async function findAttempt(
  params: { readonly id: string; readonly attempt: string },
  engine: ForeignEngine,
  request: RequestContext,
): Promise<{ intent: PaymentIntent; tried: OrqexAttempt } | Refusal> {
  const intent = await findIntent(params.id, engine, request)
  if (isRefusal(intent)) return intent
  const tried = attemptsOf(intent, await orqexCharges(intent, engine, request)).find(
    ({ id }) => attemptIds.of(id) === params.attempt,
  )
  return tried === undefined
    ? refuse.resourceMissing({ noun: 'payment attempt', id: params.attempt, param: 'attempt' })
    : { intent, tried }
}
