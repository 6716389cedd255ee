/** The tests' browser is the package's own, whoever else shares the folder for temporary files, and however many ask at once. */
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { browserIn, isPackaged, unpackedBrowser } from './browser-files.ts'

const skip = isPackaged ? false : 'npm has no browser for this platform'
const folder = mkdtempSync(join(tmpdir(), 'florin-browser-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const made = (name: string): string => {
  const path = join(folder, name)
  mkdirSync(path)
  return path
}

test('two who ask at once share one browser, and what was planted among temporary files is not it', {
  skip,
}, async (t) => {
  const [shared, cache, own] = [made('shared'), made('cache'), made('own')]
  writeFileSync(join(shared, 'chromium'), '#!/bin/sh\nexit 7\n', { mode: 0o777 })
  const before = process.env.TMPDIR
  process.env.TMPDIR = shared
  t.after(() => {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  })
  const [one, other] = await Promise.all([unpackedBrowser(own, cache), unpackedBrowser(own, cache)])
  assert.equal(one, other)
  assert.deepEqual([readdirSync(cache).length, readdirSync(own), readdirSync(shared)], [1, [], ['chromium']])
  const { executablePath, env } = browserIn(one)
  assert.ok(statSync(executablePath).size > 100_000_000, 'the package’s program')
  assert.ok(existsSync(join(env.LD_LIBRARY_PATH ?? '', 'libnss3.so')), 'its libraries are with it')
  const others = readdirSync(one, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const { uid, mode } = statSync(join(one, name))
    return uid !== process.getuid?.() || (mode & 0o022) !== 0
  })
  assert.deepEqual(others, [], 'nobody else may write any of it')
})

test('where the checkout is somebody else’s, a run has a browser of its own', { skip }, async () => {
  const own = made('run')
  // A file where the folder would be: also root cannot write there.
  writeFileSync(join(folder, 'closed'), '')
  const place = await unpackedBrowser(own, join(folder, 'closed', 'cache'))
  assert.ok(place.startsWith(own) && existsSync(join(place, 'chromium')))
})
