/**
 * Proof 8 once more, in the language of faults: any rules, any payments by cards, codes and debits, any payers. When the faults
 * are taken away and time has passed, the books hold what the processor and its bank hold, and every payment has an end.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { openGateway } from '../support/gateway.ts'
import { catalogueMethod, payersAt, paymentBy } from '../support/payers.ts'
import { holdsForAll } from '../support/seed.ts'

const gateway = await openGateway()

const known_after_seconds = fc.constantFrom(0, 60, 3600)
const rule = fc.oneof(
  fc.record({
    on: fc.constant('authorise'),
    do: fc.constantFrom('lose_answer', 'never_receive', 'report_late', 'notify_early'),
    every: fc.integer({ min: 1, max: 3 }),
    known_after_seconds,
  }),
  fc.record({
    on: fc.constant('notification'),
    do: fc.constantFrom('notify_twice', 'notify_late', 'notify_never'),
    every: fc.integer({ min: 1, max: 2 }),
    known_after_seconds,
  }),
  fc.record({
    on: fc.constantFrom('capture', 'refund'),
    do: fc.constant('lose_answer'),
    every: fc.integer({ min: 1, max: 2 }),
    known_after_seconds,
  }),
)
const payment = fc.record({
  by: fc.constantFrom('card', 'held', 'qris', 'promptpay', 'sepa_debit', 'klarna'),
  act: fc.constantFrom('succeed', 'decline', 'expire', 'pay_late', 'abandon'),
  refund: fc.boolean(),
})

test('whatever the processor does, the books end as its own', async () => {
  await holdsForAll(
    'the books agree with the bank after faults',
    fc.asyncProperty(
      fc.array(rule, { maxLength: 3 }),
      fc.array(payment, { minLength: 1, maxLength: 5 }),
      async (rules, payments) => {
        const at = await payersAt(gateway)
        for (const one of rules) await at.merchant.call('/v1/test_helpers/faults', one)
        const ids: unknown[] = []
        for (const { by, act, refund } of payments) {
          const card = { amount: 5000, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' }
          const form =
            by === 'card'
              ? card
              : by === 'held'
                ? { ...card, capture_method: 'manual' }
                : paymentBy(catalogueMethod(by))
          const { body } = await at.merchant.call('/v1/payment_intents', form)
          const id = body.id ?? (body.error as unknown as { payment_intent: { id: string } }).payment_intent.id
          ids.push(id)
          // Any of these may be refused, depending on what the faults have done.
          await at.merchant.call(`/v1/test_helpers/payment_intents/${id}/simulate`, { outcome: act })
          if (by === 'held') await at.merchant.call(`/v1/payment_intents/${id}/capture`, {})
          if (refund) await at.merchant.call('/v1/refunds', { payment_intent: id })
        }
        await at.merchant.call('/v1/test_helpers/clock', { advance: 7200 })
        await at.merchant.call('/v1/test_helpers/faults', undefined, {}, 'DELETE')
        await at.merchant.call('/v1/test_helpers/clock', { advance: 40 * 86_400 })
        for (const id of ids) {
          const intent = await at.read(id)
          assert.ok(
            ['succeeded', 'canceled', 'requires_payment_method'].includes(String(intent.status)),
            `${id} is ${intent.status}`,
          )
          const charges = (await at.chargesOf(id)).filter(({ status }) => status === 'succeeded')
          const booked = charges.reduce((sum, { amount_captured }) => sum + Number(amount_captured), 0)
          const { rows } = await gateway.pool.query<{ doc: { received: { amount: number }[]; state: string } }>(
            'select doc::jsonb as doc from bank_payments where payment = $1',
            [id],
          )
          const received = rows
            .flatMap(({ doc }) => (typeof doc === 'string' ? (JSON.parse(doc) as typeof doc) : doc).received)
            .reduce((sum, { amount }) => sum + amount, 0)
          const approved = rows.some(({ doc }) =>
            ['approved'].includes((typeof doc === 'string' ? (JSON.parse(doc) as typeof doc) : doc).state),
          )
          if (rows.length > 0 && !approved)
            assert.equal(booked, received, `${id}: booked ${booked}, the bank has ${received}`)
          assert.equal(intent.status === 'succeeded', Number(intent.amount_received) > 0, `${id} ${intent.status}`)
        }
        const left = await gateway.pool.query<{ kind: string }>(
          `select d.kind from due_work d join payment_intents p on p.env = d.env where p.id = any($1) and d.kind = 'call'`,
          [ids],
        )
        assert.deepEqual(left.rows, [], 'no call is in doubt')
      },
    ),
    12,
  )
})
