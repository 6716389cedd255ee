/** Vendure's payments plugin: its Stripe service and its payment handler, over the smallest stand-ins for Vendure's own services. */
import { createHmac } from 'node:crypto'
import type StripeClient from 'stripe'
import { check, driverClient, needed, report, required, same, secretKey } from '../checks.ts'

type Customer = {
  id: number
  emailAddress: string
  firstName: string
  lastName: string
  customFields: { stripeCustomerId?: string }
}
type Order = { id: number; code: string; currencyCode: string; totalWithTax: number; customer: Customer }
type Service = {
  createPaymentIntent(context: object, order: Order): Promise<string>
  getStripeCustomerId(context: object, order: Order): Promise<string>
  constructEventFromPayload(
    context: object,
    order: Order,
    payload: Buffer,
    signature: string,
  ): Promise<StripeClient.Event>
}
type Handler = {
  init(injector: { get(): Service }): void
  createPayment(
    context: object,
    order: Order,
    amount: number,
    args: unknown[],
    metadata: object,
  ): Promise<{ state: string }>
  createRefund(
    context: object,
    input: object,
    amount: number,
    order: Order,
    payment: object,
    args: unknown[],
  ): Promise<{ state: string }>
}

const folder = '@vendure/payments-plugin/package/stripe'
const { StripeService } = required<{ StripeService: new (...services: object[]) => Service }>(
  `${folder}/stripe.service.js`,
)
const { stripePaymentMethodHandler: handler } = required<{ stripePaymentMethodHandler: Handler }>(
  `${folder}/stripe.handler.js`,
)
const stripe = driverClient(null)

const webhookSecret = 'whsec_integrations'
const customer: Customer = {
  id: 1,
  emailAddress: `vendure-${process.pid}-${Date.now()}@example.com`,
  firstName: 'V',
  lastName: 'E',
  customFields: {},
}
const order: Order = {
  id: 7,
  code: `V${process.pid}${Date.now()}`,
  currencyCode: 'USD',
  totalWithTax: 12_345,
  customer,
}
let stored: Order = order
const args = [
  { name: 'apiKey', value: secretKey },
  { name: 'webhookSecret', value: webhookSecret },
]
const method = { code: 'stripe', handler: { code: 'stripe', args } }
const connection = { getRepository: () => ({ findOne: async () => stored, save: async (row: object) => row }) }
const methods = { getEligiblePaymentMethods: async () => [method], findAll: async () => ({ items: [method] }) }
const context = { activeUserId: 1, apiType: 'admin', channel: { token: 'shop' }, languageCode: 'en' }
const options = {
  storeCustomersInStripe: true,
  metadata: async () => ({ k: 'v' }),
  paymentIntentCreateParams: async () => ({ description: 'Order', receipt_email: 'a@example.com' }),
  customerCreateParams: async () => ({
    address: { line1: 'x', postal_code: '1', city: 'c', state: 's', country: 'US' },
  }),
}
const service = new StripeService(options, connection, methods, {})

const secret = await check('createPaymentIntent', () => service.createPaymentIntent(context, order))
await check('the same order again gives the same secret', async () =>
  same(await service.createPaymentIntent(context, order), secret),
)
await check('its customer is saved', () => same(customer.customFields.stripeCustomerId?.slice(0, 4), 'cus_'))
await check('its customer is found by e-mail', async () => {
  stored = { ...order, customer: { ...customer, customFields: {} } }
  same(await service.getStripeCustomerId(context, stored), customer.customFields.stripeCustomerId)
})
const intent = () => needed(needed(secret, 'createPaymentIntent').split('_secret_')[0], 'an id')
await check('a webhook verifies, and has what the controller reads', async () => {
  await stripe.paymentIntents.confirm(intent(), {
    payment_method: 'pm_card_visa',
    return_url: 'https://shop.example/back',
  })
  const { data } = await stripe.events.list({ type: 'payment_intent.succeeded', limit: 5 })
  const event = data.find(({ data: { object } }) => (object as { id: string }).id === intent())
  const payload = JSON.stringify(needed(event, 'the event'))
  const at = Math.floor(Date.now() / 1000)
  const v1 = createHmac('sha256', webhookSecret).update(`${at}.${payload}`).digest('hex')
  const heard = await service.constructEventFromPayload(context, order, Buffer.from(payload), `t=${at},v1=${v1}`)
  const { amount_received, metadata } = heard.data.object as StripeClient.PaymentIntent
  same(metadata.orderCode, order.code)
  same(amount_received, 12_345)
})
handler.init({ get: () => service })
const payment = () => ({ transactionId: intent() })
await check('createPayment', async () => {
  const metadata = { paymentIntentAmountReceived: 12_345, paymentIntentId: intent() }
  same((await handler.createPayment(context, order, 12_345, [], metadata)).state, 'Settled')
})
await check('createRefund, a part', async () =>
  same((await handler.createRefund(context, {}, 345, order, payment(), [])).state, 'Settled'),
)
await check('createRefund, more than was paid', async () =>
  same((await handler.createRefund(context, {}, 99_999, order, payment(), [])).state, 'Failed'),
)
report()
