import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holdsCardNumber, misplacedCardNumber } from './card-number.ts'

const cards = [
  '4242424242424242',
  '4242 4242 4242 4242',
  '4242-4242-4242-4242',
  '4242.4242.4242.4242',
  '4242_4242_4242_4242',
  '4242\u00a04242\u00a04242\u00a04242',
  '4242–4242–4242–4242',
  '4242-4242 4242-4242',
  '4242  4242  4242  4242',
  '4242 4242 4242 4242 12/34',
  '4242 4242 4242 4242 123',
  '4242424242424242 1234',
  '2034 4242 4242 4242 4242',
  '4222 222 222 222',
  '4988438843884305',
  '5555555555554444',
  '2223003122003222',
  '378282246310005',
  '3782 822463 10005',
  '30569309025904',
  '3056 930902 5904',
  '36227206271667',
  '3566002020360505',
  '6011111111111117',
  '6200000000000005',
  '6205500000000000004',
  '4000 0000 0000 0000 006',
  '２２２３００３１２２００３２２２',
  '٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢',
]

test('card numbers are found, alone and within a sentence, however people write them', () => {
  for (const number of cards)
    for (const text of [
      number,
      `my card is ${number}, thanks`,
      `card:${number}`,
      `(${number})`,
      `${number}\n`,
      `#${number}.`,
    ])
      assert.ok(holdsCardNumber(text), text)
})

const others = [
  '',
  'Ada Lovelace',
  'pi_4242424242424242',
  'order-4242424242424242a',
  'INV-4242424242424242',
  '4242424242424242-7',
  '4242-4242-4242-4242-4242',
  '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  '4242424242424241', // no check digit
  '1234567890123456',
  '0000000000000000',
  '9999999999999995',
  '4006381333931', // an article number
  '4012345678901',
  '+4242424242424242', // a phone number, whatever it is
  '+ 4242 4242 4242 4242',
  '+62 812 3456 7890',
  '6281234567890',
  '00491711234567',
  '8850812345678901', // virtual accounts of Indonesian banks
  '3901081234567890123',
  '7777708123456789',
  '26215081234567890',
  '88608081234567890',
  '1780000000000', // milliseconds
  '2026-11-30T13:52:25.123456Z',
  '20261130135225123',
  'DE89370400440532013000',
  '12.345.678/0001-95',
  '11222333000181',
  '424242424242', // too short
  '42424242424242424242', // too long
  '4242 424242424242', // not as a card shows it
  '42 42 42 42 42 42 42 42',
  '1234567890',
  '99 4242-4242',
]

test('ids, phone numbers, times, article, account and order numbers are not taken for cards', () => {
  for (const text of others) assert.equal(holdsCardNumber(text), false, text)
})

test('of random numbers that begin with no scheme none is found; of all, fewer than one in thirty', () => {
  let found = 0
  let seed = 1
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed
  }
  const count = 20_000
  for (let at = 0; at < count; at++) {
    const text = String(random()).padStart(10, '0').slice(-8) + String(random()).padStart(10, '0').slice(-8)
    if (holdsCardNumber(text)) found++
    assert.equal(holdsCardNumber(`1${text.slice(1)}`), false)
  }
  assert.ok(found < count / 30, `${found}`)
})

const number = '4242424242424242'
test('in a request the field at fault is named; fields that are for numbers are left alone', () => {
  const at: readonly (readonly [unknown, string | null])[] = [
    [{ description: `paid with ${number}` }, 'description'],
    [{ payment_method_data: { card: { number } } }, null],
    [{ payment_method_data: { billing_details: { name: number } } }, 'payment_method_data[billing_details][name]'],
    [{ metadata: { number } }, 'metadata[number]'],
    [{ metadata: { iban: number } }, 'metadata[iban]'],
    [{ metadata: { [number]: 'x' } }, 'metadata'],
    [{ metadata: { note: Number(number) } }, 'metadata[note]'],
    [{ [number]: 'x' }, 'parameter'],
    [{ expand: ['customer', number] }, 'expand[1]'],
    [{ us_bank_account: { account_number: '4242424242424242' } }, null],
    [{ phone: { number: '+2250504123456' } }, null],
    [{ billing_details: { tax_id: '36.227.206/2716-67' } }, null],
    [{ billing_details: { tax_id: '36227206271667' } }, null],
    [{ billing_details: { tax_id: number } }, 'billing_details[tax_id]'],
    [{ billing_details: { phone: number } }, 'billing_details[phone]'],
    [{ amount: 424242424242, created: 1_780_000_000_000 }, null],
    [null, null],
  ]
  for (const [value, param] of at) assert.equal(misplacedCardNumber(value), param, JSON.stringify(value))
})
