/** Where a merchant's events go: made, changed, switched off, given up, taken away. */
import assert from 'node:assert/strict'
import { decides, followsTransitions, refusesInOrder, Under } from '../../../../../test/support/command-tables.ts'
import { World } from '../../../../../test/support/deciding.ts'
import { now, tooManyNotes } from '../../../../../test/support/payment-scenes.ts'
import { endpointTransitions, webhookEndpoint } from '../aggregate.ts'
import { createEndpoint } from './create.ts'
import { deleteEndpoint } from './delete.ts'
import { giveUpEndpoint } from './give-up.ts'
import { rollSecret } from './roll-secret.ts'
import { updateEndpoint } from './update.ts'

const secret = (id: string) => ({ id, version: 1, sealed: Buffer.alloc(8), data_key: null, wrapped: null })
const chaos = { seed: 1, duplicate: 0, delay: 0, delay_seconds: 0, reorder: 0, drop: 0.5 }
const terms = {
  url: 'https://shop.example/webhooks',
  enabled_events: ['*'],
  description: null,
  metadata: {},
  chaos: null,
}
const creation = { terms, api_version: null, secret: secret('whs_1') }
const id = { id: 'we_1' }
const change = { ...id, changes: {}, metadata: undefined, disabled: null }
const live = { environment: { livemode: true } } as const

const nothing = new World()
const enabled = nothing.after(createEndpoint, creation)
const disabled = enabled.after(updateEndpoint, { ...change, disabled: true })
const deleted = enabled.after(deleteEndpoint, id)
const inEachState = <Input>(input: Input) =>
  ({ enabled: [enabled, input], disabled: [disabled, input], deleted: [deleted, input] }) as const

decides(createEndpoint, creation, {
  'in the native format': [nothing, {}, 'endpoint created → enabled', { format: 'native', enabled_since: 1 }],
  'in the words of a foreign API': [nothing, { format: 'orqex' }, 'endpoint created → enabled', { format: 'orqex' }],
  'with chaos, in a sandbox': [nothing, { terms: { ...terms, chaos } }, 'endpoint created → enabled'],
  'with chaos, in live mode': [
    nothing,
    { terms: { ...terms, chaos } },
    'refused webhook_chaos_live_mode (chaos)',
    undefined,
    live,
  ],
})

decides(updateEndpoint, change, {
  'its address': [
    enabled,
    { changes: { url: 'https://shop.example/v2' } },
    'endpoint updated → enabled',
    { url: 'https://shop.example/v2' },
  ],
  'its notes': [enabled, { metadata: { a: 'b' } }, 'endpoint updated → enabled', { metadata: { a: 'b' } }],
  nothing: [enabled, {}, 'nothing → enabled'],
  off: [enabled, { disabled: true }, 'endpoint disabled → disabled', { disabled_reason: 'merchant' }],
  'off, where it is off': [disabled, { disabled: true }, 'nothing → disabled'],
  'on: what happened while it was off is not delivered': [
    disabled,
    { disabled: false },
    'endpoint enabled → enabled',
    (after) => {
      const { enabled_since, seq } = after.row(webhookEndpoint, 'we_1')
      assert.equal(enabled_since, seq)
    },
  ],
  'its address, and off': [
    enabled,
    { changes: { url: 'https://shop.example/v2' }, disabled: true },
    'endpoint updated, endpoint disabled → disabled',
  ],
})
refusesInOrder(
  updateEndpoint,
  { given: enabled, input: { ...change, metadata: { a: 'b' } }, verdict: 'endpoint updated → enabled' },
  [
    ['one that is not there', { id: 'we_9' }, 'resource_missing (webhook_endpoint)'],
    [
      'it was taken away',
      (world) => world.but(webhookEndpoint, 'we_1', { state: 'deleted' }),
      'resource_missing (webhook_endpoint)',
    ],
    ['too many notes', { metadata: tooManyNotes }, 'parameter_invalid (metadata)'],
  ],
)
refusesInOrder(
  updateEndpoint,
  { given: enabled, input: { ...change, changes: { chaos } }, verdict: 'endpoint updated → enabled' },
  [
    ['too many notes', { metadata: tooManyNotes }, 'parameter_invalid (metadata)'],
    ['chaos in live mode', new Under(live), 'webhook_chaos_live_mode (chaos)'],
  ],
)
followsTransitions(
  updateEndpoint,
  endpointTransitions.updated,
  'resource_missing',
  inEachState({ ...change, metadata: { a: 'b' } }),
)

const roll = { ...id, secret: secret('whs_2'), overlapSeconds: 3600 }
decides(rollSecret, roll, {
  'the old one signs too until the overlap ends': [
    enabled,
    {},
    'endpoint secret_rolled → enabled',
    {
      secrets: [
        { id: 'whs_2', expires_at: null },
        { id: 'whs_1', expires_at: now + 3_600_000 },
      ],
    },
  ],
  'at once: the old one is gone': [
    enabled,
    { overlapSeconds: 0 },
    'endpoint secret_rolled → enabled',
    (after) =>
      assert.deepEqual(
        after.row(webhookEndpoint, 'we_1').secrets.map((one) => one.id),
        ['whs_2'],
      ),
  ],
  'a later overlap does not lengthen an earlier one': [
    enabled.after(rollSecret, roll),
    { secret: secret('whs_3'), overlapSeconds: 7200 },
    'endpoint secret_rolled → enabled',
    {
      secrets: [
        { id: 'whs_3' },
        { id: 'whs_2', expires_at: now + 7_200_000 },
        { id: 'whs_1', expires_at: now + 3_600_000 },
      ],
    },
  ],
  'one that is not there': [nothing, {}, 'refused resource_missing (webhook_endpoint)'],
})
followsTransitions(rollSecret, endpointTransitions.secret_rolled, 'resource_missing', inEachState(roll))

decides(deleteEndpoint, id, {
  'nothing is signed by its secrets any more': [enabled, {}, 'endpoint deleted → deleted', { secrets: [] }],
  'one that is not there': [nothing, {}, 'refused resource_missing (webhook_endpoint)'],
})
followsTransitions(deleteEndpoint, endpointTransitions.deleted, 'resource_missing', inEachState(id))

decides(
  giveUpEndpoint,
  { ...id, due: 'give_up_1' },
  {
    'it failed for too long': [enabled, {}, 'endpoint given_up → disabled; done give', { disabled_reason: 'failures' }],
    'it is off already': [disabled, {}, 'nothing → disabled; done give', { disabled_reason: 'merchant' }],
    'it was taken away': [deleted, {}, 'nothing → deleted; done give'],
    'one that is not there': [nothing, {}, 'refused resource_missing (webhook_endpoint)'],
  },
)
