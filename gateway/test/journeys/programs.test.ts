/** The programs as they are started: from anywhere, by any Node, and ended by a signal. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { version } from '../../src/app/version.ts'
import { openFolder } from '../support/database.ts'

const folder = openFolder()
after(() => rmSync(folder, { recursive: true, force: true }))

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

test('a Node that is too old is told so in one line, by the gateway and by the command line', async () => {
  for (const script of ['start', 'florin']) {
    const pretend = `Object.defineProperty(process, 'versions', { value: { node: '20.20.2' } })
      await import(${JSON.stringify(resolve(`gateway/bin/${script}.mjs`))})`
    const { code, out, err } = await run(process.execPath, ['--input-type=module', '--eval', pretend])
    assert.deepEqual([code, out], [1, ''], script)
    assert.match(err, /^Florin needs Node 24 or later, and this is 20\.20\.2\. [^\n]+\n$/, script)
  }
})
