import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lookup } from '../../kernel/lookup.ts'
import {
  forbiddenAddress,
  forbiddenHost,
  guardedLookup,
  networksOf,
  problemOfNetworks,
  type Resolve,
} from './allowed-addresses.ts'

const rules = (livemode: boolean, allowed = '') => ({ livemode, allowed: networksOf(allowed) })

test('live: public addresses only, however an inner one is written', () => {
  for (const address of ['8.8.8.8', '2606:4700::1111'])
    assert.equal(forbiddenAddress(address, rules(true)), null, address)
  const inner = [
    '127.0.0.1',
    '127.9.9.9',
    '::1',
    '0.0.0.0',
    '::',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    'fe80::1',
    'fd00:ec2::254',
    '100.100.100.200',
    '192.0.0.192',
    '224.0.0.1',
    '255.255.255.255',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    '2002:a00:1::',
    '198.18.0.1',
    '240.0.0.1',
    'ff02::1',
    '2001:db8::1',
  ]
  for (const address of inner) assert.notEqual(forbiddenAddress(address, rules(true)), null, address)
})

test('sandbox: this machine besides, and nothing else inside', () => {
  for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1', '8.8.8.8'])
    assert.equal(forbiddenAddress(address, rules(false)), null, address)
  for (const address of ['10.1.2.3', '169.254.169.254', '192.168.1.1', 'fd00::1', '0.0.0.0'])
    assert.notEqual(forbiddenAddress(address, rules(false)), null, address)
})

test("an operator's networks are allowed, in both modes, and nothing beside them", () => {
  const some = rules(true, '10.1.0.0/16, fd12::/16')
  assert.equal(forbiddenAddress('10.1.9.9', some), null)
  assert.equal(forbiddenAddress('fd12::5', some), null)
  assert.equal(forbiddenAddress('10.2.0.1', some), 'private')
  assert.equal(problemOfNetworks('10.0.0.0/8,nonsense'), 'nonsense')
  assert.equal(problemOfNetworks(''), null)
})

const names: Readonly<Record<string, string[]>> = lookup({
  'shop.example': ['93.184.216.34'],
  'inner.example': ['10.0.0.5'],
  'mixed.example': ['93.184.216.34', '127.0.0.1'],
})
const resolve: Resolve = (name, done) =>
  names[name] === undefined
    ? done(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), [])
    : done(
        null,
        names[name].map((address) => ({ address, family: 4 })),
      )

test('a host is refused if any of its addresses is; a name that does not resolve is not', async () => {
  assert.equal(await forbiddenHost('shop.example', rules(true), resolve), null)
  assert.equal(await forbiddenHost('inner.example', rules(true), resolve), 'private')
  assert.equal(await forbiddenHost('mixed.example', rules(true), resolve), 'loopback')
  assert.equal(await forbiddenHost('nowhere.example', rules(true), resolve), null)
  assert.equal(await forbiddenHost('[::1]', rules(true), resolve), 'loopback')
  // The URL parser writes it out: 0x7f.1 is 127.0.0.1.
  assert.equal(await forbiddenHost(new URL('https://0x7f.1/').hostname, rules(true), resolve), 'loopback')
})

test('the lookup that dials gives the address that it looked at, or none', () => {
  const found = (name: string, all: boolean): unknown[] => {
    let given: unknown[] = []
    guardedLookup(rules(true), resolve)(name, { all }, (...answer: unknown[]) => {
      given = answer
    })
    return given
  }
  assert.deepEqual(found('shop.example', false), [null, '93.184.216.34', 4])
  assert.deepEqual(found('shop.example', true), [null, [{ address: '93.184.216.34', family: 4 }]])
  for (const name of ['inner.example', 'mixed.example', 'nowhere.example'])
    assert.ok(found(name, false)[0] instanceof Error, name)
})
