/** What the brake on card testing is told of a command: whether it keeps a card, tries one, or carries a try to its end. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { card, creation, sealed } from '../../../../../test/support/payment-scenes.ts'
import { attachMethod } from '../../../customers/customer/index.ts'
import { createPaymentMethod } from '../../../customers/payment-method/index.ts'
import { confirmSetup, createSetup, endSetupChallenge } from '../../setup-intent/index.ts'
import { captureIntent } from './capture.ts'
import { confirmIntent } from './confirm.ts'
import { createIntent } from './create.ts'
import { endChallenge } from './end-challenge.ts'

const entered = { ...sealed, id: 'pm_9', card: card.card, billing_details: null, metadata: null, allow_redisplay: null }
const qris = { ...entered, card: null, seal: null, method: { type: 'qris', details: {} } }
const saved = { method: { existing: 'pm_1' }, confirm: true } as const
const setup = { setup: 'seti_1', method: null, confirm: true, return_url: null, client_secret: null, acceptance: null }
const confirm = { intent: 'pi_1', method: null, off_session: false, return_url: null, client_secret: null }
const challenge = { intent: 'x_1', challenge: 'chal_1', client_secret: 's', result: 'failed' } as const

/** step, whose, method, fingerprint, whether its payer is there. */
type Told = readonly [string, string | null, string | null, string | null, boolean] | null
const told = (use: ReturnType<NonNullable<typeof createIntent.usesCard>> | undefined): Told =>
  use == null ? null : [use.step, use.intent, use.method, use.fingerprint, use.attended]

const cases: readonly (readonly [claim: string, found: Told, expected: Told])[] = [
  ['a payment that is only made tries nothing', told(createIntent.usesCard?.(creation)), null],
  [
    'a payment that is confirmed tries its card',
    told(createIntent.usesCard?.({ ...creation, ...saved })),
    ['try', null, 'pm_1', null, true],
  ],
  [
    'a new card is known by its fingerprint',
    told(createIntent.usesCard?.({ ...creation, confirm: true, method: { created: entered } })),
    ['try', null, 'pm_9', 'fp_1', true],
  ],
  ['a code is no card', told(createIntent.usesCard?.({ ...creation, confirm: true, method: { created: qris } })), null],
  [
    'without its payer it is the doing of the merchant',
    told(createIntent.usesCard?.({ ...creation, ...saved, off_session: true })),
    ['try', null, 'pm_1', null, false],
  ],
  [
    'a confirm tries whatever the payment has',
    told(confirmIntent.usesCard?.(confirm)),
    ['try', 'pi_1', null, null, true],
  ],
  [
    'the end of a challenge carries its try on',
    told(endChallenge.usesCard?.(challenge)),
    ['go_on', 'x_1', null, null, true],
  ],
  ['a capture asks no issuer about a card', told(captureIntent.usesCard?.({ intent: 'pi_1' })), null],
  ['a setup that is only made tries nothing', told(createSetup.usesCard?.({ ...setup, confirm: false })), null],
  [
    'a setup that is confirmed with it tries its card',
    told(createSetup.usesCard?.({ ...setup, ...saved })),
    ['try', null, 'pm_1', null, true],
  ],
  [
    'a confirm of a setup tries its card',
    told(confirmSetup.usesCard?.({ ...setup, ...saved })),
    ['try', 'seti_1', 'pm_1', null, true],
  ],
  [
    'the end of its challenge carries its try on',
    told(endSetupChallenge.usesCard?.(challenge)),
    ['go_on', 'x_1', null, null, true],
  ],
  [
    'saving a card tries it',
    told(attachMethod.usesCard?.({ customer: 'cus_1', method: { existing: 'pm_1' } })),
    ['try', null, 'pm_1', null, true],
  ],
  [
    'making a method of a card keeps it',
    told(createPaymentMethod.usesCard?.({ method: entered })),
    ['keep', null, 'pm_9', 'fp_1', true],
  ],
]
for (const [claim, found, expected] of cases) test(claim, () => assert.deepEqual(found, expected))
