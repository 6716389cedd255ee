/** Where a payer's browser comes by, and the payer that a sandbox plays. */
import { Type } from 'typebox'
import { type Hosting, ignored, mapped, type VisitEnd, type VisitedPayment } from '../../contracts/dialect.ts'
import {
  type AnyForeignRoute,
  type DialectAuth,
  defineAnswer,
  defineForeignRoute,
  type ForeignEngine,
} from '../../engine/dialect.ts'
import type { RequestContext } from '../../engine/route.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/refusal.ts'
import { OneOf, Text } from '../../kernel/schema.ts'
import { addressIn } from '../../kernel/web-address.ts'
import { challengeUrl } from '../../resources/customers/payment-method/index.ts'
import {
  checkoutUrl,
  type PaymentIntent,
  payerUrl,
  paymentIntent,
} from '../../resources/payments/payment-intent/index.ts'
import { done } from './access-token.ts'
import { conventions } from './conventions.ts'
import { AmountFields } from './fields.ts'
import { findSession, harsyaAmount } from './request-values.ts'
import { detailUrl } from './session.ts'
import { harsyaMethodType, harsyaPhase } from './values.ts'

type Visit = { readonly engine: ForeignEngine; readonly auth: DialectAuth; readonly request: RequestContext }

/** The payment of a payer who shows its client secret; null where there is none. */
async function visited(
  env: string,
  secret: string,
  { engine, auth, request }: Visit,
): Promise<PaymentIntent | Refusal | null> {
  const environment = await auth.environment(env)
  if (isRefusal(environment)) return environment
  const id = secret.slice(0, secret.indexOf('_secret_'))
  if (environment === null || id === '') return null
  const row = await engine.row(paymentIntent, id, { ...request, environment })
  return row !== null && row.client_secret === secret ? row : null
}

type Address = 'successReturnUrl' | 'failureReturnUrl' | 'expirationReturnUrl'

/** An address as the merchant sent it. */
function addressOf({ foreign }: Pick<VisitedPayment, 'foreign'>, name: Address): string | null {
  const urls = foreign?.dialect === conventions.name ? foreign.data.redirectUrl : null
  const url: unknown = typeof urls === 'object' && urls !== null ? Reflect.get(urls, name) : null
  return typeof url === 'string' ? addressIn(url, 'browser') : null
}

const addresses: Readonly<Record<VisitEnd, Address>> = {
  succeeded: 'successReturnUrl',
  failed: 'failureReturnUrl',
  pending: 'successReturnUrl',
  expired: 'expirationReturnUrl',
}
/** After the hosted page. */
export const payerReturnUrl = (payment: VisitedPayment, end: VisitEnd): string | null =>
  addressOf(payment, addresses[end])

/** The methods that it has; a session of one kind offers those of its kind by itself. */
export const hostedPage = (): Hosting => ({ offers: ({ code }) => harsyaMethodType(code) !== null })

/** Where the merchant wants its payer by now; null where it did not say. */
function returnAddress(row: PaymentIntent): string | null {
  const address = (name: Address): string | null => addressOf(row, name)
  switch (harsyaPhase(row, null)) {
    case 'attempt_failed':
    case 'canceled':
      return address('failureReturnUrl')
    case 'expired':
    case 'reusable_ended':
      return address('expirationReturnUrl')
    case 'paid':
    case 'partly_refunded':
    case 'refunded':
    case 'authorised':
    case 'processing':
      return address('successReturnUrl')
    default:
      return null
  }
}

const missing = () => refuse.resourceMissing({ noun: 'payment session', id: '', param: 'token' })

/** The page that a session's paymentUrl names: it sends on to what the payer has to do, or back to the merchant. */
const detail = defineForeignRoute({
  method: 'GET',
  path: '/detail',
  operationId: 'Pages.Detail',
  summary: "The payer's page of a session",
  source: 'vendor',
  access: 'open',
  page: true,
  resource: 'payment_intents',
  query: Type.Object({ token: Text(1000) }),
  fields: { '?token': mapped('client_secret') },
  answers: [],
  handle: async ({ query, engine, auth, request }) => {
    const [env = '', secret = ''] = Buffer.from(query.token, 'base64url').toString('utf8').split('/', 2)
    const row = await visited(env, secret, { engine, auth, request })
    if (row === null || isRefusal(row)) return row ?? missing()
    const { attempt } = row
    if (row.status === 'requires_action' && attempt?.challenge?.result === null)
      return { redirect: challengeUrl(row, attempt.challenge.id, engine.publicUrl()) }
    if (row.status === 'requires_action' && attempt !== null)
      return { redirect: payerUrl(row, attempt.charge, engine.publicUrl()) }
    // Nothing to do and nowhere to go: the payer chooses, or is told how it ended.
    return { redirect: returnAddress(row) ?? checkoutUrl(row, engine.publicUrl()) }
  },
})

/** A payer comes back from a bank's page: on to the merchant's address for how it went. */
const comeBack = defineForeignRoute({
  method: 'GET',
  path: '/return/:env',
  operationId: 'Pages.Return',
  summary: "Back from a bank's page, on to the merchant",
  source: 'ours',
  access: 'open',
  page: true,
  resource: 'payment_intents',
  params: Type.Object({ env: Text(100) }),
  query: Type.Object({
    payment_intent: Type.Optional(Text(100)),
    payment_intent_client_secret: Text(255),
    redirect_status: Type.Optional(Text(20)),
  }),
  fields: {
    '?payment_intent': mapped('id'),
    '?payment_intent_client_secret': mapped('client_secret'),
    '?redirect_status': ignored('How it went is read from the payment.'),
  },
  answers: [],
  handle: async ({ params, query, engine, auth, request, base }) => {
    const row = await visited(params.env, query.payment_intent_client_secret, { engine, auth, request })
    if (row === null || isRefusal(row)) return row ?? missing()
    return { redirect: returnAddress(row) ?? detailUrl(row, base) }
  },
})

export const simulated = defineAnswer<null>({
  noun: 'payment_intent',
  fields: {
    code: ignored('Always 00.'),
    message: ignored('Always Success.'),
    'data.updated': ignored('Always true, as a text.'),
  },
  render: () => ({ ...done, data: { updated: 'true' } }),
})

const simulate = defineForeignRoute({
  method: 'POST',
  path: '/v2/payments/simulations',
  operationId: 'Payments.Simulate',
  summary: 'In a sandbox: play the payer of a number, a code or a wallet',
  source: 'vendor',
  access: 'token',
  resource: 'test_helpers',
  body: Type.Object({
    paymentSessionId: Text(255),
    chargeStatus: OneOf(['SUCCESS', 'EXPIRED'] as const),
    amount: Type.Optional(AmountFields),
  }),
  fields: {
    paymentSessionId: mapped('payment_intent'),
    chargeStatus: mapped('outcome'),
    'amount.value': mapped('amount'),
    'amount.currency': ignored("It must be the session's own."),
  },
  answers: ['simulated'],
  handle: async ({ body, exact, engine, auth, request }) => {
    const row = await findSession(body.paymentSessionId, { engine, request }, 'paymentSessionId')
    if (isRefusal(row)) return row
    const money = body.amount === undefined ? null : harsyaAmount({ exact }, body.amount, 'amount')
    if (money !== null && isRefusal(money)) return money
    if (row.usage === 'multiple' && body.chargeStatus === 'SUCCESS' && money === null)
      return refuse.parameterMissing({ param: 'amount' })
    const outcome = body.chargeStatus === 'SUCCESS' ? 'succeed' : 'expire'
    const refusal = await auth.simulate(request, row.id, outcome, money?.amount ?? null)
    return refusal ?? (await engine.answer('simulated', null, request))
  },
})

export const pageRoutes: readonly AnyForeignRoute[] = [simulate, detail, comeBack]
