/** Addresses that requests bring: one kind for browsers and one for webhooks, the same in every API; what was stored before stays harmless. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'
import { harsyaAt, harsyaDocumented as session } from '../support/harsya.ts'
import { basic, byCard } from '../support/wooshpay.ts'

const gateway = await openGateway({}, { answerTimeoutMs: 300 })
const native = foreignClient(gateway.url, { authorization: `Bearer ${gateway.key}` })
const orqex = foreignClient(`${gateway.url}/orqex`, { authorization: `Bearer ${gateway.key}` })
const wooshpay = foreignClient(`${gateway.url}/wooshpay`, basic(gateway.key))
const { call: harsya } = await harsyaAt(gateway)

const pay = { amount: 2000, currency: 'eur' }
const customer = { email: 'ama@example.com', first_name: 'Ama', last_name: 'Mensah', country: 'CI' }
const order = { amount: 50, currency: 'XOF', description: 'Order', customer }
const guest = { ...session, autoConfirm: false, expiryAt: undefined }
let reference = 0
const setup = {
  payment_method_data: { type: 'card', card: { number: '4242424242424242', exp_month: 12, exp_year: 2040 } },
}

/** Every field of every API that takes an address of its kind. */
const browsers: Readonly<Record<string, (url: string) => Promise<{ status: number; text: string }>>> = {
  'native intent': (return_url) =>
    native('POST', '/v1/payment_intents', { ...pay, confirm: true, payment_method: 'pm_card_visa', return_url }),
  'native confirm': async (return_url) => {
    const { body } = await native('POST', '/v1/payment_intents', pay)
    return await native('POST', `/v1/payment_intents/${body.id}/confirm`, {
      payment_method: 'pm_card_visa',
      return_url,
    })
  },
  'native setup': (return_url) =>
    native('POST', '/v1/setup_intents', { confirm: true, payment_method: 'pm_card_visa', return_url }),
  'native setup confirm': async (return_url) => {
    const { body } = await native('POST', '/v1/setup_intents', {})
    return await native('POST', `/v1/setup_intents/${body.id}/confirm`, { payment_method: 'pm_card_visa', return_url })
  },
  'orqex intent': (return_url) => orqex('POST', '/v1/payment/intents', { ...order, return_url }),
  'orqex checkout': (return_url) => orqex('POST', '/v1/payment/checkouts', { ...order, return_url }),
  'wooshpay intent': (return_url) =>
    wooshpay('POST', '/v1/payment_intents', byCard('4242424242424242', { amount: 2000, return_url })),
  'wooshpay setup': (return_url) => wooshpay('POST', '/v1/setup_intents', { ...setup, confirm: true, return_url }),
  ...Object.fromEntries(
    ['successReturnUrl', 'failureReturnUrl', 'expirationReturnUrl'].map((field) => [
      `harsya ${field}`,
      (url: string) =>
        harsya('POST', '/v2/payments', {
          ...guest,
          clientReferenceId: `address-${reference++}`,
          redirectUrl: {
            successReturnUrl: 'https://shop.example/',
            failureReturnUrl: 'https://shop.example/',
            expirationReturnUrl: 'https://shop.example/',
            [field]: url,
          },
        }),
    ]),
  ),
}
const hooks: Readonly<Record<string, (url: string) => Promise<{ status: number; text: string }>>> = {
  'native endpoint': (url) => native('POST', '/v1/webhook_endpoints', { url, enabled_events: ['*'] }),
  'native endpoint changed': async (url) => {
    const made = await native('POST', '/v1/webhook_endpoints', { url: 'http://127.0.0.1:9/', enabled_events: ['*'] })
    const answer = await native('POST', `/v1/webhook_endpoints/${made.body.id}`, { url })
    await native('DELETE', `/v1/webhook_endpoints/${made.body.id}`)
    return answer
  },
  'native payment': (webhook_url) => native('POST', '/v1/payment_intents', { ...pay, webhook_url }),
  'orqex payment': (webhook_url) => orqex('POST', '/v1/payment/intents', { ...order, webhook_url }),
  'orqex checkout': (webhook_url) => orqex('POST', '/v1/payment/checkouts', { ...order, webhook_url }),
  'wooshpay endpoint': (url) => wooshpay('POST', '/v1/webhook_endpoints', { url, enabled_events: ['*'] }),
}

/** What no use of an address can do anything with. */
const broken = [
  'https://shop.example:99999/',
  'https://[::1',
  'https://shop.example/a\nb',
  'https://shop.example/a\r\nset-cookie: a=b',
  'https://shop.example/ a',
  ' https://shop.example/',
  'https://shop.example/\u200b',
  'https://',
  'https:shop.example',
  'shop.example/done',
  '//shop.example/done',
  'https://%zz/',
]
const closed = [
  'javascript://shop.example/%0aalert(1)',
  'data://text/html,x',
  'file://etc/passwd',
  'https://user:secret@shop.example/',
  'blob://x/',
  'ws://shop.example/',
]
const noHooks = [
  'myshop://done',
  'ftp://shop.example/',
  'https://us%er:pw@shop.example/',
  'https://user:p%zz@shop.example/',
  'https://shop.example/#here',
]

for (const [fields, bad] of [
  [browsers, [...broken, ...closed]],
  [hooks, [...broken, ...noHooks]],
] as const)
  for (const [title, send] of Object.entries(fields))
    test(`${title}: what is no address for its use is refused at the door, with the field`, async () => {
      for (const url of bad) {
        const { status, text } = await send(url)
        assert.ok(status >= 400 && status < 500, `${JSON.stringify(url)}: ${status} ${text}`)
        assert.match(text, /url/i)
      }
    })

test('what is one is taken: ports, queries, other scripts, and an app of the shop', async () => {
  for (const url of [
    'https://shop.example:8443/done?a=b&c=%0A#end',
    'https://bücher.example/zurück',
    'http://127.0.0.1:3000',
    'https://[::1]:3000/',
    'myshop://done?x=1',
  ])
    for (const [title, send] of Object.entries(browsers)) {
      const { status, text } = await send(url)
      assert.ok(status < 300, `${title} ${url}: ${status} ${text}`)
    }
  for (const url of ['http://127.0.0.1:9/hook?a=b', 'http://user:p%25w@127.0.0.1:9/'])
    for (const [title, send] of Object.entries(hooks)) {
      const { status, text } = await send(url)
      assert.ok(status < 300, `${title} ${url}: ${status} ${text}`)
    }
})

/** Puts an address where it would not be taken any more, as an earlier release stored it: in the row, and in its facts. */
async function stored(table: string, id: string, field: 'return_url' | 'url', address: string): Promise<void> {
  const put = (column: string) => `${column} = jsonb_set(${column}::jsonb, '{${field}}', $2::jsonb)::text::json`
  const values = [id, JSON.stringify(address)]
  await gateway.pool.query(`update ${table} set ${put('doc')} where id = $1`, values)
  await gateway.pool.query(
    `update events set ${put('fact')} where object_id = $1 and (fact->>'type' = 'created' or fact->>'${field}' is not null)`,
    values,
  )
}

for (const url of ['https://shop.example:99999/', 'https://[::1', 'javascript://x/%0aalert(1)'])
  test(`a payer whose payment holds ${JSON.stringify(url)} from before is told how it ended, and gets no fault`, async () => {
    const open = async (path: string, form?: Record<string, string>) => {
      const answer = await fetch(path.startsWith('/') ? gateway.url + path : path, {
        redirect: 'manual',
        ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
      })
      const html = await answer.text()
      assert.ok(answer.status < 400, `${path}: ${answer.status} ${html}`)
      const to = answer.headers.get('location') ?? ''
      assert.ok(!to.includes('99999') && !to.includes('[') && !to.startsWith('javascript'), to)
      return { to, html }
    }
    const secure = { ...pay, confirm: true, payment_method: 'pm_card_threeDSecure2Required' }
    const challenged = (await native('POST', '/v1/payment_intents', secure)).body
    await stored('payment_intents', challenged.id, 'return_url', url)
    const after = await open(challenged.next_action.use_stripe_sdk.stripe_js, { result: 'complete' })
    assert.match(after.html, /is now <code>succeeded/)
    const saved = (
      await native('POST', '/v1/setup_intents', { confirm: true, payment_method: 'pm_card_threeDSecure2Required' })
    ).body
    await stored('setup_intents', saved.id, 'return_url', url)
    await open(saved.next_action.use_stripe_sdk.stripe_js, { result: 'complete' })
    const bank = {
      ...pay,
      confirm: true,
      payment_method_data: { type: 'bancontact', billing_details: { name: 'Ada' } },
      return_url: 'https://shop.example/',
    }
    const redirected = (await native('POST', '/v1/payment_intents', bank)).body
    await stored('payment_intents', redirected.id, 'return_url', url)
    await open(redirected.next_action.redirect_to_url?.url ?? redirected.next_action.bancontact_handle_redirect?.url, {
      do: 'succeed',
    })
    const hosted = (await native('POST', '/v1/payment_intents', pay)).body
    await stored('payment_intents', hosted.id, 'return_url', url)
    const page = `/checkout/${gateway.env}/${hosted.id}?client_secret=${hosted.client_secret}`
    await open(page)
    const card = {
      'payment_method_data[type]': 'card',
      'payment_method_data[card][number]': '4242424242424242',
      'payment_method_data[card][exp_month]': '12',
      'payment_method_data[card][exp_year]': '2040',
      'payment_method_data[card][cvc]': '123',
    }
    await open(page, card)
    await open(page)
  })

test('an endpoint from before whose credentials do not decode is a failed attempt with a reason, and holds nobody up', async () => {
  const key = await gateway.sandbox()
  const own = foreignClient(gateway.url, { authorization: `Bearer ${key}` })
  const { id } = (await own('POST', '/v1/webhook_endpoints', { url: 'http://127.0.0.1:9/', enabled_events: ['*'] }))
    .body
  await stored('webhook_endpoints', id, 'url', 'http://us%zz:pw@127.0.0.1:9/')
  await gateway.pool.query(
    `update events set fact = jsonb_set(fact::jsonb - 'url', '{terms,url}', '"http://us%zz:pw@127.0.0.1:9/"')::text::json where object_id = $1 and fact->>'type' = 'created'`,
    [id],
  )
  await own('POST', '/v1/payment_intents', pay)
  await gateway.deliver()
  const { data } = (await own('GET', `/v1/webhook_endpoints/${id}/deliveries`)).body
  assert.match(data[0].attempts[0].error, /cannot be sent to/)
})
