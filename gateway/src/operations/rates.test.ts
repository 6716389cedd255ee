import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { holdsForAll } from '../../test/support/seed.ts'
import { isRate, parseEcb, times } from './rates.ts'

/** The shape of the European Central Bank's file, with a few of its currencies. */
const ecb = (cubes: string, day = '2026-11-20') => `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
  <gesmes:subject>Reference rates</gesmes:subject>
  <gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
  <Cube><Cube time="${day}">${cubes}</Cube></Cube>
</gesmes:Envelope>`

test("the European Central Bank's daily file is read", () => {
  const rates = parseEcb(
    ecb('<Cube currency="USD" rate="1.0837"/><Cube currency="IDR" rate="17241.51"/><Cube currency="ZZZ" rate="2"/>'),
  )
  assert.deepEqual(rates, [
    { base: 'eur', quote: 'usd', day: '2026-11-20', rate: '1.0837', correction: '1' },
    { base: 'eur', quote: 'idr', day: '2026-11-20', rate: '17241.51', correction: '1' },
  ])
})

test('a file that is no such document is refused with what is wrong', () => {
  for (const [text, why] of [
    ['', /no rates|no XML/],
    ['hello', /no rates|no XML/],
    ['<a><b></a>', /no XML|no rates/],
    [ecb(''), /no rates/],
    [ecb('<Cube currency="USD" rate="abc"/>'), /no rate/],
    [ecb('<Cube currency="USD" rate="-1"/>'), /no rate/],
    [ecb('<Cube currency="USD" rate="1"/>', 'yesterday'), /no day/],
  ] as const) {
    const read = parseEcb(text)
    assert.ok('problem' in read, text)
    assert.match(read.problem, why)
  }
  for (const wrong of ['', '0', '-1', '1e3', '1.', 'NaN', '1,5', '0.0']) assert.ok(!isRate(wrong), wrong)
})

test('amounts are converted in whole numbers, half to even, across decimals', async () => {
  assert.equal(times(10_000, '655.957', '1', -2), 65_596)
  assert.equal(times(100, '1.5', '1', 0), 150)
  assert.equal(times(1, '0.5', '1', 0), 0)
  assert.equal(times(3, '0.5', '1', 0), 2)
  assert.equal(times(1000, '1.1', '1.02', 0), 1122)
  assert.equal(times(999_999_999_999, '1', '1', 1), 9_999_999_999_990)
  await holdsForAll(
    'a conversion is off by at most half a unit',
    fc.property(
      fc.integer({ min: 1, max: 99_999_999 }),
      fc.integer({ min: 1, max: 999_999_999 }),
      (amount, millionths) => {
        const rate = (millionths / 1_000_000).toFixed(6)
        const exact = BigInt(amount) * BigInt(millionths) * 2n
        const twice = BigInt(times(amount, rate, '1', 0)) * 2_000_000n
        const off = exact > twice ? exact - twice : twice - exact
        assert.ok(off <= 1_000_000n, `${amount} × ${rate}`)
      },
    ),
    300,
  )
})
