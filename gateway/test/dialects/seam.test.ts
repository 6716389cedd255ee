/** What all foreign APIs share: strict mode, calls that were interrupted, references that two take at once. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { everythingBy } from '../../src/contracts/capabilities.ts'
import type { AuthoriseOutcome, Connector } from '../../src/contracts/connector.ts'
import { dialects } from '../../src/dialects/index.ts'
import { operator, setStrict } from '../../src/operations/accounts.ts'
import { foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'
import { harsyaAt, harsyaDocumented as harsyaOrder } from '../support/harsya.ts'
import { basic, byCard } from '../support/wooshpay.ts'

const approved: AuthoriseOutcome = {
  outcome: 'captured',
  approval: {
    reference: 'slow_1',
    authorization_code: '000000',
    network_transaction_id: '000000000000000',
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: null },
    three_d_secure: null,
    risk: { level: 'normal', score: 0 },
    settles_at_once: false,
  },
}
let release = (): void => undefined
/** Takes the money and is silent until it is let go; asked meanwhile, it says so. */
const silent: Connector = {
  name: 'silent',
  pretends: true,
  capabilities: everythingBy(['authorise']),
  verbs: {
    authorise: () =>
      new Promise((resolve) => {
        release = () => resolve({ outcome: 'unknown', why: 'silent' })
      }),
  },
  find: { authorise: () => Promise.resolve(approved) },
}

const gateway = await openGateway({ connectors: [silent], callTimeoutMs: 60_000 })
const native = foreignClient(gateway.url, { authorization: `Bearer ${gateway.key}` })

test('strict mode is switched on and off for one API, and noted', async () => {
  const docOf = async () =>
    (
      await gateway.pool.query<{ strict: unknown }>(
        "select doc::jsonb -> 'strict_dialects' as strict from environments where env = $1",
        [gateway.env],
      )
    ).rows[0]?.strict
  assert.equal(await setStrict(gateway.pool, gateway.env, 'wooshpay', true, operator()), true)
  assert.equal(await setStrict(gateway.pool, gateway.env, 'orqex', true, operator()), true)
  assert.deepEqual(await docOf(), ['orqex', 'wooshpay'])
  gateway.access.forget()
  const woosh = foreignClient(`${gateway.url}/wooshpay`, basic(gateway.key))
  const paid = await woosh('POST', '/v1/payment_intents', byCard('4242424242424242', { amount: 2000 }))
  assert.deepEqual([paid.body.status, paid.body.amount_received], ['succeeded', null])
  for (const name of ['wooshpay', 'orqex']) await setStrict(gateway.pool, gateway.env, name, false, operator())
  gateway.access.forget()
  assert.deepEqual(await docOf(), [])
  const told = await woosh('GET', `/v1/payment_intents/${paid.body.id}`)
  assert.notEqual(told.body.amount_received, null)
  assert.equal(await setStrict(gateway.pool, 'env_nobody', 'orqex', true, operator()), false)
  const { body: log } = await native('GET', '/v1/audit_log?limit=10')
  const notes = (log.data as { operation: string; actor: unknown }[]).filter(
    ({ operation }) => operation === 'strict.set',
  )
  assert.equal(notes.length, 4)
})

test('a reference that eight take at once is taken once', async () => {
  const { call } = await harsyaAt(gateway)
  const order = { ...harsyaOrder, clientReferenceId: 'raced-1' }
  const answers = await Promise.all(Array.from({ length: 8 }, () => call('POST', '/v2/payments', order)))
  const statuses = answers.map(({ status }) => status).sort()
  assert.equal(statuses.filter((status) => status === 200).length, 1, statuses.join())
  for (const { status, body, text } of answers)
    if (status !== 200) assert.ok(status < 500 && typeof body.code === 'string' && body.code !== '00', text)
})

test('an interrupted call is answered in the words of the API it was made in, by whoever records its outcome', async () => {
  await gateway.pool.query('update environments set doc = $1 where env = $2', [
    JSON.stringify({ connector_accounts: [{ id: 'silent', connector: 'silent', seed: '' }] }),
    gateway.env,
  ])
  gateway.access.forget()
  const woosh = foreignClient(`${gateway.url}/wooshpay`, basic(gateway.key))
  const headers = { 'idempotency-key': 'interrupted-1' }
  const order = byCard('4242424242424242', { amount: 2000 })
  const waiting = woosh('POST', '/v1/payment_intents', order, headers)
  // The call is due as soon as its commit is there.
  const isDue = async () => (await gateway.pool.query("select 1 from due_work where kind = 'call'")).rows.length > 0
  while (!(await isDue()));
  await gateway.advance(3_600_000)
  const first = await woosh('POST', '/v1/payment_intents', order, headers)
  const again = await woosh('POST', '/v1/payment_intents', order, headers)
  assert.equal(first.status, 200, first.text)
  assert.equal(first.body.status, 'succeeded')
  assert.match(String(first.body.id), /^pi_\d{15,20}$/)
  assert.equal(again.text, first.text)
  release()
  // Too late to say anything: the outcome is recorded already.
  assert.equal((await waiting).body.error.code, 'outcome_already_recorded')
  const { body } = await native('GET', '/v1/charges')
  assert.equal((body.data as { amount: number }[]).filter(({ amount }) => amount === 2000).length, 2)
})

test('every quirk that strict mode brings back is listed', () => {
  for (const { name, strict } of dialects.values()) for (const line of strict) assert.ok(line.length > 10, name)
})
