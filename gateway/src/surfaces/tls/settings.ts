/** TLS, as an operator asks for it: a port, and a certificate of one's own or names to make one for. */

export type TlsSettings = {
  /** 0 picks a free one. */
  readonly port: number
  /** The operator's own; null: one is made, and kept in the data directory. */
  readonly files: { readonly certificate: string; readonly key: string } | null
  /** Host names that the made one is for, besides those of this machine. */
  readonly names: readonly string[]
}

export const tlsSettingNames = [
  'FLORIN_TLS_PORT',
  'FLORIN_TLS_CERT_FILE',
  'FLORIN_TLS_KEY_FILE',
  'FLORIN_TLS_NAMES',
] as const

const hostName = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i

/** Reads the settings of TLS, null where no port is set, and adds what is wrong to `problems`. */
export function readTlsSettings(
  text: (name: string) => string | null,
  problems: string[],
  { loopback }: { readonly loopback: boolean },
): TlsSettings | null {
  const [port, certificate, key, names] = tlsSettingNames.map(text)
  if (port == null) {
    const useless = tlsSettingNames.find((name) => text(name) !== null)
    if (useless !== undefined) problems.push(`${useless} needs FLORIN_TLS_PORT, the port on which TLS is spoken.`)
    return null
  }
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    problems.push(`FLORIN_TLS_PORT is '${port}'; it must be a number from 0 to 65535 (0 picks a free one).`)
  if ((certificate == null) !== (key == null))
    problems.push('FLORIN_TLS_CERT_FILE and FLORIN_TLS_KEY_FILE are set together: a certificate and its key, both PEM.')
  const own = certificate != null && key != null
  if (own && names != null)
    problems.push('FLORIN_TLS_NAMES is for a certificate that is made here; yours has its names.')
  if (!own && certificate == null && key == null && !loopback)
    problems.push(
      'FLORIN_TLS_CERT_FILE is missing: a certificate is made for this machine only, and HOST lets others reach the server.',
    )
  const listed = (names ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter(Boolean)
  for (const name of listed)
    if (!hostName.test(name)) problems.push(`FLORIN_TLS_NAMES has '${name}', which is no host name.`)
  return { port: Number(port), files: own ? { certificate, key } : null, names: listed }
}
