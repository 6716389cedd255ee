import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRefusal } from '../../../kernel/refusal.ts'
import { linesShown, metadataOf, orderTotal, refuseLines } from './lines.ts'
import { orderIdMax, orderRowId, orderRowOf } from './model.ts'
import { mayBeMade, orderNumber } from './order-number.ts'

const day = Date.UTC(2025, 2, 31, 23, 59)

test('orders in a row have different numbers, from whichever one they begin', () => {
  const inARow = 20_000
  for (const first of [1, 36 ** 4 - 10_000, 5 * 36 ** 4 - 10_000]) {
    const numbers = Array.from({ length: inARow }, (_, at) => orderNumber(first + at, day))
    assert.equal(new Set(numbers).size, inARow)
    for (const number of numbers.slice(0, 100)) assert.match(number, /^ORD-20250331-[0-9A-Z]{4}$/)
  }
})

test('a number that may still be made is reserved; one of an earlier day or another shape is not', () => {
  assert.equal(mayBeMade('ORD-20250331-5XZF', day), true)
  assert.equal(mayBeMade('ORD-20250401-5XZF', day), true)
  assert.equal(mayBeMade('ORD-20250330-5XZF', day), false)
  assert.equal(mayBeMade('ORD-20250331-5xzf', day), false)
  assert.equal(mayBeMade('2025/17', day), false)
})

test("an order's id names its row, and rows rise with it", () => {
  assert.equal(orderRowOf('9'), 'ord_000000000009')
  assert.equal(orderRowOf(String(orderIdMax)), 'ord_999999999999')
  assert.ok(orderRowId(9) < orderRowId(10))
  for (const text of ['', '0', '09', '-1', '1.0', '1e3', 'nine', '1000000000000', ' 9'])
    assert.equal(orderRowOf(text), null, text)
})

test('a total is the sum of pieces; what no payment can be is refused, however large', () => {
  const line = { title: 'Main product 2', description: '', amount: 5600, quantity: 2 }
  assert.equal(orderTotal([line, { ...line, quantity: 1 }]), 16_800)
  assert.equal(orderTotal([]), 0)
  assert.equal(refuseLines([line], 'usd'), null)
  assert.ok(isRefusal(refuseLines([line], 'zzz')))
  // Eight pieces at 0.125 dinar are a whole dinar; one alone cannot be paid.
  assert.equal(refuseLines([{ ...line, amount: 125, quantity: 8 }], 'kwd'), null)
  assert.ok(isRefusal(refuseLines([{ ...line, amount: 125, quantity: 1 }], 'kwd')))
  assert.ok(isRefusal(refuseLines([{ ...line, amount: 99_999_999, quantity: 2 }], 'usd')))
  const most = { ...line, amount: 999_999_999_999, quantity: 1_000_000 }
  assert.ok(isRefusal(refuseLines(Array(100).fill(most), 'usd')))
})

test('the metadata of a payment are those of the document, in its order', () => {
  const lines = [{ title: 'Main product 2', description: '', amount: 5600, quantity: 2 }]
  const order = { lines, currency: 'usd', order_id: 9, order_number: 'ORD-20250331-5XZF' }
  assert.deepEqual(Object.entries(metadataOf(order)), [
    ['line_items', JSON.stringify(linesShown(order))],
    ['order_id', '9'],
    ['order_number', 'ORD-20250331-5XZF'],
  ])
})
