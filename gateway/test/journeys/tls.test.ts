/** The gateway over TLS: for clients whose scheme, or whose host, is fixed. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { Agent } from 'node:https'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { connect } from 'node:tls'
import Stripe from 'stripe'
import { dayMs } from '../../src/kernel/time.ts'
import { certificateOf } from '../../src/surfaces/tls/certificate.ts'
import { createTlsListener } from '../../src/surfaces/tls/listener.ts'
import type { TlsSettings } from '../../src/surfaces/tls/settings.ts'
import { openFolder } from '../support/database.ts'
import { openGateway } from '../support/gateway.ts'

const folder = openFolder()
after(() => rmSync(folder, { recursive: true, force: true }))
const settings: TlsSettings = { port: 0, files: null, names: ['api.stripe.com'] }
const start = Date.UTC(2026, 5, 15)

test('the official client pays over a made certificate, at localhost and at a host that it cannot change', async () => {
  const gateway = await openGateway()
  const certificate = await certificateOf(settings, folder, ['ojire.localhost'], Date.now())
  assert.ok(!('refused' in certificate) && certificate.trust !== null)
  const { server, close } = createTlsListener(gateway.http.app.server, certificate, async () => null)
  after(close)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  const ca = readFileSync(certificate.trust)
  const near = new Stripe(gateway.key, { host: 'localhost', port, httpAgent: new Agent({ ca }) })
  const intent = { amount: 2000, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' }
  assert.equal((await near.paymentIntents.create(intent)).status, 'succeeded')
  // As a line in the file of hosts would have it: the name stays, and leads here.
  const here = new Agent({ ca })
  here.createConnection = (options) =>
    connect({ ca, host: '127.0.0.1', port, servername: 'host' in options ? String(options.host) : '' })
  const far = new Stripe(gateway.key, { httpAgent: here, maxNetworkRetries: 0 })
  assert.equal((await far.paymentIntents.create(intent)).status, 'succeeded')
  const distrusting = new Stripe(gateway.key, { host: 'localhost', port, maxNetworkRetries: 0 })
  await assert.rejects(distrusting.balance.retrieve(), /error occurred with our connection/)
  here.destroy()
})

test('what is made once is kept, until it nears its end or is wanted for another name', async () => {
  const dataDir = join(folder, 'kept')
  const made = async (now: number, hosts: readonly string[] = []) => {
    const certificate = await certificateOf(settings, dataDir, hosts, now)
    assert.ok(!('refused' in certificate))
    return certificate
  }
  const first = await made(start)
  assert.equal(statSync(join(dataDir, 'tls', 'key.pem')).mode & 0o777, 0o600)
  assert.deepEqual(await made(start + 300 * dayMs), first)
  const renewed = await made(start + 370 * dayMs)
  assert.notEqual(renewed.cert, first.cert)
  assert.ok(renewed.endsAt > first.endsAt)
  const wider = await made(start + 371 * dayMs, ['ojire.localhost'])
  assert.notEqual(wider.cert, renewed.cert)
  assert.deepEqual(await made(start + 372 * dayMs, ['ojire.localhost']), wider)
})

test('a certificate of one’s own is used, and one without its key is refused in a line', async () => {
  const made = await certificateOf(settings, join(folder, 'own'), [], start)
  const other = await certificateOf(settings, join(folder, 'other'), [], start)
  assert.ok(!('refused' in made) && !('refused' in other))
  const [certificate, key, strange] = ['own.pem', 'own.key', 'other.key'].map((name) => join(folder, name))
  assert.ok(certificate !== undefined && key !== undefined && strange !== undefined)
  writeFileSync(certificate, made.cert)
  writeFileSync(key, made.key)
  writeFileSync(strange, other.key)
  const own = (files: TlsSettings['files']) => certificateOf({ ...settings, files }, folder, [], start)
  assert.deepEqual(await own({ certificate, key }), { ...made, trust: null })
  for (const files of [
    { certificate, key: strange },
    { certificate, key: join(folder, 'none') },
    { certificate: key, key },
  ]) {
    const refused = await own(files)
    assert.match(
      'refused' in refused ? refused.refused : '',
      /^the certificate \S+ with the key \S+ cannot be used: [^\n]+$/,
    )
  }
})

test('started with a port for TLS, a gateway says where it is and what to trust, and ends with it', async () => {
  const child = spawn(process.execPath, ['gateway/bin/start.mjs'], {
    env: { PATH: process.env.PATH, PORT: '0', FLORIN_TLS_PORT: '0', FLORIN_DATA_DIR: join(folder, 'started') },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve))
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('Ctrl-C')) resolve()
    })
  })
  const port = Number(/over TLS +https:\/\/localhost:(\d+)/.exec(said)?.[1])
  const trust = /trust +(\S+)/.exec(said)?.[1] ?? ''
  // A connection that was opened ahead, and one that has had its answer.
  const ca = readFileSync(trust)
  const silent = connect({ port, host: '127.0.0.1', servername: 'localhost', ca })
  await new Promise<void>((resolve) => silent.once('secureConnect', () => resolve()))
  const asked = connect({ port, host: '127.0.0.1', servername: 'localhost', ca })
  asked.write('GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n')
  const answer = await new Promise<string>((resolve) => asked.once('data', (chunk) => resolve(String(chunk))))
  assert.match(answer, /^HTTP\/1\.1 200 /)
  for (const socket of [silent, asked]) socket.on('error', () => undefined)
  child.kill('SIGTERM')
  assert.equal(await closed, 0)
})
