import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Shares, shareLeft, takeInTurn } from './fair-shares.ts'

test('one alone may have half; whoever comes next has half of what is left', () => {
  for (const [max, own, all, left] of [
    [100, 0, 0, 50],
    [100, 50, 50, 0],
    [100, 0, 50, 25],
    [100, 25, 75, 0],
    [100, 0, 75, 12],
    [100, 60, 60, 0],
  ] as const)
    assert.equal(shareLeft(max, own, all), left, `${own} of ${all}`)
})

test('what is given back is there again, for everybody', () => {
  const shares = new Shares(8)
  shares.add('noisy', 4)
  assert.deepEqual([shares.left('noisy'), shares.left('quiet')], [0, 2])
  shares.add('quiet', 1)
  shares.add('noisy', -4)
  assert.deepEqual([shares.left('noisy'), shares.all], [3, 1])
})

test('lines are taken from in turn, in their own order; what is left stays', () => {
  const lines = new Map([
    ['noisy', [1, 2, 3, 4, 5]],
    ['quiet', [10]],
    ['other', [20, 21]],
  ])
  assert.deepEqual(takeInTurn(lines, 4), [1, 10, 20, 2])
  assert.deepEqual(
    [...lines],
    [
      ['noisy', [3, 4, 5]],
      ['other', [21]],
    ],
  )
  assert.deepEqual(takeInTurn(lines, 10), [3, 21, 4, 5])
  assert.equal(lines.size, 0)
})
