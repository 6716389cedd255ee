/** A server that ends answers those who wait for an answer, and waits for nobody else. */
import assert from 'node:assert/strict'
import { connect, type Socket } from 'node:net'
import { test } from 'node:test'
import type { Reply } from '../../engine/route.ts'
import { createServerClosing } from './closing.ts'
import { okReply, openLayer } from './test-server.ts'

const head =
  'POST /v1/things HTTP/1.1\r\nhost: x\r\nauthorization: Bearer sk_test_1\r\ncontent-type: application/json\r\n'

test('silent, answered and half-sent connections end with the server; the one that is being answered has its answer', async () => {
  const { promise: decided, resolve: decide } = Promise.withResolvers<Reply>()
  const { server, asked } = await openLayer(() => decided)
  const closing = createServerClosing(server.app.server)
  await server.app.listen({ host: '127.0.0.1', port: 0 })
  const address = server.app.server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  const opened = async (text: string): Promise<{ ended: Promise<string>; socket: Socket }> => {
    const socket = connect({ port, host: '127.0.0.1' })
    let received = ''
    socket.on('data', (chunk) => {
      received += chunk.toString()
    })
    socket.on('error', () => undefined)
    const ended = new Promise<string>((resolve) => socket.on('close', () => resolve(received)))
    await new Promise((resolve) => socket.once('connect', resolve))
    socket.write(text)
    return { ended, socket }
  }
  const [silent, halfHead, halfBody, asking] = await Promise.all([
    opened(''),
    opened(head),
    opened(`${head}content-length: 100\r\n\r\n{"a`),
    opened(`${head}content-length: 12\r\n\r\n{"amount":1}`),
  ])
  while (asked.length === 0) await new Promise<void>((next) => setImmediate(next))

  server.drain()
  const closed = closing.until(server.app.close(), 60_000)
  // The others are gone while this one is still being answered.
  assert.deepEqual(await Promise.all([silent.ended, halfHead.ended, halfBody.ended]), ['', '', ''])
  decide(okReply)
  assert.match(await asking.ended, /^HTTP\/1\.1 200 /)
  await closed
})

test('what is never answered does not hold the end for ever', async () => {
  const { server, asked } = await openLayer(() => new Promise<Reply>(() => undefined))
  const closing = createServerClosing(server.app.server)
  await server.app.listen({ host: '127.0.0.1', port: 0 })
  const address = server.app.server.address()
  const socket = connect({ port: typeof address === 'object' ? (address?.port ?? 0) : 0, host: '127.0.0.1' })
  socket.on('error', () => undefined)
  socket.write(`${head}content-length: 12\r\n\r\n{"amount":1}`)
  while (asked.length === 0) await new Promise<void>((next) => setImmediate(next))
  await closing.until(server.app.close(), 100)
})
