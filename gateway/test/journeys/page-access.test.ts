/** The gateway's own pages for everybody: read in light and dark, on a phone, by keyboard and by ear. In a real browser. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { dialects } from '../../src/dialects/index.ts'
import { request } from '../client/client.ts'
import { openBrowser } from '../support/browser.ts'
import { openGateway } from '../support/gateway.ts'

const gateway = await openGateway()
const browser = await openBrowser()
after(() => browser.close())

type Made = { readonly id: string; readonly client_secret: string; readonly next_action: unknown }
const made = async (form: Record<string, unknown>) =>
  (await request(gateway.url, '/v1/payment_intents', { form: { amount: 4999, currency: 'eur', ...form } }))
    .body as unknown as Made
const urlIn = ({ next_action }: Made, part: string): string =>
  new RegExp(`/${part}/[^"]+`).exec(JSON.stringify(next_action))?.[0] ?? ''
const checkout = ({ id, client_secret }: Made) => `/checkout/${gateway.env}/${id}?client_secret=${client_secret}`

const open = await made({ automatic_payment_methods: { enabled: true } })
const coded = await made({ amount: 1_500_000, currency: 'idr', confirm: true, payment_method_data: { type: 'qris' } })
const challenged = await made({
  confirm: true,
  payment_method: 'pm_card_authenticationRequired',
  return_url: 'https://shop.example',
})
const pages = [
  '/',
  '/docs/errors',
  '/docs/events',
  '/docs/dialects',
  ...[...dialects.keys()].map((name) => `/docs/dialects/${name}`),
  `/bank/${gateway.env}`,
  urlIn(coded, 'pay'),
  urlIn(challenged, '3ds'),
  checkout(open),
]

/** Texts and controls of a page that stand out too little from what they stand on: 4.5:1 for texts, 3:1 for edges. */
const faint = (page: Page): Promise<string[]> =>
  page.evaluate(`(() => {
    const parse = (text) => {
      const [r = 0, g = 0, b = 0, a = 1] = (text.match(/[\\d.]+/g) ?? []).map(Number)
      return [r, g, b, a]
    }
    const linear = (part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4)
    const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
    const ratio = (one, other) => {
      const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a)
      return (high + 0.05) / (low + 0.05)
    }
    const behind = (element) => {
      for (let at = element; at !== null; at = at.parentElement) {
        const color = parse(getComputedStyle(at).backgroundColor)
        if (color[3] > 0) return color
      }
      return [255, 255, 255, 1]
    }
    const found = []
    for (const element of document.querySelectorAll('main *')) {
      const look = getComputedStyle(element)
      const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '')
      if (hasText && element.tagName !== 'OPTION') {
        const contrast = ratio(parse(look.color), behind(element))
        if (contrast < 4.5) found.push(element.tagName + ' ' + element.textContent.trim().slice(0, 30) + ': ' + contrast)
      }
      if (['INPUT', 'SELECT', 'TEXTAREA'].includes(element.tagName) && element.type !== 'hidden') {
        const contrast = ratio(parse(look.borderTopColor), behind(element.parentElement))
        if (contrast < 3) found.push('edge of ' + element.id + ': ' + contrast)
      }
    }
    return found
  })()`)

/** Whether an element has the focus. */
const focused = (place: Locator): Promise<boolean> =>
  place.evaluate((each) => each === each.ownerDocument.activeElement)

for (const colorScheme of ['light', 'dark'] as const)
  test(`${colorScheme}: every text can be read, every control be seen, and nothing runs off a phone`, async () => {
    const context = await browser.newContext({ colorScheme, viewport: { width: 390, height: 844 } })
    const page = await context.newPage()
    const blocked: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error') blocked.push(message.text())
    })
    for (const path of pages) {
      await page.goto(gateway.url + path)
      await page.evaluate(
        "for (const each of document.querySelectorAll('details')) { each.removeAttribute('name'); each.open = true }",
      )
      assert.deepEqual(await faint(page), [], path)
      const over: number = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      )
      assert.equal(over, 0, `${path} is ${over} pixels too wide`)
      const small =
        await page.evaluate(`[...document.querySelectorAll('main button, main summary, main input, main select')]
        .filter((each) => !['hidden', 'checkbox'].includes(each.type) && each.offsetHeight > 0 && each.offsetHeight < 44)
        .map((each) => each.outerHTML.slice(0, 80))`)
      assert.deepEqual(small, [], path)
    }
    assert.deepEqual(blocked, [], 'the policy of no page forbids what the page needs')
    await context.close()
  })

test('a table that is too wide is moved by keyboard, and the page stays', async () => {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } })
  await page.goto(`${gateway.url}/docs/dialects`)
  const table = page.locator('.scroll').first()
  assert.deepEqual(
    [await table.getAttribute('tabindex'), await table.getAttribute('role'), await table.getAttribute('aria-label')],
    ['0', 'region', 'Table'],
  )
  assert.ok(await table.evaluate((each) => each.scrollWidth > each.clientWidth))
  await page.close()
})

test('after a mistake the field has the focus, says what is wrong, and keeps what may be shown', async () => {
  const page = await browser.newPage()
  await page.goto(gateway.url + checkout(open))
  await page.fill('[name="payment_method_data[card][number]"]', '4242 4242 4242 4241')
  await page.fill('[name="payment_method_data[card][exp_month]"]', '12')
  await page.fill('[name="payment_method_data[card][exp_year]"]', '2034')
  await page.fill('[name="payment_method_data[card][cvc]"]', '123')
  await page.fill('[name="payment_method_data[billing_details][name]"]', 'Ada Lovelace')
  await page
    .getByRole('button', { name: /Pay .49\.99/ })
    .first()
    .click()
  const number = page.locator('[name="payment_method_data[card][number]"]')
  await page.locator('[aria-invalid=true]').waitFor()
  assert.match(await page.title(), /^Not paid yet/)
  assert.equal(await focused(number), true)
  assert.equal(await number.getAttribute('aria-invalid'), 'true')
  const error = page.locator(`[id="${await number.getAttribute('aria-describedby')}"]`)
  assert.equal(await error.getAttribute('role'), 'alert')
  assert.match((await error.textContent()) ?? '', /card number/i)
  assert.equal(await number.inputValue(), '')
  assert.equal(await page.inputValue('[name="payment_method_data[billing_details][name]"]'), 'Ada Lovelace')
  await page.close()
})

test('a decline, which is about no field, is told at the form and has the focus', async () => {
  const page = await browser.newPage()
  await page.goto(gateway.url + checkout(open))
  await page.fill('[name="payment_method_data[card][number]"]', '4000000000000002')
  await page.fill('[name="payment_method_data[card][exp_month]"]', '12')
  await page.fill('[name="payment_method_data[card][exp_year]"]', '2034')
  await page.fill('[name="payment_method_data[card][cvc]"]', '123')
  await page
    .getByRole('button', { name: /Pay .49\.99/ })
    .first()
    .click()
  const alert = page.locator('p[role=alert]')
  await alert.waitFor()
  assert.equal(await focused(alert), true)
  assert.match((await alert.textContent()) ?? '', /declined/)
  await page.close()
})

test('the bank says what was wrong at its field', async () => {
  const page = await browser.newPage()
  await page.goto(`${gateway.url}/bank/${gateway.env}`)
  await page.fill('#text', '12345')
  await page.getByRole('button', { name: 'Find the payment' }).click()
  const field = page.locator('#text[aria-invalid=true]')
  await field.waitFor()
  assert.equal(await field.inputValue(), '12345')
  assert.match((await page.locator('#text-error').textContent()) ?? '', /No payment/)
  await page.close()
})

test('the reference is ours: nothing of its library’s maker is shown', async () => {
  const page = await browser.newPage()
  await page.goto(`${gateway.url}/docs`)
  await page.getByText('Create a payment intent').first().waitFor()
  const shown = await page.evaluate(`[...document.querySelectorAll('a, button')]
    .filter((each) => /scalar/i.test(each.getAttribute('href') + ' ' + each.textContent) && each.offsetParent !== null)
    .map((each) => each.outerHTML.slice(0, 120))`)
  assert.deepEqual(shown, [])
  await page.close()
})
