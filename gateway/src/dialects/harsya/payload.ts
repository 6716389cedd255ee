/**
 * Cards that were encrypted in the payer's browser: base64 of a JSON object with a key of AES-256-GCM that is encrypted by
 * RSA-OAEP with SHA-256, its nonce, and the text with the tag at its end. The text is JSON again.
 */
import { constants, createDecipheriv, privateDecrypt } from 'node:crypto'
import type { CardData } from '../../engine/route.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Secret } from '../../kernel/secret.ts'
import { refuseHarsya } from './conventions.ts'

/** As the documents' own code makes it, in either spelling of its names. */
export type OpenedCard = CardData & { readonly name: string | null }

const tagBytes = 16
const param = 'paymentMethod[card][encryptedCard]'
const refuseWith = (why: string): Refusal => refuseHarsya.payload({ why, param })

type Fields = Readonly<Record<string, unknown>>

/** A JSON object with its names in lower case, or null. */
function fieldsIn(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? lowered(value) : null
  } catch {
    return null
  }
}
const lowered = (value: object): Fields =>
  Object.fromEntries(Object.entries(value).map(([name, field]) => [name.toLowerCase(), field]))

const bytesOf = (field: unknown): Buffer => Buffer.from(typeof field === 'string' ? field : '', 'base64')

function decrypted(envelope: Fields, privateKey: Secret<string>): string | null {
  try {
    const key = privateDecrypt(
      { key: privateKey.reveal(), padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
      bytesOf(envelope.encryptedkey),
    )
    const sealed = bytesOf(envelope.ciphertext)
    const decipher = createDecipheriv('aes-256-gcm', key, bytesOf(envelope.nonce), { authTagLength: tagBytes })
    decipher.setAuthTag(sealed.subarray(-tagBytes))
    return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()]).toString('utf8')
  } catch {
    // A wrong key, a changed text or nonsense: which of them it was is nobody's business.
    return null
  }
}

const textIn = (fields: Fields, name: string): string => {
  const field = fields[name]
  return typeof field === 'string' || typeof field === 'number' ? String(field) : ''
}

/** The card of an encrypted payload. Never says what was in it. */
export function openCard(encrypted: string, privateKey: Secret<string>): OpenedCard | Refusal {
  const envelope = fieldsIn(Buffer.from(encrypted, 'base64').toString('utf8'))
  if (envelope === null) return refuseWith('it is no base64 of a JSON object.')
  const text = decrypted(envelope, privateKey)
  if (text === null) return refuseWith("it was not encrypted with this session's encryptionKey.")
  const { card } = fieldsIn(text) ?? {}
  if (typeof card !== 'object' || card === null) return refuseWith('there is no card in it.')
  const fields = lowered(card)
  const month = Number(textIn(fields, 'expirymonth'))
  const year = Number(textIn(fields, 'expiryyear'))
  const number = textIn(fields, 'number')
  if (number === '' || !Number.isInteger(month) || !Number.isInteger(year))
    return refuseWith('its card has no number, expiryMonth and expiryYear.')
  const cvc = textIn(fields, 'cvc')
  const name = textIn(fields, 'nameoncard')
  return { number, exp_month: month, exp_year: year, cvc: cvc === '' ? null : cvc, name: name === '' ? null : name }
}
