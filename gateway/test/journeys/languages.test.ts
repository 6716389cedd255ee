/** A payer reads the hosted page in a language of theirs, with amounts as they are written in it, and what a form sends stays the same. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languages, speechFor } from '../../src/pages/language.ts'
import { foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'

const gateway = await openGateway()
const native = foreignClient(gateway.url, { authorization: `Bearer ${gateway.key}` })
const made = async (more: object = {}) => {
  const { body } = await native('POST', '/v1/payment_intents', {
    amount: 15_000_000,
    currency: 'idr',
    automatic_payment_methods: { enabled: true },
    ...more,
  })
  return { ...body, page: `${gateway.url}/checkout/${gateway.env}/${body.id}?client_secret=${body.client_secret}` }
}
const look = async (url: string, wanted: string | null, form?: Record<string, string>) => {
  const answer = await fetch(url, {
    redirect: 'manual',
    headers: { accept: 'text/html', ...(wanted === null ? {} : { 'accept-language': wanted }) },
    ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
  })
  return { status: answer.status, to: answer.headers.get('location') ?? '', text: await answer.text() }
}

for (const [locale, wanted, language] of [
  ['', null, 'en'],
  ['', 'id', 'id'],
  ['', 'id-ID,id;q=0.9,en;q=0.8', 'id'],
  ['', 'fr-FR,fr;q=0.9', 'en'],
  ['', 'fr, id;q=0.5', 'id'],
  ['', 'en;q=0.5, id;q=0.4', 'en'],
  ['id', 'en', 'id'],
  ['id_ID', null, 'id'],
  ['EN-GB', 'id', 'en'],
  ['xx', 'id', 'id'],
  ['__proto__', null, 'en'],
] as const)
  test(`locale ${locale || 'none'} and a browser that prefers ${wanted ?? 'nothing'} is spoken to in ${language}`, () => {
    const headers = wanted === null ? {} : { 'accept-language': wanted }
    assert.equal(speechFor({ headers }, locale).language, language)
  })

/** Digits of the currency, none that nobody pays; signs as the language puts them. */
for (const [language, amount, currency, written] of [
  ['en', 123_456, 'eur', '€1,234.56'],
  ['en', 5, 'usd', '$0.05'],
  ['en', 1234, 'jpy', '¥1,234'],
  ['en', -1500, 'kwd', '-KWD 1.500'],
  ['en', 500_000, 'ugx', 'UGX 5,000'],
  ['en', 500_050, 'ugx', 'UGX 5,000.50'],
  ['en', 999_999_999_999, 'idr', 'IDR 9,999,999,999.99'],
  ['id', 15_000_000, 'idr', 'Rp 150.000'],
  ['id', 15_000_050, 'idr', 'Rp 150.000,50'],
  ['id', 2050, 'eur', '€20,50'],
] as const)
  test(`${amount} of ${currency} is ${written} in ${language}`, () => {
    // No-break spaces are spaces here.
    assert.equal(
      speechFor({ headers: {} }, language).money(amount, currency).replace(/\s/g, ' ').replace('EUR ', '€'),
      written,
    )
  })

test('the page is in the language that the browser prefers, and its fields are named as ever', async () => {
  const { page } = await made()
  const [english, indonesian] = [await look(page, 'en'), await look(page, 'id-ID')]
  assert.match(english.text, /<html lang="en">[\s\S]*Card number[\s\S]*Pay IDR/)
  assert.match(indonesian.text, /<html lang="id">[\s\S]*Nomor kartu[\s\S]*Bayar Rp/)
  const named = ({ text }: { text: string }) =>
    [...text.matchAll(/ name="[^"]*"| value="[^"]*"/g)].map(([found]) => found)
  assert.deepEqual(named(english), named(indonesian))
})

test('the language of an address goes along to the pages that follow, and mistakes are told in it', async () => {
  const intent = await made()
  const page = `${intent.page}&locale=id`
  const asked = /name="asked" value="([^"]+)"/.exec((await look(page, 'en')).text)?.[1] ?? ''
  const wrong = await look(page, 'en', {
    asked,
    'payment_method_data[type]': 'card',
    'payment_method_data[card][number]': '4242424242424241',
    'payment_method_data[card][exp_month]': '12',
    'payment_method_data[card][exp_year]': '2030',
    'payment_method_data[card][cvc]': '123',
  })
  assert.equal(wrong.status, 402)
  assert.match(wrong.text, /Nomor kartu Anda salah\./)
  const { text } = await look(page, 'en', { asked, 'payment_method_data[type]': 'qris' })
  const next = /url=([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const to = next === '' ? (await look(page, 'en')).to : next
  assert.match(to, /^\/pay\/.*locale=id/)
  const waiting = await look(gateway.url + to, 'en')
  assert.match(waiting.text, /Pindai dengan aplikasi bank Anda\./)
  assert.match(waiting.text, /Bayar dengan cara lain/)
})

test('a decline of a wallet or a bank does not speak of a card', async () => {
  const intent = await made({ amount: 5000, currency: 'php' })
  const asked = /name="asked" value="([^"]+)"/.exec((await look(intent.page, 'en')).text)?.[1] ?? ''
  await look(intent.page, 'en', { asked, 'payment_method_data[type]': 'gcash' })
  await native('POST', `/v1/test_helpers/payment_intents/${intent.id}/simulate`, { outcome: 'insufficient_funds' })
  const { text } = await look(intent.page, 'en')
  assert.match(text, /role="alert">The payment was declined: there is not enough money in the account\./)
  assert.doesNotMatch(text, /Your card/)
})

test('every language is complete, and none says the same as English by mistake', () => {
  assert.deepEqual(languages, ['en', 'id'])
  const [en, id] = languages.map((language) => speechFor({ headers: {} }, language).text)
  assert.ok(en !== undefined && id !== undefined)
  assert.notEqual(en.checkout.pay('1'), id.checkout.pay('1'))
  assert.deepEqual(
    Object.keys(en.refusals).filter((code) => Reflect.get(en.refusals, code) === Reflect.get(id.refusals, code)),
    [],
  )
})
