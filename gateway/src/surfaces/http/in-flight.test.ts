/** Room for large answers: shares, waiting, who passes whom; connections that are cut. */
import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { connect as dialTls } from 'node:tls'
import { fastify } from 'fastify'
import { isRefusal } from '../../kernel/refusal.ts'
import { certificateOf } from '../tls/certificate.ts'
import { createTlsListener } from '../tls/listener.ts'
import { type CutReason, guardConnections } from './connections.ts'
import { createInFlight, type Lease, withRoom } from './in-flight.ts'
import { pipelinedMax } from './limits.ts'

const leased = (taken: unknown): Lease => {
  assert.ok(!isRefusal(taken) && !(taken instanceof Promise), 'room is taken at once')
  return taken as Lease
}

test('an environment has a quarter; others have room while it waits, and what is given back lets the next one in', async () => {
  const room = createInFlight({ bytesMax: 400 })
  const first = leased(room.reserve('a', 60))
  const second = leased(room.reserve('a', 40))
  const third = room.reserve('a', 30)
  const fourth = room.reserve('a', 30)
  assert.ok(third instanceof Promise && fourth instanceof Promise, 'its share is used up')
  leased(room.reserve('b', 100))
  assert.ok(room.full('a') && room.full('b') && !room.full('c'))
  second.end()
  second.end()
  const granted = await third
  assert.ok(!isRefusal(granted))
  assert.equal(room.bytes(), 190)
  first.resize(20)
  assert.ok(!isRefusal(await fourth), 'what turned out smaller makes room too')
  assert.equal(room.bytes(), 180)
})

test('what is larger than a share goes alone; who waits too long is refused', async () => {
  const room = createInFlight({ bytesMax: 400, waitMs: 20 })
  const large = leased(room.reserve('a', 5000))
  const [own, other] = await Promise.all([room.reserve('a', 10), room.reserve('b', 10)])
  for (const refused of [own, other]) assert.ok(isRefusal(refused) && refused.code === 'answers_unread')
  large.end()
  leased(room.reserve('b', 10))
})

test('a large answer counts until it is read or its connection is gone; a small one, a refusal and a fault do not', async () => {
  const room = createInFlight({ bytesMax: 10_000_000 })
  const response = () => new EventEmitter() as unknown as ServerResponse
  const [read, gone] = [response(), response()]
  const large = { body: 'x'.repeat(100_000) }
  await withRoom(room, { env: 'a', bytes: 400_000, response: read }, async () => large)
  await withRoom(room, { env: 'a', bytes: 0, response: gone }, async () => large)
  await withRoom(room, { env: 'a', bytes: 400_000, response: response() }, async () => ({ body: 'small' }))
  await assert.rejects(
    withRoom(room, { env: 'a', bytes: 400_000, response: response() }, async () => {
      throw new Error('a fault')
    }),
  )
  assert.equal(room.bytes(), 200_000)
  read.emit('close')
  gone.emit('close')
  assert.equal(room.bytes(), 0)
})

const portOf = (server: { address(): unknown }): number => {
  const address = server.address()
  return typeof address === 'object' && address !== null && 'port' in address ? Number(address.port) : 0
}

/** A server of its own with one large page, and a connection to it: plain, or over TLS. */
async function guarded(way: 'plain' | 'TLS' = 'plain') {
  const app = fastify()
  const cuts: CutReason[] = []
  guardConnections(app, {
    refuse: () => undefined,
    bodyBytesMax: 1000,
    patience: { lookMs: 20, unreadMaxMs: 1000 },
    onCut: (why) => void cuts.push(why),
  })
  app.get('/large', (_, reply) => reply.send(Buffer.alloc(32 << 20)))
  app.get('/never', () => new Promise(() => undefined))
  await app.listen({ port: 0, host: '127.0.0.1' })
  const folder = mkdtempSync(join(tmpdir(), 'florin-test-'))
  const certificate = await certificateOf({ port: 0, files: null, names: [] }, folder, [], Date.now())
  assert.ok(!('refused' in certificate))
  const { server } = createTlsListener(app.server, certificate, async () => null)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const dial = (opened: () => void): Socket =>
    way === 'plain'
      ? connect({ port: portOf(app.server), host: '127.0.0.1' }, opened)
      : dialTls({ port: portOf(server), host: '127.0.0.1', ca: certificate.cert, servername: 'localhost' }, opened)
  return {
    cuts,
    open: () =>
      new Promise<Socket>((resolve) => {
        const socket = dial(() => resolve(socket))
        socket.on('error', () => undefined)
      }),
    close: async () => {
      server.closeAllConnections()
      server.close()
      app.server.closeAllConnections()
      await app.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
const closed = (socket: Socket) => new Promise<void>((resolve) => socket.on('close', () => resolve()))
const get = (path: string) => `GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`

for (const way of ['plain', 'TLS'] as const)
  test(`${way}: a reader who takes nothing is cut; one who is slow but reads is not`, async () => {
    const { cuts, open, close } = await guarded(way)
    const stuck = await open()
    stuck.pause()
    stuck.write(get('/large'))
    const slow = await open()
    let bytes = 0
    const whole = new Promise<void>((resolve, reject) => {
      slow.on('close', () => reject(new Error(`cut after ${bytes} bytes`)))
      slow.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        if (bytes > 32 << 20) resolve()
        slow.pause()
        setTimeout(() => slow.resume(), way === 'plain' ? 8 : 2)
      })
    })
    slow.write(get('/large'))
    const ended = closed(stuck)
    await whole
    // Reading begins again only to see the end: what was in the kernel comes, and then nothing more.
    while (cuts.length === 0) await new Promise((next) => setTimeout(next, 20))
    stuck.resume()
    await ended
    assert.deepEqual(cuts, ['unread'])
    await close()
  })

test('a connection with more unanswered requests than anybody pipelines is closed', async () => {
  const { cuts, open, close } = await guarded()
  const patient = await open()
  patient.write(get('/never').repeat(pipelinedMax))
  const greedy = await open()
  const ended = closed(greedy)
  greedy.resume()
  greedy.write(get('/never').repeat(pipelinedMax + 1))
  await ended
  assert.deepEqual([cuts, patient.destroyed], [['pipelined'], false])
  await close()
})
