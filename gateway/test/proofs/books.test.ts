/**
 * Proofs 1 to 4 on random stories: an independent model of the merchant's money predicts every answer and every balance;
 * batches of any size give the same; the audit recomputes rows, events and postings from each other.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { registry } from '../../src/app/registry.ts'
import { audit } from '../../src/operations/audit.ts'
import { request } from '../client/client.ts'
import { openGateway, type TestGateway } from '../support/gateway.ts'
import { holdsForAll } from '../support/seed.ts'
import { Paper, type StoryStep, step, storyCards } from '../support/stories.ts'

const gateways = new Map<number, TestGateway>()
for (const unitsMax of [1, 2, 256]) gateways.set(unitsMax, await openGateway({ limits: { unitsMax } }))

/** The page of a challenge, in an intent that is shown. */
function challengeIn(body: Readonly<Record<string, unknown>>): { intent: string; url: string } | null {
  const action = body.next_action as { use_stripe_sdk?: { stripe_js?: string } } | null | undefined
  const url = action?.use_stripe_sdk?.stripe_js
  return url === undefined ? null : { intent: String(body.id), url }
}

type Played = { answers: string[]; balances: { pending: number; available: number }; key: string }

/** Plays a story over HTTP; steps of one group are sent at once. */
async function play(gateway: TestGateway, groups: readonly (readonly StoryStep[])[]): Promise<Played> {
  const key = await gateway.sandbox()
  const intents = new Map<number, string>()
  const pages = new Map<string, string>()
  const send = async (one: StoryStep): Promise<string> => {
    const id = intents.get(one.slot) ?? 'pi_none'
    const post = async (path: string, form: Record<string, unknown>) => {
      const answer = await request(gateway.url, path, { key, form, method: 'POST' })
      // What the payer is shown stays open in a window of the payer's, whatever becomes of it.
      const page = challengeIn(answer.body)
      if (page !== null) pages.set(page.intent, page.url)
      return answer
    }
    const gist = ({ status, body }: Awaited<ReturnType<typeof request>>): string =>
      status === 200
        ? String((body as { status?: string }).status)
        : String((body as unknown as { error: { code: string } }).error.code)
    switch (one.do) {
      case 'pay': {
        const answer = await post('/v1/payment_intents', {
          amount: one.amount,
          currency: 'eur',
          confirm: true,
          payment_method: storyCards[one.card],
          capture_method: one.manual ? 'manual' : 'automatic',
        })
        const body = answer.body as { id?: string; error?: { payment_intent?: { id: string } } }
        // What was refused made no payment, and the one before stays.
        const made = body.id ?? body.error?.payment_intent?.id
        if (made !== undefined) intents.set(one.slot, made)
        return gist(answer)
      }
      case 'capture':
        return gist(
          await post(`/v1/payment_intents/${id}/capture`, {
            amount_to_capture: one.amount ?? undefined,
            final_capture: one.final,
          }),
        )
      case 'cancel':
        return gist(await post(`/v1/payment_intents/${id}/cancel`, {}))
      case 'increment': {
        const now = await request(gateway.url, `/v1/payment_intents/${id}`, { key })
        const amount = Number((now.body as { amount?: number }).amount ?? 0)
        return gist(await post(`/v1/payment_intents/${id}/increment_authorization`, { amount: amount + one.by }))
      }
      case 'change':
        return gist(await post(`/v1/payment_intents/${id}`, { amount: one.amount }))
      case 'confirm':
        return gist(await post(`/v1/payment_intents/${id}/confirm`, {}))
      case 'authenticate': {
        const page = pages.get(id)
        if (page !== undefined) await fetch(page, { method: 'POST', body: new URLSearchParams({ result: 'complete' }) })
        return gist(await request(gateway.url, `/v1/payment_intents/${id}`, { key }))
      }
      case 'refund': {
        const answer = await post('/v1/refunds', { payment_intent: id, amount: one.amount ?? undefined })
        return answer.status === 200 ? 'refund' : gist(answer)
      }
    }
  }
  const answers: string[] = []
  for (const group of groups) answers.push(...(await Promise.all(group.map(send))))
  const { body } = await request(gateway.url, '/v1/balance', { key })
  const of = (part: 'pending' | 'available') => Number((body[part] as unknown as { amount: number }[])[0]?.amount ?? 0)
  return { answers, balances: { pending: of('pending'), available: of('available') }, key }
}

test('an independent model predicts every answer and every balance, at batch sizes 1, 2 and 256', async () => {
  await holdsForAll(
    'the books are what a merchant works out on paper',
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
      const paper = new Paper()
      const expected = steps.map((one) => paper.play(one))
      for (const gateway of gateways.values()) {
        const played = await play(
          gateway,
          steps.map((one) => [one]),
        )
        assert.deepEqual(played.answers, expected)
        assert.deepEqual(played.balances, { pending: paper.pending, available: paper.available })
      }
    }),
    12,
  )
})

test('steps on different payments sent at once give the same as one after the other', async () => {
  await holdsForAll(
    'batches are transparent',
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (steps) => {
      // Groups of steps on different payments: their order cannot matter.
      const groups: StoryStep[][] = []
      for (const one of steps) {
        const group = groups.at(-1)
        if (group === undefined || group.some(({ slot }) => slot === one.slot)) groups.push([one])
        else group.push(one)
      }
      const paper = new Paper()
      const expected = groups.flat().map((one) => paper.play(one))
      const gateway = gateways.get(256)
      assert.ok(gateway)
      const played = await play(gateway, groups)
      assert.deepEqual(played.answers, expected)
      assert.deepEqual(played.balances, { pending: paper.pending, available: paper.available })
    }),
    12,
  )
})

test('afterwards every database passes the audit, and the audit sees a changed row', async () => {
  for (const gateway of gateways.values()) assert.deepEqual((await audit(gateway.pool, registry)).faults, [])
  const [gateway] = gateways.values()
  assert.ok(gateway)
  const break_ = async (text: string, mend: string, expected: RegExp) => {
    await gateway.pool.query(text)
    assert.match((await audit(gateway.pool, registry)).faults.join('\n'), expected)
    await gateway.pool.query(mend)
  }
  await break_(
    "update balances set amount = amount + 1 where account = 'processing_fees'",
    "update balances set amount = amount - 1 where account = 'processing_fees'",
    /stored -?\d+, posted/,
  )
  await break_(
    'update charges set doc = (doc::jsonb || \'{"livemode": true}\')::json',
    'update charges set doc = (doc::jsonb || \'{"livemode": false}\')::json',
    /not the fold of its facts/,
  )
  assert.deepEqual((await audit(gateway.pool, registry)).faults, [])
})
