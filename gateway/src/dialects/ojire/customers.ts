/**
 * The merchant's `customerId` stands for a customer of ours, made with the first payment that names it. Its `customerToken`
 * is a customer session: whoever shows it may see, use and add saved cards for half an hour.
 */
import { Type } from 'typebox'
import { mapped } from '../../contracts/dialect.ts'
import { defineForeignRoute, type ForeignEngine } from '../../engine/dialect.ts'
import type { RequestContext } from '../../engine/route.ts'
import { assert } from '../../kernel/assert.ts'
import { isRefusal, type Refusal } from '../../kernel/refusal.ts'
import { Text } from '../../kernel/schema.ts'
import { createCustomer } from '../../resources/customers/customer/index.ts'
import { openSession, openSessionOf, refuseSession } from '../../resources/customers/customer-session/index.ts'
import { paymentMethod } from '../../resources/customers/payment-method/index.ts'

const space = 'ojire customer'

/** A step before the payment's own command: it has no answer that anybody repeats. */
const beforehand = ({ foreign: _, ...request }: RequestContext): RequestContext => ({ ...request, idempotency: null })

/** Of two first payments at once one makes the customer, and the other finds it. */
export async function ojireCustomerFor(
  customerId: string,
  engine: ForeignEngine,
  request: RequestContext,
): Promise<string | Refusal> {
  const known = await engine.referred(space, customerId, request)
  if (known !== null) return known
  const { refusal } = await engine.run(
    createCustomer,
    {
      terms: { metadata: { customerId } },
      method: null,
      reference: { space, value: customerId, param: 'customerId' },
    },
    beforehand(request),
  )
  if (refusal !== undefined && refusal.code !== 'reference_taken') return refusal
  const made = await engine.referred(space, customerId, request)
  assert(made !== null, `customer ${customerId} is made`)
  return made
}

const features = { redisplay: true, allow_redisplay: ['always'], save: true, remove: false } as const

/** A customer session for the payer's page or app. */
export async function customerToken(
  customer: string,
  engine: ForeignEngine,
  request: RequestContext,
): Promise<string | Refusal> {
  const { refusal, body } = await engine.run(openSession, { customer, features }, beforehand(request))
  if (refusal !== undefined) return refusal
  // Our own answer, in the native shape.
  return (JSON.parse(body) as { client_secret: string }).client_secret
}

export const savedCards = defineForeignRoute({
  method: 'GET',
  path: '/v1/payment-methods',
  operationId: 'PaymentMethods.List',
  summary: "List a payer's saved cards",
  source: 'ours',
  access: 'public',
  resource: 'payment_methods',
  query: Type.Object({ customerToken: Text(255) }),
  fields: { '?customerToken': mapped('client_secret') },
  answers: ['savedCard'],
  handle: async ({ query, engine, request }) => {
    const session = await openSessionOf(query.customerToken, engine, request)
    if (isRefusal(session)) return session
    if (!session.features.redisplay) return refuseSession.notAllowed({ what: 'showing saved methods' })
    const where = { customer: session.customer, type: 'card', allow_redisplay: session.features.allow_redisplay }
    const page = { limit: 100, starting_after: null, ending_before: null, created: {} }
    const { rows } = await engine.rows(paymentMethod, where, page, request)
    const data: unknown[] = []
    for (const row of rows) data.push(await engine.render('savedCard', row, request))
    return engine.send({ data })
  },
})
