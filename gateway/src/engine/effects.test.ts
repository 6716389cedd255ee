/** What a card that does not open means for its call: no processor was called, and only then that is said. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Connector } from '../contracts/connector.ts'
import type { Call, CallSecret } from '../kernel/secret.ts'
import { UnsealError } from '../vault/seal.ts'
import type { Effect, EnvironmentSettings } from './command.ts'
import { createPerformer, type Opened } from './effects.ts'

const environment = { id: 'env_1' } as EnvironmentSettings
const effect: Effect = {
  id: 'call_1',
  verb: 'authorise',
  root: 'pi_1',
  request: {},
  paymentMethod: 'pm_1',
  connectorAccount: 'ca_1',
}

/** A performer whose processor notes its calls and keeps what it may not. */
function performing(open: (call: Call) => Opened) {
  const seen: { calls: number; call: Call | null; secret: CallSecret | null; read: string } = {
    calls: 0,
    call: null,
    secret: null,
    read: '',
  }
  const answer: Connector['verbs']['authorise'] = async ({ card }, { call }) => {
    seen.calls++
    seen.call = call
    seen.secret = card?.number ?? null
    seen.read = card?.number.reveal(call) ?? ''
    return { outcome: 'unknown', why: 'a test' }
  }
  const performer = createPerformer({
    connectors: new Map([
      ['test', { name: 'test', pretends: true, verbs: { authorise: answer }, find: { authorise: answer } }],
    ]),
    accountOf: (_, id) => ({ id, connector: 'test', seed: '' }),
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

test('asked later, a broken card is certain only where it never left the vault for this call', async () => {
  const certain = performing(failing(true))
  assert.deepEqual(await certain.performer.find(effect, environment), { outcome: 'never_received', unopened: 'record' })
  for (const open of [
    failing(false),
    () => {
      throw new Error('the vault is away')
    },
  ])
    assert.equal((await performing(open).performer.find(effect, environment)).outcome, 'unknown')
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
