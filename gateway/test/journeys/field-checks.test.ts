/** Single fields: what they may hold, wherever they stand; and what a sandbox knows of its test cards. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { binFacts } from '../../src/methods/card/bin.ts'
import { createAccount, createEnvironment, createKey } from '../../src/operations/accounts.ts'
import { readCode } from '../../src/schemes/national-qr.ts'
import { request } from '../client/client.ts'
import { openGateway } from '../support/gateway.ts'

const gateway = await openGateway()
const post = (form: Record<string, unknown>, path = '/v1/payment_intents') => request(gateway.url, path, { form })
type Refused = { error: { code: string; param?: string; message: string } }
const refusalOf = async (form: Record<string, unknown>, path?: string) => {
  const { status, body } = await post(form, path)
  const { error } = body as unknown as Refused
  return [status, error?.code, error?.param]
}

const pay = { amount: 1000, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' }

test('an e-mail address has an at sign, two sides and no blank, in every field for one', async () => {
  const places: [path: string, form: (email: string) => Record<string, unknown>, param: string][] = [
    ['/v1/customers', (email) => ({ email }), 'email'],
    ['/v1/payment_intents', (receipt_email) => ({ ...pay, receipt_email }), 'receipt_email'],
    [
      '/v1/payment_methods',
      (email) => ({ type: 'card', card: { token: 'tok_visa' }, billing_details: { email } }),
      'billing_details[email]',
    ],
    [
      '/v1/orders',
      (email) => ({
        currency: 'eur',
        user: 'u',
        receipt_email: email,
        line_items: [{ name: 'A', amount: 100, quantity: 1 }],
      }),
      'receipt_email',
    ],
  ]
  for (const [path, form, param] of places) {
    for (const email of ['noatsign', 'ada@example.com ', 'a b@example.com', '@example.com', 'ada@'])
      assert.deepEqual(await refusalOf(form(email), path), [400, 'email_invalid', param], `${path} ${email}`)
    for (const email of ['ada@example.com', 'ada+test_email@example.co.uk', 'jürgen@müller.example'])
      assert.equal((await post(form(email), path)).status, 200, `${path} ${email}`)
  }
})

test('a country is an assigned code of ISO 3166-1: UK and ZZ are none', async () => {
  for (const country of ['UK', 'ZZ', 'EU', 'XX', 'U', 'USA', '12']) {
    assert.deepEqual(
      await refusalOf({ address: { country } }, '/v1/customers'),
      [400, 'country_code_invalid', 'address[country]'],
      country,
    )
    const shipping = { name: 'Ada', address: { country } }
    assert.deepEqual(await refusalOf({ ...pay, shipping }), [400, 'country_code_invalid', 'shipping[address][country]'])
  }
  for (const country of ['GB', 'us', 'ID', 'CI'])
    assert.equal((await post({ address: { country } }, '/v1/customers')).status, 200, country)
  assert.equal((await post({ address: { country: '' } }, '/v1/customers')).status, 200)
})

test('a statement has letters, and no sign that statements use themselves', async () => {
  for (const field of ['statement_descriptor', 'statement_descriptor_suffix'])
    for (const text of ['12345', '<shop>', 'a "b"', "joe's", 'star*', 'back\\slash', '---'])
      assert.deepEqual(await refusalOf({ ...pay, [field]: text }), [400, 'parameter_invalid', field], text)
  assert.equal((await post({ ...pay, statement_descriptor_suffix: 'SHOP 24/7 & CO.' })).status, 200)
  assert.equal((await post({ ...pay, statement_descriptor_suffix: '' })).status, 200)
})

test('an object has fifty metadata keys in all, however often it is changed', async () => {
  const pairs = (from: number, count: number, value = 'v') =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${from + at}`, value]))
  const made = [
    ['/v1/payment_intents', pay],
    ['/v1/setup_intents', {}],
    ['/v1/customers', {}],
    ['/v1/webhook_endpoints', { url: 'https://shop.example/hook', enabled_events: ['*'] }],
  ] as const
  const paths: string[] = []
  for (const [path, form] of made) {
    const answer = await post({ ...form, metadata: pairs(0, 30) }, path)
    paths.push(`${path}/${answer.body.id}`)
    if (path === '/v1/payment_intents') paths.push(`/v1/charges/${answer.body.latest_charge}`)
  }
  const card = await post({ type: 'card', card: { token: 'tok_visa' } }, '/v1/payment_methods')
  const customer = await post({}, '/v1/customers')
  await post({ customer: customer.body.id }, `/v1/payment_methods/${card.body.id}/attach`)
  paths.push(`/v1/payment_methods/${card.body.id}`)
  const paid = await post(pay)
  const refund = await post({ payment_intent: paid.body.id, amount: 100 }, '/v1/refunds')
  paths.push(`/v1/refunds/${refund.body.id}`)
  for (const path of paths) {
    assert.equal((await post({ metadata: pairs(0, 50) }, path)).status, 200, path)
    assert.deepEqual(await refusalOf({ metadata: { more: 'v' } }, path), [400, 'parameter_invalid', 'metadata'], path)
    // One goes, one comes; what is there may change.
    assert.equal((await post({ metadata: { k0: '', more: 'v', k1: 'w' } }, path)).status, 200, path)
    assert.deepEqual(await refusalOf({ metadata: pairs(50, 50) }, path), [400, 'parameter_invalid', 'metadata'], path)
  }
})

test("a wallet holds its country's money", async () => {
  const wallet = (phone: string, currency: string, amount = 5000, type = 'momo_mtn') => ({
    amount,
    currency,
    confirm: true,
    payment_method_data: { type, [type]: { phone } },
  })
  // A number of Benin, in cedi; of Ghana, in francs; of Uganda, in cedi.
  for (const [phone, currency] of [
    ['+2290161234567', 'ghs'],
    ['+233241234567', 'xof'],
    ['+256772123456', 'ghs'],
  ] as const)
    assert.deepEqual(
      await refusalOf(wallet(phone, currency)),
      [400, 'payment_method_currency_not_supported', 'currency'],
      `${phone} ${currency}`,
    )
  for (const [phone, currency] of [
    ['+2290161234567', 'xof'],
    ['+233241234567', 'ghs'],
    ['+256772123456', 'ugx'],
    ['+46733123450', 'eur'],
  ] as const) {
    const answer = await post(wallet(phone, currency))
    // Some of the published numbers decline; none is refused.
    assert.notEqual(answer.status, 400, answer.text)
  }
})

test('the tax ids that guides print are for sandboxes', async () => {
  const account = await createAccount(gateway.pool, gateway.newId, {
    name: 'Live',
    country: 'BR',
    default_currency: 'brl',
    statement_descriptor: 'LIVE',
  })
  const live = await createEnvironment(gateway.pool, gateway.newId, account, true)
  const key = await createKey(gateway.pool, live, 'secret', true, Date.now())
  const boleto = (tax_id: string) => ({
    type: 'boleto',
    billing_details: { name: 'Ada', email: 'ada@example.com', tax_id, address: { country: 'BR' } },
    boleto: { tax_id },
  })
  for (const tax_id of ['000.000.000-00', '00.000.000/0000-00', '00000000000']) {
    const sandbox = await post(boleto(tax_id), '/v1/payment_methods')
    assert.equal(sandbox.status, 200, sandbox.text)
    const real = await request(gateway.url, '/v1/payment_methods', { form: boleto(tax_id), key })
    assert.ok(real.status >= 400 && real.status < 500, real.text)
  }
  assert.equal((await post(boleto('111.111.111-11'), '/v1/payment_methods')).status, 400)
})

test('the scheme list of SEPA is that of today', async () => {
  for (const iban of [
    'AL47212110090000000235698741',
    'MD24AG000225100013104168',
    'ME25505000012345678951',
    'MK07250120000058984',
    'RS35260005601001611379',
  ]) {
    const form = { type: 'sepa_debit', sepa_debit: { iban }, billing_details: { name: 'A', email: 'a@example.com' } }
    const answer = await post(form, '/v1/payment_methods')
    assert.equal(answer.status, 200, `${iban}: ${answer.text}`)
  }
})

test('a Pix code is one in any case', () => {
  const code = (guid: string) => {
    const body = `00020126${String(guid.length + 4 + 4 + 15).padStart(2, '0')}00${guid.length}${guid}0115ada@example.com520400005303986540510.005802BR5903Ada6006Brasil62070503***6304`
    let crc = 0xffff
    for (const byte of Buffer.from(body)) {
      crc ^= byte << 8
      for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff
    }
    return body + crc.toString(16).toUpperCase().padStart(4, '0')
  }
  for (const guid of ['br.gov.bcb.pix', 'BR.GOV.BCB.PIX', 'Br.Gov.Bcb.Pix']) {
    const read = readCode(code(guid))
    assert.ok('scheme' in read && read.scheme === 'pix', JSON.stringify(read))
  }
})

test('test cards have the country, the funding and the networks that are published for them', async () => {
  const published: [number: string, country: string, funding: string, networks: string][] = [
    ['4242424242424242', 'US', 'credit', 'visa'],
    ['4000056655665556', 'US', 'debit', 'visa'],
    ['5555555555554444', 'US', 'credit', 'mastercard'],
    ['2223003122003222', 'US', 'credit', 'mastercard'],
    ['5200828282828210', 'US', 'debit', 'mastercard'],
    ['5105105105105100', 'US', 'prepaid', 'mastercard'],
    ['6011981111111113', 'US', 'debit', 'discover'],
    ['3566002020360505', 'JP', 'credit', 'jcb'],
    ['6200000000000005', 'CN', 'credit', 'unionpay'],
    ['6200000000000047', 'CN', 'debit', 'unionpay'],
    ['4000000760000002', 'BR', 'credit', 'visa'],
    ['4000002760000016', 'DE', 'credit', 'visa'],
    ['4000006820000007', 'SA', 'credit', 'visa'],
    ['4000001580000008', 'TW', 'credit', 'visa'],
    ['4000058260000005', 'GB', 'debit', 'visa'],
    ['4000057640000008', 'TH', 'debit', 'visa'],
    ['5200007840000022', 'AE', 'credit', 'mastercard'],
    ['5555558265554449', 'GB', 'credit', 'mastercard'],
    ['4000003720000278', 'IE', 'credit', 'visa'],
    ['4000002500001001', 'FR', 'credit', 'cartes_bancaires,visa'],
    ['5555552500001001', 'FR', 'credit', 'cartes_bancaires,mastercard'],
    ['4000050360000001', 'AU', 'debit', 'eftpos_au,visa'],
    ['5555050360000080', 'AU', 'debit', 'eftpos_au,mastercard'],
  ]
  for (const [number, country, funding, networks] of published) {
    const facts = binFacts(number, false)
    assert.deepEqual([facts.country, facts.funding, facts.networks.join()], [country, funding, networks], number)
  }
  // Of a real number nothing is known here that its processor has not said.
  assert.deepEqual(binFacts('4000002760000016', true), {
    brand: 'visa',
    funding: 'unknown',
    country: null,
    networks: ['visa'],
  })
  const paid = await post({ ...pay, payment_method: 'pm_card_visa_cartesBancaires', expand: ['latest_charge'] })
  const { card } = (paid.body.latest_charge as unknown as { payment_method_details: { card: Record<string, unknown> } })
    .payment_method_details
  assert.deepEqual([card.country, card.network, card.brand], ['FR', 'visa', 'visa'])
  const saved = await request(gateway.url, `/v1/payment_methods/${paid.body.payment_method}`)
  assert.deepEqual((saved.body.card as unknown as { networks: unknown }).networks, {
    available: ['cartes_bancaires', 'visa'],
    preferred: null,
  })
})
