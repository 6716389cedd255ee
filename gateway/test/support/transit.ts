/**
 * A double of HashiCorp Vault's transit engine, over HTTP: encrypt, decrypt, rewrap, and rotation of its key, with its statuses,
 * its versioned ciphertexts (`vault:v2:…`) and its errors (developer.hashicorp.com/vault/api-docs/secret/transit).
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { after } from 'node:test'

export type Transit = {
  readonly url: string
  token: string
  /** A new version of the key, for what is encrypted from now on. */
  rotate(): void
  /** Versions below it decrypt no more. */
  minDecryptionVersion: number
  /** Answers everything with 503, as a sealed Vault does. */
  sealed: boolean
  readonly asked: { verb: string; namespace: string | undefined }[]
}

export async function openTransit(mount = 'transit', name = 'florin'): Promise<Transit> {
  const versions: Buffer[] = [randomBytes(32)]
  const encrypt = (plain: Buffer): string => {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', versions.at(-1) ?? Buffer.alloc(32), nonce)
    const body = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
    return `vault:v${versions.length}:${body.toString('base64')}`
  }
  const decrypt = (ciphertext: unknown): Buffer | string => {
    const match = /^vault:v(\d+):([A-Za-z0-9+/=]+)$/.exec(String(ciphertext))
    if (match === null) return 'invalid ciphertext: no prefix'
    const version = Number(match[1])
    if (version < transit.minDecryptionVersion)
      return 'ciphertext or signature version is disallowed by policy (too old)'
    const [body, key] = [Buffer.from(match[2] ?? '', 'base64'), versions[version - 1]]
    if (key === undefined) return 'invalid ciphertext: version is too new'
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(0, 12), { authTagLength: 16 })
      decipher.setAuthTag(body.subarray(-16))
      return Buffer.concat([decipher.update(body.subarray(12, -16)), decipher.final()])
    } catch {
      return 'cipher: message authentication failed'
    }
  }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const answer = (status: number, body: object) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
      const data = (fields: object) =>
        answer(200, {
          request_id: 'r',
          lease_id: '',
          renewable: false,
          lease_duration: 0,
          data: fields,
          warnings: null,
        })
      if (transit.sealed) return answer(503, { errors: ['Vault is sealed'] })
      if (request.headers['x-vault-token'] !== transit.token) return answer(403, { errors: ['permission denied'] })
      const verb = new RegExp(`^/v1/${mount}/(encrypt|decrypt|rewrap)/${name}$`).exec(request.url ?? '')?.[1]
      if (request.method !== 'POST' || verb === undefined) return answer(404, { errors: [] })
      const namespace = request.headers['x-vault-namespace']
      transit.asked.push({ verb, namespace: typeof namespace === 'string' ? namespace : undefined })
      const { plaintext, ciphertext } = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, string>
      if (verb === 'encrypt')
        return data({ ciphertext: encrypt(Buffer.from(plaintext ?? '', 'base64')), key_version: versions.length })
      const plain = decrypt(ciphertext)
      if (typeof plain === 'string') return answer(400, { errors: [plain] })
      return verb === 'decrypt'
        ? data({ plaintext: plain.toString('base64') })
        : data({ ciphertext: encrypt(plain), key_version: versions.length })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  after(() => {
    server.closeAllConnections()
    server.close()
  })
  const transit: Transit = {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    token: 'hvs.first',
    rotate: () => void versions.push(randomBytes(32)),
    minDecryptionVersion: 1,
    sealed: false,
    asked: [],
  }
  return transit
}
