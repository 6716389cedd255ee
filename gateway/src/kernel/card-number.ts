/**
 * Card numbers in fields that are not for them: a payer types one where a name belongs, an integration puts one into
 * metadata. They must be neither stored nor logged (PCI DSS 3.5.1), so what looks like one is found before.
 *
 * A number counts where all of this holds, so that ids, phone numbers and order numbers pass:
 *
 *   written as one        13 to 19 digits, together, or in the groups in which cards show them (4-4-4-4 …, 4-6-5, 4-6-4), with
 *                         spaces, dashes, dots or underlines between; no letter or digit beside it, neither directly nor by a dash
 *                         or underline (`pi_…`, `INV-…` are ids), and no `+` before it (a phone number). Digits of other scripts,
 *                         and wide ones, count as digits.
 *   of a card scheme      its first digits, with a length that the scheme has
 *   with its check digit  ISO/IEC 7812-1, annex B
 *
 * Of numbers of other kinds with sixteen digits a tenth has a fitting check digit; those that begin like a scheme's would be
 * found, fewer than one in thirty. A thirteen-digit number in one piece is no card: the scheme that had them has
 * issued none for decades, and European article numbers look the same.
 */

/** First digits (both bounds included) with their lengths, as the schemes publish them. */
const schemes: readonly (readonly [from: string, to: string, lengths: readonly number[]])[] = [
  ['4', '4', [13, 16, 19]],
  ['51', '55', [16]],
  ['2221', '2720', [16]],
  ['34', '34', [15]],
  ['37', '37', [15]],
  ['300', '305', [14, 16]],
  ['3095', '3095', [14, 16]],
  ['36', '36', [14, 16]],
  ['38', '39', [14, 16]],
  ['3528', '3589', [16, 17, 18, 19]],
  ['6011', '6011', [16, 19]],
  ['644', '649', [16, 19]],
  ['65', '65', [16, 19]],
  ['62', '62', [16, 17, 18, 19]],
  ['81', '81', [16, 17, 18, 19]],
  ['2200', '2204', [16, 17, 18, 19]],
  ['5018', '5018', [16, 19]],
  ['5020', '5020', [16, 19]],
  ['5038', '5038', [16, 19]],
  ['5893', '5893', [16, 19]],
  ['6304', '6304', [16, 19]],
  ['6759', '6763', [16, 19]],
  ['9792', '9792', [16]],
]

/** The check digit of ISO/IEC 7812-1, annex B: true for a number whose last digit fits. */
export function luhnValid(digits: string): boolean {
  let sum = 0
  for (let at = 0; at < digits.length; at++) {
    const digit = digits.charCodeAt(digits.length - 1 - at) - 48
    const doubled = at % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

const ofScheme = (digits: string): boolean =>
  schemes.some(([from, to, lengths]) => {
    const prefix = digits.slice(0, from.length)
    return prefix >= from && prefix <= to && lengths.includes(digits.length)
  })

const isCard = (digits: string): boolean => ofScheme(digits) && luhnValid(digits)

const mark = String.raw`[ \t\u00a0\u2007\u202f\-\u2010-\u2014._]{1,2}`
/** In one piece, or in a scheme's groups with marks between; what follows may be a last short group, or a security code. */
const written = new RegExp(
  String.raw`(?<![\p{L}\p{N}+_]|[\p{L}\p{N}]-|\+ )(?:` +
    String.raw`\d{14,19}` +
    String.raw`|\d{4}${mark}\d{4}${mark}\d{4}${mark}\d{4}(?<short>${mark}\d{1,3}(?!\p{N}))?` +
    String.raw`|\d{4}${mark}\d{6}${mark}\d{4,5}` +
    String.raw`|\d{4}${mark}\d{3}${mark}\d{3}${mark}\d{3}` +
    String.raw`)(?![\p{L}\p{N}_]|-[\p{L}\p{N}])`,
  'gu',
)

/** Fewer cannot be one; most texts are shorter, and are looked at no further. */
const digitsMin = 13

/** ASCII digits for those of other scripts, which no check digit would otherwise be found in; of the same length. */
const plain = (text: string): string => text.replace(/[^\x00-\x7f]/gu, (one) => asciiDigit(one) ?? one)

function asciiDigit(one: string): string | null {
  if (!/^\p{Nd}$/u.test(one)) return null
  const code = one.codePointAt(0) ?? 0
  // Unicode's decimal digits stand in runs of ten, each begun by its zero.
  let zero = code
  while (code - zero < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1)) && zero % 16 !== 0 && zero % 16 !== 6)
    zero--
  return String(code - zero)
}

/** True where a text holds what looks like a card number. */
export function holdsCardNumber(text: string): boolean {
  if (text.length < digitsMin || !/\p{Nd}/u.test(text)) return false
  const digitsOnly = plain(text)
  written.lastIndex = 0
  for (let found = written.exec(digitsOnly); found !== null; found = written.exec(digitsOnly)) {
    const { short = '' } = found.groups ?? {}
    const whole = found[0].replace(/\D/g, '')
    if (isCard(whole) || (short !== '' && isCard(whole.slice(0, 16)))) return true
    // A group before the number (a year) looks like its first: the number may begin with the next one.
    written.lastIndex = found.index + 1
  }
  return false
}

/** Names of fields that are for numbers of another kind, which check them by rules of their own. */
const numberFields: ReadonlySet<string> = new Set([
  'number',
  'account_number',
  'accountNumber',
  'encryptedCard',
  'iban',
  'routing_number',
  'suffix',
  'virtualAccountNumber',
])
/** Numbers of tax payers, which have fourteen digits where the payer is a company; longer ones are none. */
const taxFields: ReadonlySet<string> = new Set(['tax_id', 'taxId'])

/** Objects whose names are the caller's own: nothing in them is for a card number, whatever it is called. */
const ownNames: ReadonlySet<string> = new Set(['metadata'])

/** Where in a request a card number stands that should not; its path in bracket notation, or null. Names count, too. */
export function misplacedCardNumber(value: unknown, path = '', own = false): string | null {
  if (typeof value === 'string') return holdsCardNumber(value) ? path : null
  if (typeof value === 'number') return holdsCardNumber(String(value)) ? path : null
  if (typeof value !== 'object' || value === null) return null
  for (const [name, field] of Object.entries(value)) {
    const at = path === '' ? name : `${path}[${name}]`
    if (holdsCardNumber(name)) return path === '' ? 'parameter' : path
    if (!own && numberFields.has(name)) continue
    if (!own && taxFields.has(name) && typeof field === 'string' && field.replace(/\D/g, '').length <= 14) continue
    const found = misplacedCardNumber(field, at, own || ownNames.has(name))
    if (found !== null) return found
  }
  return null
}
