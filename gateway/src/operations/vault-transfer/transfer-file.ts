/**
 * Files of saved payment methods: lines of JSON, each method a JWE of its own (RFC 7516) for the receiver's public key.
 * docs/operating/vault.md has the format; what it says is held here.
 */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { CompactEncrypt, calculateJwkThumbprint, compactDecrypt, exportJWK } from 'jose'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { lookup } from '../../kernel/lookup.ts'

export const format = 'florin-saved-methods'
export const formatVersion = 1
const rowType = 'florin-saved-method+jwe'
/** How keys are agreed upon or sent, by the type of the receiver's key; the content is always AES-256-GCM. */
const algorithms: Readonly<Record<string, string>> = lookup({
  ec: 'ECDH-ES+A256KW',
  x25519: 'ECDH-ES+A256KW',
  rsa: 'RSA-OAEP-256',
})
const rsaBitsMin = 2048

const Nullable = <T extends ReturnType<typeof Type.String> | ReturnType<typeof Type.Object>>(schema: T) =>
  Type.Union([schema, Type.Null()])
const text = (max: number) => Type.String({ maxLength: max })
const Address = Type.Object(
  Object.fromEntries(
    ['city', 'country', 'line1', 'line2', 'postal_code', 'state'].map((name) => [name, Nullable(text(5000))]),
  ),
  { additionalProperties: false },
)

/** One saved method, as it is sealed into its line. */
export const SavedMethod = Type.Object({
  id: Type.Union([text(255), Type.Null()]),
  customer: Type.Union([text(255), Type.Null()]),
  created: Type.Union([Type.Integer(), Type.Null()]),
  type: text(100),
  card: Type.Union([
    Type.Object({ number: text(40), exp_month: Type.Integer(), exp_year: Type.Integer() }),
    Type.Null(),
  ]),
  /** Of any other method: what may be shown of it, and the account that the vault held. */
  method: Type.Union([
    Type.Object({
      details: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])),
      secret: text(255),
    }),
    Type.Null(),
  ]),
  /** What the network gave when it was saved, for later charges without the payer. */
  stored_credential: Type.Optional(
    Type.Union([
      Type.Object({
        network_transaction_id: Nullable(text(255)),
        usage: Type.Union([Type.Literal('on_session'), Type.Literal('off_session')]),
        stored: Type.Integer(),
      }),
      Type.Null(),
    ]),
  ),
  billing_details: Type.Object({
    address: Address,
    email: Nullable(text(512)),
    name: Nullable(text(5000)),
    phone: Nullable(text(200)),
    tax_id: Nullable(text(200)),
  }),
  metadata: Type.Record(Type.String({ maxLength: 40 }), Type.String({ maxLength: 500 })),
  allow_redisplay: Type.Union([
    Type.Literal('always'),
    Type.Literal('limited'),
    Type.Literal('unspecified'),
    Type.Null(),
  ]),
})
export type SavedMethod = Static<typeof SavedMethod>
const savedMethod = Compile(SavedMethod)

/** The first line. */
export type FileHeader = {
  readonly format: typeof format
  readonly version: number
  /** A name of this file, which every line is bound to. */
  readonly file: string
  readonly created: string
  /** RFC 7638 thumbprint of the public key that it is for. */
  readonly recipient: string
  readonly source: string
  /** Methods beyond this id came after the file was begun. */
  readonly up_to: string
}
/** A line of a method: a number, an id to go on after, and the method itself. */
export type FileRow = { readonly row: number; readonly id: string; readonly jwe: string }
/** The last line: a file without it is not whole. */
export type FileEnd = { readonly end: true; readonly rows: number }

/** What is wrong with a file, a key or a line: for whoever runs the command; it shows nothing of a card. */
export class TransferError extends Error {
  override name = 'TransferError'
}

export type PublicKey = { readonly key: KeyObject; readonly alg: string; readonly thumbprint: string }

/** The receiver's public key: a JWK or a PEM. */
export async function readPublicKey(file: string): Promise<PublicKey> {
  const key = keyIn(file, createPublicKey)
  return { key, alg: algorithmOf(key, file), thumbprint: await thumbprintOf(key) }
}

/** Our private key, and the thumbprint that files for it name. */
export async function readPrivateKey(file: string): Promise<PublicKey> {
  const key = keyIn(file, createPrivateKey)
  return { key, alg: algorithmOf(key, file), thumbprint: await thumbprintOf(createPublicKey(key as never)) }
}

function keyIn(file: string, create: typeof createPublicKey | typeof createPrivateKey): KeyObject {
  let content: string
  try {
    content = readFileSync(file, 'utf8').trim()
  } catch (error) {
    throw new TransferError(
      `${file} cannot be read (${error instanceof Error && 'code' in error ? error.code : 'unknown'})`,
    )
  }
  try {
    return content.startsWith('{') ? create({ key: JSON.parse(content), format: 'jwk' } as never) : create(content)
  } catch {
    throw new TransferError(
      `${file} holds no ${create === createPrivateKey ? 'private' : 'public'} key, as a JWK or a PEM`,
    )
  }
}

function algorithmOf(key: KeyObject, file: string): string {
  const alg = algorithms[key.asymmetricKeyType ?? '']
  const bits = key.asymmetricKeyDetails?.modulusLength
  if (alg === undefined || (bits !== undefined && bits < rsaBitsMin))
    throw new TransferError(`${file}: the key must be EC, X25519, or RSA of at least ${rsaBitsMin} bits`)
  return alg
}

const thumbprintOf = async (key: KeyObject): Promise<string> => await calculateJwkThumbprint(await exportJWK(key))

/** Seals one method into a line. The bytes of the plain method are overwritten. */
export async function sealRow(to: PublicKey, file: string, row: number, method: SavedMethod): Promise<string> {
  const plain = Buffer.from(JSON.stringify(method))
  const jwe = await new CompactEncrypt(plain)
    .setProtectedHeader({ alg: to.alg, enc: 'A256GCM', typ: rowType, kid: to.thumbprint, file, row })
    .encrypt(to.key)
  plain.fill(0)
  return jwe
}

/** Opens a line that stands where it was written, and in the file that it was written for. */
export async function openRow(own: PublicKey, file: string, { row, jwe }: FileRow): Promise<SavedMethod> {
  const opened = await compactDecrypt(jwe, own.key, {
    keyManagementAlgorithms: [own.alg],
    contentEncryptionAlgorithms: ['A256GCM'],
  }).catch(() => {
    throw new TransferError('it does not open: it is for another key, or was changed')
  })
  const { protectedHeader, plaintext } = opened
  if (protectedHeader.typ !== rowType || protectedHeader.file !== file || protectedHeader.row !== row)
    throw new TransferError('it was written for another place or another file')
  let method: unknown
  try {
    method = JSON.parse(new TextDecoder().decode(plaintext))
  } catch {
    throw new TransferError('what it holds is no JSON')
  } finally {
    plaintext.fill(0)
  }
  if (!savedMethod.Check(method)) {
    const [first] = savedMethod.Errors(method)
    throw new TransferError(`what it holds is no saved method, at ${first?.instancePath || 'its root'}`)
  }
  return method as SavedMethod
}

/** A line of a file; null where it holds no JSON. */
export function parsedLine(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

export const isHeader = (value: unknown): value is FileHeader =>
  typeof value === 'object' &&
  value !== null &&
  'format' in value &&
  value.format === format &&
  'file' in value &&
  typeof value.file === 'string' &&
  'recipient' in value

export const isRow = (value: unknown): value is FileRow =>
  typeof value === 'object' &&
  value !== null &&
  'row' in value &&
  typeof value.row === 'number' &&
  'jwe' in value &&
  typeof value.jwe === 'string' &&
  'id' in value &&
  typeof value.id === 'string'

export const isEnd = (value: unknown): value is FileEnd =>
  typeof value === 'object' && value !== null && 'end' in value && value.end === true && 'rows' in value
