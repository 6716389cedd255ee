/**
 * Pages are made by the renderer that escapes (kernel/html.ts), and what escaping does not do is held here. Every source file is
 * parsed, so that a comment about <b> is no HTML and a template over ten lines is one.
 */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parseSync } from '@swc/core'

const root = join(import.meta.dirname, '../../..')

/** Elements that pages and images have: `<percent>` of a command line is none. */
const elements =
  'a|article|b|bdi|body|br|button|code|dd|details|div|dl|dt|em|fieldset|footer|form|g|h[1-6]|head|header|hr|html|i|iframe|img|input|label|li|link|main|meta|nav|noscript|ol|option|p|path|pre|rect|script|section|select|small|span|strong|style|summary|svg|table|tbody|td|textarea|th|thead|title|tr|ul'
const markup = new RegExp(
  `<!doctype html|</?(?:${elements})(?:\\s[^<]*)?/?>|<(?:${elements})\\s+[a-z-]+=|<text\\s[a-z-]+=`,
  'i',
)
/** Attributes that hold an address. */
const addressed = /\s(?:href|src|action|formaction|poster|data)="$/i

type Template = { readonly parts: readonly string[]; readonly values: readonly string[] }
type Found = { readonly plain: readonly string[]; readonly templates: readonly Template[] }

/** The texts of a file that are no template of ours, and its templates with what is called in each of their places. */
function textsOf(source: string): Found {
  const plain: string[] = []
  const templates: Template[] = []
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const one of node) visit(one)
      return
    }
    if (typeof node !== 'object' || node === null) return
    const { type, value, tag, template, quasis } = node as Record<string, unknown>
    if (type === 'StringLiteral') plain.push(String(value))
    if (type === 'TaggedTemplateExpression' && nameOf(tag) === 'html') {
      const { quasis: ours, expressions } = template as { quasis: unknown[]; expressions: unknown[] }
      templates.push({ parts: ours.map(textOf), values: expressions.map(calledIn) })
      visit(expressions)
      return
    }
    if (type === 'TemplateLiteral') plain.push((quasis as unknown[]).map(textOf).join('…'))
    for (const part of Object.values(node)) visit(part)
  }
  visit(parseSync(source, { syntax: 'typescript', target: 'es2024' }).body)
  return { plain, templates }
}
const nameOf = (node: unknown): string => String(Reflect.get(Object(node), 'value') ?? '')
const textOf = (node: unknown): string =>
  String(Reflect.get(Object(Reflect.get(Object(node), 'cooked')), 'value') ?? Reflect.get(Object(node), 'cooked') ?? '')
/** `linkTo` of `linkTo(url)`; nothing for what is no call. */
const calledIn = (node: unknown): string => nameOf(Reflect.get(Object(node), 'callee'))

/** What a template may not hold: what escaping a value does not make harmless. */
function templateFaults({ parts, values }: Template): readonly string[] {
  const faults: string[] = []
  let before = ''
  for (const [at, value] of values.entries()) {
    before += parts[at] ?? ''
    if (/\s[\w-]+=\s*$/.test(before)) faults.push(`no quotes around ${value || 'a value'} after …${before.slice(-30)}`)
    if (addressed.test(before) && value !== 'linkTo')
      faults.push(`no linkTo around an address after …${before.slice(-30)}`)
    if (/<(script|style)[^>]*>[^<]*$/i.test(before) && value !== 'verbatim')
      faults.push(`a value in a script or a style after …${before.slice(-30)}`)
    before += '·'
  }
  if (/\son[a-z]+=/i.test(parts.join('·'))) faults.push('a script in an attribute')
  if (/=\s*["'][^"']*javascript:/i.test(parts.join('·'))) faults.push('a script in an address')
  return faults
}

const faultsOf = (source: string): readonly string[] => {
  const { plain, templates } = textsOf(source)
  return [
    ...plain.filter((text) => markup.test(text)).map((text) => `HTML in a plain text: ${text.slice(0, 80)}`),
    ...templates.flatMap(templateFaults),
  ]
}

const sources = globSync('gateway/src/**/*.ts', { cwd: root })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => !file.endsWith('.test.ts'))
  .sort()

// Written with #{…}, so that they are no templates here.
for (const [claim, sample, faults] of [
  ['HTML joined from texts', "const a = '<p>' + name + '</p>'", 2],
  ['HTML in a plain template', 'const a = `<p class="soft">#{name}</p>`', 1],
  ['HTML in a plain text inside of a template', "html`<p>#{'<b>x</b>'}</p>`", 1],
  ['an attribute without quotes', 'html`<a id=#{name}>x</a>`', 1],
  ['an address as it came', 'html`<a href="#{url}">x</a>`', 1],
  ['a script in an attribute', 'html`<a onclick="go()">x</a>`', 1],
  ['a value in a script', 'html`<script>#{name}</script>`', 1],
  ['a template', 'html`<p id="#{id}">#{names.map((name) => html`<b>#{name}</b>`)}</p>`', 0],
  ['an address that was looked at', 'html`<a href="#{linkTo(url)}">x</a>`', 0],
  ['a fixed address', 'html`<a href="##{code}">x</a>`', 0],
  ['a script of our own', 'html`<script>#{verbatim(script)}</script>`', 0],
  ['words of a command line', "option('--rate <percent>', 'a < b and c > d')", 0],
] as const)
  test(`${faults === 0 ? 'passed' : 'refused'}: ${claim}`, () => {
    const found = faultsOf(sample.replaceAll('#{', '${'))
    assert.equal(found.length, faults, found.join('\n'))
  })

test('no source file makes HTML but by the renderer, and none gets round it', () => {
  assert.ok(sources.length > 100)
  assert.deepEqual(
    sources.flatMap((file) => faultsOf(readFileSync(join(root, file), 'utf8')).map((fault) => `${file}: ${fault}`)),
    [],
  )
})

test('what nothing escapes is put in by the layouts of pages only', () => {
  const users = sources.filter((file) => /\bverbatim\(/.test(readFileSync(join(root, file), 'utf8')))
  assert.deepEqual(users, [
    'gateway/src/kernel/html.ts',
    'gateway/src/pages/layout.ts',
    'gateway/src/pages/reference/native.ts',
  ])
})
