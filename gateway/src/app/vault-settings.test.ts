import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { inspect } from 'node:util'
import { plainSettings, vaultSettingsOf } from '../vault/settings.ts'
import { readConfig } from './config.ts'

const key = (version: number) => `${version}:${Buffer.alloc(32, version).toString('base64')}`
const token = 'a-token-of-enough-length'
const folder = mkdtempSync(join(tmpdir(), 'florin-settings-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const database = { DATABASE_URL: 'postgres://x/y' }

const settings = (env: Record<string, string>) => {
  const read = readConfig({ ...database, ...env })
  assert.ok('config' in read, 'problems' in read ? read.problems.join('\n') : '')
  return read.config.vault
}
const problems = (env: Record<string, string>): string => {
  const read = readConfig({ ...database, ...env })
  assert.ok('problems' in read, inspect(env))
  return read.problems.join('\n')
}

test('keys come from a setting, or from a file with one a line', () => {
  assert.equal(settings({ FLORIN_KEK: key(3) }).ring?.current, 3)
  const ring = settings({ FLORIN_KEK_FILE: file('keks', `${key(1)}\n${key(2)}\n`) }).ring
  assert.deepEqual([ring?.current, ring?.keys.size], [2, 2])
})

test('each way to hold keys has what it needs, and no two contradict each other', () => {
  for (const [env, why] of [
    [{}, /FLORIN_KEK is missing/],
    [{ FLORIN_KEK: key(1), FLORIN_KEK_FILE: file('one', key(1)) }, /both set/],
    [{ FLORIN_KEK_FILE: join(folder, 'nothing') }, /FLORIN_KEK_FILE cannot be read \(ENOENT\)/],
    [{ FLORIN_KEK_FILE: file('bad', 'abc') }, /FLORIN_KEK_FILE: each key is written as/],
    [{ FLORIN_TRANSIT_URL: 'https://kms.example' }, /needs one of FLORIN_TRANSIT_TOKEN/],
    [{ FLORIN_TRANSIT_URL: 'http://kms.example', FLORIN_TRANSIT_TOKEN: token }, /must begin with https/],
    [{ FLORIN_KEK: key(1), FLORIN_TRANSIT_KEY: 'cards' }, /FLORIN_TRANSIT_KEY means nothing without/],
    [{ FLORIN_VAULT_URL: 'https://vault.example' }, /needs FLORIN_VAULT_TOKEN/],
    [{ FLORIN_VAULT_URL: 'http://10.0.0.9:1', FLORIN_VAULT_TOKEN: token }, /must begin with https/],
    [{ FLORIN_VAULT_URL: 'https://vault.example', FLORIN_VAULT_TOKEN: 'short' }, /at least 20 characters/],
    [{ FLORIN_VAULT_URL: 'https://vault.example', FLORIN_VAULT_TOKEN: token, FLORIN_KEK: key(1) }, /may have none/],
  ] as const)
    assert.match(problems(env), why)
})

test('a vault elsewhere, or a service for keys, needs no key here', () => {
  const remote = settings({
    FLORIN_VAULT_URL: 'http://127.0.0.1:4243',
    FLORIN_VAULT_TOKEN_FILE: file('token', `${token}\n`),
  })
  assert.equal(remote.ring, null)
  assert.equal(remote.remote?.token.reveal(), token)
  const { transit } = settings({
    FLORIN_TRANSIT_URL: 'https://kms.example:8200',
    FLORIN_TRANSIT_TOKEN: token,
    FLORIN_TRANSIT_MOUNT: '/secrets/transit/',
  })
  assert.deepEqual([transit?.mount, transit?.key, transit?.namespace], ['secrets/transit', 'florin', null])
})

test('settings cross to a thread and back unchanged, and show no secret by themselves', () => {
  for (const one of [
    settings({ FLORIN_KEK: `${key(1)},${key(2)}` }),
    settings({ FLORIN_TRANSIT_URL: 'https://kms.example', FLORIN_TRANSIT_TOKEN: token }),
    settings({ FLORIN_VAULT_URL: 'https://vault.example', FLORIN_VAULT_TOKEN: token }),
  ]) {
    const plain = plainSettings(one)
    assert.deepEqual(plainSettings(vaultSettingsOf(structuredClone(plain))), plain)
    assert.doesNotMatch(inspect(one, { depth: 9, showHidden: true }), new RegExp(`${token}|01 01 01`))
  }
})

test('commands that open no card need no key', () => {
  assert.ok('config' in readConfig(database, { keyless: true }))
})
