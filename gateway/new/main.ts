/**
 * `npm run new -- noun|connector|dialect|method NAME`: writes one that works, with its test, and its line in the list of its kind. What
 * it writes is a beginning: every sentence and address in it waits to be replaced. `gateway/test/new/` makes one of each in a copy
 * of the project and checks it there, so what CONTRIBUTING says of adding one is true.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { kinds, type Line } from './kinds.ts'

const root = join(import.meta.dirname, '../..')
const help = `npm run new -- KIND NAME

  KIND   ${Object.keys(kinds).join(', ')}
  NAME   lower case, words joined by hyphens: acme, gift-card`

/** Ends with a line about what is wrong with the call. */
function wrong(why: string): never {
  console.error(`error: ${why}\n\n${help}`)
  process.exit(2)
}

/** `gift-card` in the ways that code writes it. */
const namesOf = (name: string): Readonly<Record<string, string>> => {
  const words = name.split('-')
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
  const [first = '', ...rest] = words
  return {
    name,
    camel: first + rest.map(capital).join(''),
    Pascal: words.map(capital).join(''),
    snake: words.join('_'),
    Title: words.map(capital).join(' '),
    words: words.join(' '),
  }
}

const filled = (text: string, names: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{\{(\w+)\}\}/g, (_, key: string) => names[key] ?? wrong(`a template asks for ${key}`))

/** Adds a line to a list, behind the place that its kind names. */
function added(text: string, { at, where, line }: Line, file: string): string {
  const found = [...text.matchAll(at)].at(where === 'after the last' ? -1 : 0)
  if (found === undefined) return wrong(`${file} has no place for it any more (${at.source})`)
  const place = found.index + found[0].length
  return text.slice(0, place) + line + text.slice(place)
}

function main(given: readonly string[]): void {
  const [kindName = '', name = '', ...more] = given
  const kind = Object.hasOwn(kinds, kindName) ? kinds[kindName] : undefined
  if (given.includes('--help')) {
    console.log(help)
    return
  }
  if (kind === undefined) wrong(`there is no kind '${kindName}'`)
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > 30) wrong(`'${name}' is no name`)
  if (more.length > 0) wrong(`it takes no ${more.join(' ')}`)
  const names = { ...namesOf(name), migration: nextMigration() }
  const files = kind.files.map(({ template, to }) => ({ template, to: filled(to, names) }))
  const there = files.find(({ to }) => existsSync(join(root, to)))
  if (there !== undefined) wrong(`${there.to} exists already`)
  const written: string[] = []
  for (const { template, to } of files) {
    mkdirSync(join(root, dirname(to)), { recursive: true })
    writeFileSync(join(root, to), filled(readFileSync(join(import.meta.dirname, 'templates', template), 'utf8'), names))
    written.push(to)
  }
  for (const line of kind.lines) {
    const text = readFileSync(join(root, line.file), 'utf8')
    writeFileSync(join(root, line.file), added(text, { ...line, line: filled(line.line, names) }, line.file))
    if (!written.includes(line.file)) written.push(line.file)
  }
  const formatted = written.filter((file) => file.endsWith('.ts'))
  spawnSync(join(root, 'node_modules/.bin/biome'), ['check', '--write', ...formatted], { cwd: root, stdio: 'ignore' })
  console.log([...written, '', ...kind.next.map((line) => filled(line, names))].join('\n'))
}

/** The number of the next migration, in four digits. */
function nextMigration(): string {
  const numbers = readdirSync(join(root, 'gateway/src/storage/migrations')).map((file) => Number(file.slice(0, 4)))
  return String(Math.max(...numbers) + 1).padStart(4, '0')
}

main(process.argv.slice(2))
