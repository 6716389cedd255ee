/**
 * `node gateway/test/generate/types.ts [--check]`: writes the types of the native API (sdk/types), out of the declarations that the
 * gateway validates and renders with.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { declaredDocument } from './declared.ts'
import { typesText } from './types-text.ts'

const target = join(import.meta.dirname, '../../../sdk/types/florin.gen.d.ts')
const header = `// Made by: node gateway/test/generate/types.ts
/** The types of Florin's native API: objects, requests, events, errors and operations. They need no other package. */

`
const text = header + typesText(declaredDocument())
if (!process.argv.includes('--check')) writeFileSync(target, text)
else if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
  console.error(`${target} is stale: run node gateway/test/generate/types.ts`)
  process.exitCode = 1
}
