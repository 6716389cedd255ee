/** The arithmetic of a charge, over amounts that nobody would think of: fees, shares in another currency, captures and refunds. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { tried, type World } from '../../../../test/support/deciding.ts'
import { approval, creation, firstScene, paymentIntent } from '../../../../test/support/payment-scenes.ts'
import { holdsForAll } from '../../../../test/support/seed.ts'
import { currencyOf, partStepOf, stepOf } from '../../../kernel/currency.ts'
import { captureFee } from '../../../ledger/fees.ts'
import { captureIntent, createIntent, recordAuthorisation, recordCapture } from '../payment-intent/index.ts'
import { createRefund, recordRefund, recordRefundSettlement } from '../refund/index.ts'
import { charge } from './aggregate.ts'
import { exchangeOf, payerPart } from './exchange.ts'

const currency = fc.constantFrom('eur', 'jpy', 'kwd', 'isk', 'ugx', 'idr')
const stepFor = (code: string): number => stepOf(currencyOf(code) ?? assert.fail(code))
/** An amount that may be paid in its currency. */
const paying = fc
  .tuple(fc.integer({ min: 1, max: 900_000 }), currency)
  .map(([count, code]) => ({ amount: count * stepFor(code), currency: code }))
const rates = { exchange_rate: '1', correction_rate: '1' }

/** Cuts a whole into parts at the given places. */
const partsOf = (whole: number, cuts: readonly number[]): number[] => {
  const places = [...new Set([0, ...cuts.map((cut) => cut % whole), whole])].sort((a, b) => a - b)
  return places.slice(1).map((place, at) => place - (places[at] ?? 0))
}

test('the parts of what a payer pays in another currency add up to the whole, to the last unit', async () => {
  await holdsForAll(
    'parts of an exchange',
    fc.property(
      fc.integer({ min: 1, max: 99_999_999 }),
      paying,
      fc.array(fc.nat(), { maxLength: 8 }),
      (amount, payers, cuts) => {
        const whole = { amount, currency: 'eur', presentment: { ...payers, ...rates } }
        const known = currencyOf(payers.currency) ?? assert.fail(payers.currency)
        const step = partStepOf(known, payers.amount)
        let before = 0
        let sum = 0
        for (const part of partsOf(amount, cuts)) {
          const share = exchangeOf(whole, before, part, () => 'ent_1') ?? assert.fail('it is exchanged')
          assert.ok(share.amount >= 0)
          assert.equal(share.amount % step, 0, 'no finer than it can be paid')
          assert.deepEqual(payerPart(whole, before, part), { amount: share.amount, currency: payers.currency })
          before += part
          sum += share.amount
        }
        assert.equal(sum, payers.amount)
      },
    ),
    500,
  )
})

test('what is not exchanged has no other side, and draws no id', () => {
  const whole = { amount: 2000, currency: 'eur', presentment: null }
  assert.equal(
    exchangeOf(whole, 0, 500, () => assert.fail('an id was drawn')),
    null,
  )
  assert.deepEqual(payerPart(whole, 0, 500), { amount: 500, currency: 'eur' })
})

test('a fee is the nearest that there are coins for, and the even one of two', async () => {
  await holdsForAll(
    'fees',
    fc.property(
      paying,
      fc.integer({ min: 0, max: 100_000 }),
      fc.integer({ min: 0, max: 1000 }),
      fc.boolean(),
      ({ amount, currency: code }, ratePpm, fixed, first) => {
        const step = stepFor(code)
        const fee = captureFee({ ratePpm, fixed }, amount, code, first)
        assert.equal(fee % step, 0)
        // Within half a coin of the exact one, and half a unit more where it was rounded twice.
        const exact = amount * ratePpm + (first ? fixed * 1_000_000 : 0)
        assert.ok(Math.abs(fee * 1_000_000 - exact) <= 500_000 * (step === 1 ? 1 : step + 1), `${fee} of ${exact}`)
      },
    ),
    500,
  )
  // 2.5 and 3.5 cents: to the even one.
  assert.deepEqual(
    [
      captureFee({ ratePpm: 25_000, fixed: 0 }, 100, 'eur', true),
      captureFee({ ratePpm: 25_000, fixed: 0 }, 140, 'eur', true),
    ],
    [2, 4],
  )
})

const intent = { intent: 'pi_1' }
const held = (amount: number, payers: { amount: number; currency: string } | null): World => {
  const quote = payers === null ? null : { ...payers, ...rates, of: { amount, currency: 'eur' } }
  const begun = firstScene.after(createIntent, {
    ...creation,
    amount,
    method: { existing: 'pm_1' },
    confirm: true,
    capture_method: 'manual',
    presentment: quote,
  })
  return begun.after(recordAuthorisation, begun.outcome('authorise', { outcome: 'authorised', approval } as const))
}
const succeeded = { outcome: 'succeeded', reference: 'r' } as const
const failed = { outcome: 'failed', reason: 'declined', message: 'No.' } as const
const balance = (world: World, account: string): number =>
  [...world.balances].reduce((sum, [name, amount]) => (name.startsWith(account) ? sum + amount : sum), 0)
/** Every currency of the books sums to zero by itself. */
const assertZero = (world: World): void => {
  const sums = new Map<string, number>()
  for (const [name, amount] of world.balances) {
    const code = name.slice(name.lastIndexOf(' ') + 1)
    sums.set(code, (sums.get(code) ?? 0) + amount)
  }
  for (const [code, sum] of sums) assert.equal(sum, 0, code)
}
const payersOrNone = fc.option(paying, { nil: null })

test('captured in any parts, all of a payment is taken, its payer pays the whole, and nothing stays held', async () => {
  await holdsForAll(
    'captures in parts',
    fc.property(
      fc.integer({ min: 50, max: 99_999_999 }),
      payersOrNone,
      fc.array(fc.nat(), { maxLength: 6 }),
      (amount, payers, cuts) => {
        let world = held(amount, payers)
        let told = 0
        for (const part of partsOf(amount, cuts)) {
          const { presentment, amount_captured } = world.row(charge, 'ch_1')
          // Nobody pays a part that is nothing in the payer's currency; it goes with the next one.
          const share = payerPart({ amount, currency: 'eur', presentment }, amount_captured, part)
          const last = amount_captured + part === amount
          if (share.amount === 0 && !last) continue
          const taken = last ? amount - amount_captured : part
          if (payerPart({ amount, currency: 'eur', presentment }, amount_captured, taken).amount === 0 && !last)
            continue
          world = world.after(captureIntent, { ...intent, amount_to_capture: taken, final_capture: false })
          told += world.outcome('capture', null).effect.request.amount
          world = world.after(recordCapture, world.outcome('capture', { outcome: 'captured' } as const))
        }
        const { amount_capturable, amount_received } = world.row(paymentIntent, 'pi_1')
        if (amount_capturable > 0) {
          world = world.after(captureIntent, intent)
          told += world.outcome('capture', null).effect.request.amount
          world = world.after(recordCapture, world.outcome('capture', { outcome: 'captured' } as const))
        }
        assert.ok(amount_received <= amount)
        assert.equal(world.row(paymentIntent, 'pi_1').status, 'succeeded')
        assert.equal(world.row(charge, 'ch_1').amount_captured, amount)
        assert.equal(told, payers?.amount ?? amount, 'the processor was told the whole')
        assert.equal(balance(world, 'processor_receivable'), -told)
        assert.equal(balance(world, 'authorisation_hold'), 0)
        assert.equal(balance(world, 'merchant_pending') + balance(world, 'processing_fees'), amount)
        assertZero(world)
      },
    ),
    150,
  )
})

test('refunded in any parts, some of which come back, the books are as if those had never been', async () => {
  await holdsForAll(
    'refunds in parts',
    fc.property(
      fc.integer({ min: 50, max: 99_999_999 }),
      payersOrNone,
      fc.array(fc.tuple(fc.integer({ min: 1, max: 60_000_000 }), fc.constantFrom('went', 'refused', 'came back')), {
        maxLength: 8,
      }),
      (amount, payers, wishes) => {
        let world = held(amount, payers).after(captureIntent, intent)
        world = world.after(recordCapture, world.outcome('capture', { outcome: 'captured' } as const))
        const before = world
        let gone = 0
        for (const [wished, end] of wishes) {
          const asked = {
            ...intent,
            charge: null,
            amount: Math.min(wished, amount - gone),
            reason: null,
            metadata: {},
            transferTo: null,
          }
          if (asked.amount === 0) break
          const { presentment, amount_refunded } = world.row(charge, 'ch_1')
          if (payerPart({ amount, currency: 'eur', presentment }, amount_refunded, asked.amount).amount === 0) continue
          world = world.after(createRefund, asked)
          world = world.after(
            recordRefund,
            world.outcome(
              'refund',
              end === 'refused'
                ? ({ outcome: 'failed', reason: 'declined', message: 'No.' } as const)
                : ({ outcome: 'pending', reference: 'r', settles_at: 0 } as const),
            ),
          )
          if (end === 'came back')
            world = world.after(
              recordRefundSettlement,
              world.outcome('refund', { outcome: 'failed', reason: 'declined', message: 'No.' } as const),
            )
          if (end === 'went') gone += asked.amount
          const { amount_refunded: after, amount_refunding, amount_captured } = world.row(charge, 'ch_1')
          assert.deepEqual([after, amount_refunding], [gone, 0])
          assert.ok(after <= amount_captured)
        }
        assert.equal(balance(world, 'merchant_pending'), balance(before, 'merchant_pending') - gone)
        assert.equal(balance(world, 'processing_fees'), balance(before, 'processing_fees'), 'fees stay')
        if (gone === 0) assert.equal(balance(world, 'processor_receivable'), balance(before, 'processor_receivable'))
        if (gone === amount)
          assert.equal(balance(world, 'processor_receivable'), 0, 'all that its payer paid went back')
        assertZero(world)
        assert.ok([...world.rows.values()].filter(({ id }) => id.startsWith('re_')).length <= wishes.length)
      },
    ),
    150,
  )
})

test('refunds that are asked for before others are answered never give back more than was paid, and all of it in the end', async () => {
  await holdsForAll(
    'refunds at once',
    fc.property(
      fc.integer({ min: 50, max: 5000 }),
      paying,
      fc.array(fc.tuple(fc.integer({ min: 1, max: 2000 }), fc.boolean()), { minLength: 2, maxLength: 6 }),
      (amount, payers, wishes) => {
        let world = held(amount, payers).after(captureIntent, intent)
        world = world.after(recordCapture, world.outcome('capture', { outcome: 'captured' } as const))
        const ask = (wished: number | null): void => {
          const { amount_refunded, amount_refunding } = world.row(charge, 'ch_1')
          const left = amount - amount_refunded - amount_refunding
          const asked = {
            ...intent,
            charge: null,
            amount: Math.min(wished ?? left, left),
            reason: null,
            metadata: {},
            transferTo: null,
          }
          // A part that would be nothing for the payer is refused; it goes with another one.
          const found = tried(createRefund, world, asked)
          if (found.refusal === null) world = found.world
        }
        for (const [wished] of wishes) ask(wished)
        const calls = [...world.calls.keys()].filter((call) => world.calls.get(call)?.verb === 'refund')
        for (const [at, call] of calls.entries()) {
          const outcome = wishes[at]?.[1] === true ? succeeded : failed
          world = world.after(recordRefund, world.outcomeOfCall('refund', call, outcome))
        }
        ask(null)
        const last = world.outcome('refund', succeeded)
        if (!calls.includes(last.effect.id)) world = world.after(recordRefund, last)
        const { amount_refunded, payers_refunded } = world.row(charge, 'ch_1')
        assert.ok((payers_refunded ?? 0) <= payers.amount, 'no more than was paid')
        if (amount_refunded === amount) assert.equal(payers_refunded, payers.amount)
        assert.equal(balance(world, 'processor_receivable'), (payers_refunded ?? 0) - payers.amount)
        assertZero(world)
      },
    ),
    300,
  )
})
