/** What the layer makes of requests: who may ask, what can be read, what is handed on, what is never shown back. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refuse } from '../../kernel/refusal.ts'
import { json, okReply, openLayer } from './test-server.ts'

test('a key is a bearer token or the user name of Basic, its scheme in any case', async () => {
  const { call, asked } = await openLayer(() => okReply)
  const basic = Buffer.from('sk_test_1:').toString('base64')
  for (const authorization of ['Bearer sk_test_1', 'bearer  sk_test_1', `Basic ${basic}`, `BASIC ${basic}`])
    assert.equal((await call('amount=1', { headers: { authorization } })).status, 200, authorization)
  assert.equal(asked.length, 4)
  for (const authorization of ['', 'Bearer ', 'Basic ', 'Basic Og==', 'Digest x', 'sk_test_1']) {
    const { status, error } = await call('amount=1', { headers: { authorization } })
    assert.deepEqual([status, error?.code], [401, 'api_key_missing'], authorization)
  }
})

test('a publishable key opens client calls only, and the engine knows of it', async () => {
  const { call, asked } = await openLayer(() => okReply)
  const headers = { authorization: 'Bearer pk_test_1' }
  const refused = await call('amount=1', { headers })
  assert.deepEqual([refused.status, refused.error?.code], [403, 'secret_key_required'])
  assert.equal((await call(null, { url: '/v1/things/th_1', headers })).status, 200)
  assert.equal(asked[0]?.request.audience, 'publishable')
})

test('bodies that cannot be read are refused before the engine hears of them, with a reason', async () => {
  const { call, asked } = await openLayer(() => okReply)
  const cases: [payload: string | Buffer, why: RegExp, options?: { headers: Record<string, string> }][] = [
    ['amount=%ZZ', /two hexadecimal digits/],
    ['amount=%ff', /valid UTF-8/],
    ['%ff=1', /valid UTF-8/],
    [Buffer.from([0x61, 0x3d, 0xff]), /valid UTF-8/],
    ['note=a%00b', /NUL/],
    ['__proto__[x]=1', /key __proto__/],
    ['__proto__=1', /key __proto__/],
    ['metadata[__proto__]=1', /key __proto__/],
    ['metadata%5Bconstructor%5D=1', /key constructor/],
    ['metadata[a]b]=1', /brackets/],
    ['metadata[a=1', /brackets/],
    ['metadata]a[=1', /brackets/],
    [`metadata${'[a]'.repeat(40)}=1`, /deeper/],
    [`amount=1${'&note=a'.repeat(1000)}`, /1000 fields/],
    ['{"amount": 1', /JSON, at/, json],
    ['[1]', /JSON object/, json],
    ['null', /JSON object/, json],
    ['{"metadata":{"prototype":1}}', /key prototype/, json],
    ['{"__proto__":{"x":1}}', /key __proto__/, json],
    [`{"metadata":${'{"a":'.repeat(40)}1${'}'.repeat(40)}}`, /deeper/, json],
    ['{"note":"\\ud800"}', /surrogate/, json],
    ['{"note":"\\u0000"}', /NUL/, json],
    ['<a/>', /Content-Type/, { headers: { 'content-type': 'text/xml' } }],
  ]
  for (const [payload, why, options] of cases) {
    const { status, error, headers } = await call(payload, options)
    const title = String(payload).slice(0, 40)
    assert.deepEqual([title, status, error?.code], [title, 400, 'request_body_unreadable'])
    assert.match(error?.message ?? '', why)
    assert.match(String(headers['request-id']), /^req_\d+$/)
  }
  const large = await call(`note=${'x'.repeat(256 * 1024)}`)
  assert.deepEqual([large.status, large.error?.code], [413, 'request_body_too_large'])
  assert.deepEqual(asked, [])
  assert.equal('x' in {}, false)
})

test('a name of a prototype is a fine value', async () => {
  const { call, asked } = await openLayer(() => okReply)
  assert.equal((await call('amount=1&note=about+__proto__+and+constructor')).status, 200)
  assert.deepEqual(asked[0]?.body, { amount: 1, note: 'about __proto__ and constructor' })
})

test('lists may come with or without indices, as JSON or as a form', async () => {
  const { call, asked } = await openLayer(() => okReply)
  await call('amount=1&kinds[0][name]=a&kinds[1][name]=b&expand[]=x')
  await call('amount=1&kinds[500][name]=b&kinds[7][name]=a&expand[3]=x')
  await call('{"amount":"1","kinds":[{"name":"a"},{"name":"b"}],"expand":["x"]}', {
    headers: { 'content-type': 'Application/JSON; charset=utf-8' },
  })
  const wanted = { amount: 1, kinds: [{ name: 'a' }, { name: 'b' }], expand: ['x'] }
  assert.deepEqual(
    asked.map(({ body }) => body),
    [wanted, wanted, wanted],
  )
})

test('queries have brackets too, plain or escaped, and moments that no id can hold are refused', async () => {
  const { call, asked } = await openLayer(() => okReply)
  await call(null, { url: '/v1/things?created[gte]=5&created%5Blt%5D=9&limit=3&expand%5B%5D=data.x' })
  assert.deepEqual(asked[0]?.query, { created: { gte: 5, lt: 9 }, limit: 3, expand: ['data.x'] })
  assert.deepEqual(asked[0]?.request.expand, ['data.x'])
  for (const [query, param] of [
    ['created[gte]=300000000000', 'created[gte]'],
    ['created=9007199254740993', 'created'],
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['created[at]=5', 'created[at]'],
    ['colour=red', 'colour'],
  ] as const) {
    const { status, error } = await call(null, { url: `/v1/things?${query}` })
    assert.deepEqual([query, status, error?.param], [query, 400, param])
  }
})

test('paths that hold no id are refused in the one shape', async () => {
  const { call, asked } = await openLayer(() => okReply)
  for (const [url, status, code] of [
    ['/v1/things/%00', 400, 'parameter_invalid'],
    ['/v1/things/%ff', 404, 'route_unknown'],
    ['/v1/nothing', 404, 'route_unknown'],
  ] as const) {
    const answer = await call(null, { url })
    assert.deepEqual([url, answer.status, answer.error?.code], [url, status, code])
    assert.match(String(answer.headers['request-id']), /^req_/)
  }
  assert.equal((await call(null, { url: '/v1/things', method: 'DELETE' })).status, 404)
  assert.deepEqual(asked, [])
})

test('nothing of a card is shown back, wherever it was put', async () => {
  const { call } = await openLayer(() => refuse.resourceMissing({ noun: 'thing', id: '4242 4242 4242 4242' }))
  const cases: [string, { headers: Record<string, string> }?][] = [
    ['amount=4242424242424242'],
    ['amount=4242+4242+4242+4242'],
    ['amount=4242-4242-4242-4242'],
    ['amount=1&4242424242424242=x'],
    ['amount=1&card[4242424242424242]=x'],
    ['amount=1&card[number]=4242424242424242&card[cvc][]=737'],
    ['{"amount":1,"card":{"number":"4","cvc":["737"]}}', json],
    ['{"amount":1,"card":{"number":["4242","4242"],"cvc":"737"}}', json],
    ['amount[card][cvc]=737'],
    ['amount=1'],
  ]
  for (const [payload, options] of cases) {
    const { status, text } = await call(payload, options)
    assert.ok(status === 400 || status === 404, payload)
    assert.doesNotMatch(text.replaceAll(/req_\d+/g, ''), /4242|737/, payload)
  }
  const amount = await call('amount=1000000000000')
  assert.equal(amount.error?.param, 'amount')
})

test('a request is compared by what it means, and without what is secret', async () => {
  const { call, asked } = await openLayer(() => okReply)
  const keyed = (url: string, type = 'application/x-www-form-urlencoded') => ({
    url,
    headers: { 'idempotency-key': 'k', 'content-type': type },
  })
  await call('amount=5&note=4242424242424242&card[number]=4242424242424242&card[cvc]=737', keyed('/v1/things'))
  await call(
    '{"card":{"cvc":"737","number":"4242424242424242"},"note":"4242424242424242","amount":5}',
    keyed('/v1/things/', 'application/json'),
  )
  const [one, two] = asked.map(({ request }) => request.idempotency)
  assert.deepEqual(one, two)
  assert.equal(one?.params, '{"request":"POST /v1/things","amount":5,"card":{"cvc":"#3","number":"#16"},"note":"#16"}')
})
