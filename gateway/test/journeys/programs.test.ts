/** The programs as they are started: from anywhere, by any Node, and ended by a signal. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { version } from '../../src/app/version.ts'
import { openFolder } from '../support/database.ts'

const folder = openFolder()
after(() => rmSync(folder, { recursive: true, force: true }))

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: { start: string } & Record<string, string>
}

type Ended = { readonly code: number | null; readonly out: string; readonly err: string }

async function run(command: string, words: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<Ended> {
  const child = spawn(command, words, { cwd: tmpdir(), env, stdio: ['ignore', 'pipe', 'pipe'] })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString()
  })
  const code = await new Promise<number | null>((done) => child.on('close', done))
  return { code, out, err }
}

test('florin by a link, from another folder and under another Node, prints its output and nothing else', async () => {
  const link = join(folder, 'florin')
  symlinkSync(resolve('gateway/bin/florin'), link)
  assert.deepEqual(await run(link, ['--version'], { PATH: '/usr/bin:/bin' }), { code: 0, out: `${version}\n`, err: '' })
  const { code, out, err } = await run(link, ['keys', 'list'], {
    PATH: '/usr/bin:/bin',
    FLORIN_DATA_DIR: join(folder, 'no'),
  })
  assert.deepEqual([code, out], [2, ''])
  assert.match(err, /^error: there is no database in [^\n]+\n$/)
})

test('every script runs where only Node is sure, and the link to the command line is made on each system', async () => {
  const words = Object.entries(scripts).filter(([, command]) => !/^(exec )?(node|biome) [\w./ -]+$/.test(command))
  assert.deepEqual(words, [])
  const link = (name: string, platform: string) =>
    run(process.execPath, [resolve('gateway/bin/link.mjs'), join(folder, name), platform])
  // Twice, as at each install.
  for (const _ of [1, 2]) assert.deepEqual(await link('links', 'linux'), { code: 0, out: '', err: '' })
  const linked = await run(join(folder, 'links', 'florin'), ['--version'])
  assert.deepEqual(linked, { code: 0, out: `${version}\n`, err: '' })
  for (const _ of [1, 2]) assert.deepEqual(await link('shims', 'win32'), { code: 0, out: '', err: '' })
  const shim = readFileSync(join(folder, 'shims', 'florin.cmd'), 'utf8')
  const [, program = ''] = /\(node "%~dp0([^"]+)" %\*\)\r\n$/.exec(shim) ?? []
  assert.ok(existsSync(join(folder, 'shims', 'exec.cmd')))
  assert.ok(existsSync(join(folder, 'shims', program.replaceAll('\\', '/'))), shim)
})

test('a Node that is too old is told so in one line, by the gateway and by the command line', async () => {
  for (const script of ['start', 'florin']) {
    const pretend = `Object.defineProperty(process, 'versions', { value: { node: '20.20.2' } })
      await import(${JSON.stringify(resolve(`gateway/bin/${script}.mjs`))})`
    const { code, out, err } = await run(process.execPath, ['--input-type=module', '--eval', pretend])
    assert.deepEqual([code, out], [1, ''], script)
    assert.match(err, /^Florin needs Node 24 or later, and this is 20\.20\.2\. [^\n]+\n$/, script)
  }
})

test('what npm start runs is the gateway itself: a signal reaches it, and it stops its database', async () => {
  // As npm runs it: by a shell, which would else be what gets the signal.
  const child = spawn('sh', ['-c', scripts.start], {
    env: {
      PATH: `${resolve('node_modules/.bin')}:${process.env.PATH}`,
      PORT: '0',
      FLORIN_DATA_DIR: join(folder, 'data'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const closed = new Promise<number | null>((done) => child.on('close', done))
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  child.stdout.on('data', (chunk: Buffer) => {
    const before = said
    said += chunk.toString()
    if (!before.includes('is ready at') && said.includes('is ready at')) child.kill('SIGTERM')
  })
  assert.equal(await closed, 0, said)
  assert.match(said, /SIGTERM: finishing what is under way …\nStopped\.\n$/)
  assert.ok(!existsSync(join(folder, 'data', 'postgres', 'postmaster.pid')))
})

test('a signal while the gateway starts is heeded once it has: its database does not stay behind', async () => {
  const data = join(folder, 'early')
  const child = spawn(process.execPath, ['gateway/bin/start.mjs'], {
    env: { PATH: process.env.PATH, PORT: '0', FLORIN_DATA_DIR: data },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const closed = new Promise<number | null>((done) => child.on('close', done))
  while (!existsSync(join(data, 'postgres', 'postmaster.pid'))) await new Promise((resume) => setTimeout(resume, 5))
  child.kill('SIGTERM')
  assert.equal(await closed, 0)
  assert.ok(!existsSync(join(data, 'postgres', 'postmaster.pid')))
})
