/** Trying foreign APIs out: credentials that everybody knows, and what to send. */
import { dialects } from '../../dialects/index.ts'
import type { Pool } from '../../storage/database.ts'
import { storeCredential } from './auth.ts'

/** Credentials for trying each of them out; for embedded mode only. */
export async function seedDialects(pool: Pool, env: string): Promise<void> {
  for (const { name, demo } of dialects.values())
    for (const credential of demo.credentials)
      await storeCredential(pool, name, { env, key: 'key_demo_secret' }, credential)
}

/** What `npm start` prints: for each API what to send, and one command. */
export const dialectLines = (publicUrl: string): string[] =>
  [...dialects.values()].flatMap(({ title, name, demo }) => [
    `  ${title.padEnd(16)} ${publicUrl}/${name}   ${demo.says.join('   ')}`,
    `    ${demo.curl(`${publicUrl}/${name}`)}`,
  ])
