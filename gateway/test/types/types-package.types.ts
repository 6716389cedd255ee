/** Held by the compiler: what the types package lets through, and what it does not. Nothing here runs. */
import type { Charge, ErrorAnswer, Event, Operations, PaymentIntent, Refund } from '../../../sdk/types/florin.gen.d.ts'

type Client = {
  readonly [Op in keyof Operations]: (
    given: Pick<Operations[Op], 'params' | 'query' | 'body'>,
  ) => Promise<Operations[Op]['answer']>
}
const nothing = { params: {}, query: {}, body: {} }

export async function rightUses(client: Client, event: Event, refusal: ErrorAnswer) {
  const body = { amount: 2000, currency: 'eur', confirm: true }
  const intent = await client['PaymentIntents.Create']({ ...nothing, body })
  const page = await client['PaymentIntents.List']({ ...nothing, query: { limit: 3 } })
  const newest: PaymentIntent | undefined = page.data[0]
  const charge: Charge | null = typeof intent.latest_charge === 'object' ? intent.latest_charge : null
  return {
    newest,
    charge,
    status: statusInWords(intent),
    refunded: event.type === 'charge.refunded' ? event.data.object.amount_refunded : null,
    balance: event.type === 'customer.created' ? event.data.object.balance : null,
    code: refusal.error.code,
  }
}

/** Every status is one of these: the last branch cannot be reached. */
function statusInWords(intent: PaymentIntent): string {
  switch (intent.status) {
    case 'requires_payment_method':
    case 'requires_confirmation':
    case 'requires_action':
    case 'requires_capture':
      return 'open'
    case 'processing':
      return 'under way'
    case 'succeeded':
      return 'paid'
    case 'canceled':
      return 'over'
    default: {
      const none: never = intent.status
      return none
    }
  }
}

export function wrongUses(client: Client, intent: PaymentIntent, refund: Refund, event: Event) {
  const create = client['PaymentIntents.Create']
  return [
    // @ts-expect-error no such status
    intent.status === 'paid',
    // @ts-expect-error a misspelt field
    intent.amount_captured,
    // @ts-expect-error a charge may be an id, or nothing
    intent.latest_charge.id,
    // @ts-expect-error a refund is no payment intent
    statusInWords(refund),
    // @ts-expect-error an amount is missing
    create({ ...nothing, body: { currency: 'eur' } }),
    // @ts-expect-error an amount is no text
    create({ ...nothing, body: { amount: '20', currency: 'eur' } }),
    // @ts-expect-error no such parameter
    create({ ...nothing, body: { amount: 20, currency: 'eur', colour: 'red' } }),
    // @ts-expect-error the id is missing
    client['PaymentIntents.Capture'](nothing),
    // @ts-expect-error no such call
    client['PaymentIntents.Settle'],
    // @ts-expect-error no such event
    event.type === 'charge.grew',
    // @ts-expect-error the object of this event is no customer
    event.type === 'charge.refunded' ? event.data.object.email : null,
  ]
}
