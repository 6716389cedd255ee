/** A leave for a browser to see the saved methods of a customer. */
import { decides, refusesInOrder } from '../../../../../test/support/command-tables.ts'
import { customer, firstScene, now } from '../../../../../test/support/payment-scenes.ts'
import { openSession } from './open.ts'

const features = { redisplay: true, allow_redisplay: ['always'], save: true, remove: false } as const
const open = { customer: 'cus_1', features }

decides(openSession, open, {
  'for half an hour': [firstScene, {}, 'session opened', { customer: 'cus_1', expires_at: now + 1_800_000, features }],
})
refusesInOrder(openSession, { given: firstScene, input: open, verdict: 'session opened' }, [
  ['a customer that is not there', { customer: 'cus_9' }, 'resource_missing (customer)'],
  [
    'the customer was deleted',
    (world) => world.but(customer, 'cus_1', { deleted: true }),
    'resource_missing (customer)',
  ],
])
