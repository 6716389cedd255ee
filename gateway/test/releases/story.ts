/**
 * What a dump of a release holds: a day of a merchant, over HTTP, with as much as possible left open. Older releases know
 * less; what they refuse is left out, and said. Every test after it names what it finds by the names given here.
 */
import { formOf } from '../client/client.ts'

/** Ids by the name of what was left, as `releases.test.ts` goes on with them. */
export type Left = Record<string, string>

export type Told = {
  readonly left: Left
  /** What the release did not know. */
  readonly skipped: readonly string[]
  /** Payments as the release showed them, by id. */
  readonly shown: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

type Body = Readonly<Record<string, unknown>>
type Form = Readonly<Record<string, unknown>>

/** Where somebody hears of it, if anybody ever listens. */
const receiver = 'https://shop.invalid/florin'

type Request = {
  method?: string
  key?: string | null
  form?: Form
  json?: unknown
  headers?: Readonly<Record<string, string>>
}

/** A request as it is: what an old release answers is held to no contract of today. */
async function send(url: string, { method, form, json, key = 'sk_test_florindemo', headers }: Request) {
  const type = json === undefined ? 'application/x-www-form-urlencoded' : 'application/json'
  const body = json === undefined ? (form === undefined ? null : formOf(form)) : JSON.stringify(json)
  const answer = await fetch(url, {
    method: method ?? (body === null ? 'GET' : 'POST'),
    headers: {
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      ...(body === null ? {} : { 'content-type': type }),
      ...headers,
    },
    body,
  })
  const text = await answer.text()
  const shown = answer.headers.get('content-type')?.includes('json') === true ? (JSON.parse(text) as Body) : null
  return { status: answer.status, text, body: shown }
}

export async function tellStory(url: string): Promise<Told> {
  const left: Left = {}
  const skipped: string[] = []
  const call = async (name: string, path: string, options: Request): Promise<Body | null> => {
    const { status, body, text } = await send(url + path, options)
    // A decline is an answer, and names the payment that it left.
    if (status < 300 || status === 402) return body
    skipped.push(`${name === '' ? path : name}: ${status} ${text.slice(0, 200)}`)
    return null
  }
  const post: Teller['post'] = async (name, path, form = {}, headers = {}, method = 'POST') => {
    const body = await call(name, path, { headers, method, ...(method === 'POST' ? { form } : {}) })
    const error = body?.error as { payment_intent?: { id: string }; setup_intent?: { id: string } } | undefined
    const id = error?.payment_intent?.id ?? error?.setup_intent?.id ?? body?.id
    if (typeof id === 'string' && name !== '') left[name] ??= id
    return body
  }
  const pay = (name: string, form: Form = {}, headers: Record<string, string> = {}) =>
    post(name, '/v1/payment_intents', { amount: 2000, currency: 'eur', confirm: true, ...card(), ...form }, headers)
  const then = async (name: string, verb: string, form: Form = {}) => {
    const path = `/v1/payment_intents/${left[name]}${verb === 'update' ? '' : `/${verb}`}`
    if (left[name] !== undefined) await post('', path, form)
  }

  const endpoint = await post('endpoint', '/v1/webhook_endpoints', { url: receiver, enabled_events: ['*'] })
  if (typeof endpoint?.secret === 'string') left['secret of the endpoint'] = endpoint.secret
  const permissions = { payment_intents: 'write' }
  const key = await call('restricted key', '/v1/api_keys', { form: { type: 'restricted', permissions } })
  if (typeof key?.key === 'string') left['restricted key'] = key.key
  await cards({ post, pay, then, left })
  await saved({ post, pay, left })
  await otherMethods({ post, pay, left })
  await foreign(left, call)
  return { left, skipped, shown: await shownOf(Object.values(left), url) }
}

async function shownOf(ids: readonly string[], url: string): Promise<Told['shown']> {
  const shown: Record<string, Body> = {}
  for (const id of ids.filter((one) => one.startsWith('pi_'))) {
    const { body } = await send(`${url}/v1/payment_intents/${id}`, {})
    // A foreign id may begin like ours.
    if (body?.id === id) shown[id] = body
  }
  return shown
}

type Teller = {
  readonly left: Left
  post(name: string, path: string, form?: Form, headers?: Record<string, string>, method?: string): Promise<Body | null>
  pay(name: string, form?: Form, headers?: Record<string, string>): Promise<Body | null>
  then(name: string, verb: string, form?: Form): Promise<void>
}

const card = (name = 'visa') => ({ payment_method: `pm_card_${name}` })
const manual = { capture_method: 'manual' }

async function cards({ post, pay, then, left }: Teller): Promise<void> {
  await pay('paid', { metadata: { order: '1' } }, { 'idempotency-key': 'paid-once' })
  await pay('paid with types', { payment_method_types: ['card'] })
  await pay('paid by anything', {
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    receipt_email: 'ada@example.com',
    shipping: { name: 'Ada', address: { line1: '1 Lane', city: 'Bath', country: 'GB', postal_code: 'BA1' } },
  })
  await pay('declined', card('chargeDeclinedInsufficientFunds'))
  await pay('challenged', card('threeDSecure2Required'))
  await pay('challenged by a device', card('deviceThenChallenge'))
  await pay('authorised', manual)
  await pay('authorised to be cancelled', manual)
  await pay('partly captured', manual)
  await then('partly captured', 'capture', { amount_to_capture: 500, final_capture: false })
  await pay('captured in part', manual)
  await then('captured in part', 'capture', { amount_to_capture: 700 })
  await pay('incremented', {
    ...manual,
    payment_method_options: { card: { request_three_d_secure: 'any' } },
  })
  await then('incremented', 'increment_authorization', { amount: 2500 })
  await pay('cancelled', manual)
  await then('cancelled', 'cancel', { cancellation_reason: 'duplicate' })
  await pay('by hand', { ...card('threeDSecure2Required'), confirmation_method: 'manual' })
  await post('unpaid', '/v1/payment_intents', { amount: 1500, currency: 'usd', description: 'a vase' })
  await post('unconfirmed', '/v1/payment_intents', { amount: 1500, currency: 'usd', ...card() })
  await post('updated', '/v1/payment_intents', { amount: 1500, currency: 'usd' })
  await then('updated', 'update', { amount: 1700, metadata: { a: 'b' }, ...card() })
  await pay('challenged, changed', card('threeDSecure2Required'))
  await then('challenged, changed', 'update', { amount: 9999 })
  await pay('told', { webhook_url: receiver })
  await pay('silent', card('timeoutSucceeded'))
  await pay('never heard of', card('timeoutNeverReceived'))
  await pay('silent at capture', { ...card('captureTimeout'), ...manual })
  await then('silent at capture', 'capture')

  const refund = async (name: string, form: Form = {}) => {
    const of = left[name]
    if (of !== undefined) await post(`refund of ${name}`, '/v1/refunds', { payment_intent: of, ...form })
  }
  await pay('refunded in part', card('bypassPending'))
  await refund('refunded in part', { amount: 600, metadata: { why: 'broken' } })
  await pay('refunded late', card('pendingRefund'))
  await refund('refunded late')
  await pay('refunded in vain', card('refundFail'))
  await refund('refunded in vain')
  await pay('refunded in silence', card('refundTimeout'))
  await refund('refunded in silence')
}

async function saved({ post, pay, left }: Omit<Teller, 'then'>): Promise<void> {
  const customer = await post('customer', '/v1/customers', {
    email: 'ada@example.com',
    name: 'Ada',
    metadata: { a: '1' },
  })
  if (customer === null) return
  const of = { customer: left.customer }
  await pay('saving', { ...of, setup_future_usage: 'off_session' })
  await pay('saving, challenged', { ...of, ...card('threeDSecure2Required'), setup_future_usage: 'off_session' })
  const acceptance = { customer_acceptance: { type: 'offline' } }
  const setUp = { ...of, confirm: true, usage: 'off_session', mandate_data: acceptance }
  const set = await post('set up', '/v1/setup_intents', { ...setUp, ...card() })
  await post('set-up, challenged', '/v1/setup_intents', { ...setUp, ...card('threeDSecure2Required') })
  await post('set-up, declined', '/v1/setup_intents', { ...setUp, ...card('chargeDeclined') })
  await post('set-up, waiting', '/v1/setup_intents', { ...of, payment_method_types: ['card'] })
  if (typeof set?.payment_method === 'string') {
    left['saved card'] = set.payment_method
    await pay('off session', { ...of, payment_method: set.payment_method, off_session: true })
  }
  await post('session', '/v1/customer_sessions', {
    ...of,
    components: { payment_element: { enabled: true } },
  })
  await post('customer to be deleted', '/v1/customers', { email: 'bob@example.com' })
  await post('customer who is gone', '/v1/customers', { email: 'eve@example.com', name: 'Eve' })
  await pay('paid by who is gone', { customer: left['customer who is gone'] })
  await post('', `/v1/customers/${left['customer who is gone']}`, {}, {}, 'DELETE')
}

/** A method other than a card, with what its payers are asked for. */
const by = (type: string, more: Form = {}) => ({
  payment_method: undefined,
  payment_method_data: { type, billing_details: { name: 'Ada Lovelace', email: 'ada@example.com' }, ...more },
  return_url: 'https://shop.example/back',
})
const brazilian = {
  billing_details: {
    name: 'Ada Lovelace',
    email: 'ada@example.com',
    address: { line1: '1 Rua', city: 'Santos', state: 'SP', postal_code: '01310100', country: 'BR' },
  },
  boleto: { tax_id: '111.444.777-35' },
}
const idr = { amount: 1_500_000, currency: 'idr' }

async function otherMethods({ post, pay, left }: Omit<Teller, 'then'>): Promise<void> {
  const simulate = (name: string, form: Form) =>
    left[name] === undefined ? null : post('', `/v1/test_helpers/payment_intents/${left[name]}/simulate`, form)
  await pay('code', { ...idr, ...by('qris') })
  await pay('code, given up', { ...idr, ...by('qris') })
  if (left['code, given up'] !== undefined) await post('', `/v1/payment_intents/${left['code, given up']}/cancel`)
  await pay('code, paid', { ...idr, ...by('qris') })
  await simulate('code, paid', { outcome: 'succeed' })
  await pay('code, again and again', { ...idr, ...by('qris'), usage: 'multiple' })
  await simulate('code, again and again', { outcome: 'succeed', amount: 700_000 })
  const account = (more: Form) => by('virtual_account', { virtual_account: { channel: 'permata', ...more } })
  await pay('number', { ...idr, ...account({}) })
  await pay('number, in parts', { ...idr, ...account({ open_amount: true }) })
  await simulate('number, in parts', { outcome: 'succeed', amount: 600_000 })
  await pay('wallet', { amount: 1_500_000, currency: 'idr', ...by('dana') })
  await pay('slip', { amount: 5000, currency: 'brl', ...by('boleto', brazilian) })
  await pay('debit', {
    ...by('sepa_debit', { sepa_debit: { iban: 'DE89370400440532013000' } }),
    mandate_data: { customer_acceptance: { type: 'offline' } },
  })
  await pay('without a way back', { amount: 50_000, currency: 'thb', ...by('promptpay') })
  await simulate('without a way back', { outcome: 'succeed' })
  if (left['without a way back'] !== undefined)
    await post('refund to an account', '/v1/refunds', { payment_intent: left['without a way back'] })
  await post('order', '/v1/orders', { currency: 'usd', line_items: [{ name: 'Vase', amount: 5600, quantity: 2 }] })
  if (left.order === undefined) return
  const asked = await post('order, asked for', `/v1/orders/${left.order}/request_payment`)
  if (typeof asked?.payment_intent === 'string') left['payment of the order'] = asked.payment_intent
}

type Call = (name: string, path: string, options: Request) => Promise<Body | null>

/** Payments through foreign APIs; the demo's keys open each. */
async function foreign(left: Left, call: Call): Promise<void> {
  const key = 'sk_test_florindemo'
  const keep = (name: string, id: unknown): void => {
    if (typeof id === 'string' || typeof id === 'number') left[name] = String(id)
  }
  const ojire = await call('ojire', '/ojire/v1/payment-intents', {
    headers: { 'x-secret-key': key },
    json: { amount: 100_000, currency: 'IDR', metadata: { order_id: 'order_456' } },
  })
  keep('ojire', ojire?.id)
  const orqex = await call('orqex', '/orqex/v1/payment/intents', {
    json: {
      amount: 50,
      currency: 'XOF',
      description: 'Order 1024',
      customer: { email: 'ama@example.com', first_name: 'Ama', last_name: 'Mensah' },
      attempt: { method_code: 'momo_mtn', country: 'CI', phone: { number: '+2250504123456' } },
    },
  })
  keep('orqex', (orqex?.data as Body | undefined)?.id ?? orqex?.id)
  const basic = { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` }
  const wooshpay = await call('wooshpay', '/wooshpay/v1/payment_intents', {
    key: null,
    headers: basic,
    json: { amount: 10, currency: 'USD', merchant_order_id: 'Order112344343' },
  })
  keep('wooshpay', wooshpay?.id)
  const token = await call('harsya token', '/harsya/v1/access-token', {
    key: null,
    headers: { 'x-merchant-id': 'demo', 'x-merchant-secret': key },
    json: { grantType: 'client_credentials' },
  })
  const bearer = (token?.data as { accessToken?: string } | undefined)?.accessToken
  if (bearer === undefined) return
  const harsya = await call('harsya', '/harsya/v2/payments', {
    key: bearer,
    json: {
      clientReferenceId: '1743240982',
      amount: { value: 20000, currency: 'IDR' },
      paymentMethod: { type: 'VIRTUAL_ACCOUNT' },
      paymentMethodOptions: { virtualAccount: { channel: 'PERMATA', virtualAccountName: 'Reforza Harsya' } },
      mode: 'API',
      autoConfirm: true,
      statementDescriptor: 'Harsya',
    },
  })
  keep('harsya', (harsya?.data as Body | undefined)?.id)
}
