/**
 * Whatever a merchant or a payer can set is text on a page: no element, no attribute, no script and no address comes of it, and it turns
 * nobody else's text around. The pages are looked at in a real browser, without the policy that would stop a script anyhow.
 */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openBrowser } from '../support/browser.ts'
import { foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'

const gateway = await openGateway()
const bearer = { authorization: `Bearer ${gateway.key}` }
const native = foreignClient(gateway.url, bearer)
const orqex = foreignClient(`${gateway.url}/orqex`, bearer)
const browser = await openBrowser()
after(() => browser.close())
const page = await (await browser.newContext()).newPage()
const loaded: string[] = []
await page.route('**', (route) => {
  loaded.push(route.request().url())
  return route.abort()
})

/** Ends an attribute, an element, a title, a style and a comment, begins a script, and turns the direction of text. */
const hostile = [
  `"'><img src=x onerror="taken=1"><script>taken=1</script>`,
  '</title></style></textarea></select></script><svg onload=taken=1>',
  "' autofocus onfocus='taken=1' x='",
  '<!-- {{1+1}} &lt;b&gt;',
  'javascript:taken=1',
  '\u202Eevil\u2066',
] as const
const all = hostile.join(' ')
const form = (fields: Record<string, string>) => new URLSearchParams(fields)

type Sent = { readonly status: number; readonly html: string }
async function send(path: string, fields?: Record<string, string>): Promise<Sent> {
  const answer = await fetch(path.startsWith('http') ? path : gateway.url + path, {
    headers: { accept: 'text/html' },
    redirect: 'manual',
    ...(fields === undefined ? {} : { method: 'POST', body: form(fields) }),
  })
  return { status: answer.status, html: await answer.text() }
}

/** What is on a page that none of ours has; the page itself must have a heading. */
async function strangers({ html }: Sent): Promise<readonly string[]> {
  loaded.length = 0
  // Looked at, and not gone on from.
  await page.setContent(html.replace('http-equiv="refresh"', 'name="refresh"'))
  const found = await page.evaluate(`(() => {
    const odd = []
    if (globalThis.taken !== undefined) odd.push('a script ran')
    if (document.querySelectorAll('h1').length !== 1) odd.push('no heading, or two')
    for (const element of document.querySelectorAll('*')) {
      if (/^(script|iframe|object|embed|base|link)$/i.test(element.tagName) && element.getAttribute('rel') !== 'icon') odd.push(element.outerHTML)
      for (const { name, value } of element.attributes) {
        if (/^on/i.test(name)) odd.push(name + '=' + value)
        if (/^(href|src|action|formaction)$/i.test(name) && !/^(\\/(?!\\/)|#|https?:|data:,$)/i.test(value)) odd.push(name + '=' + value)
      }
    }
    return odd
  })()`)
  return [
    ...(found as string[]),
    ...loaded.filter((url) => !url.startsWith(gateway.url) && !/^(about|data):/.test(url)),
  ]
}

/** A foreign text stands in an element of its own direction. */
const isolated = (): Promise<boolean> =>
  page.evaluate(`(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
      if (node.data.includes('\\u202E') && node.parentElement.closest('bdi, pre, textarea, option, input') === null) return false
    return true
  })()`)

const made = async (more: object = {}) =>
  (
    await native('POST', '/v1/payment_intents', {
      amount: 5_000_000,
      currency: 'idr',
      automatic_payment_methods: { enabled: true },
      ...more,
    })
  ).body
const checkoutOf = ({ id, client_secret }: { id: string; client_secret: string }): string =>
  `/checkout/${gateway.env}/${id}?client_secret=${client_secret}`
const account = (name: string) => ({
  type: 'virtual_account',
  virtual_account: { channel: 'bca', name },
})

test('what stands in an address is never part of a page', async () => {
  const path = encodeURIComponent(all)
  const { id, client_secret } = await made()
  for (const address of [
    `/checkout/${gateway.env}/${id}/done?status=${path}&locale=${path}`,
    `/checkout/${gateway.env}/${path}?client_secret=${path}`,
    `/checkout/${gateway.env}/${id}?client_secret=${client_secret}&locale=${path}&customer_session=${path}&again=${path}`,
    `/pay/${gateway.env}/${path}/${path}`,
    `/3ds/${gateway.env}/${path}/${path}`,
    `/bank/${gateway.env}?x=${path}`,
    `/bank/${gateway.env}/phone?number=${path}`,
    `/ojire/pay/${path}?status=${path}&clientSecret=${path}&publicKey=${path}`,
    `/ojire/pay/x?status=succeeded&locale=${path}`,
  ])
    assert.deepEqual(await strangers(await send(address)), [], address)
})

test('what a payer types is shown again as text, and what is secret is not', async () => {
  let intent = await made()
  const { html } = await send(checkoutOf(intent))
  const methods = [...html.matchAll(/name="payment_method_data\[type\]" value="(\w+)"/g)].map(([, code]) => code ?? '')
  const names = new Set(
    [...html.matchAll(/<(?:input|select) [^>]*name="(payment_method\w+\[[^"]+)"/g)].map(([, name]) => name ?? ''),
  )
  let shown = 0
  // A method that asks for nothing is paid by choosing it.
  const asking = methods.filter((code) => [...names].some((name) => name.startsWith(`payment_method_data[${code}]`)))
  assert.ok(asking.length > 1)
  for (const code of asking)
    for (const one of hostile) {
      const fields = [...names].filter(
        (name) => name.startsWith(`payment_method_data[${code}]`) || /billing_details/.test(name),
      )
      const sent = await send(checkoutOf(intent), {
        ...Object.fromEntries(fields.map((name) => [name, one])),
        'payment_method_data[type]': code,
      })
      // A bank may have any name.
      if (sent.status === 303) {
        intent = await made()
        continue
      }
      assert.equal(sent.status, 402)
      assert.deepEqual(await strangers(sent), [], `${code}: ${one}`)
      assert.ok(await isolated())
      const values: unknown = await page.evaluate("[...document.querySelectorAll('input')].map((input) => input.value)")
      if (Array.isArray(values) && values.includes(one)) shown++
    }
  assert.ok(shown > 0, 'something that was typed is shown again')
  const named = await send(checkoutOf(intent), {
    [all]: all,
    'payment_method_data[type]': all,
    payment_method: all,
    asked: all,
  })
  assert.deepEqual(await strangers(named), [])
})

test('names of merchants and of accounts are text, and turn nothing around', async () => {
  for (const one of hostile) {
    const { body } = await native('POST', '/v1/payment_intents', {
      amount: 5_000_000,
      currency: 'idr',
      confirm: true,
      payment_method_data: account(one),
    })
    const details = body.next_action?.virtual_account_display_details
    assert.ok(details, JSON.stringify(body))
    const paying = await send(details.hosted_voucher_url)
    assert.deepEqual(await strangers(paying), [], one)
    assert.ok(((await page.textContent('main')) ?? '').includes(one), 'the name is there to be read')
    assert.ok(await isolated(), one)

    const { body: checkout } = await orqex('POST', '/v1/payment/checkouts', {
      amount: 5000,
      currency: 'XOF',
      description: 'Order',
      customer: { email: 'ama@example.com', first_name: 'Ama', last_name: 'Mensah' },
      customization: { brand: one, color: one.slice(0, 32) },
    })
    assert.ok(checkout.data?.checkout, JSON.stringify(checkout))
    const branded = await fetch(checkout.data.checkout.url, { headers: { accept: 'text/html' } })
    assert.deepEqual(await strangers({ status: branded.status, html: await branded.text() }), [], one)
    assert.ok(((await page.textContent('main')) ?? '').includes(one), 'the brand is there to be read')
    assert.ok(await isolated(), one)
  }
})

test("a shop's address is kept as an address, on the page that leads there too", async () => {
  for (const one of hostile) {
    const to = `https://shop.example/back?q=${one}`
    const { body } = await native('POST', '/v1/payment_intents', {
      amount: 5000,
      currency: 'php',
      confirm: true,
      return_url: to,
      payment_method_data: { type: 'gcash' },
    })
    if (body.error !== undefined) continue
    const back = await send(body.next_action.gcash_handle_redirect.url, { do: 'succeed' })
    assert.equal(back.status, 200)
    const seen = (await strangers(back)).filter((odd) => !odd.startsWith('https://shop.example/'))
    assert.deepEqual(seen, [], one)
  }
})

test('what is typed at the simulated bank is text', async () => {
  const { body } = await native('POST', '/v1/payment_intents', {
    amount: 5_000_000,
    currency: 'idr',
    confirm: true,
    payment_method_data: account(all.slice(0, 100)),
  })
  const url = body.next_action.virtual_account_display_details.hosted_voucher_url
  const charge = new URL(url).pathname.split('/').at(-1) ?? ''
  for (const one of [...hostile, all])
    for (const [path, fields] of [
      [`/bank/${gateway.env}`, { text: one }],
      [`/bank/${gateway.env}`, { text: `0002${one}` }],
      [`/bank/${gateway.env}/pay/${charge}`, { do: one, amount: one }],
      [`/bank/${gateway.env}/pay/${charge}`, { do: 'succeed', amount: one }],
      [url, { do: one, amount: one }],
    ] as const) {
      const sent = await send(path, fields)
      assert.ok(sent.status >= 400, `${path}: ${sent.status}`)
      assert.deepEqual(await strangers(sent), [], `${path}: ${one}`)
    }
})
