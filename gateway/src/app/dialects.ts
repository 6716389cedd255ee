/** Every foreign API that is spoken; a new one is a line here. */

import { harsya } from '../dialects/harsya/index.ts'
import { ojire } from '../dialects/ojire/index.ts'
import { orqex } from '../dialects/orqex/index.ts'
import { shop } from '../dialects/shop/index.ts'
import { wooshpay } from '../dialects/wooshpay/index.ts'
import { type Dialects, dialectsOf } from '../engine/dialect.ts'
import type { Pool } from '../storage/database.ts'
import { storeCredential } from './dialect-doors.ts'

export const dialects: Dialects = dialectsOf([ojire, orqex, shop, wooshpay, harsya])

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
