/** Saving a method for a customer, and taking it away. */
import assert from 'node:assert/strict'
import { decides, refusesInOrder, Under } from '../../../../../test/support/command-tables.ts'
import { card, decline, firstScene, mandate, now, sealed } from '../../../../../test/support/payment-scenes.ts'
import { everythingBy } from '../../../../contracts/capabilities.ts'
import { paymentMethod } from '../../payment-method/index.ts'
import { customer } from '../aggregate.ts'
import { adoptMethod } from './adopt-method.ts'
import { attachMethod } from './attach-method.ts'
import { detachMethod } from './detach-method.ts'
import { recordAttachment, recordAttachmentDoubt } from './record-attachment.ts'

const entered = { ...sealed, id: 'pm_9', card: card.card, billing_details: null, metadata: null, allow_redisplay: null }
const attach = { customer: 'cus_1', method: { existing: 'pm_1' } } as const
const theirs = firstScene.but(paymentMethod, 'pm_1', { customer: 'cus_1' })
const approval = { outcome: 'verified', approval: approvalOf() } as const
function approvalOf() {
  return {
    reference: 'sim_1',
    authorization_code: null,
    network_transaction_id: '098765',
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: null },
    three_d_secure: null,
    risk: { level: 'normal', score: 0 },
    settles_at_once: false,
  } as const
}

decides(attachMethod, attach, {
  'a card: its issuer is asked first': [firstScene, {}, 'nothing; call verify', { customer: null }],
  'a card that is entered now': [
    firstScene,
    { method: { created: entered } },
    'method created; call verify',
    { id: 'pm_9' },
  ],
  'a bank account: saved at once': [
    firstScene,
    { method: { existing: 'pm_debit' } },
    'method attached',
    { customer: 'cus_1' },
  ],
  'a card that it has: nothing changes': [theirs, {}, 'nothing', { customer: 'cus_1' }],
  'a card that it has, where no processor is connected': [
    theirs,
    {},
    'nothing',
    {},
    { environment: { connectorAccounts: [] } },
  ],
  'a bank account, where no processor is connected': [
    firstScene,
    { method: { existing: 'pm_debit' } },
    'refused testmode_charges_only',
    undefined,
    { environment: { connectorAccounts: [] } },
  ],
  'a bank account, where the processor cannot verify': [
    firstScene,
    { method: { existing: 'pm_debit' } },
    'method attached',
    {},
    { processors: new Map([['simulator', { pretends: true, capabilities: everythingBy(['authorise']) }]]) },
  ],
})
refusesInOrder(attachMethod, { given: firstScene, input: attach, verdict: 'nothing; call verify' }, [
  ['a customer that is not there', { customer: 'cus_9' }, 'resource_missing (customer)'],
  ['a method that is not there', { method: { existing: 'pm_9' } }, 'resource_missing (payment_method)'],
  [
    'the customer was deleted',
    (world) => world.but(customer, 'cus_1', { deleted: true }),
    'resource_missing (customer)',
  ],
  ['the method was taken away', { method: { existing: 'pm_gone' } }, 'payment_method_detached (payment_method)'],
  [
    "the method is another customer's",
    { method: { existing: 'pm_bob' } },
    'payment_method_already_attached (payment_method)',
  ],
  ['the method cannot be saved', { method: { existing: 'pm_qris' } }, 'payment_method_not_savable (payment_method)'],
  ['no processor is connected', new Under({ environment: { connectorAccounts: [] } }), 'testmode_charges_only'],
  [
    'the processor cannot verify',
    new Under({ processors: new Map([['simulator', { pretends: true, capabilities: everythingBy(['authorise']) }]]) }),
    'connector_capability_missing',
  ],
])

refusesInOrder(
  attachMethod,
  { given: firstScene, input: { ...attach, as_source: true }, verdict: 'nothing; call verify' },
  [
    ['a source that is not there', { method: { existing: 'pm_9' } }, 'resource_missing (source)'],
    ['the source was taken away', { method: { existing: 'pm_gone' } }, 'payment_method_detached (source)'],
    [
      "the source is another customer's",
      { method: { existing: 'pm_bob' } },
      'payment_method_already_attached (source)',
    ],
  ],
)

const adopt = { customer: 'cus_1', method: 'pm_1', credential: null }
decides(adoptMethod, adopt, {
  'what another vault had saved': [firstScene, {}, 'method attached', { customer: 'cus_1', credential: null }],
  'with what the network gave': [
    firstScene,
    { credential: { network_transaction_id: '1', usage: 'off_session', stored: now } },
    'method attached',
    { credential: { network_transaction_id: '1' } },
  ],
  twice: [theirs, {}, 'nothing'],
})
refusesInOrder(adoptMethod, { given: firstScene, input: adopt, verdict: 'method attached' }, [
  ['a customer that is not there', { customer: 'cus_9' }, 'resource_missing (customer)'],
  ['a method that is not there', { method: 'pm_9' }, 'resource_missing (payment_method)'],
  [
    'the customer was deleted',
    (world) => world.but(customer, 'cus_1', { deleted: true }),
    'resource_missing (customer)',
  ],
  ['the method was taken away', { method: 'pm_gone' }, 'payment_method_detached (payment_method)'],
  ["the method is another customer's", { method: 'pm_bob' }, 'payment_method_already_attached (payment_method)'],
  ['the method cannot be saved', { method: 'pm_qris' }, 'payment_method_not_savable (payment_method)'],
])

const asked = firstScene.after(attachMethod, attach)
const asSource = firstScene.after(attachMethod, { ...attach, as_source: true })
const lost = 'nothing; done call; declined processing_error (payment_method)'
decides(recordAttachment, asked.outcome('verify', approval), {
  'the issuer agrees: saved': [asked, {}, 'method attached; done call', { customer: 'cus_1' }],
  'as a source: the first one is the default': [
    asSource,
    asSource.outcome('verify', approval),
    'method attached, customer updated; done call',
    (after) => assert.equal(after.row(customer, 'cus_1').default_source, 'pm_1'),
  ],
  'as a further source: the default stays': [
    asSource.but(customer, 'cus_1', { default_source: 'pm_0' }),
    asSource.outcome('verify', approval),
    'method attached; done call',
  ],
  'saved meanwhile': [asked.but(paymentMethod, 'pm_1', { customer: 'cus_1' }), {}, 'nothing; done call'],
  'declined: not saved': [
    asked,
    { outcome: { outcome: 'declined', decline } },
    'nothing; done call; declined card_declined (payment_method)',
    { customer: null },
  ],
  'the issuer wants a challenge': [
    asked,
    { outcome: { outcome: 'challenge', challenge: 'chal_1', step: 'challenge', three_d_secure_version: '2.2.0' } },
    lost,
  ],
  'never received': [asked, { outcome: { outcome: 'never_received' } }, lost],
  'never sent': [asked, { outcome: { outcome: 'not_sent', why: 'refused' } }, lost],
  'the customer was deleted meanwhile': [
    asked.but(customer, 'cus_1', { deleted: true }),
    {},
    'nothing; done call; declined resource_missing (customer)',
  ],
  'the method was taken away meanwhile': [
    asked.but(paymentMethod, 'pm_1', { detached: true }),
    {},
    'nothing; done call; declined payment_method_detached (payment_method)',
  ],
  'another customer was faster': [
    asked.but(paymentMethod, 'pm_1', { customer: 'cus_2' }),
    {},
    'nothing; done call; declined payment_method_already_attached (payment_method)',
  ],
  'of a method that is not there': [
    asked.without(paymentMethod, 'pm_1'),
    {},
    'refused resource_missing (payment_method)',
  ],
})
decides(recordAttachmentDoubt, asked.outcome('verify', undefined), {
  'the issuer said nothing: it is not saved yet': [asked, {}, 'nothing', { customer: null }],
})

const leave = { network_transaction_id: '1', usage: 'off_session', stored: now, mandate: 'mandate_1' } as const
decides(
  detachMethod,
  { id: 'pm_1' },
  {
    'its number is made unreadable, as due work of the same commit': [
      theirs,
      {},
      'method detached; due shred',
      { detached: true, customer: null },
    ],
    'the leave to charge it ends': [
      theirs.but(paymentMethod, 'pm_1', { credential: leave }),
      {},
      'method detached, mandate ended; due shred',
    ],
    'a leave that has ended ends no second time': [
      theirs.but(paymentMethod, 'pm_1', { credential: leave }).but(mandate, 'mandate_1', { status: 'inactive' }),
      {},
      'method detached; due shred',
    ],
    'as a source, which was the default': [
      theirs.but(customer, 'cus_1', { default_source: 'pm_1' }),
      { customer: 'cus_1' },
      'method detached, customer updated; due shred',
      (after) => assert.equal(after.row(customer, 'cus_1').default_source, null),
    ],
    'as a source, which was not the default': [theirs, { customer: 'cus_1' }, 'method detached; due shred'],
  },
)
refusesInOrder(
  detachMethod,
  { given: theirs, input: { id: 'pm_1', customer: 'cus_1' }, verdict: 'method detached; due shred' },
  [
    ['a customer that is not there', { customer: 'cus_9' }, 'resource_missing (id)'],
    ['a method that is not there', { id: 'pm_9' }, 'resource_missing (payment_method)'],
    [
      'taken away before',
      (world) => world.but(paymentMethod, 'pm_1', { detached: true }),
      'payment_method_detached (payment_method)',
    ],
    [
      'nobody has it',
      (world) => world.but(paymentMethod, 'pm_1', { customer: null }),
      'payment_method_not_attached (payment_method)',
    ],
  ],
)
