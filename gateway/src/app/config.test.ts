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
