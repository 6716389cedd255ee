/** Medusa's payment provider: its services, as Medusa's payment module calls them. */
import { createHmac } from 'node:crypto'
import { check, driverClient, needed, report, required, same, secretKey } from '../checks.ts'

type Answer = {
  id: string
  status: string
  data: Record<string, never> & { id: string; status: string; amount: number }
}
type Provider = Record<
  | 'createAccountHolder'
  | 'updateAccountHolder'
  | 'deleteAccountHolder'
  | 'initiatePayment'
  | 'updatePayment'
  | 'authorizePayment'
  | 'capturePayment'
  | 'refundPayment'
  | 'retrievePayment'
  | 'cancelPayment'
  | 'savePaymentMethod'
  | 'deletePaymentMethod',
  (input: object) => Promise<Answer>
> & {
  listPaymentMethods(input: object): Promise<{ id: string }[]>
  getWebhookActionAndData(input: object): Promise<{ action: string }>
}
type Made = new (container: { logger: Console }, options: object) => Provider

const services = required<Readonly<Record<string, Made>>>('@medusajs/payment-stripe/dist/services')
const stripe = driverClient(null)

const webhookSecret = 'whsec_integrations'
const options = { apiKey: secretKey, capture: false, automaticPaymentMethods: true, webhookSecret }
const provider = (name: string, more: object = {}): Provider => {
  const Service = needed(services[name], name)
  return new Service({ logger: console }, { ...options, ...more })
}
const held = provider('StripeProviderService')
const sale = provider('StripeProviderService', { capture: true })

let count = 0
const context = (more: object = {}) => ({ ...more, idempotency_key: `medusa-${process.pid}-${count++}` })
const return_url = 'https://shop.example/back'
const customer = {
  id: 'c',
  email: 'm@example.com',
  first_name: 'M',
  last_name: 'X',
  phone: '+4912345',
  billing_address: {
    city: 'B',
    country_code: 'de',
    address_1: 'a',
    address_2: null,
    postal_code: '1',
    province: null,
  },
}

const holder = await check('createAccountHolder', () => held.createAccountHolder({ context: context({ customer }) }))
const account = { account_holder: { data: { id: holder?.id } } }
await check('updateAccountHolder', () =>
  held.updateAccountHolder({
    context: context({ account_holder: holder, customer: { ...customer, first_name: 'N' } }),
  }),
)
const payment = await check('initiatePayment', async () => {
  const made = await held.initiatePayment({
    currency_code: 'eur',
    amount: 20.5,
    data: { session_id: 'session_1' },
    context: context({ account_holder: holder }),
  })
  same(made.status, 'pending')
  same(made.data.amount, 2050)
  return made
})
const data = () => ({ id: needed(payment, 'initiatePayment').id })
await check('updatePayment', async () => {
  const changed = await held.updatePayment({
    data: payment?.data,
    currency_code: 'eur',
    amount: 30,
    context: context(),
  })
  same(changed.data.amount, 3000)
})
await check('authorizePayment, after the payer', async () => {
  await stripe.paymentIntents.confirm(data().id, { payment_method: 'pm_card_visa', return_url })
  same((await held.authorizePayment({ data: data() })).status, 'authorized')
})
for (const again of ['', ' again is harmless'])
  await check(`capturePayment${again}`, async () =>
    same((await held.capturePayment({ data: data(), context: context() })).data.status, 'succeeded'),
  )
await check('refundPayment, a part', () =>
  held.refundPayment({ amount: 10, data: { ...data(), currency: 'eur' }, context: context() }),
)
for (const again of ['the rest', 'more than is left is harmless'])
  await check(`refundPayment, ${again}`, () =>
    held.refundPayment({ amount: 20, data: { ...data(), currency: 'eur' }, context: context() }),
  )
await check('retrievePayment', async () => same((await held.retrievePayment({ data: data() })).data.amount, 30))

const declined = await check('initiatePayment with a declined card gives the intent', async () => {
  const more = { payment_method: 'pm_card_chargeDeclined', confirm: true, return_url }
  const made = await sale.initiatePayment({
    currency_code: 'eur',
    amount: 5,
    data: { session_id: 'session_2', ...more },
    context: context(),
  })
  same(made.status, 'error')
  return made
})
for (const again of ['', ' again is harmless'])
  await check(`cancelPayment${again}`, async () => {
    const { id } = needed(declined, 'the declined payment')
    same((await held.cancelPayment({ data: { id }, context: context() })).data.status, 'canceled')
  })
await check('a challenge is requires_more', async () => {
  const more = { payment_method: 'pm_card_authenticationRequired', confirm: true, return_url }
  const made = await sale.initiatePayment({ currency_code: 'eur', amount: 5, data: more, context: {} })
  same(made.status, 'requires_more')
})
await check('a configuration of methods', () =>
  held.initiatePayment({
    currency_code: 'eur',
    amount: 5,
    data: { payment_method_configuration: 'pmc_shop' },
    context: {},
  }),
)
await check('savePaymentMethod', () =>
  held.savePaymentMethod({ context: context(account), data: { usage: 'off_session' } }),
)
await check('listPaymentMethods and deletePaymentMethod', async () => {
  await stripe.paymentMethods.attach('pm_card_visa', { customer: needed(holder, 'createAccountHolder').id })
  const [first] = await held.listPaymentMethods({ context: account })
  await held.deletePaymentMethod({ data: { id: needed(first, 'attach').id }, context: context() })
})
await check('a saved card, off session', async () => {
  const saved = await stripe.paymentMethods.attach('pm_card_visa', {
    customer: needed(holder, 'createAccountHolder').id,
  })
  const more = { payment_method: saved.id, off_session: true, confirm: true }
  const made = await sale.initiatePayment({ currency_code: 'eur', amount: 5, data: more, context: account })
  same(made.status, 'captured')
})
for (const [name, currency_code] of [
  ['StripeBancontactService', 'eur'],
  ['StripeIdealService', 'eur'],
  ['StripeGiropayService', 'eur'],
  ['StripePrzelewy24Service', 'pln'],
  ['StripeBlikService', 'pln'],
  ['StripePromptpayService', 'thb'],
] as const)
  await check(name, async () => {
    const made = await provider(name, { automaticPaymentMethods: undefined }).initiatePayment({
      currency_code,
      amount: 50,
      data: { session_id: 'session_3' },
      context: context(account),
    })
    same(made.status, 'pending')
  })
await check('getWebhookActionAndData', async () => {
  const { data: events } = await stripe.events.list({ type: 'payment_intent.succeeded', limit: 20 })
  const event = events.find(
    ({ data: { object } }) => 'session_id' in ((object as { metadata?: object }).metadata ?? {}),
  )
  const rawData = JSON.stringify(needed(event, 'a payment that succeeded'))
  const at = Math.floor(Date.now() / 1000)
  const v1 = createHmac('sha256', webhookSecret).update(`${at}.${rawData}`).digest('hex')
  const heard = await held.getWebhookActionAndData({
    data: {},
    rawData,
    headers: { 'stripe-signature': `t=${at},v1=${v1}` },
  })
  same(heard.action, 'captured')
})
await check('deleteAccountHolder', () => held.deleteAccountHolder({ context: account }))
report()
