/** A merchant of a test: a sandbox of its own, the official client, and what tests of webhooks do again and again. */
import { officialClient, request } from '../client/client.ts'
import type { TestGateway } from './gateway.ts'
import type { TestReceiver } from './receiver.ts'

export type Endpoint = { id: string; secret: string }
export type ReceivedDelivery = {
  event: string
  type: string
  status: string
  webhook_endpoint: string | null
  url: string
  next_attempt_at: number | null
  attempts: {
    response_status: number | null
    error: string | null
    response_body: string | null
    attempted_at: number
  }[]
}

/** A fresh one, so that no test's endpoints meet another's. */
export async function merchantAt(at: TestGateway) {
  const key = await at.sandbox()
  const stripe = officialClient(at.url, key)
  const call = (path: string, form?: Record<string, unknown>, headers: Record<string, string> = {}, verb?: string) =>
    request(at.url, path, {
      key,
      headers,
      ...(form === undefined ? {} : { form }),
      ...(verb === undefined ? {} : { method: verb }),
    })
  return {
    key,
    stripe,
    call,
    listen: async (
      receiver: TestReceiver,
      events: string[] = ['*'],
      more: Record<string, unknown> = {},
    ): Promise<Endpoint> => {
      const form = { url: receiver.url, enabled_events: events, ...more }
      return (await call('/v1/webhook_endpoints', form)).body as unknown as Endpoint
    },
    pay: () =>
      stripe.paymentIntents.create({ amount: 2000, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' }),
    deliveriesOf: async (path: string): Promise<ReceivedDelivery[]> =>
      (await call(path)).body.data as unknown as ReceivedDelivery[],
  }
}
