/** A real browser: the Chromium of an npm package on Linux x64, elsewhere an installed Chrome. */
import { rmSync } from 'node:fs'
import { after } from 'node:test'
import { type Browser, chromium } from 'playwright-core'
import { browserIn, browserVariable, isPackaged, unpackedBrowser } from './browser-files.ts'
import { openFolder } from './database.ts'

export async function openBrowser(): Promise<Browser> {
  if (!isPackaged) return await chromium.launch({ channel: 'chrome', headless: true })
  return await chromium.launch({
    ...browserIn(process.env[browserVariable] ?? (await browserOfFile())),
    // Not the package's own list: it is for a function that renders one page and runs everything in one process.
    args: [
      '--no-sandbox',
      '--no-zygote',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
    headless: true,
  })
}

/** Where a test file is run by itself. */
async function browserOfFile(): Promise<string> {
  const own = openFolder()
  after(() => rmSync(own, { recursive: true, force: true }))
  return await unpackedBrowser(own)
}
