/** What the layer answers: headers, faults, draining, broken connections, and the pages about itself. */
import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import type { Reply } from '../../engine/route.ts'
import { refuse } from '../../kernel/refusal.ts'
import { okReply, openLayer } from './test-server.ts'

test('ids and keys stay readable in messages', async () => {
  const key = '55004444-4444-4444-4444-446655440000'
  const { call } = await openLayer(() => refuse.idempotencyInUse({ key }))
  assert.match((await call('amount=1')).error?.message ?? '', new RegExp(key))
})

test('keys of idempotency have 1 to 255 characters, come back, and are for writes', async () => {
  const { call, asked } = await openLayer(() => ({ ...okReply, replayed: true }))
  const longest = 'k'.repeat(255)
  const { headers } = await call('amount=1', {
    headers: { 'idempotency-key': longest, 'stripe-version': '2024-06-20' },
  })
  assert.deepEqual(
    [headers['idempotency-key'], headers['idempotent-replayed'], headers['stripe-version']],
    [longest, 'true', '2024-06-20'],
  )
  for (const key of ['', 'k'.repeat(256)]) {
    const { status, error } = await call('amount=1', { headers: { 'idempotency-key': key } })
    assert.deepEqual([status, error?.code], [400, 'idempotency_key_invalid'])
  }
  await call(null, { headers: { 'idempotency-key': 'k' } })
  assert.deepEqual(
    asked.map(({ request }) => request.idempotency?.key ?? null),
    [longest, null],
  )
})

test('refusals say whether and when a retry makes sense', async () => {
  for (const [refusal, status, again, later] of [
    [refuse.queueFull(), 503, 'true', '1'],
    [refuse.idempotencyInUse({ key: 'k' }), 409, 'true', '1'],
    [refuse.resourceMissing({ noun: 'thing', id: 'x' }), 404, 'false', undefined],
  ] as const) {
    const { call } = await openLayer(() => refusal)
    const { headers, error, ...answer } = await call('amount=1')
    assert.deepEqual([answer.status, headers['stripe-should-retry'], headers['retry-after']], [status, again, later])
    assert.equal(error?.doc_url, `https://pay.example/docs/errors#${refusal.code}`)
  }
})

test('a lost database is 503, a bug is 500 with a reference into the log; both are counted', async () => {
  const coded = (code: string, message: string) => Object.assign(new Error(message), { code })
  const lost = [
    coded('ECONNRESET', 'read ECONNRESET'),
    coded('ECONNREFUSED', ''),
    coded('EPIPE', 'write EPIPE'),
    coded('57P01', 'terminating connection due to administrator command'),
    coded('53300', 'sorry, too many clients already'),
    new Error('Connection terminated unexpectedly'),
  ]
  let next: Error = new Error('a bug')
  const { call, asked, logged, server } = await openLayer(() => {
    throw next
  })
  const bug = await call('amount=1')
  const id = String(bug.headers['request-id'])
  assert.deepEqual([bug.status, bug.error?.code, bug.error?.type], [500, 'internal_error', 'api_error'])
  const told = logged.filter((line) => line.includes('a request failed'))
  assert.ok(bug.error?.message.includes(id) && told.length === 1 && told[0]?.includes(id))
  assert.equal(asked[0]?.request.requestId, id, 'one request has one id')
  assert.doesNotMatch(bug.text, /a bug/)
  for (next of lost) {
    const { status, error, headers } = await call('amount=1')
    assert.deepEqual([next.message, status, error?.code], [next.message, 503, 'database_unavailable'])
    assert.equal(headers['retry-after'], '1')
  }
  const { body } = await server.app.inject('/metrics')
  assert.match(body, /request_seconds_count\{operation="Things.Create",status="500"\} 1/)
  assert.match(body, /request_seconds_count\{operation="Things.Create",status="503"\} 6/)
})

test('while it drains, new requests are told to come back and those under way are answered', async () => {
  const { promise, resolve } = Promise.withResolvers<Reply>()
  const { call, server, asked } = await openLayer(() => promise)
  const underWay = call('amount=1')
  while (asked.length === 0) await new Promise<void>((next) => setImmediate(next))
  assert.equal((await server.app.inject('/readyz')).statusCode, 200)
  server.drain()
  const late = await call('amount=1')
  assert.deepEqual(
    [late.status, late.error?.code, late.headers.connection, late.headers['retry-after']],
    [503, 'shutting_down', 'close', '1'],
  )
  assert.equal((await server.app.inject('/readyz')).statusCode, 503)
  assert.equal((await server.app.inject('/healthz')).statusCode, 200)
  resolve(okReply)
  assert.equal((await underWay).status, 200)
})

test('connections that bring no whole request get an answer of the one shape, and are closed', async () => {
  const { server } = await openLayer(() => okReply)
  await server.app.listen({ host: '127.0.0.1', port: 0 })
  const address = server.app.server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  const answerTo = async (text: string) => {
    const { promise, resolve } = Promise.withResolvers<string>()
    let received = ''
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(text))
    socket.on('data', (chunk) => {
      received += chunk.toString()
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(received))
    const [head = '', body = '{}'] = (await promise).split('\r\n\r\n')
    return { head, code: (JSON.parse(body) as { error: { code: string } }).error.code }
  }
  const post =
    'POST /v1/things HTTP/1.1\r\nhost: x\r\nauthorization: Bearer sk_test_1\r\ncontent-type: application/json\r\n'
  const [stalledBody, stalledHead, garbage] = await Promise.all([
    answerTo(`${post}content-length: 100\r\n\r\n{"a`),
    answerTo(post),
    answerTo('nonsense\r\n\r\n'),
  ])
  for (const { head, code } of [stalledBody, stalledHead]) {
    assert.match(head, /^HTTP\/1.1 408 [\s\S]*request-id: req_/i)
    assert.equal(code, 'request_timeout')
  }
  assert.match(garbage.head, /^HTTP\/1.1 400 /)
  assert.equal(garbage.code, 'request_body_unreadable')
})

test('the document describes what the server takes, and every reference in it leads somewhere', async () => {
  const { server } = await openLayer(() => okReply)
  const { body, headers } = await server.app.inject('/openapi.json')
  assert.match(String(headers['request-id']), /^req_/)
  const document = JSON.parse(body) as Record<string, unknown>
  const follow = (names: readonly string[]) =>
    names.reduce<unknown>(
      (inner, name) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined),
      document,
    )
  const references = [...body.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path)
  assert.ok(references.length > 0)
  for (const path of references) assert.notEqual(follow(path.split('/')), undefined, path)
  const content = JSON.stringify(follow(['paths', '/v1/things', 'post', 'requestBody', 'content']))
  assert.match(content, /"application\/x-www-form-urlencoded"[\s\S]*"application\/json"/)
  const [, name = ''] = /#\/components\/schemas\/([^"]+)/.exec(content) ?? []
  assert.match(JSON.stringify(follow(['components', 'schemas', name])), /"expand"/)
})
