/** Which failures of a request are certain: tried on real sockets, as `fetch` tells of them. */
import assert from 'node:assert/strict'
import { createServer as createPlain, type Server, type Socket } from 'node:net'
import { after, test } from 'node:test'
import { failureOf } from './send-failures.ts'

const servers: Server[] = []
after(() => {
  for (const server of servers) server.close()
})

/** A server on a port of its own that does this with a connection. */
async function listening(meet: (socket: Socket) => void): Promise<number> {
  const server = createPlain((socket) => {
    socket.on('error', () => undefined)
    meet(socket)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
/** A port where nobody listens any more. */
async function closedPort(): Promise<number> {
  const port = await listening(() => undefined)
  await new Promise((resolve) => servers.pop()?.close(resolve))
  return port
}
const outcomeOf = (url: string, init: RequestInit = {}) =>
  fetch(url, { method: 'POST', body: 'amount=1', ...init }).then(
    () => assert.fail(`${url} answered`),
    (error: unknown) => failureOf(error).outcome,
  )

test('a port where nobody listens, a name that nobody has, a server that speaks no TLS: nothing was sent', async () => {
  const port = await closedPort()
  assert.equal(await outcomeOf(`http://127.0.0.1:${port}/`), 'not_sent')
  assert.equal(await outcomeOf(`https://localhost:${port}/`), 'not_sent')
  assert.equal(await outcomeOf('http://nobody.invalid/'), 'not_sent')
  const plain = await listening((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
  assert.equal(await outcomeOf(`https://127.0.0.1:${plain}/`), 'not_sent')
  const hangsUp = await listening((socket) => socket.once('data', () => socket.end()))
  assert.equal(await outcomeOf(`https://127.0.0.1:${hangsUp}/`), 'not_sent', 'in the middle of the handshake')
})

test('whatever fails after there was a connection is unknown', async () => {
  const resets = await listening((socket) => socket.once('data', () => socket.resetAndDestroy()))
  assert.equal(await outcomeOf(`http://127.0.0.1:${resets}/`), 'unknown')
  const halves = await listening((socket) => socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-len')))
  assert.equal(await outcomeOf(`http://127.0.0.1:${halves}/`), 'unknown')
  const silent = await listening(() => undefined)
  assert.equal(await outcomeOf(`http://127.0.0.1:${silent}/`, { signal: AbortSignal.timeout(50) }), 'unknown')
})

const coded = (code: string, more: object = {}) => Object.assign(new Error('x'), { code, ...more })
for (const [title, error, outcome] of [
  ['a certificate that has ended', coded('CERT_HAS_EXPIRED'), 'not_sent'],
  ['a host that no route leads to', coded('EHOSTUNREACH', { syscall: 'connect' }), 'not_sent'],
  ['the same while writing', coded('EHOSTUNREACH', { syscall: 'write' }), 'unknown'],
  ['a timeout of the connection', coded('ETIMEDOUT', { syscall: 'connect' }), 'not_sent'],
  ['a timeout of the answer', coded('ETIMEDOUT', { syscall: 'read' }), 'unknown'],
  [
    'a client certificate that is wanted, told after the request',
    coded('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'),
    'unknown',
  ],
  ['two addresses, both refused', new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')]), 'not_sent'],
  ['two addresses, one broke later', new AggregateError([coded('ECONNREFUSED'), coded('ECONNRESET')]), 'unknown'],
  [
    'a cause below a cause',
    new Error('fetch failed', { cause: new Error('x', { cause: coded('ENOTFOUND') }) }),
    'not_sent',
  ],
  ['no error at all', 'ECONNREFUSED', 'unknown'],
] as const)
  test(`${title}: ${outcome}`, () => assert.equal(failureOf(error).outcome, outcome))
