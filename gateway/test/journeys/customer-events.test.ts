/** The events of customers, saved methods, setups and mandates: each step emits exactly its own. */
import assert from 'node:assert/strict'
import { after } from 'node:test'
import { eventReference } from '../../src/app/reference.ts'
import { secondMs } from '../../src/kernel/time.ts'
import { request } from '../client/client.ts'
import { braked, failureTold } from '../support/brake.ts'
import { type EventCall, type EventStep, liveAll, ofCustomers } from '../support/event-lives.ts'
import { openGateway } from '../support/gateway.ts'

const gateway = await openGateway()
const seen = new Set<string>()

/** The newest object of a list. */
const newest = async (call: EventCall, path: string): Promise<string> =>
  ((await call(path)).data as { id: string }[])[0]?.id ?? ''
const customerOf = (call: EventCall) => newest(call, '/v1/customers')
const setupOf = (call: EventCall) => newest(call, '/v1/setup_intents')
const methodOf = async (call: EventCall) => await newest(call, `/v1/payment_methods?customer=${await customerOf(call)}`)

const born: EventStep = ['made', (call) => call('/v1/customers', { email: 'ada@example.com' }), ['customer.created']]
const attach =
  (name: string): EventStep[1] =>
  async (call) =>
    await call(`/v1/payment_methods/${name}/attach`, { customer: await customerOf(call) })
const setUp =
  (form: Record<string, unknown>): EventStep[1] =>
  async (call) =>
    await call('/v1/setup_intents', { customer: await customerOf(call), ...form })
const press =
  (result: string): EventStep[1] =>
  async (call) => {
    const setup = (await call(`/v1/setup_intents/${await setupOf(call)}`)) as {
      next_action?: { use_stripe_sdk: { stripe_js: string } }
    }
    await request(setup.next_action?.use_stripe_sdk.stripe_js ?? '', '', { form: { result }, key: null })
  }
const started = ['setup_intent.created']
const debit = {
  type: 'sepa_debit',
  sepa_debit: { iban: 'DE89370400440532013000' },
  billing_details: { name: 'Ada', email: 'ada@example.com' },
}

const lives: Readonly<Record<string, readonly EventStep[]>> = {
  'a setup that is tried too often': [
    ['made', (call) => call('/v1/setup_intents', {}), started],
    [
      'declined five times',
      async (call) => {
        const id = await setupOf(call)
        await braked(gateway, 'setup_intents', id)
        for (let at = 0; at < 5; at++)
          await call(`/v1/setup_intents/${id}/confirm`, { payment_method: 'pm_card_chargeDeclined' })
      },
      Array.from({ length: 5 }, () => 'setup_intent.setup_failed'),
    ],
    [
      'and once more',
      async (call) => {
        await call(`/v1/setup_intents/${await setupOf(call)}/confirm`, { payment_method: 'pm_card_chargeDeclined' })
        await failureTold(call, 'setup_intent.setup_failed')
      },
      ['setup_intent.setup_failed'],
    ],
  ],
  'a customer with a card': [
    born,
    [
      'changed',
      async (call) => await call(`/v1/customers/${await customerOf(call)}`, { name: 'Ada' }),
      ['customer.updated'],
    ],
    ['nothing changed', async (call) => await call(`/v1/customers/${await customerOf(call)}`, {}), []],
    ['saved', attach('pm_card_visa'), ['payment_method.attached']],
    ['declined', attach('pm_card_chargeDeclined'), []],
    [
      'changed',
      async (call) => await call(`/v1/payment_methods/${await methodOf(call)}`, { metadata: { a: 'b' } }),
      ['payment_method.updated'],
    ],
    [
      'taken away',
      async (call) => await call(`/v1/payment_methods/${await methodOf(call)}/detach`, {}),
      ['payment_method.detached'],
    ],
    ['saved again', attach('pm_card_visa'), ['payment_method.attached']],
    [
      'deleted',
      async (call) => {
        await call(`/v1/customers/${await customerOf(call)}`, undefined, 'DELETE')
        await gateway.sweep()
      },
      ['customer.deleted', 'payment_method.detached'],
    ],
  ],
  'saved by a payment': [
    born,
    [
      'paid',
      async (call) =>
        await call('/v1/payment_intents', {
          amount: 2000,
          currency: 'eur',
          confirm: true,
          payment_method: 'pm_card_visa',
          setup_future_usage: 'off_session',
          customer: await customerOf(call),
        }),
      ['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded', 'payment_method.attached'],
    ],
  ],
  'set up without and with a challenge': [
    born,
    [
      'at once',
      setUp({ payment_method: 'pm_card_visa', confirm: true }),
      [...started, 'setup_intent.succeeded', 'payment_method.attached'],
    ],
    [
      'asked',
      setUp({ payment_method: 'pm_card_authenticationRequired', confirm: true }),
      [...started, 'setup_intent.requires_action'],
    ],
    ['passed', press('complete'), ['setup_intent.succeeded', 'payment_method.attached']],
    [
      'asked again',
      setUp({ payment_method: 'pm_card_authenticationRequired', confirm: true }),
      [...started, 'setup_intent.requires_action'],
    ],
    ['failed', press('fail'), ['setup_intent.setup_failed']],
    [
      'given up',
      async (call) => await call(`/v1/setup_intents/${await setupOf(call)}/cancel`, {}),
      ['setup_intent.canceled'],
    ],
  ],
  'a silent issuer that is asked': [
    [
      'silent',
      (call) => call('/v1/setup_intents', { payment_method: 'pm_card_timeoutSucceeded', confirm: true }),
      started,
    ],
    ['asked', () => gateway.advance(60 * secondMs), ['setup_intent.succeeded']],
  ],
  'a debit and its mandate': [
    born,
    [
      'granted',
      setUp({
        payment_method_data: debit,
        payment_method_types: ['sepa_debit'],
        confirm: true,
        mandate_data: { customer_acceptance: { type: 'offline' } },
      }),
      [...started, 'setup_intent.succeeded', 'payment_method.attached'],
    ],
    [
      'ended',
      async (call) => await call(`/v1/payment_methods/${await methodOf(call)}/detach`, {}),
      ['payment_method.detached', 'mandate.updated'],
    ],
  ],
}
liveAll(gateway, lives, seen)

after(() => {
  const missing = eventReference()
    .filter(({ type }) => ofCustomers.test(type) && !seen.has(type))
    .map(({ type }) => type)
  assert.deepEqual(missing, [], 'every documented event of customers happened in this file')
})
