/** What a card that does not open means for its call: no processor was called, and only then that is said. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { everythingBy } from '../contracts/capabilities.ts'
import type { Connector, ProbeContext, StoredRequestOf } from '../contracts/connector.ts'
import { declineOf } from '../contracts/declines.ts'
import { failureOf } from '../contracts/send-failures.ts'
import type { Call, CallSecret } from '../kernel/secret.ts'
import { UnsealError } from '../vault/seal.ts'
import type { EnvironmentSettings } from './command.ts'
import { callConnector } from './effect.ts'
import { createPerformer, type RevealedMethod } from './effects.ts'

const environment = { id: 'env_1' } as EnvironmentSettings
const terms = {
  id: 'call_1',
  recorder: { name: 'payment_intent' },
  root: 'pi_1',
  connectorAccount: 'ca_1',
  uses: { method: 'card' },
}
const asked: StoredRequestOf<'authorise'> = {
  payment: 'pi_1',
  charge: 'ch_1',
  amount: 1000,
  currency: 'eur',
  mode: 'sale',
  off_session: false,
  setup_future_usage: null,
  stored_credential: null,
  request_three_d_secure: 'automatic',
  authentication: null,
  statement_descriptor: null,
  expires_at: null,
  reusable: false,
  code: null,
  seen: 0,
}
const effect = callConnector('authorise', asked, { ...terms, paymentMethod: 'pm_1' })
const hold = { charge: 'ch_1', reference: 'test_1', amount: 1000, currency: 'eur' }

/** A performer whose processor notes its calls and keeps what it may not. */
function performing(open: (call: Call) => RevealedMethod) {
  const seen: { calls: number; call: Call | null; secret: CallSecret | null; read: string; asked: unknown[] } = {
    calls: 0,
    call: null,
    secret: null,
    read: '',
    asked: [],
  }
  const answer: Connector['verbs']['authorise'] = async ({ card }, { call }) => {
    seen.calls++
    seen.call = call
    seen.secret = card?.number ?? null
    seen.read = card?.number.reveal(call) ?? ''
    return { outcome: 'unknown', why: 'a test' }
  }
  const said = async (request: unknown, { idempotencyKey }: ProbeContext) => {
    seen.asked.push(request)
    return idempotencyKey === 'call_unreached'
      ? (failureOf(Object.assign(new Error(), { code: 'ECONNREFUSED' })) as { outcome: 'unknown'; why: string })
      : { outcome: 'declined' as const, decline: declineOf('lost_card') }
  }
  const performer = createPerformer({
    connectors: new Map([
      [
        'test',
        {
          name: 'test',
          pretends: true,
          capabilities: everythingBy(['authorise']),
          verbs: { authorise: answer },
          find: { authorise: said },
        },
      ],
    ]),
    accountOf: (_, id) => (id === 'ca_gone' ? null : { id, connector: 'test', seed: '' }),
    instrumentOf: (call) => open(call),
    forgetCvc: () => undefined,
    nowIn: () => 0,
    onUnknown: () => undefined,
  })
  return { performer, seen }
}

const failing = (neverLeft: boolean) => () => {
  throw Object.assign(new UnsealError('pm_1'), { neverLeft })
}

test('a card that does not open ends the call before the processor, whatever was the cause', async () => {
  for (const [open, unopened] of [
    [failing(true), 'record'],
    [failing(false), 'record'],
    [
      () => {
        throw new Error('the database is away')
      },
      'vault',
    ],
  ] as const) {
    const { performer, seen } = performing(open)
    assert.deepEqual(await performer.perform(effect, environment, null), { outcome: 'never_received', unopened })
    assert.equal(seen.calls, 0)
  }
})

test('a probe opens no card, so doubt is resolved while the vault is away', async () => {
  let opened = 0
  const { performer, seen } = performing(() => {
    opened++
    throw new Error('the vault is away')
  })
  assert.deepEqual(await performer.find(effect, environment), { outcome: 'declined', decline: declineOf('lost_card') })
  assert.deepEqual([opened, seen.asked.length], [0, 1])
  const asked = seen.asked[0] as Record<string, unknown>
  assert.deepEqual([asked.payment, 'card' in asked, 'instrument' in asked], ['pi_1', false, false])
})

test('what answers a probe and what does not: no connector, no question, a question that did not arrive', async () => {
  const { performer } = performing(failing(true))
  const nobody = { ...effect, connectorAccount: 'ca_gone' }
  const unasked = callConnector('capture', { ...hold, final: true }, terms)
  for (const one of [nobody, unasked]) {
    assert.equal((await performer.find(one, environment)).outcome, 'unknown')
    assert.equal((await performer.perform(one, environment, null)).outcome, one === nobody ? 'not_sent' : 'unsupported')
  }
  assert.equal((await performer.find({ ...effect, id: 'call_unreached' }, environment)).outcome, 'unknown')
})

test('a connector that keeps a card reads nothing of it after its call', async () => {
  const bytes = Buffer.from('4242424242424242')
  const { performer, seen } = performing((call) => ({
    instrument: null,
    card: {
      number: call.hold(bytes),
      cvc: null,
      exp_month: 1,
      exp_year: 2030,
      brand: 'visa',
      address_line1: null,
      address_postal_code: null,
    },
  }))
  await performer.perform(effect, environment, null)
  assert.equal(seen.read, '4242424242424242')
  assert.throws(() => seen.secret?.reveal(seen.call as Call), /in its own call only/)
  assert.deepEqual(bytes, Buffer.alloc(16))
})
