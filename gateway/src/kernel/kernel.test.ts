import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { currencyCodes, currencyOf } from './currency.ts'
import { idFloor, idSource, idTime } from './id.ts'
import { moneyText, shareHalfEven } from './money.ts'
import { Secret } from './secret.ts'
import { startOfUtcDay, timeIn, utcDay } from './time.ts'

test('a share is rounded half to even', () => {
  assert.deepEqual(
    [500, 1500, 2500, 3500].map((amount) => shareHalfEven(amount, 1000)),
    [0, 2, 2, 4],
  )
  assert.deepEqual(
    [1000, 2500, 3000].map((amount) => shareHalfEven(amount, 29_000)),
    [29, 72, 87],
  )
  assert.equal(shareHalfEven(-1500, 1000), -2)
})

test('shares of parts differ from the share of the whole by less than one for each part', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 20 }), (parts) => {
      const whole = shareHalfEven(
        parts.reduce((sum, part) => sum + part, 0),
        29_000,
      )
      const sum = parts.reduce((total, part) => total + shareHalfEven(part, 29_000), 0)
      assert.ok(Math.abs(whole - sum) <= parts.length)
    }),
  )
})

test('ids of one source rise, also when the clock stands still or steps back', () => {
  let now = 1_800_000_000_000
  const newId = idSource(() => now, randomBytes)
  let last = ''
  for (let count = 0; count < 5000; count++) {
    if (count % 1000 === 999) now += count % 2000 === 999 ? 5 : -3
    const id = newId('pi')
    assert.match(id, /^pi_[0-9A-Za-z]{24}$/)
    assert.ok(id > last, `${id} after ${last}`)
    last = id
  }
  assert.equal(idTime(idSource(() => 1_800_000_012_345, randomBytes)('aud')), 1_800_000_012_345)
  assert.ok(newId('pi') >= idFloor('pi', 1_800_000_000_000) && newId('pi') < idFloor('pi', 1_800_000_100_000))
})

test('currencies have the decimals and limits of their smallest unit', () => {
  const of = (code: string) => [currencyOf(code)?.decimals, currencyOf(code)?.amountMax]
  assert.deepEqual(of('eur'), [2, 99_999_999])
  assert.deepEqual(of('jpy'), [0, 999_999_999_999])
  assert.deepEqual(of('kwd'), [3, 99_999_999])
  assert.deepEqual(of('idr'), [2, 999_999_999_999])
  assert.deepEqual(of('ugx'), [2, 999_999_999_999])
  assert.equal(currencyOf('abc'), undefined)
  assert.ok(currencyCodes().length > 140)
})

test('money is shown with its decimals', () => {
  assert.deepEqual(
    [
      moneyText(123_456, 'eur'),
      moneyText(5, 'usd'),
      moneyText(1234, 'jpy'),
      moneyText(-1500, 'kwd'),
      moneyText(500_000, 'ugx'),
    ],
    ['1,234.56 EUR', '0.05 USD', '1,234 JPY', '-1.500 KWD', '5,000 UGX'],
  )
})

test('a secret shows itself to nobody', () => {
  const secret = new Secret('4242424242424242')
  assert.deepEqual(
    [String(secret), JSON.stringify({ secret }), inspect({ secret })],
    ['[secret]', '{"secret":"[secret]"}', '{ secret: [secret] }'],
  )
  assert.equal(secret.reveal(), '4242424242424242')
})

test('the clock of an environment stands, runs ahead, or is the wall', () => {
  assert.deepEqual(
    [timeIn({ mode: 'wall' }, 5), timeIn({ mode: 'frozen', at: 9 }, 5), timeIn({ mode: 'shifted', ahead: 10 }, 5)],
    [5, 9, 15],
  )
  assert.equal(utcDay(startOfUtcDay(1_800_000_000_000)), '2027-01-15')
})
