/** The pages under docs/ and at the root: where they stand, that their links lead somewhere, and that what they print goes on working. */
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { test } from 'node:test'
import { dialects } from '../../src/dialects/index.ts'

const root = join(import.meta.dirname, '../../..')
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...globSync(['docs/**/*.md', 'examples/**/*.md', '{checkout,dashboard,sdk}/**/*.md'], { cwd: root })
    .filter((file) => !file.includes('node_modules'))
    .map((file) => file.replaceAll('\\', '/')),
]
const textOf = (page: string): string => readFileSync(join(root, page), 'utf8')
const withoutCode = (text: string): string => text.replaceAll(/^```[\s\S]*?^```/gm, '').replaceAll(/`[^`\n]*`/g, '')

/** The names that a page's headings have as the end of a link. */
const anchorsOf = (page: string): readonly string[] =>
  [...textOf(page).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )

/** Links of a page to files of the project: where they lead, and the heading there. */
const linksOf = (page: string): readonly { readonly to: string; readonly anchor: string | undefined }[] =>
  [...withoutCode(textOf(page)).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [path = '', anchor] = target.split('#')
      return { to: path === '' ? page : normalize(join(dirname(page), path)).replaceAll('\\', '/'), anchor }
    })

test('every link of every page leads to a file, and to a heading that it has', () => {
  const wrong = pages.flatMap((page) =>
    linksOf(page)
      .filter(({ to, anchor }) => {
        const there = existsSync(join(root, to))
        return !there || (anchor !== undefined && statSync(join(root, to)).isFile() && !anchorsOf(to).includes(anchor))
      })
      .map(({ to, anchor }) => `${page}: ${to}${anchor === undefined ? '' : `#${anchor}`}`),
  )
  assert.deepEqual(wrong, [])
})

test('a page under docs/ stands in the folder of its reader, and the list of pages names it', () => {
  const listed = new Set(linksOf('docs/README.md').map(({ to }) => to))
  for (const page of pages.filter((one) => one.startsWith('docs/') && one !== 'docs/README.md')) {
    assert.match(page, /^docs\/(using|operating|building|decisions)\/[a-z0-9-]+\.md$/)
    assert.ok(listed.has(page) || page.startsWith('docs/decisions/'), page)
  }
})

/** A card of an example must outlive the example. */
const goodUntil = 2034

test('what the pages and the references print has no date that passes soon', () => {
  const printed = [
    ...pages.map((page) => [page, textOf(page)] as const),
    ...[...dialects.values()].map((dialect) => [dialect.name, dialect.demo.curl('http://127.0.0.1:4242')] as const),
  ]
  const years = printed.flatMap(([where, text]) =>
    [...text.matchAll(/exp(?:iry)?_?year\W{1,6}(\d{4})/gi)].map(([, year]) => ({ where, year: Number(year) })),
  )
  assert.ok(years.length >= 2, 'the pattern finds what it looks for')
  assert.deepEqual(
    years.filter(({ year }) => year < goodUntil),
    [],
  )
})
