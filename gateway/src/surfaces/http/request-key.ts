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

/** `key=pk_…` of a form or a query: where browsers' libraries put a publishable key. Secret keys belong in the header alone. */
const keyField = /(?:^|[?&])key=(pk_[A-Za-z0-9_]{1,255})(?=&|$)/

/** The publishable key among the fields of a form or a query string. */
export const keyAmongFields = (text: string): string | null => keyField.exec(text)?.[1] ?? null

/** The fields of a request without the publishable key among them. */
export function withoutKey<T>(fields: T): T {
  if (typeof fields !== 'object' || fields === null || !('key' in fields)) return fields
  const { key, ...rest } = fields
  return typeof key === 'string' && key.startsWith('pk_') ? (rest as T) : fields
}
