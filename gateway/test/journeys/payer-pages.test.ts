/** The payer's pages in a real browser: the code is scanned at the payer's bank, the phone is answered, the wallet sends back. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openBrowser } from '../support/browser.ts'
import { openGateway } from '../support/gateway.ts'
import { catalogueMethod, payersAt, paymentBy } from '../support/payers.ts'

const gateway = await openGateway()
const at = await payersAt(gateway)
const browser = await openBrowser()
after(() => browser.close())

/** A page that fails its test on a script error, or on a request to anywhere but the gateway. */
async function visit<T>(url: string, look: (page: Page) => Promise<T>): Promise<T> {
  const page = await browser.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('request', (sent) => {
    if (!sent.url().startsWith(gateway.url) && !sent.url().startsWith('data:')) faults.push(`asked ${sent.url()}`)
  })
  await page.goto(url.startsWith('http') ? url : gateway.url + url)
  const seen = await look(page)
  assert.deepEqual(faults, [])
  await page.close()
  return seen
}
const envOf = async (id: unknown): Promise<string> =>
  (await gateway.pool.query<{ env: string }>('select env from payment_intents where id = $1', [id])).rows[0]?.env ?? ''
type Action<Name extends string> = Record<Name, Record<string, string>>

test('a wallet: the payer is redirected, pays, and comes back to the shop with the outcome', async () => {
  for (const [button, status, outcome] of [
    ['Pay', 'succeeded', 'succeeded'],
    ['Decline', 'requires_payment_method', 'failed'],
    ['Insufficient funds', 'requires_payment_method', 'failed'],
    ['Close the window', 'requires_action', 'pending'],
    ['Let it expire', 'requires_payment_method', 'failed'],
    ['Pay too late', 'succeeded', 'succeeded'],
  ] as const) {
    const intent = await at.create({ ...paymentBy(catalogueMethod('gcash')), return_url: `${gateway.url}/healthz` })
    const { url } = (intent.next_action as unknown as Action<'gcash_handle_redirect'>).gcash_handle_redirect
    await visit(url ?? '', async (page) => {
      assert.match((await page.locator('main').textContent()) ?? '', /₱50\.00/)
      await page.getByRole('button', { name: button, exact: true }).click()
      await page.waitForURL(new RegExp(`redirect_status=${outcome}`))
    })
    assert.equal((await at.read(intent.id)).status, status, button)
  }
})

test("a code is shown as an image, and scanned and paid at the payer's bank", async () => {
  const intent = await at.create(paymentBy(catalogueMethod('qris')))
  const code = (intent.next_action as unknown as Action<'qris_display_qr_code'>).qris_display_qr_code
  await visit(code.hosted_instructions_url ?? '', async (page) => {
    const image = page.getByAltText('QR code of the payment')
    assert.ok(await image.evaluate((drawn: { naturalWidth: number }) => drawn.naturalWidth > 0))
  })
  const png = await fetch(code.image_url_png ?? '')
  assert.equal(png.headers.get('content-type'), 'image/png')
  assert.match(await (await fetch(code.image_url_svg ?? '')).text(), /^<svg/)
  const env = await envOf(intent.id)
  await visit(`/bank/${env}`, async (page) => {
    // One in sixteen check sums ends in 0 by itself.
    await page.getByLabel(/A QR code/).fill(`${code.data?.slice(0, -1)}${code.data?.endsWith('0') ? '1' : '0'}`)
    await page.getByRole('button', { name: 'Find the payment' }).click()
    await page.getByText(/cannot be read: the CRC is/).waitFor()
    await page.getByLabel(/A QR code/).fill(code.data ?? '')
    await page.getByRole('button', { name: 'Find the payment' }).click()
    await page.getByRole('button', { name: 'Pay', exact: true }).click()
    await page.getByText('The bank has it as paid').waitFor()
  })
  assert.equal((await at.read(intent.id)).status, 'succeeded')
})

test("an open virtual account's number is typed, and another amount paid", async () => {
  const intent = await at.create({
    amount: 10_000_000,
    currency: 'idr',
    confirm: true,
    payment_method_data: { type: 'virtual_account', virtual_account: { channel: 'bca', open_amount: true } },
  })
  const details = (intent.next_action as unknown as Action<'virtual_account_display_details'>)
    .virtual_account_display_details
  const env = await envOf(intent.id)
  await visit(details.hosted_voucher_url ?? '', async (page) => {
    await page.getByText(details.number ?? '').waitFor()
  })
  await visit(`/bank/${env}`, async (page) => {
    await page.getByLabel(/A QR code/).fill(details.number?.replace(/(.{4})/g, '$1 ') ?? '')
    await page.getByRole('button', { name: 'Find the payment' }).click()
    await page.getByLabel(/Amount/).fill('4000000')
    await page.getByRole('button', { name: 'Pay', exact: true }).click()
    await page.getByText('The bank has it as waiting').waitFor()
  })
  assert.equal((await at.read(intent.id)).amount_received, 4_000_000)
})

test('a prompt is answered on the phone', async () => {
  const intent = await at.create(paymentBy(catalogueMethod('momo_mtn')))
  const env = await envOf(intent.id)
  await visit(`/bank/${env}`, async (page) => {
    await page.getByLabel("A phone's number").fill('+225 05 04 12 34 56')
    await page.getByRole('button', { name: 'Look at the phone' }).click()
    await page
      .getByRole('link', { name: /FLORIN/ })
      .first()
      .click()
    await page.getByRole('button', { name: 'Pay', exact: true }).click()
    await page.getByText('The bank has it as paid').waitFor()
  })
  assert.equal((await at.read(intent.id)).status, 'succeeded')
})

test('pages of payments that are not there, of wrong secrets and of live environments show nothing', async () => {
  const intent = await at.create(paymentBy(catalogueMethod('gcash')))
  const env = await envOf(intent.id)
  const { url } = (intent.next_action as unknown as Action<'gcash_handle_redirect'>).gcash_handle_redirect
  const path = new URL(url ?? '').pathname
  for (const [address, verb] of [
    [`${path}?client_secret=wrong`, 'GET'],
    [path, 'GET'],
    [path, 'POST'],
    ['/pay/env_x/pi_x/ch_x?client_secret=', 'GET'],
    ["/pay/env'/pi/ch", 'GET'],
    ['/bank/env_nobody', 'GET'],
    [`/bank/${env}/pay/ch_nobody`, 'GET'],
    [`/bank/${env}/pay/ch_nobody`, 'POST'],
    [`/qr/${env}/${intent.id}/ch_nobody.png`, 'GET'],
    [`/qr/${env}/${intent.id}/${path.split('/').at(-1)}.svg`, 'GET'],
  ] as const)
    assert.equal((await fetch(gateway.url + address, { method: verb })).status, 404, address)
  const odd = await fetch(url ?? '', { method: 'POST', body: new URLSearchParams({ do: 'rob' }) })
  assert.equal(odd.status, 409)
  const amount = await fetch(url ?? '', { method: 'POST', body: new URLSearchParams({ do: 'succeed', amount: '-5' }) })
  assert.equal(amount.status, 409)
  assert.equal((await at.read(intent.id)).status, 'requires_action')
})
