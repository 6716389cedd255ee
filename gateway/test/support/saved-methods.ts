/** Files of saved methods as another vault would write them, and keys for them. */
import type { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readPublicKey, type SavedMethod, sealRow } from '../../src/operations/vault-transfer/transfer-file.ts'

export const keyFiles = (folder: string, name: string, pair: ReturnType<typeof generateKeyPairSync>) => {
  const [own, to] = [join(folder, `${name}.private`), join(folder, `${name}.public`)]
  const { publicKey, privateKey } = pair as never as { publicKey: CryptoKeyLike; privateKey: CryptoKeyLike }
  writeFileSync(
    own,
    name.startsWith('rsa')
      ? String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
      : JSON.stringify(privateKey.export({ format: 'jwk' })),
  )
  writeFileSync(
    to,
    name.startsWith('rsa')
      ? String(publicKey.export({ type: 'spki', format: 'pem' }))
      : JSON.stringify(publicKey.export({ format: 'jwk' })),
  )
  return { own, to }
}
type CryptoKeyLike = { export(how: object): unknown }
/** A file as another vault would write it. */
export async function written(
  file: string,
  publicKey: string,
  methods: readonly SavedMethod[],
  change: (lines: object[]) => object[] = (lines) => lines,
) {
  const to = await readPublicKey(publicKey)
  const rows = await Promise.all(
    methods.map(async (method, at) => ({
      row: at + 1,
      id: method.id ?? `their-${at + 1}`,
      jwe: await sealRow(to, 'their-file', at + 1, method),
    })),
  )
  const header = {
    format: 'florin-saved-methods',
    version: 1,
    file: 'their-file',
    created: '',
    recipient: to.thumbprint,
  }
  const lines = change([{ ...header, source: 'elsewhere', up_to: '' }, ...rows, { end: true, rows: methods.length }])
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  return file
}
const blank = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null }
export const theirs = (more: Partial<SavedMethod> = {}): SavedMethod => ({
  id: null,
  customer: null,
  created: null,
  type: 'card',
  card: { number: '4111111111111111', exp_month: 5, exp_year: 2020 },
  method: null,
  billing_details: { address: blank, email: null, name: null, phone: null, tax_id: null },
  metadata: {},
  allow_redisplay: null,
  ...more,
})
