/** The hosted page in a real browser, without script: every way to pay an Ojire payment, and what comes back. */
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { checkoutUrl, type PaymentIntent } from '../../src/resources/payments/payment-intent/index.ts'
import { paymentIntentsTable } from '../../src/resources/payments/payment-intent/table.ts'
import { readRow } from '../../src/storage/statements.ts'
import { openBrowser } from '../support/browser.ts'
import { foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'

const gateway = await openGateway()
const ojire = foreignClient(`${gateway.url}/ojire`, { 'x-secret-key': gateway.key })
const native = foreignClient(gateway.url, { authorization: `Bearer ${gateway.key}` })
const browser = await openBrowser()
after(() => browser.close())
const formType = 'application/x-www-form-urlencoded'
const shots = process.env.FLORIN_TEST_SHOTS

const made = async (amount = 100_000): Promise<{ id: string; clientSecret: string; native: string }> => {
  const { body } = await ojire('POST', '/v1/payment-intents', { amount, currency: 'IDR', metadata: { orderId: 'a-1' } })
  const { body: list } = await native('GET', '/v1/payment_intents?limit=1')
  return { ...body, native: list.data[0].id }
}
const payUrl = ({ id, clientSecret }: { id: string; clientSecret: string }): string =>
  `${gateway.url}/ojire/pay/${id}?${new URLSearchParams({ clientSecret, publicKey: gateway.publishable })}`

/** A page that fails its test where it asks anybody but the gateway. */
async function visit(url: string, look: (page: Page) => Promise<void>, javaScriptEnabled = false): Promise<void> {
  const context = await browser.newContext({ javaScriptEnabled })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('request', (sent) => {
    if (!sent.url().startsWith(gateway.url) && !sent.url().startsWith('data:')) faults.push(`asked ${sent.url()}`)
  })
  await page.goto(url)
  await look(page)
  assert.deepEqual(faults, [])
  await context.close()
}
const shoot = async (page: Page, name: string): Promise<void> => {
  if (shots === undefined) return
  mkdirSync(shots, { recursive: true })
  await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
}
const button = (page: Page) => page.locator('details[open] button')

async function payByCard(page: Page, number: string, cvc = '123'): Promise<void> {
  await page.getByLabel('Card number').fill(number)
  await page.getByLabel('Month').fill('12')
  await page.getByLabel('Year').fill('2030')
  await page.locator('details[open]').getByLabel('Security code').fill(cvc)
  await button(page).click()
}
const statusOf = async (id: string): Promise<string> => (await native('GET', `/v1/payment_intents/${id}`)).body.status

test('a card pays, is challenged, or is declined, and the address says how it ended', async () => {
  for (const [number, press, end, status] of [
    ['4242 4242 4242 4242', null, 'succeeded', 'succeeded'],
    ['4000 0027 6000 3184', 'Complete authentication', 'succeeded', 'succeeded'],
    ['4000 0027 6000 3184', 'Fail authentication', 'failed', 'requires_payment_method'],
    ['4000 0000 0000 9995', null, 'failed', 'requires_payment_method'],
  ] as const) {
    const intent = await made()
    await visit(payUrl(intent), async (page) => {
      await shoot(page, 'checkout')
      await payByCard(page, number)
      if (press !== null) await page.getByRole('button', { name: press }).click()
      await page.waitForURL(`${gateway.url}/ojire/pay/${intent.id}?status=${end}`)
      await shoot(page, `end-${end}`)
    })
    assert.equal(await statusOf(intent.native), status, number)
  }
})

test('a code is shown and scanned; the payer may choose again, and comes back when it is paid', async () => {
  const intent = await made()
  await visit(payUrl(intent), async (page) => {
    await page.locator('summary', { hasText: 'QRIS' }).click()
    await button(page).click()
    await page.getByAltText('QR code of the payment').waitFor()
    await shoot(page, 'qris')
    await page.getByRole('link', { name: 'Pay in another way' }).click()
    await page.locator('summary', { hasText: 'Virtual account' }).click()
    await page.getByLabel('Bank', { exact: true }).selectOption('bca')
    await shoot(page, 'va-form')
    await button(page).click()
    await page.getByText('Pay to this number').waitFor()
    await shoot(page, 'va')
    await page.getByRole('button', { name: 'Pay', exact: true }).click()
    await page.waitForURL(/status=succeeded$/)
  })
  assert.equal(await statusOf(intent.native), 'succeeded')
})

test('a payer who goes back before paying comes back pending', async () => {
  const intent = await made()
  await visit(payUrl(intent), async (page) => {
    await page.locator('summary', { hasText: 'QRIS' }).click()
    await button(page).click()
    await page.getByRole('link', { name: 'Back to the shop' }).click()
    await page.waitForURL(/status=pending$/)
  })
})

test('what was typed wrongly is said in words of payers, and nothing of a card is shown again', async () => {
  const intent = await made()
  await visit(payUrl(intent), async (page) => {
    await payByCard(page, '4242 4242 4242 4241')
    await page.getByRole('alert').getByText('Your card number is incorrect.').waitFor()
    await shoot(page, 'wrong')
    const html = await page.content()
    assert.ok(!html.includes('4242') && !html.includes('value="123"'))
    assert.equal(await page.getByLabel('Month').inputValue(), '12')
    await payByCard(page, '4242 4242 4242 4242')
    await page.waitForURL(/status=succeeded$/)
  })
  const paid = await fetch(payUrl(intent), { redirect: 'manual' })
  const checkout = await fetch(paid.headers.get('location') ?? '', { redirect: 'manual' })
  assert.match(checkout.headers.get('location') ?? '', /status=succeeded$/)
})

test('a known payer saves a card, and pays with it again: its code is asked for, and a stranger does not see it', async () => {
  const order = { amount: 100_000, currency: 'IDR', customerId: 'customer_1', merchantId: 'm' }
  const first = (await ojire('POST', '/v1/payment-intents', order)).body
  await visit(`${payUrl(first)}&token=${first.customerToken}`, async (page) => {
    await page.getByLabel('Save this card').check()
    await payByCard(page, '5555 5555 5555 4444')
    await page.waitForURL(/status=succeeded$/)
  })
  const second = (await ojire('POST', '/v1/payment-intents', order)).body
  await visit(payUrl(second), async (page) => {
    await page.getByLabel('Card number').waitFor()
    assert.ok(!(await page.content()).includes('4444'))
  })
  await visit(`${payUrl(second)}&token=${second.customerToken}`, async (page) => {
    await page.locator('details[open]').getByText('4444').waitFor()
    await shoot(page, 'saved')
    await page.locator('details[open]').getByLabel('Security code').fill('1')
    await button(page).click()
    await page.getByRole('alert').getByText("Your card's security code is invalid.").waitFor()
    await page.locator('details[open]').getByLabel('Security code').fill('123')
    await button(page).click()
    await page.waitForURL(/status=succeeded$/)
  })
})

test("an SDK's message opens the payment; another message does not", async () => {
  const intent = await made()
  await visit(
    `${gateway.url}/ojire/pay/${intent.id}`,
    async (page) => {
      await page.evaluate("postMessage({ type: 'OTHER' }, '*'); postMessage('no JSON', '*')")
      const init = { type: 'INIT', clientSecret: intent.clientSecret, publicKey: gateway.publishable }
      await page.evaluate(`postMessage(${JSON.stringify(init)}, '*')`)
      await page.waitForURL(/\/checkout\//)
      await payByCard(page, '4242 4242 4242 4242')
      await page.waitForURL(/status=succeeded$/)
    },
    true,
  )
  assert.equal(await statusOf(intent.native), 'succeeded')
})

test('a native payment is paid on the same page, whose end is said there', async () => {
  const { body } = await native('POST', '/v1/payment_intents', {
    amount: 5000,
    currency: 'xof',
    automatic_payment_methods: { enabled: true },
  })
  const row = await readRow<PaymentIntent>(gateway.pool, paymentIntentsTable, gateway.env, body.id)
  assert.ok(row)
  await visit(checkoutUrl(row, gateway.url), async (page) => {
    await payByCard(page, '4000 0000 0000 0002')
    await page.getByRole('alert').getByText('Your card was declined.').waitFor()
    await page.locator('summary', { hasText: 'MTN' }).click()
    await page.locator('details[open]').getByLabel('Phone').fill('12')
    await button(page).click()
    await page.getByRole('alert').getByText('Please check: Phone.').waitFor()
    await page.locator('details[open]').getByLabel('Phone').fill('+225 05 04 12 34 56')
    await button(page).click()
    await page.getByText('A prompt was sent to').waitFor()
    await page.getByRole('button', { name: 'Pay', exact: true }).click()
    await page.getByRole('heading', { name: 'Thank you' }).waitFor()
    assert.ok(!page.url().includes('secret'))
  })
  assert.equal(await statusOf(body.id), 'succeeded')
})

test('wrong secrets, unknown payments and odd forms show nothing and pay nothing', async () => {
  const intent = await made()
  const row = await readRow<PaymentIntent>(gateway.pool, paymentIntentsTable, gateway.env, intent.native)
  assert.ok(row)
  const url = checkoutUrl(row, gateway.url)
  const bare = url.slice(0, url.indexOf('?'))
  for (const [address, method] of [
    [url.replace('secret_', 'secret_x'), 'GET'],
    [bare, 'GET'],
    [bare, 'POST'],
    [`${gateway.url}/checkout/env_x/pi_x?client_secret=`, 'GET'],
    [`${gateway.url}/checkout/${gateway.env}/${intent.native}/back`, 'GET'],
  ] as const)
    assert.equal((await fetch(address, { method })).status, 404, address)
  for (const form of ['payment_method_data[type]=gold', 'payment_method=pm_card_visa', 'x[y', '', 'code=1'])
    assert.equal(
      (
        await fetch(url, {
          method: 'POST',
          body: form,
          headers: { 'content-type': formType },
        })
      ).status,
      402,
      form,
    )
  const page = await fetch(url)
  assert.match(page.headers.get('content-security-policy') ?? '', /^default-src 'none'/)
  assert.equal(page.headers.get('referrer-policy'), 'no-referrer')
  const other = await made()
  for (const query of [
    new URLSearchParams({ clientSecret: other.clientSecret, publicKey: gateway.publishable }),
    new URLSearchParams({ clientSecret: intent.clientSecret, publicKey: 'pk_test_wrong' }),
  ]) {
    const refused = await fetch(`${gateway.url}/ojire/pay/${intent.id}?${query}`)
    assert.ok([401, 404].includes(refused.status))
  }
  assert.equal(await statusOf(intent.native), 'requires_payment_method')
})
