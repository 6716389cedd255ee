/** The command line, all of it: what each command has, and that nothing wrong is done, printed as a stack, or called success. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Command } from 'commander'
import { version } from '../../src/app/version.ts'
import { demo } from '../../src/operations/accounts.ts'
import { freshDatabase, openFolder } from '../support/database.ts'
import { type CliOutput, type FlorinOptions, florin, registeredCommands, wordsOf } from '../support/florin.ts'
import { openGateway } from '../support/gateway.ts'
import { openReceiver } from '../support/receiver.ts'
import { ringOf, save, text } from '../support/vault-keys.ts'
import { urlOf } from '../support/vault-process.ts'

const connection = await freshDatabase()
const gateway = await openGateway({ connection, vault: ringOf(text(1)) })
const receiver = await openReceiver()
const folder = openFolder()
after(() => rmSync(folder, { recursive: true, force: true }))
const method = await save(gateway)
const file = (name: string): string => join(folder, name)
const env = { DATABASE_URL: urlOf(connection), FLORIN_KEK: text(1) }

const commands = registeredCommands().filter(({ commands: below }) => below.length === 0)
const nameOf = (command: Command): string => wordsOf(command).join(' ')

const ecb = `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
<Cube><Cube time="2026-11-20"><Cube currency="USD" rate="1.1"/></Cube></Cube></gesmes:Envelope>`
writeFileSync(file('ecb.xml'), ecb)

type Good = { readonly words: readonly string[]; readonly more?: FlorinOptions }
const at = ['--server', gateway.url]

/** One right way to run each command; in this order, since some use what others made. */
const good: Readonly<Record<string, Good>> = {
  'keys create': { words: ['--environment', demo.env, '--rate', '5'] },
  'keys list': { words: ['--environment', demo.env] },
  'keys revoke': { words: ['sk_test_****'] },
  fees: { words: [demo.account, '--rate', '2.9', '--fixed', '30'] },
  receipts: { words: [demo.env, '--late', 'refund'] },
  limits: { words: [demo.env, '--all-keys', '500', '--each-key', 'none'] },
  brake: { words: [demo.env, 'off'] },
  strict: { words: [demo.env, 'ojire', 'on'] },
  log: { words: [demo.env, '--object', demo.env] },
  audit: { words: [] },
  migrate: { words: [] },
  connectors: { words: [demo.env, 'simulator', 'spare'] },
  'rates load': { words: [file('ecb.xml')] },
  'rates set': { words: ['eur', 'xof', '655.957'] },
  'rates list': { words: [] },
  trigger: { words: ['payment_intent.created', ...at] },
  listen: { words: ['--forward-to', receiver.url, ...at], more: { until: /listening/ } },
  'vault serve': {
    words: [],
    more: { env: { PORT: '0', FLORIN_VAULT_TOKEN: 'a-token-of-enough-length' }, until: /ready/ },
  },
  'vault rotate': { words: [] },
  'vault reveals': { words: [demo.env, '--limit', '3'] },
  'vault transfer-key': { words: [file('own.jwk')] },
  'vault export': { words: [demo.env, '--to', file('public.jwk'), '--out', file('methods.jsonl')] },
  'vault import': { words: [demo.env, file('methods.jsonl'), '--key', file('own.jwk')] },
  'vault destroy': { words: [demo.env, method, '--reason', 'asked for'] },
}

/** Runs a command as it is right, but for some words. */
const run = (name: string, words: readonly string[], more: FlorinOptions = {}): Promise<CliOutput> =>
  florin([...name.split(' '), ...words], { ...more, env: { ...env, ...more.env } })

function refusedInOneLine({ code, out, err }: CliOutput, what: string): void {
  assert.ok(code !== 0, `${what}: exit code ${code}`)
  assert.equal(out, '', what)
  assert.match(err, /^error: [^\n]+\n$/, what)
  assert.doesNotMatch(err, /\n\s+at |TypeError|fault of Florin/, what)
}

test('every command has help, its version is the checkout’s, and there is a right way to run it', async () => {
  assert.deepEqual(commands.map(nameOf).sort(), Object.keys(good).sort())
  assert.deepEqual(await florin(['--version']), { code: 0, out: `${version}\n`, err: '' })
  for (const command of registeredCommands()) {
    const { code, out, err } = await florin([...wordsOf(command), '--help'])
    assert.deepEqual([code, err], [0, ''], nameOf(command))
    assert.match(out, /^Usage: florin /, nameOf(command))
  }
})

test('run rightly, every command prints a value for programs and nothing else', async () => {
  for (const [name, { words, more = {} }] of Object.entries(good)) {
    let given = [...words]
    if (name === 'keys revoke') {
      const made = await run('keys create', ['--environment', demo.env, '--json'])
      given = [hintOf(JSON.parse(made.out).keys.secret)]
    }
    const { code, out, err } = await run(name, [...given, '--json'], more)
    assert.deepEqual([code, err], [0, ''], `${name}: ${err}`)
    const value: unknown = JSON.parse(out)
    assert.equal(typeof value, 'object', name)
    if (name === 'vault transfer-key') writeFileSync(file('public.jwk'), out)
  }
})
const hintOf = (key: string): string => `${key.slice(0, 8)}****${key.slice(-4)}`

test('every command that the documents print exists, with the options that they give it', () => {
  const byName = new Map(registeredCommands().map((command) => [wordsOf(command).join(' '), command]))
  const files = ['README.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md'), ...globSync('gateway/src/**/*.ts')]
  const printed = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/npx florin ([a-z][^`\n#|&>]*)/g)].map(([, words = '']) => ({
      file,
      words,
    })),
  )
  assert.ok(printed.length > 40, `${printed.length} commands`)
  for (const { file, words } of printed) {
    const [first = '', second = ''] = words.trim().split(/\s+/)
    const command = byName.get(`${first} ${second}`) ?? byName.get(first)
    assert.ok(command !== undefined, `${file}: florin ${words}`)
    for (const [option] of words.matchAll(/--[a-z-]+/g))
      assert.ok(
        command.options.some(({ long }) => long === option),
        `${file}: florin ${words}: ${option}`,
      )
  }
})

test('a wrong word for any argument or option is refused in one line, with nothing written', async () => {
  const before = await everything()
  // Neither a number, a name, an id, an address nor a file; texts for people may be anything but empty.
  const wrong = '/nowhere/at/all'
  const texts = ['--name', '--reason', '--events', '--object', '--operation', '--request', '--key']
  for (const command of commands) {
    const name = nameOf(command)
    const { words = [], more = {} } = good[name] ?? {}
    for (const [position, argument] of command.registeredArguments.entries()) {
      if (name === 'vault transfer-key') continue
      const given = words.map((word, index) => (index === position ? wrong : word))
      refusedInOneLine(await run(name, given, more), `${name} <${argument.name()}> ${wrong}`)
    }
    for (const { long, required } of command.options) {
      if (long === null || long === undefined) continue
      if (!required) continue
      const isText = texts.includes(long) && !(long === '--key' && name.startsWith('vault'))
      const given = [...words, long, isText ? ' ' : wrong]
      refusedInOneLine(await run(name, given, more), `${name} ${long} ${isText ? 'empty' : wrong}`)
    }
    refusedInOneLine(await run(name, [...words, '--no-such-option'], more), `${name} --no-such-option`)
    refusedInOneLine(await run(name, [...words, ...Array<string>(9).fill(wrong)], more), `${name} with too many words`)
  }
  for (const words of [['nothing'], ['keys'], ['keys', 'nothing'], ['vault'], ['rates', 'nothing']])
    refusedInOneLine(await florin(words), words.join(' '))
  assert.equal(await everything(), before)
})

/** All that an operator can change, as one hash. */
async function everything(): Promise<string> {
  const hash = createHash('sha256')
  for (const table of [
    'accounts',
    'environments',
    'api_keys',
    'exchange_rates',
    'audit_log',
    'vault_records',
    'vault_keys',
  ]) {
    const { rows } = await gateway.pool.query<{ line: string }>(`select t::text as line from ${table} t order by 1`)
    hash.update(JSON.stringify(rows))
  }
  return hash.digest('hex')
}
