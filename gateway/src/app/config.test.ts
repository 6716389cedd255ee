import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from './config.ts'

test('without settings: embedded, loopback, demo keys', () => {
  const read = readConfig({})
  assert.ok('config' in read)
  assert.deepEqual(
    [read.config.host, read.config.port, read.config.databaseUrl, read.config.demoAllowed],
    ['127.0.0.1', 4242, null, true],
  )
})

test('demo keys are refused where others can reach the server, or the database is not embedded', () => {
  for (const env of [
    { HOST: '0.0.0.0' },
    { DATABASE_URL: 'postgres://x/y', FLORIN_KEK: `1:${Buffer.alloc(32).toString('base64')}` },
  ]) {
    const read = readConfig(env)
    assert.ok('config' in read)
    assert.equal(read.config.demoAllowed, false)
  }
})

test('every wrong or missing setting is reported at once', () => {
  const read = readConfig({
    PORT: '99999',
    DATABASE_URL: 'mysql://x',
    FLORIN_LOG_LEVEL: 'loud',
    FLORIN_PUBLIC_URL: 'example',
    FLORIN_COLOUR: 'red',
  })
  assert.ok('problems' in read)
  const text = read.problems.join('\n')
  for (const name of ['PORT', 'DATABASE_URL', 'FLORIN_KEK', 'FLORIN_LOG_LEVEL', 'FLORIN_PUBLIC_URL', 'FLORIN_COLOUR'])
    assert.match(text, new RegExp(name))
})

test('a mistyped setting is named with the one that it is closest to', () => {
  const read = readConfig({ FLORIN_DATADIR: '/tmp/x', FLORIN_LOGLEVEL: 'info' })
  assert.deepEqual(read, {
    problems: [
      'FLORIN_DATADIR is not a setting. Did you mean FLORIN_DATA_DIR?',
      'FLORIN_LOGLEVEL is not a setting. Did you mean FLORIN_LOG_LEVEL?',
    ],
  })
})

test('no problem shows a password or a key', () => {
  const key = Buffer.alloc(31, 5).toString('base64')
  const read = readConfig({
    DATABASE_URL: 'postgres://u:pass word-1@[/x',
    FLORIN_KEK: `1:${key}`,
    FLORIN_PUBLIC_URL: 'https://me:word-2@pay.example',
  })
  assert.ok('problems' in read)
  assert.equal(read.problems.length, 3)
  assert.doesNotMatch(read.problems.join('\n'), new RegExp(`word-1|word-2|${key.slice(0, 8)}`))
})

test('two keys under one version are refused, two versions are a rotation', () => {
  const key = (fill: number) => Buffer.alloc(32, fill).toString('base64')
  const twice = readConfig({ FLORIN_KEK: `1:${key(1)},1:${key(2)}` })
  assert.ok('problems' in twice && /same version/.test(twice.problems[0] ?? ''))
  const rotated = readConfig({ FLORIN_KEK: `1:${key(1)},2:${key(2)}` })
  assert.ok('config' in rotated)
  assert.equal(rotated.config.vault.ring?.current, 2)
})

test('loopback is 127.0.0.0/8, ::1 and localhost, and nothing that only looks like it', () => {
  const allowed = (HOST: string) => {
    const read = readConfig({ HOST })
    return 'config' in read && read.config.demoAllowed
  }
  for (const host of ['127.0.0.1', '127.8.9.10', '::1', 'localhost']) assert.equal(allowed(host), true, host)
  for (const host of ['0.0.0.0', '::', '10.0.0.1', '127.0.0.1.example.com', '127.example.com', 'localhost.example.com'])
    assert.equal(allowed(host), false, host)
})

test('port 0 is any free one, and a data directory is made absolute', () => {
  const read = readConfig({ PORT: '0', FLORIN_DATA_DIR: 'data', FLORIN_PUBLIC_URL: 'https://pay.example/florin/' })
  assert.ok('config' in read)
  assert.equal(read.config.port, 0)
  assert.match(read.config.dataDir, /^\/.*\/data$/)
  assert.equal(read.config.publicUrl, 'https://pay.example/florin')
})

test('live environments are limited with your own database, and not when embedded, unless it is said', () => {
  const own = { DATABASE_URL: 'postgres://x/y', FLORIN_KEK: `1:${Buffer.alloc(32).toString('base64')}` }
  const limitOf = (env: Record<string, string>) => {
    const read = readConfig(env)
    assert.ok('config' in read)
    return read.config.rateLimit
  }
  assert.deepEqual(
    [limitOf({}), limitOf(own), limitOf({ FLORIN_RATE_LIMIT: '7' }), limitOf({ ...own, FLORIN_RATE_LIMIT: 'none' })],
    [null, 100, 7, null],
  )
  const wrong = readConfig({ FLORIN_RATE_LIMIT: '-1', FLORIN_TRUSTED_PROXIES: 'everybody' })
  assert.ok('problems' in wrong)
  assert.equal(wrong.problems.length, 2)
})

test('hosts of foreign APIs are read, and refused where they are none', () => {
  const read = readConfig({ FLORIN_DIALECT_HOSTS: 'ojire=api.shop.example, ojire=Pay.shop.example' })
  assert.ok('config' in read)
  assert.deepEqual([...read.config.dialectHosts], [['ojire', ['api.shop.example', 'pay.shop.example']]])
  for (const wrong of [
    'ojire',
    'ojir=a.example',
    'ojire=http://a.example',
    'ojire=a.example:1',
    'ojire=a.example,ojire=a.example',
  ])
    assert.ok('problems' in readConfig({ FLORIN_DIALECT_HOSTS: wrong }), wrong)
})

test('TLS needs a port, and where others reach the server a certificate of one’s own', () => {
  const files = { FLORIN_TLS_CERT_FILE: 'a.pem', FLORIN_TLS_KEY_FILE: 'a.key' }
  for (const [env, problem] of [
    [{ FLORIN_TLS_NAMES: 'api.stripe.com' }, /FLORIN_TLS_NAMES needs FLORIN_TLS_PORT/],
    [{ FLORIN_TLS_PORT: '0x1' }, /FLORIN_TLS_PORT is '0x1'/],
    [{ FLORIN_TLS_PORT: '70000' }, /FLORIN_TLS_PORT is '70000'/],
    [{ FLORIN_TLS_PORT: '4243', FLORIN_TLS_CERT_FILE: 'a.pem' }, /are set together/],
    [{ FLORIN_TLS_PORT: '4243', FLORIN_TLS_NAMES: 'a b' }, /'a b', which is no host name/],
    [{ FLORIN_TLS_PORT: '4243', FLORIN_TLS_NAMES: 'a', ...files }, /yours has its names/],
    [{ FLORIN_TLS_PORT: '4243', HOST: '0.0.0.0' }, /FLORIN_TLS_CERT_FILE is missing/],
  ] as const) {
    const read = readConfig(env)
    assert.ok('problems' in read, JSON.stringify(env))
    assert.equal(read.problems.length, 1, read.problems.join('\n'))
    assert.match(read.problems[0] ?? '', problem)
  }
  const made = readConfig({ FLORIN_TLS_PORT: '4243', FLORIN_TLS_NAMES: 'API.stripe.com, shop.local' })
  assert.ok('config' in made)
  assert.deepEqual(made.config.tls, { port: 4243, files: null, names: ['api.stripe.com', 'shop.local'] })
  const own = readConfig({ FLORIN_TLS_PORT: '443', HOST: '0.0.0.0', ...files })
  assert.ok('config' in own)
  assert.deepEqual(own.config.tls?.files, { certificate: 'a.pem', key: 'a.key' })
})
