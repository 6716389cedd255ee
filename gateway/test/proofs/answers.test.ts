/** What a processor has done is recorded, even if showing it fails. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paymentIntentView } from '../../src/resources/payments/payment-intent/index.ts'
import { request } from '../client/client.ts'
import { openGateway } from '../support/gateway.ts'

const gateway = await openGateway()

test('an outcome whose answer cannot be made is committed all the same, and the caller is told to look', async () => {
  const { render } = paymentIntentView
  const broken = () => {
    throw new Error('a view with a bug')
  }
  Object.assign(paymentIntentView, { render: broken })
  const form = {
    amount: 777,
    currency: 'eur',
    confirm: true,
    payment_method: 'pm_card_visa',
    metadata: { case: 'broken' },
  }
  const answer = await request(gateway.url, '/v1/payment_intents', { form, headers: { 'idempotency-key': 'broken' } })
  Object.assign(paymentIntentView, { render })
  const { error } = answer.body as unknown as { error: { code: string } }
  assert.deepEqual([answer.status, error.code], [500, 'answer_failed'])

  const query = encodeURIComponent("metadata['case']:'broken'")
  const found = await request(gateway.url, `/v1/payment_intents/search?query=${query}`)
  const { data } = found.body as unknown as { data: { status: string }[] }
  assert.deepEqual(
    data.map(({ status }) => status),
    ['succeeded'],
  )
  const again = await request(gateway.url, '/v1/payment_intents', { form, headers: { 'idempotency-key': 'broken' } })
  assert.equal(again.text, answer.text)
  const open = await gateway.pool.query('select 1 from due_work where kind = $1', ['call'])
  assert.equal(open.rows.length, 0)
})
