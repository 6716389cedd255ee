/** Whatever is wrong with a call is told in Harsya's envelope, with its own field names. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ForeignCall, foreignClient } from '../support/foreign.ts'
import { openGateway } from '../support/gateway.ts'
import { harsyaAt, harsyaDocumented } from '../support/harsya.ts'

const gateway = await openGateway()
const { call, open, token } = await harsyaAt(gateway)
const native = foreignClient(gateway.url, { authorization: `Bearer ${gateway.key}` })

const create = (body: unknown, headers: Record<string, string> = {}): Parameters<ForeignCall> => [
  'POST',
  '/v2/payments',
  body,
  headers,
]
let count = 0
const fresh = (more: object = {}) => ({ ...harsyaDocumented, clientReferenceId: `wrong-${count++}`, ...more })
const lost = '/v2/payments/726f2fec-2431-40cf-b21c-304835e92715'
const numbers = (virtualAccount: object) => ({ paymentMethodOptions: { virtualAccount } })
const refundOf = (more: object) => ({
  clientReferenceId: `refund-${count++}`,
  paymentSessionId: lost.slice(13),
  isFullAmount: true,
  reason: 'OTHERS',
  ...more,
})

/** What is wrong, the call, and the status, code and field of its refusal. */
const wrong: readonly (readonly [string, Parameters<ForeignCall>, number, string, string?])[] = [
  ['no token', create(fresh(), { authorization: '' }), 401, 'credentials_invalid', ''],
  ['a key of another API', create(fresh(), { authorization: `Bearer ${gateway.key}` }), 401, 'credentials_invalid', ''],
  [
    'a token that somebody else signed',
    create(fresh(), { authorization: `Bearer ${(await token()).slice(0, -6)}AAAAAA` }),
    401,
    'credentials_invalid',
    '',
  ],
  ['a sub-merchant', create(fresh(), { 'x-submerchant-id': 'x' }), 403, 'forbidden_access', ''],
  ['broken JSON', create('{"amount":'), 400, 'api_validation_error', ''],
  ['an unknown path', ['POST', '/v3/payments', {}], 404, 'not_found', ''],
  ['an unknown session', ['GET', lost], 404, 'resource_missing', 'id'],
  ['an id that is none', ['GET', '/v2/payments/pi_123'], 404, 'resource_missing', 'id'],
  ['no reference', create(fresh({ clientReferenceId: undefined })), 400, 'api_validation_error', 'clientReferenceId'],
  [
    'a long reference',
    create(fresh({ clientReferenceId: 'x'.repeat(101) })),
    400,
    'api_validation_error',
    'clientReferenceId',
  ],
  ['no amount', create(fresh({ amount: undefined })), 400, 'api_validation_error', 'amount.value'],
  ['nothing', create(fresh({ amount: { value: 0, currency: 'IDR' } })), 400, 'api_validation_error', 'amount.value'],
  [
    'a text for an amount',
    create(fresh({ amount: { value: '1', currency: 'IDR' } })),
    400,
    'api_validation_error',
    'amount.value',
  ],
  [
    'a thousandth',
    create(fresh({ amount: { value: 20000.001, currency: 'IDR' } })),
    400,
    'api_validation_error',
    'amount.value',
  ],
  [
    'half a yen',
    create(fresh({ amount: { value: 100.5, currency: 'JPY' } })),
    400,
    'api_validation_error',
    'amount.value',
  ],
  [
    'a currency that is none',
    create(fresh({ amount: { value: 1, currency: 'ZZZ' } })),
    400,
    'api_validation_error',
    'amount.currency',
  ],
  [
    'too little for a number',
    create(fresh({ amount: { value: 9999, currency: 'IDR' } })),
    400,
    'api_validation_error',
    'amount.value',
  ],
  [
    'a long descriptor',
    create(fresh({ statementDescriptor: 'x'.repeat(21) })),
    400,
    'api_validation_error',
    'statementDescriptor',
  ],
  [
    'an unknown bank',
    create(fresh(numbers({ channel: 'BANK' }))),
    400,
    'api_validation_error',
    'paymentMethodOptions.virtualAccount.channel',
  ],
  ['no bank', create(fresh(numbers({}))), 400, 'api_validation_error', 'paymentMethodOptions.virtualAccount.channel'],
  [
    'a number of another bank',
    create(fresh(numbers({ channel: 'BNI', virtualAccountNumber: '123456' }))),
    400,
    'api_validation_error',
    'paymentMethodOptions.virtualAccount.virtualAccountNumber',
  ],
  [
    'a long name',
    create(fresh(numbers({ channel: 'BNI', virtualAccountName: 'x'.repeat(101) }))),
    400,
    'api_validation_error',
    'paymentMethodOptions.virtualAccount.virtualAccountName',
  ],
  [
    'an unknown method',
    create(fresh({ paymentMethod: { type: 'CASH' } })),
    400,
    'api_validation_error',
    'paymentMethod.type',
  ],
  ['no method in API mode', create(fresh({ paymentMethod: undefined })), 400, 'api_validation_error', 'paymentMethod'],
  ['an unknown mode', create(fresh({ mode: 'FORM' })), 400, 'api_validation_error', 'mode'],
  ['a time that is none', create(fresh({ expiryAt: 'tomorrow' })), 400, 'api_validation_error', 'expiryAt'],
  ['a time that is over', create(fresh({ expiryAt: '2025-03-31T23:59:05Z' })), 400, 'api_validation_error', 'expiryAt'],
  [
    'MULTIPLE by redirect',
    create(fresh({ paymentType: 'MULTIPLE', mode: 'REDIRECT' })),
    400,
    'api_validation_error',
    'paymentType',
  ],
  [
    'MULTIPLE by card',
    create(fresh({ paymentType: 'MULTIPLE', paymentMethod: { type: 'CARD' } })),
    400,
    'api_validation_error',
    'paymentType',
  ],
  [
    'MULTIPLE QRIS with an amount',
    create(fresh({ paymentType: 'MULTIPLE', paymentMethod: { type: 'QR' } })),
    400,
    'api_validation_error',
    'amount.value',
  ],
  [
    'instalments',
    create(fresh({ paymentMethodOptions: { card: { installment: { plan: '3' } } } })),
    400,
    'api_validation_error',
    'paymentMethodOptions.card.installment',
  ],
  [
    'an e-mail that is none',
    create(fresh({ customer: { email: 'nobody' } })),
    400,
    'api_validation_error',
    'customer.email',
  ],
  ['an unknown customer', create(fresh({ customerId: lost.slice(13) })), 404, 'resource_missing', 'customerId'],
  [
    'half a rupiah',
    create(fresh({ amount: { value: 20000.5, currency: 'IDR' } })),
    400,
    'api_validation_error',
    'amount.value',
  ],
  [
    'the customer wants a transfer and names no account',
    create(
      fresh({
        customer: { email: 'ada@example.com', refundPreference: { method: 'TRANSFER_ONLY' } },
        amount: undefined,
      }),
    ),
    400,
    'api_validation_error',
    'amount.value',
  ],
  ['a short key', create(fresh(), { 'x-request-id': 'abc' }), 400, 'api_validation_error', ''],
  ['a long key', create(fresh(), { 'x-request-id': 'a'.repeat(37) }), 400, 'api_validation_error', ''],
  [
    'a key with underscores',
    create(fresh(), { 'x-request-id': '726f2fec_2431_40cf_b21c_304835e92715' }),
    400,
    'api_validation_error',
    '',
  ],
  ['cancelling for no reason', ['POST', `${lost}/cancel`, {}], 400, 'api_validation_error', 'cancellationReason'],
  ['confirming an unknown session', ['POST', `${lost}/confirm`, {}], 404, 'resource_missing', 'id'],
  ['capturing without a word', ['POST', `${lost}/capture`, {}], 400, 'api_validation_error', 'releaseRemainingAmount'],
  [
    'a refund of an unknown session',
    ['POST', '/v1/refunds', refundOf({})],
    404,
    'resource_missing',
    'paymentSessionId',
  ],
  [
    'a refund of no amount',
    ['POST', '/v1/refunds', refundOf({ isFullAmount: false })],
    400,
    'api_validation_error',
    'amount.value',
  ],
  [
    'a refund of a number',
    ['POST', '/v1/refunds', refundOf({ amount: { value: 1, currency: 'IDR' } })],
    400,
    'api_validation_error',
    'amount.value',
  ],
  [
    'a refund for an odd reason',
    ['POST', '/v1/refunds', refundOf({ reason: 'WHY' })],
    400,
    'api_validation_error',
    'reason',
  ],
  [
    'a long description',
    ['POST', '/v1/refunds', refundOf({ description: 'x'.repeat(51) })],
    400,
    'api_validation_error',
    'description',
  ],
  ['an unknown refund', ['GET', `/v1/refunds/${lost.slice(13)}`], 404, 'resource_missing', 'id'],
  ['an unknown customer to see', ['GET', `/v1/customers/${lost.slice(13)}`], 404, 'resource_missing', 'customerId'],
  ['a page of 101', ['GET', '/v2/payments?perPage=101'], 400, 'api_validation_error', 'perPage'],
  ['charges of nobody', ['GET', '/v2/charges'], 400, 'api_validation_error', 'clientReferenceId'],
  ['a payout', ['POST', '/v1/payouts', {}], 501, 'not_implemented', ''],
  ['a withdrawal', ['POST', '/v1/withdrawals', {}], 501, 'not_implemented', ''],
]

test('whatever is wrong is told in its envelope, with its own field names', async () => {
  for (const [what, request, status, code, field] of wrong) {
    const { status: got, body } = await call(...request)
    assert.equal(got, status, `${what}: ${JSON.stringify(body)}`)
    assert.deepEqual(Object.keys(body), ['code', 'message', 'error'], what)
    assert.deepEqual(Object.keys(body.error), ['type', 'details', 'traceId'], what)
    assert.equal(body.code, code, `${what}: ${JSON.stringify(body)}`)
    assert.equal((body.error.details as { field: string }[])[0]?.field, field, `${what}: ${JSON.stringify(body)}`)
  }
  const several = await call('POST', '/v2/payments', { ...fresh(), mode: 1, autoConfirm: 'yes' })
  assert.deepEqual(several.body.error.details.map(({ field }: { field: string }) => field).sort(), [
    'autoConfirm',
    'mode',
  ])
})

test('credentials that do not belong together get no token', async () => {
  const ask = (headers: Record<string, string>) =>
    open('POST', '/v1/access-token', { grantType: 'client_credentials' }, headers)
  const stranger = await gateway.sandbox()
  const tries: readonly Record<string, string>[] = [
    { 'x-merchant-id': '' },
    { 'x-merchant-secret': '' },
    { 'x-merchant-id': 'somebody' },
    { 'x-merchant-secret': 'sk_test_wrong' },
    { 'x-merchant-secret': gateway.publishable },
    { 'x-merchant-secret': stranger },
  ]
  for (const headers of tries) {
    const answer = await ask(headers)
    assert.equal(answer.status, 401, JSON.stringify(headers))
    assert.equal(answer.body.code, 'credentials_invalid')
  }
  const grant = await open('POST', '/v1/access-token', { grantType: 'password' })
  assert.equal(grant.status, 400)
  assert.equal(grant.body.error.details[0].field, 'grantType')
})

test('a token does what its key may, and goes with its key', async () => {
  const keys = async (body: object) => (await native('POST', '/v1/api_keys', body)).body
  const reader = await keys({ name: 'reader', permissions: { payment_intents: 'read' } })
  const merchant = { 'x-merchant-id': gateway.env, 'x-merchant-secret': reader.key }
  const read = await harsyaAt(gateway, merchant)
  assert.equal((await read.call('GET', '/v2/payments')).status, 200)
  const write = await read.call('POST', '/v2/payments', fresh())
  assert.equal(write.status, 403)
  assert.equal(write.body.code, 'forbidden_access')
  const token = { authorization: `Bearer ${await read.token()}` }
  assert.equal((await native('POST', `/v1/api_keys/${reader.id}/revoke`, {})).status, 200)
  const gone = await call('GET', '/v2/payments', undefined, token)
  assert.equal(gone.status, 401)
  assert.equal(gone.body.code, 'credentials_invalid')
})
