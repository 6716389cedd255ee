/** The one table of faults that pass by themselves, code by code. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { transientFaultOf } from './transient-faults.ts'

const coded = (code: string, more: object = {}): Error => Object.assign(new Error('x'), { code, ...more })

const rows: readonly (readonly [codes: string, passing: ReturnType<typeof transientFaultOf>])[] = [
  ['08000 08001 08003 08004 08006 08007 08P01', 'lost'],
  ['57P01 57P02 57P03 57P04 57P05', 'lost'],
  ['53300', 'lost'],
  ['28000 28P01 3D000 25P03 25P04', 'lost'],
  ['ECONNRESET ECONNREFUSED ECONNABORTED EPIPE ETIMEDOUT EHOSTUNREACH ENETUNREACH ENOTFOUND EAI_AGAIN EMFILE', 'lost'],
  ['40001 40P01', 'contended'],
  ['53000 53100 53200 53400', 'unable'],
  ['58000 58030', 'unable'],
  ['25006 55P03 57014 57000 72000', 'unable'],
  // A bug, or a caller's mistake that a check of ours should have found: it comes again each time.
  ['22P02 22003 23505 23514 42601 42P01 42501 40002 XX000 XX001 0A000 P0001', null],
  ['ENOENT ERR_INVALID_ARG_TYPE', null],
]
for (const [codes, passing] of rows)
  test(`${codes}: ${passing ?? 'does not pass by itself'}`, () => {
    for (const code of codes.split(' ')) assert.equal(transientFaultOf(coded(code)), passing, code)
  })

test('the driver says some things in words only', () => {
  for (const text of [
    'Connection terminated unexpectedly',
    'timeout exceeded when trying to connect',
    'Query read timeout',
    'Client has encountered a connection error and is not queryable',
  ])
    assert.equal(transientFaultOf(new Error(text)), 'lost', text)
  assert.equal(transientFaultOf(new Error('Cannot read properties of undefined')), null)
  assert.equal(transientFaultOf('57P01'), null)
})

test('a socket that is missing is a server that does not run; a file that is missing is a bug', () => {
  assert.equal(transientFaultOf(coded('ENOENT', { syscall: 'connect' })), 'lost')
  assert.equal(transientFaultOf(coded('ENOENT', { syscall: 'open' })), null)
})
