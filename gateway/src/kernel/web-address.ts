/**
 * Addresses that a request brings, each for one use. What is accepted here can be parsed, shown, sent in a header and followed
 * later; nothing that reads it has to doubt it.
 *
 *   browser   a payer is sent there: http or https, or an app's own scheme (`myshop://done`); no credentials
 *   hook      we send there: http or https, no fragment; a name and a password in it go as HTTP Basic, so they can be decoded
 */
export type AddressUse = 'browser' | 'hook'

/** Schemes that a browser does not open a shop with: they run something, show something local, or lead out of it. */
const closedSchemes: ReadonlySet<string> = new Set([
  'about:',
  'blob:',
  'chrome:',
  'data:',
  'file:',
  'filesystem:',
  'ftp:',
  'javascript:',
  'vbscript:',
  'view-source:',
  'ws:',
  'wss:',
])

const decodes = (text: string): boolean => {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

/** Why a text is no address for a use, as the end of a sentence; null where it is one. */
export function problemOfAddress(text: string, use: AddressUse): string | null {
  // A parser drops line breaks and tabs, and what reads the text later may not.
  if (/[\s\p{Cc}\p{Cf}]/u.test(text)) return 'it has blanks or control characters; write them as %20.'
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^/\\]/i.test(text)) return 'it is no absolute URL, such as https://shop.example/done.'
  if (!URL.canParse(text)) return 'it cannot be read as a URL; see its host and its port.'
  const { protocol, username, password, hash } = new URL(text)
  const web = protocol === 'http:' || protocol === 'https:'
  const credentials = username !== '' || password !== ''
  if (use === 'browser') {
    if (closedSchemes.has(protocol)) return `a payer is not sent to ${protocol} addresses.`
    return credentials ? 'it has a user name or a password, which a browser would show to its payer.' : null
  }
  if (!web) return 'it must begin with https://.'
  if (credentials && !(decodes(username) && decodes(password)))
    return 'its user name or password cannot be decoded; write a percent sign as %25.'
  return hash === '' ? null : 'a #fragment is never sent; leave it out.'
}

/** The address, or null where it is none: for what was stored before addresses were held to this. */
export const addressIn = (text: string | null, use: AddressUse): string | null =>
  text === null || problemOfAddress(text, use) !== null ? null : text
