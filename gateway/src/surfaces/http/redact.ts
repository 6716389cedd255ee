/** What may neither be shown back nor stored: fields of card data, and card numbers wherever a caller has put them. */
import { luhnValid } from '../../kernel/card-number.ts'

/**
 * Fields that hold secrets, by name, on whatever level they stand: hashed where requests are compared, hidden in refusals. A test
 * goes through the fields of every call and wants each that sounds like a secret here, or a reason why it is none.
 */
export const secretFields: ReadonlySet<string> = new Set([
  'number',
  'cvc',
  'cvc_token',
  'account_number',
  'iban',
  'client_secret',
  // A webhook endpoint's own signing secret.
  'secret',
  // A proof of an authentication, and codes that a payer typed.
  'cryptogram',
  'code',
  'descriptor_code',
  // A test token, and whatever else is sent where one belongs.
  'token',
  'confirmation_token',
  'persistent_token',
  'key',
  'password',
])

/**
 * 13 digits and more, together or in groups. Broad, because a mistyped card number is nearly one; amounts have at most
 * twelve digits, so they are never taken for one.
 */
const manyDigits = /\d(?:[ -]?\d){12,}/

/** True where a value that a caller sent may hold a card number. */
export const mayHoldCardNumber = (text: string): boolean => text.length >= 13 && manyDigits.test(text)

/** Written as people write card numbers, and no part of an id or a UUID. */
const cardNumbers =
  /(?<![0-9A-Za-z])[2-6]\d{12,18}(?![0-9A-Za-z])|(?<![0-9A-Za-z-])[2-6]\d{3}([ -])(?:\d{4}\1\d{4}\1\d{1,7}|\d{6}\1\d{4,5})(?![0-9A-Za-z-])/g

/** One of our own messages with `(hidden)` for every card number in it. Narrow: it must leave ids and keys readable. */
export const redact = (message: string): string =>
  mayHoldCardNumber(message)
    ? message.replaceAll(cardNumbers, (found) => (luhnValid(found.replaceAll(/\D/g, '')) ? '(hidden)' : found))
    : message
