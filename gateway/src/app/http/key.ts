/** The key of `Bearer key`, or the user name of Basic. The scheme's name may be written in any case (RFC 9110, 11.1). */
export function keyIn(header: string | undefined): string | null {
  if (header === undefined) return null
  const at = header.indexOf(' ')
  const rest = header.slice(at + 1).trim()
  switch (header.slice(0, at).toLowerCase()) {
    case 'bearer':
      return rest || null
    case 'basic':
      return Buffer.from(rest, 'base64').toString('utf8').split(':', 1)[0] || null
    default:
      return null
  }
}
