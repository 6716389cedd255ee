/** Webhooks into micro's raw buffer, verified by the official client. */
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { atGateway, check, driverClient, eventually, needed, report, required, same } from '../checks.ts'

type Micro = {
  readonly buffer: (request: IncomingMessage) => Promise<Buffer>
  readonly serve: (handler: (request: IncomingMessage) => Promise<string>) => RequestListener
}
const { buffer, serve } = required<Micro>('micro')
const stripe = driverClient(atGateway)

const heard: { type: string; data: { object: object; previous_attributes?: object }; request: object }[] = []
const refused: string[] = []
let secret = ''
const server = createServer(
  serve(async (request) => {
    const raw = await buffer(request)
    try {
      heard.push(stripe.webhooks.constructEvent(raw, String(request.headers['stripe-signature']), secret) as never)
    } catch (error) {
      refused.push(String(error))
    }
    return '{}'
  }),
)
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address() as AddressInfo

const endpoint = await stripe.webhookEndpoints.create({ url: `http://127.0.0.1:${port}/hook`, enabled_events: ['*'] })
secret = endpoint.secret ?? ''
const name = 'Zoë 漢字 🎉'
const customer = await stripe.customers.create({ name })
const intent = await stripe.paymentIntents.create({
  amount: 1000,
  currency: 'eur',
  customer: customer.id,
  payment_method: 'pm_card_visa',
  confirm: true,
  automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
})
await stripe.refunds.create({ payment_intent: intent.id, amount: 100 })
await stripe.customers.update(customer.id, { description: 'x' })
const of = (type: string) =>
  needed(
    heard.find((one) => one.type === type),
    `a delivery of ${type}`,
  )
await check('deliveries arrive', () =>
  eventually(
    () => heard.some(({ type }) => type === 'customer.updated') && heard.some(({ type }) => type === 'charge.refunded'),
  ),
)
await check('every delivery verifies on its raw bytes', () => same(refused.join(), ''))
await check('letters of every script survive', () =>
  same((of('customer.created').data.object as { name: string }).name, name),
)
await check('an update tells what was before', () => {
  const { previous_attributes } = of('customer.updated').data
  same(JSON.stringify(previous_attributes), JSON.stringify({ description: null }))
})
await check('a refund tells what was before', () => {
  const before = of('charge.refunded').data.previous_attributes as { amount_refunded?: number } | undefined
  same(before?.amount_refunded, 0)
})
await check('the request and its key are named', () => {
  const { id, idempotency_key } = of('payment_intent.succeeded').request as { id?: string; idempotency_key?: string }
  same(id?.slice(0, 4), 'req_')
  same(typeof idempotency_key, 'string')
})
await stripe.webhookEndpoints.del(endpoint.id)
server.closeAllConnections()
report()
