/**
 * Makes `npx florin` work in the checkout, after each install: npm links the commands of dependencies, and not a package's own. It
 * needs Node only. `node link.mjs FOLDER PLATFORM` writes elsewhere, or as another platform would.
 */
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'

const home = resolve(import.meta.dirname, '../..')
const [folder = join(home, 'node_modules/.bin'), platform = process.platform] = process.argv.slice(2)
const from = (program) => relative(folder, join(home, 'gateway/bin', program))

mkdirSync(folder, { recursive: true })
if (platform === 'win32') {
  // The Node that npm brought along stands in the same folder; `node` alone where it does not.
  const program = `"%~dp0${from('florin.mjs').replaceAll('/', '\\')}" %*`
  const lines = ['@echo off', `if exist "%~dp0node.cmd" (call "%~dp0node.cmd" ${program}) else (node ${program})`]
  writeFileSync(join(folder, 'florin.cmd'), `${lines.join('\r\n')}\r\n`)
  // `npm start` replaces its shell by the gateway, so that signals reach it (`exec`); here, where no shell has that, it runs it.
  writeFileSync(join(folder, 'exec.cmd'), '@%*\r\n')
} else {
  rmSync(join(folder, 'florin'), { force: true })
  symlinkSync(from('florin'), join(folder, 'florin'))
}
