/**
 * Proof 8: a processor that is silent, lies about its health or talks nonsense. It may have taken the money, declined, or
 * never seen the call; in the end our books say what its own books say, and nothing was ever sent twice.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { everythingBy } from '../../src/contracts/capabilities.ts'
import type { Approval, AuthoriseOutcome, Connector, ProbeOutcomeOf } from '../../src/contracts/connector.ts'
import { declineOf } from '../../src/contracts/declines.ts'
import { request } from '../client/client.ts'
import { openGateway } from '../support/gateway.ts'
import { holdsForAll } from '../support/seed.ts'

const moods = [
  'approves',
  'declines',
  'silent, took it',
  'silent, declined',
  'silent, never saw it',
  'breaks, took it',
  'nonsense, took it',
] as const
type Mood = (typeof moods)[number]

/** The processor's own books: what it did under each key, and how often it was called. */
const truth = new Map<string, ProbeOutcomeOf<'authorise'>>()
const calls = new Map<string, number>()
let taken = 0

const approval = (key: string): Approval => ({
  reference: `liar_${key}`,
  authorization_code: '000000',
  network_transaction_id: '000000000000000',
  checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: null },
  three_d_secure: null,
  risk: { level: 'normal', score: 0 },
  settles_at_once: false,
})
const moodOf = (amount: number): Mood => moods[amount % moods.length] ?? 'approves'

const liar: Connector = {
  name: 'liar',
  pretends: true,
  capabilities: everythingBy(['authorise']),
  verbs: {
    authorise: async ({ amount }, { idempotencyKey: key }) => {
      calls.set(key, (calls.get(key) ?? 0) + 1)
      const mood = moodOf(amount)
      if (mood === 'silent, never saw it') return { outcome: 'unknown', why: 'lost on the way' }
      const declined = mood === 'declines' || mood === 'silent, declined'
      const outcome = declined
        ? { outcome: 'declined' as const, decline: declineOf('generic_decline') }
        : { outcome: 'captured' as const, approval: approval(key) }
      truth.set(key, outcome)
      if (!declined) taken += amount
      if (mood === 'breaks, took it') throw new Error('connection reset')
      // An answer that is none of the contract's: what a broken proxy sends.
      if (mood === 'nonsense, took it') return { html: '<h1>502</h1>' } as unknown as AuthoriseOutcome
      return mood.startsWith('silent') ? { outcome: 'unknown', why: 'silent' } : outcome
    },
  },
  find: {
    authorise: async (_, { idempotencyKey: key }) => {
      calls.set(`${key} asked`, (calls.get(`${key} asked`) ?? 0) + 1)
      // Even when asked it takes a second question.
      if (calls.get(`${key} asked`) === 1) return { outcome: 'unknown', why: 'still silent' }
      return truth.get(key) ?? { outcome: 'never_received' }
    },
  },
}

const gateway = await openGateway({ connectors: [liar] })
await gateway.pool.query('update environments set doc = $1 where env = $2', [
  JSON.stringify({ connector_accounts: [{ id: 'liar', connector: 'liar', seed: '' }] }),
  gateway.env,
])
gateway.access.forget()

test('whatever the processor does, our books end as its own', async () => {
  await holdsForAll(
    'unknown outcomes are resolved to the truth',
    fc.asyncProperty(
      fc.array(fc.integer({ min: 100, max: 5000 }), { minLength: 1, maxLength: 12 }),
      async (amounts) => {
        const made = await Promise.all(
          amounts.map(async (amount) => {
            const { body } = await request(gateway.url, '/v1/payment_intents', {
              form: { amount, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' },
            })
            const shown = body as unknown as {
              id?: string
              status?: string
              error?: { payment_intent: { id: string } }
            }
            const mood = moodOf(amount)
            // Never a yes or a no where the processor gave none.
            if (mood !== 'approves' && mood !== 'declines') assert.equal(shown.status, 'processing', mood)
            return { id: shown.id ?? shown.error?.payment_intent.id ?? '', mood }
          }),
        )
        for (let hours = 0; hours < 4; hours++) await gateway.advance(3_600_000)
        for (const { id, mood } of made) {
          const { body } = await request(gateway.url, `/v1/payment_intents/${id}`)
          const took = mood === 'approves' || mood.endsWith('took it')
          assert.equal((body as { status?: string }).status, took ? 'succeeded' : 'requires_payment_method', mood)
        }
        const { rows } = await gateway.pool.query<{ owed: string }>(
          "select (-amount)::text as owed from balances where account = 'processor_receivable:liar'",
        )
        assert.equal(Number(rows[0]?.owed ?? 0), taken, 'what the processor owes us is what it took')
      },
    ),
    15,
  )
  for (const [key, times] of calls) if (!key.endsWith('asked')) assert.equal(times, 1, `${key} was sent once`)
  const open = await gateway.pool.query("select 1 from due_work where kind = 'call'")
  assert.equal(open.rows.length, 0, 'nothing is left in doubt')
})

test('a stored call that cannot be read is put off, and the calls beside it are resolved', async () => {
  const effect = { id: 'call_broken', verb: 'capture', root: 'pi_1', request: { amount: 'a lot' } }
  await gateway.pool.query(
    "insert into due_work (env, id, kind, due_at, tries, payload) values ($1, $2, 'call', 0, 0, $3)",
    [gateway.env, effect.id, JSON.stringify({ effect: { ...effect, connectorAccount: 'liar' }, resume: null })],
  )
  const amount = 1000 * moods.length + moods.indexOf('silent, took it')
  const { body } = await request(gateway.url, '/v1/payment_intents', {
    form: { amount, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' },
  })
  for (let hours = 0; hours < 4; hours++) await gateway.advance(3_600_000)
  const { body: now } = await request(gateway.url, `/v1/payment_intents/${String(body.id)}`)
  assert.equal((now as { status?: string }).status, 'succeeded')
  const { rows } = await gateway.pool.query("select id, tries > 1 as again from due_work where kind = 'call'")
  assert.deepEqual(rows, [{ id: 'call_broken', again: true }])
  await gateway.pool.query("delete from due_work where id = 'call_broken'")
})
