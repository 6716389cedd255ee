/** The hosted page of a payment offers the methods of the API that it was made through, as its merchant restricted it, and takes no others. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'
import { harsyaAt } from '../support/harsya.ts'
import { basic } from '../support/wooshpay.ts'

const gateway = await openGateway()
const bearer = { authorization: `Bearer ${gateway.key}` }
const native = foreignClient(gateway.url, bearer)
const ojire = foreignClient(`${gateway.url}/ojire`, { 'x-secret-key': gateway.key })
const orqex = foreignClient(`${gateway.url}/orqex`, bearer)
const wooshpay = foreignClient(`${gateway.url}/wooshpay`, basic(gateway.key))
const { call: harsya } = await harsyaAt(gateway)

/** The page behind a link, and where it stands. */
async function open(link: string): Promise<{ url: string; text: string }> {
  const page = await fetch(link, { headers: { accept: 'text/html' } })
  return { url: page.url, text: await page.text() }
}
const methodsOn = ({ text }: { text: string }): string[] =>
  [...text.matchAll(/name="payment_method_data\[type\]" value="(\w+)"/g)].map(([, code]) => code ?? '').sort()
const send = async (url: string, form: Record<string, string>) => {
  const page = await fetch(url, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })
  return { status: page.status, text: await page.text() }
}
/** The page that the newest payment has in the gateway, for APIs whose payers come another way. */
const pageOfNewest = async (): Promise<string> => {
  const { body } = await native('GET', '/v1/payment_intents?limit=1')
  const { id, client_secret } = body.data[0]
  return `${gateway.url}/checkout/${gateway.env}/${id}?client_secret=${client_secret}`
}

const customer = { email: 'ama@example.com', first_name: 'Ama', last_name: 'Mensah' }
const checkout = async (more: object = {}) =>
  (
    await orqex('POST', '/v1/payment/checkouts', {
      amount: 5000,
      currency: 'XOF',
      description: 'Order',
      customer,
      ...more,
    })
  ).body.data.checkout

test('Ojire offers its five methods, and is not paid by a sixth', async () => {
  const { body } = await ojire('POST', '/v1/payment-intents', { amount: 100_000, currency: 'IDR' })
  const query = new URLSearchParams({ clientSecret: body.clientSecret, publicKey: gateway.publishable })
  const page = await open(`${gateway.url}/ojire/pay/${body.id}?${query}`)
  assert.deepEqual(methodsOn(page), ['alipay', 'card', 'qris', 'virtual_account', 'wechat_pay'])
  const refused = await send(page.url, { 'payment_method_data[type]': 'dana' })
  assert.equal(refused.status, 402)
  assert.match(refused.text, /not offered here/)
  assert.equal((await ojire('GET', `/v1/payment-intents/${body.id}`)).body.status, 'created')
})

test('Harsya offers its four kinds, and a session of one kind only that', async () => {
  const order = { amount: { value: 20_000, currency: 'IDR' }, mode: 'REDIRECT' }
  const any = await harsya('POST', '/v2/payments', { ...order, clientReferenceId: 'any-1' })
  assert.deepEqual(methodsOn(await open(any.body.data.paymentUrl)), [
    'card',
    'dana',
    'ovo',
    'qris',
    'shopeepay',
    'virtual_account',
  ])
  const wallets = await harsya('POST', '/v2/payments', {
    ...order,
    clientReferenceId: 'wallet-1',
    paymentMethod: { type: 'EWALLET' },
  })
  assert.deepEqual(methodsOn(await open(wallets.body.data.paymentUrl)), ['dana', 'ovo', 'shopeepay'])
})

test('WooshPay offers what its documents list', async () => {
  await wooshpay('POST', '/v1/payment_intents', { amount: 2_000_000, currency: 'IDR' })
  const offered = methodsOn(await open(await pageOfNewest()))
  assert.ok(offered.includes('card') && offered.includes('akulaku'), offered.join())
  assert.ok(!offered.includes('virtual_account'), offered.join())
})

test('Orqex offers what an attempt can be started with: no cards', async () => {
  const page = await open((await checkout()).url)
  const offered = methodsOn(page)
  assert.ok(offered.includes('momo_mtn') && offered.includes('momo_wave') && !offered.includes('card'), offered.join())
  assert.doesNotMatch(page.text, /Card number/)
  const refused = await send(page.url, {
    'payment_method_data[type]': 'card',
    'payment_method_data[card][number]': '4242424242424242',
    'payment_method_data[card][exp_month]': '12',
    'payment_method_data[card][exp_year]': '2030',
  })
  assert.match(refused.text, /not offered here/)
})

test('a checkout restricted to a country, methods and a phone offers and takes those only', async () => {
  const made = await checkout({
    restriction: {
      country_code: 'CI',
      phone: { number: '+2250504123456', country: 'CI' },
      methods: ['momo_mtn', 'wallet_wave'],
    },
  })
  assert.deepEqual(made.restriction, {
    country_code: 'CI',
    phone: { number: '+2250504123456', country: 'CI' },
    methods: ['momo_mtn', 'wallet_wave'],
  })
  const page = await open(made.url)
  assert.deepEqual(methodsOn(page), ['momo_mtn', 'momo_wave'])
  assert.match(page.text, /name="payment_method_data\[momo_mtn\]\[phone\]"[^>]*value="\+2250504123456"/)
  const by = (type: string, phone: string) =>
    send(page.url, { 'payment_method_data[type]': type, [`payment_method_data[${type}][phone]`]: phone })
  assert.match((await by('momo_orange', '+2250707123456')).text, /not offered here/)
  assert.match((await by('momo_mtn', '+2290161234567')).text, /another country or phone/)
  assert.match((await by('momo_mtn', '+2250504999999')).text, /another country or phone/)
  assert.equal((await by('momo_mtn', '0504123456')).status, 303)
  const country = methodsOn(await open((await checkout({ restriction: { country_code: 'SN' } })).url))
  assert.ok(country.includes('momo_orange') && !country.includes('momo_mtn'), country.join())
})

test('a checkout has its brand, and its colour with ink that can be read on it', async () => {
  for (const [color, ink] of [
    ['#FFDD00', '#000000'],
    ['#1a2b3c', '#ffffff'],
  ] as const) {
    const made = await checkout({ customization: { color, brand: 'Ama & <Sons>', template: 'raven', lang: 'fr' } })
    assert.deepEqual(made.appearance, { color, brand: 'Ama & <Sons>', template: 'raven', lang: 'fr' })
    const { text } = await open(made.url)
    assert.match(text, /Ama &amp; &lt;Sons&gt;/)
    assert.ok(text.includes(`background: ${color.toLowerCase()}; color: ${ink}`), text.slice(0, 3000))
  }
  // What is no colour is shown again and reaches no page.
  const odd = await checkout({ customization: { color: 'red}body{display:none' } })
  assert.equal(odd.customization.color, 'red}body{display:none')
  assert.doesNotMatch((await open(odd.url)).text, /display:none/)
})
