/**
 * EMVCo merchant-presented QR codes (EMV QRCPS-MPM 1.1): a text of fields, each a two-digit tag, a two-digit length in
 * characters and a value; the last one is a CRC over everything before its own four digits. QRIS, PromptPay, PayNow and
 * Pix are national profiles of it.
 */

/** A field as it stands in the text; the value of a template is a text of fields again. */
export type QrField = readonly [tag: string, value: string]

export type QrFault = {
  readonly fault: 'empty' | 'tag' | 'length' | 'crc_missing' | 'crc'
  /** Characters before the fault. */
  readonly at: number
  readonly why: string
}
export const isQrFault = (value: readonly QrField[] | QrFault): value is QrFault => 'fault' in value

/** CRC-16/CCITT-FALSE: polynomial 0x1021, start 0xFFFF, nothing reflected. `123456789` gives 29B1. */
export function crc16(text: string): string {
  let crc = 0xffff
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit++) crc = ((crc & 0x8000) === 0 ? crc << 1 : (crc << 1) ^ 0x1021) & 0xffff
  }
  return crc.toString(16).toUpperCase().padStart(4, '0')
}

const crcTag = '6304'

/** The fields of a template or of a whole code without its CRC; a fault says where the text breaks. */
export function parseFields(text: string): readonly QrField[] | QrFault {
  const characters = Array.from(text)
  const fields: QrField[] = []
  let at = 0
  while (at < characters.length) {
    const tag = characters.slice(at, at + 2).join('')
    const digits = characters.slice(at + 2, at + 4).join('')
    if (!/^\d\d$/.test(tag)) return { fault: 'tag', at, why: 'a tag has two digits' }
    if (!/^\d\d$/.test(digits)) return { fault: 'length', at: at + 2, why: 'a length has two digits' }
    const length = Number(digits)
    const value = characters.slice(at + 4, at + 4 + length)
    if (value.length !== length || length === 0)
      return { fault: 'length', at: at + 2, why: `field ${tag} says ${length} characters and has ${value.length}` }
    fields.push([tag, value.join('')])
    at += 4 + length
  }
  return fields
}

/** The fields of a code, without its CRC, which is checked first. */
export function parseQr(text: string): readonly QrField[] | QrFault {
  if (text === '') return { fault: 'empty', at: 0, why: 'there is no code' }
  const end = text.length - 4
  if (end < 4 || text.slice(end - 4, end) !== crcTag)
    return { fault: 'crc_missing', at: Math.max(0, end - 4), why: 'a code ends with 6304 and its CRC' }
  const expected = crc16(text.slice(0, end))
  if (text.slice(end) !== expected)
    return { fault: 'crc', at: end, why: `the CRC is ${text.slice(end)} and should be ${expected}` }
  return parseFields(text.slice(0, end - 4))
}

/** A template or a code without its CRC. A value of no or more than 99 characters has no place in it, and is a bug. */
export const buildFields = (fields: readonly QrField[]): string =>
  fields
    .map(([tag, value]) => {
      const length = Array.from(value).length
      if (!/^\d\d$/.test(tag) || length < 1 || length > 99) throw new RangeError(`field ${tag} of ${length} characters`)
      return `${tag}${String(length).padStart(2, '0')}${value}`
    })
    .join('')

/** The whole code, with its CRC. */
export function buildQr(fields: readonly QrField[]): string {
  const body = buildFields(fields) + crcTag
  return body + crc16(body)
}

/** The value of a field, or null. */
export const fieldOf = (fields: readonly QrField[], tag: string): string | null =>
  fields.find(([name]) => name === tag)?.[1] ?? null
