/** The pages, in a real browser: the start page pays and shows its books; the challenge is passed by pressing a button. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { officialClient } from '../client/client.ts'
import { openBrowser } from '../support/browser.ts'
import { openGateway } from '../support/gateway.ts'

const gateway = await openGateway()
const stripe = officialClient(gateway.url, gateway.key)
const browser = await openBrowser()
after(() => browser.close())

/** A page that fails its test on a script error, or on a request to anywhere but the gateway. */
async function openPage(path: string) {
  const page = await browser.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('request', (sent) => {
    const url = sent.url()
    if (!url.startsWith(gateway.url) && !url.startsWith('data:') && !url.startsWith('blob:'))
      faults.push(`asked ${url}`)
  })
  await page.goto(path.startsWith('http') ? path : gateway.url + path)
  return { page, faults }
}

test('the start page makes a test payment and shows its books', async () => {
  const { page, faults } = await openPage('/')
  await page.getByRole('button', { name: /Make a test payment/ }).click()
  await page.getByText('Processing fee').waitFor()
  const text = (await page.locator('#out').textContent()) ?? ''
  for (const part of ['Paid', 'succeeded', '20.00', '0.88', '19.12', 'Balance, pending'])
    assert.match(text, new RegExp(part.replace('.', '\\.')))
  assert.deepEqual(faults, [])
  await page.close()
})

test('the challenge page completes a payment and sends the payer back', async () => {
  const intent = await stripe.paymentIntents.create({
    amount: 4321,
    currency: 'eur',
    confirm: true,
    payment_method: 'pm_card_authenticationRequired',
    return_url: `${gateway.url}/healthz`,
  })
  const { page } = await openPage(intent.next_action?.redirect_to_url?.url ?? '')
  assert.match((await page.locator('main').textContent()) ?? '', /€43\.21/)
  await page.getByRole('button', { name: 'Complete authentication' }).click()
  await page.waitForURL(/redirect_status=succeeded/)
  assert.equal((await stripe.paymentIntents.retrieve(intent.id)).status, 'succeeded')
  await page.close()
})

test('the browser is recognised first; then the issuer is content, or challenges besides', async () => {
  for (const [card, challenged] of [
    ['pm_card_deviceThenFrictionless', false],
    ['pm_card_deviceThenChallenge', true],
  ] as const) {
    const intent = await stripe.paymentIntents.create({
      amount: 2000,
      currency: 'eur',
      confirm: true,
      payment_method: card,
      return_url: `${gateway.url}/healthz`,
    })
    assert.equal(intent.status, 'requires_action')
    const { page } = await openPage(intent.next_action?.redirect_to_url?.url ?? '')
    if (challenged) await page.getByRole('button', { name: 'Complete authentication' }).click()
    await page.waitForURL(/redirect_status=succeeded/)
    const paid = await stripe.paymentIntents.retrieve(intent.id, { expand: ['latest_charge'] })
    const details = (
      paid.latest_charge as unknown as {
        payment_method_details: { card: { three_d_secure: { authentication_flow: string } } }
      }
    ).payment_method_details.card
    assert.deepEqual(
      [paid.status, details.three_d_secure.authentication_flow],
      ['succeeded', challenged ? 'challenge' : 'frictionless'],
    )
    await page.close()
  }
})

test('the challenge page can fail a payment', async () => {
  const intent = await stripe.paymentIntents.create({
    amount: 100,
    currency: 'eur',
    confirm: true,
    payment_method: 'pm_card_authenticationRequired',
  })
  const { page } = await openPage(
    String((intent.next_action?.use_stripe_sdk as { stripe_js: string } | undefined)?.stripe_js),
  )
  await page.getByRole('button', { name: 'Fail authentication' }).click()
  await page.getByText('Payment not confirmed').waitFor()
  assert.equal((await stripe.paymentIntents.retrieve(intent.id)).status, 'requires_payment_method')
  await page.close()
})

test('the reference and the page of errors load from the gateway alone', async () => {
  const { page, faults } = await openPage('/docs')
  await page.getByText('Create a payment intent').first().waitFor()
  assert.deepEqual(faults, [])
  await page.goto(`${gateway.url}/docs/errors#card_declined`)
  for (const code of [
    'parameter_unknown',
    'parameter_missing',
    'idempotency_key_reused',
    'api_key_missing',
    'queue_full',
    'amount_too_large',
  ])
    assert.equal(await page.locator(`[id="${code}"]`).count(), 1, code)
  assert.match((await page.locator('#request_timeout').textContent()) ?? '', /HTTP 408/)
  await page.close()
})

test('the OpenAPI document describes every call', async () => {
  const document = (await (await fetch(`${gateway.url}/openapi.json`)).json()) as {
    openapi: string
    paths: Record<string, Record<string, unknown>>
  }
  assert.equal(document.openapi, '3.1.0')
  for (const path of [
    '/v1/payment_intents',
    '/v1/payment_intents/{id}/capture',
    '/v1/refunds',
    '/v1/balance',
    '/v1/events',
  ])
    assert.ok(document.paths[path], path)
  assert.match(await (await fetch(`${gateway.url}/metrics`)).text(), /florin_http_request_seconds_bucket/)
  assert.equal((await fetch(`${gateway.url}/readyz`)).status, 200)
})
