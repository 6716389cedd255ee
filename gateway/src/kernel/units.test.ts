import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { holdsForAll } from '../../test/support/seed.ts'
import { hundredthsNumber, majorNumber, majorText, majorTextAtLeast, minorOfHundredths, minorOfMajor } from './units.ts'

test('decimal texts mean what they say, in currencies of none, two and three decimals', () => {
  for (const [text, currency, minor] of [
    ['10.10', 'usd', 1010],
    ['0.1', 'usd', 10],
    ['1e2', 'usd', 10_000],
    ['1.5E+1', 'usd', 1500],
    ['1000e-2', 'usd', 1000],
    ['112.00', 'usd', 11_200],
    ['100000', 'idr', 10_000_000],
    ['50', 'xof', 50],
    ['50.000', 'xof', 50],
    ['1.234', 'kwd', 1234],
    ['0', 'usd', 0],
    ['-0', 'usd', 0],
    ['9999999999.99', 'usd', 999_999_999_999],
  ] as const)
    assert.equal(minorOfMajor(text, currency), minor, `${text} ${currency}`)
})

test('a fraction that the currency does not have is none of its amounts', () => {
  for (const [text, currency, decimals] of [
    ['10.001', 'usd', 2],
    ['10.1000000000000000001', 'usd', 2],
    ['0.5', 'jpy', 0],
    ['1e-3', 'usd', 2],
    ['1.2345', 'kwd', 3],
  ] as const)
    assert.deepEqual(minorOfMajor(text, currency), { problem: 'fraction', decimals }, `${text} ${currency}`)
})

test('what is no amount is told apart', () => {
  assert.deepEqual(minorOfMajor('ten', 'usd'), { problem: 'not_a_number' })
  assert.deepEqual(minorOfMajor('1,000', 'usd'), { problem: 'not_a_number' })
  assert.deepEqual(minorOfMajor(' 1', 'usd'), { problem: 'not_a_number' })
  assert.deepEqual(minorOfMajor('-1', 'usd'), { problem: 'negative' })
  assert.deepEqual(minorOfMajor('1', 'xxx'), { problem: 'currency_unknown' })
  assert.deepEqual(minorOfMajor('1e300', 'usd'), { problem: 'too_large' })
  assert.deepEqual(minorOfMajor('12345678901', 'usd'), { problem: 'too_large' })
  assert.deepEqual(minorOfMajor('9007199254740993', 'jpy'), { problem: 'too_large' })
})

test('hundredths are of the major unit, whatever the currency', () => {
  assert.equal(minorOfHundredths('5000', 'xof'), 50)
  assert.equal(minorOfHundredths('5000', 'usd'), 5000)
  assert.equal(minorOfHundredths('5000', 'kwd'), 50_000)
  assert.equal(minorOfHundredths('123.4', 'kwd'), 1234)
  assert.deepEqual(minorOfHundredths('5050', 'xof'), { problem: 'fraction', decimals: 0 })
  assert.equal(hundredthsNumber(50, 'xof'), 5000)
  assert.equal(hundredthsNumber(1050, 'usd'), 1050)
  assert.equal(hundredthsNumber(1234, 'kwd'), 123.4)
  assert.equal(hundredthsNumber(0, 'xof'), 0)
})

test('amounts are written with the decimals of their currency, or without needless ones', () => {
  assert.equal(majorText(11_200, 'usd'), '112.00')
  assert.equal(majorText(5, 'usd'), '0.05')
  assert.equal(majorText(50, 'xof'), '50')
  assert.equal(majorText(1234, 'kwd'), '1.234')
  assert.equal(majorTextAtLeast(50, 'xof', 2), '50.00')
  assert.equal(majorTextAtLeast(1234, 'kwd', 2), '1.234')
  assert.equal(majorNumber(10_000_000, 'idr'), 100_000)
  assert.equal(majorNumber(1050, 'usd'), 10.5)
})

test('there and back, no amount changes', async () => {
  await holdsForAll(
    'an amount survives every way of writing it',
    fc.property(
      fc.integer({ min: 0, max: 999_999_999_999 }),
      fc.constantFrom('usd', 'idr', 'xof', 'jpy', 'kwd', 'bhd'),
      (amount, currency) => {
        assert.equal(minorOfMajor(majorText(amount, currency), currency), amount)
        assert.equal(minorOfMajor(String(majorNumber(amount, currency)), currency), amount)
        assert.equal(minorOfHundredths(String(hundredthsNumber(amount, currency)), currency), amount)
      },
    ),
    500,
  )
})
