/** The types package: a small client that is generated from the operations compiles, reads what it answers, and lets nothing wrong pass. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { formOf } from '../client/client.ts'
import { declaredDocument } from '../generate/declared.ts'
import { openGateway } from '../support/gateway.ts'

const gateway = await openGateway()
const root = join(import.meta.dirname, '../../..')
const types = join(root, 'sdk/types/florin.gen.d.ts')
const folder = mkdtempSync(join(tmpdir(), 'florin-types-'))
after(() => rmSync(folder, { recursive: true }))

/** `PaymentIntents.Create` → `paymentIntentsCreate` */
const methodName = (id: string): string => id.slice(0, 1).toLowerCase() + id.slice(1).replaceAll('.', '')

const calls = Object.entries(declaredDocument().paths).flatMap(([path, operations]) =>
  Object.entries(operations).map(([method, { operationId }]) => ({ id: String(operationId), method, path })),
)
const client = `import type { Operations } from ${JSON.stringify(types)}
type Send = (method: string, path: string, given: { params?: object; query?: object; body?: object }) => Promise<unknown>
export const createClient = (send: Send) => ({
${calls
  .map(({ id, method, path }) => {
    const operation = `Operations[${JSON.stringify(id)}]`
    return `  ${methodName(id)}: (given: { params: ${operation}['params']; query: ${operation}['query']; body: ${operation}['body'] }): Promise<${operation}['answer']> =>
    send(${JSON.stringify(method.toUpperCase())}, ${JSON.stringify(path)}, given) as Promise<${operation}['answer']>,`
  })
  .join('\n')}
})
`

writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
writeFileSync(join(folder, 'client.ts'), client)

function compile(name: string, text: string): { status: number | null; output: string } {
  writeFileSync(join(folder, name), text)
  const options = {
    target: 'esnext',
    lib: ['esnext'],
    module: 'nodenext',
    strict: true,
    noEmit: true,
    types: [],
    allowImportingTsExtensions: true,
    verbatimModuleSyntax: true,
    erasableSyntaxOnly: true,
    skipLibCheck: false,
  }
  const project = join(folder, `${name}.json`)
  writeFileSync(project, JSON.stringify({ compilerOptions: options, files: [join(folder, name), types] }))
  const { status, stdout } = spawnSync(join(root, 'node_modules/.bin/tsc'), ['-p', project], { encoding: 'utf8' })
  return { status, output: stdout }
}

const read = (words: string) => `import { createClient } from './client.ts'
declare const client: ReturnType<typeof createClient>
const nothing = { params: {}, query: {}, body: {} }
const intent = await client.paymentIntentsCreate({ ...nothing, body: { amount: 2000, currency: 'eur', confirm: true } })
const words: Record<typeof intent.status, string> = { ${words} }
throw new Error(words[intent.status])
`
const statuses = [
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
  'processing',
  'requires_capture',
  'succeeded',
  'canceled',
]
const wordsFor = (names: readonly string[]): string => names.map((name) => `${name}: ''`).join(', ')

test('a generated client compiles, and reads the status of a payment as one of seven words', () => {
  assert.deepEqual(compile('whole.ts', read(wordsFor(statuses))), { status: 0, output: '' })
  assert.match(compile('lacking.ts', read(wordsFor(statuses.slice(1)))).output, /'requires_payment_method' is missing/)
  assert.match(compile('unknown.ts', read(wordsFor([...statuses, 'paid']))).output, /'paid' does not exist/)
})

test('the types need no package', () => {
  assert.doesNotMatch(readFileSync(types, 'utf8'), /^\s*import |require\(|\/\/\/ <reference/m)
})

test('the generated client pays, and the answer has the fields of its type', async () => {
  const { createClient } = (await import(pathToFileURL(join(folder, 'client.ts')).href)) as {
    createClient: (send: unknown) => Record<string, (given: object) => Promise<Record<string, unknown>>>
  }
  const send = async (
    method: string,
    path: string,
    given: { params?: Record<string, string>; body?: Record<string, unknown> },
  ) => {
    const url = gateway.url + path.replace(/\{(\w+)\}/g, (_, name: string) => given.params?.[name] ?? '')
    const response = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${gateway.key}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: method === 'POST' ? formOf(given.body ?? {}) : null,
    })
    return await response.json()
  }
  const { paymentIntentsCreate, paymentIntentsCapture } = createClient(send)
  const held = await paymentIntentsCreate?.({
    body: { amount: 2000, currency: 'eur', confirm: true, capture_method: 'manual', payment_method: 'pm_card_visa' },
  })
  assert.equal(held?.status, 'requires_capture')
  const paid = await paymentIntentsCapture?.({ params: { id: String(held?.id) } })
  assert.deepEqual([paid?.status, paid?.amount_received], ['succeeded', 2000])
})
