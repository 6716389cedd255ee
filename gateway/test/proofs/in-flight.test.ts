/**
 * Bytes in flight are bounded: a real gateway with a heap of 256 MB, callers who ask for much and read nothing, and a merchant who goes
 * on paying meanwhile. Every payment goes through, the process lives, and its memory stays within bounds.
 */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { idSource } from '../../src/kernel/id.ts'
import { createAccount, createEnvironment, createKey } from '../../src/operations/accounts.ts'
import { createPool } from '../../src/storage/database.ts'
import { request } from '../client/client.ts'
import { freshDatabase, stopOwnServer } from '../support/database.ts'
import { serverProcess } from '../support/server-process.ts'

/** Of the process' heap; what is beside it (buffers, sockets, code) has the same again. */
const heapMb = 256
const residentMaxMb = 2 * heapMb + 128
/** Payments answer within this while the others do what they do, on a machine that is busy with other tests too. */
const paymentMaxMs = 8000

const connection = await freshDatabase()
const pool = createPool(connection, 2)
const newId = idSource(Date.now, randomBytes)
const gateway = serverProcess({
  node: [`--max-old-space-size=${heapMb}`],
  env: {
    DATABASE_URL: `postgresql://${connection.user}:${encodeURIComponent(connection.password)}@${encodeURIComponent(connection.host)}:${connection.port}/${connection.database}`,
    FLORIN_KEK: `1:${Buffer.alloc(32, 7).toString('base64')}`,
    FLORIN_RATE_LIMIT: 'none',
  },
})
let url = ''
let port = 0
/** The merchant who pays, and the one who asks for too much. */
let [payer, greedy] = ['', '']

const sandbox = async (): Promise<string> => {
  const env = await createEnvironment(pool, newId, await createAccount(pool, newId, {}), false)
  return await createKey(pool, env, 'secret', false, Date.now())
}

before(async () => {
  url = await gateway.start()
  port = Number(new URL(url).port)
  payer = await sandbox()
  greedy = await sandbox()
  // A hundred events of 25 kB each.
  const metadata = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`key_${at}`, 'x'.repeat(500)]))
  for (let made = 0; made < 100; made++) {
    const { status, text } = await request(url, '/v1/payment_intents', {
      key: greedy,
      form: { amount: 100, currency: 'eur', metadata },
    })
    assert.equal(status, 200, text)
  }
})
after(async () => {
  await gateway.end('SIGTERM')
  await pool.end()
  await stopOwnServer()
})

/** Connections that send something and never read; closed when the test is over. */
async function silent(count: number, sent: (at: number) => string): Promise<Socket[]> {
  const sockets = await Promise.all(
    Array.from(
      { length: count },
      (_, at) =>
        new Promise<Socket>((resolve) => {
          const socket = connect({ port, host: '127.0.0.1' }, () => {
            socket.write(sent(at))
            resolve(socket)
          })
          socket.pause()
          socket.on('error', () => resolve(socket))
        }),
    ),
  )
  return sockets
}

const get = (path: string, key?: string): string =>
  `GET ${path} HTTP/1.1\r\nhost: x\r\n${key === undefined ? '' : `authorization: Bearer ${key}\r\n`}\r\n`

const figure = (metrics: string, name: string): number =>
  Number(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'm').exec(metrics)?.[1] ?? Number.NaN)

/** Pays again and again until `work` is done; gives the slowest payment, and the most memory that was seen. */
async function payingDuring(
  work: () => Promise<unknown>,
): Promise<{ paid: number; slowestMs: number; residentMb: number }> {
  let done = false
  const seen = { paid: 0, slowestMs: 0, residentMb: 0 }
  const working = work().finally(() => {
    done = true
  })
  while (!done || seen.paid < 5) {
    const began = performance.now()
    const { status, body, text } = await request(url, '/v1/payment_intents', {
      key: payer,
      form: { amount: 2000, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' },
    })
    assert.deepEqual([status, body.status], [200, 'succeeded'], text)
    seen.paid++
    seen.slowestMs = Math.max(seen.slowestMs, performance.now() - began)
    const metrics = await request(url, '/metrics', { key: null })
    seen.residentMb = Math.max(seen.residentMb, figure(metrics.text, 'process_resident_memory_bytes') / 2 ** 20)
  }
  await working
  return seen
}

function held(seen: Awaited<ReturnType<typeof payingDuring>>): void {
  assert.ok(seen.slowestMs < paymentMaxMs, `the slowest payment took ${seen.slowestMs} ms`)
  assert.ok(seen.residentMb < residentMaxMb, `${seen.residentMb} MB resident`)
}

/** Holds them open for a while, so that whatever piles up piles up. */
const holdMs = 3000
const holding = async (sockets: readonly Socket[]): Promise<void> => {
  await pause(holdMs)
  for (const socket of sockets) socket.destroy()
}

test('40 strangers who pipeline 20 requests for the reference each, and read nothing', async () => {
  held(await payingDuring(async () => holding(await silent(40, () => get('/openapi.json').repeat(20)))))
})

test('300 strangers who ask for pages, scripts and figures, and read nothing', async () => {
  const paths = ['/docs', '/docs/js/library.js', '/metrics', '/openapi.json', '/docs/errors', '/docs/dialects']
  held(
    await payingDuring(async () => holding(await silent(300, (at) => get(paths[at % paths.length] ?? '/').repeat(4)))),
  )
})

test('50 lists at once of a hundred events of 25 kB: those that are read come, those that are not take nobody else’s room', async () => {
  const list = '/v1/events?limit=100'
  const seen = await payingDuring(async () => {
    const unread = await silent(50, () => get(list, greedy))
    await holding(unread)
    const answers = await Promise.all(Array.from({ length: 50 }, () => request(url, list, { key: greedy })))
    for (const { status, body } of answers) {
      if (status === 200) assert.equal((body.data as unknown as unknown[]).length, 100)
      else assert.deepEqual([status, (body.error as unknown as { code: string }).code], [503, 'answers_unread'])
    }
    assert.ok(answers.some(({ status }) => status === 200))
  })
  held(seen)
})

test('200 streams of events from the beginning on, that nobody reads: an environment has 25', async () => {
  const first = (await request(url, '/v1/events?limit=100', { key: greedy })).body.data as unknown as { id: string }[]
  const stream = `/v1/events/stream?from=${first.at(-1)?.id}`
  const seen = await payingDuring(async () => {
    const sockets = await silent(200, () => get(stream, greedy))
    // Answered, each of them: a stream that asks before they all have may still find a place. What comes is not taken off the socket.
    await Promise.all(sockets.map((socket) => once(socket, 'readable')))
    const refused = await request(url, stream, { key: greedy })
    assert.deepEqual([refused.status, refused.headers.get('retry-after')], [429, '5'])
    const other = await fetch(`${url}/v1/events/stream`, { headers: { authorization: `Bearer ${payer}` } })
    assert.equal(other.status, 200, 'another environment has its own')
    await other.body?.cancel()
    await holding(sockets)
  })
  held(seen)
})

test('strangers who send large bodies, all at once or a byte at a time, take no room from payments', async () => {
  const head = (length: number) =>
    `POST /v1/payment_intents HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`
  const seen = await payingDuring(async () => {
    const large = await silent(150, () => head(250_000) + ' '.repeat(249_000))
    const megabytes = await silent(50, () => head(1 << 20) + ' '.repeat(1 << 20))
    const slow = await silent(150, () => head(250_000))
    const headless = await silent(150, () => 'POST /v1/payment_intents HTTP/1.1\r\nhost: x\r\n')
    for (let drip = 0; drip < 20; drip++) {
      for (const socket of [...slow, ...headless]) if (socket.writable) socket.write('x')
      await pause(holdMs / 20)
    }
    for (const socket of [...large, ...megabytes, ...slow, ...headless]) socket.destroy()
  })
  held(seen)
})

test('a body that is compressed is refused, whatever it would become', async () => {
  const { gzipSync } = await import('node:zlib')
  const { status } = await request(url, '/v1/payment_intents', {
    key: payer,
    raw: new Uint8Array(gzipSync(Buffer.from(JSON.stringify({ amount: 100, currency: 'eur' })))),
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
  })
  assert.equal(status, 400)
})
