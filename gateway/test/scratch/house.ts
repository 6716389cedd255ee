/** A copy of the gateway in which something is added as the guide says, and which is thrown away after the file's tests. */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after } from 'node:test'
import { openFolder } from '../support/database.ts'

const root = join(import.meta.dirname, '../../..')

export type House = {
  readonly root: string
  /** Puts a slice that stands under `test/scratch/` where slices stand; gives how many lines it has. */
  addSlice(name: string, area: string): number
  addMigration(file: string): void
  addLine(file: string, line: string): void
}

export function copyOfTheHouse(): House {
  const copy = openFolder()
  after(() => rmSync(copy, { recursive: true, force: true }))
  cpSync(join(root, 'gateway/src'), join(copy, 'gateway/src'), { recursive: true })
  for (const file of ['package.json', 'tsconfig.json']) cpSync(join(root, file), join(copy, file))
  cpSync(join(root, 'gateway/package.json'), join(copy, 'gateway/package.json'))
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  return {
    root: copy,
    addSlice: (name, area) => {
      const from = join(import.meta.dirname, name)
      const files = readdirSync(from).filter((file) => file.endsWith('.ts'))
      let lines = 0
      for (const file of files) {
        const text = readFileSync(join(from, file), 'utf8')
        const to = join(copy, 'gateway/src/resources', area, name, file)
        mkdirSync(dirname(to), { recursive: true })
        // It is as deep here as there, so that the compiler checks it where it stands.
        writeFileSync(to, text.replaceAll("'../../../src/", "'../../../"))
        lines += text.trimEnd().split('\n').length
      }
      return lines
    },
    addMigration: (file) => {
      const folder = join(copy, 'gateway/src/storage/migrations')
      const last = readdirSync(folder)
        .filter((name) => name.endsWith('.sql'))
        .sort()
        .at(-1)
      const number = String(Number(last?.slice(0, 4)) + 1).padStart(4, '0')
      cpSync(join(import.meta.dirname, file), join(folder, `${number}-scratch.sql`))
    },
    addLine: (file, line) => {
      const path = join(copy, file)
      writeFileSync(path, `${readFileSync(path, 'utf8')}${line}\n`)
    },
  }
}
