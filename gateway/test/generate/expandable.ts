/**
 * `node gateway/test/generate/expandable.ts [--check]`: writes which fields the published descriptions of the API let a request
 * expand, and into what. Read from `../shared/specs/` beside the checkout; only names are taken. Fields of an older version that
 * the newest has dropped are in it too: code that was written for them still asks for them.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { levelsMax, pathsFrom } from './expandable-fields.ts'

const root = join(import.meta.dirname, '../../..')
const specs = join(root, '../shared/specs/stripe')
const target = join(root, 'gateway/src/engine/expandable.gen.ts')

/** What our API shows, by the name in its `object`. */
const roots = [
  'account',
  'balance',
  'balance_transaction',
  'charge',
  'customer',
  'customer_session',
  'event',
  'mandate',
  'payment_intent',
  'payment_method',
  'refund',
  'setup_attempt',
  'setup_intent',
  'token',
  'webhook_endpoint',
]

/** What versions before both descriptions had, and code of that time still asks for. */
const dropped = {
  charge: { destination: ['account'], dispute: ['dispute'], order: [] },
  payment_intent: { source: ['account', 'bank_account', 'card', 'source'] },
}

const header = `// Made by: node gateway/test/generate/expandable.ts
/**
 * Which fields of which object may be expanded, as published: \`field\`, \`field=object|object\` for what it then shows, and
 * \`field(…)\` for the fields of a part that is always shown. An object that is not listed expands nothing.
 *
 * A minus stands behind what is never null: what the object does not have then stays absent.
 */
export const expandableText = \`
`

if (!existsSync(specs)) {
  console.log(`${specs} is absent: ${target} cannot be made anew`)
} else {
  const files = ['stripe-schema-2026-10-28.endive.json', 'stripe-spec3-2023-08-16.json'] as const
  const [newest, older] = files.map((name) => JSON.parse(readFileSync(join(specs, name), 'utf8')) as unknown)
  const text = `${header}${pathsFrom([newest, older], dropped, roots, levelsMax).join('\n')}\n\`\n`
  if (!process.argv.includes('--check')) writeFileSync(target, text)
  else if (readFileSync(target, 'utf8') !== text) {
    console.error(`${target} is stale`)
    process.exitCode = 1
  }
}
