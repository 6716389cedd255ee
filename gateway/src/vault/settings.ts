/** How the vault's keys are reached, as an operator says it: handed over, held by a service, or in another process. */
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { Secret } from '../kernel/secret.ts'
import { type KeyRing, parseKeyRing } from './seal.ts'

export type TransitConfig = {
  readonly url: string
  readonly mount: string
  readonly key: string
  /** One of the two: the token, or the file that it is read from each time. */
  readonly token: Secret<string> | null
  readonly tokenFile: string | null
  readonly namespace: string | null
}

/** The vault's own process, and the token that this one shows it. */
export type RemoteConfig = { readonly url: string; readonly token: Secret<string> }

export type VaultSettings = {
  readonly ring: KeyRing | null
  readonly transit: TransitConfig | null
  readonly remote: RemoteConfig | null
}

/** Keys that this process was handed, and nothing else. */
export const withRing = (ring: KeyRing): VaultSettings => ({ ring, transit: null, remote: null })

export const vaultSettingNames = [
  'FLORIN_KEK',
  'FLORIN_KEK_FILE',
  'FLORIN_TRANSIT_URL',
  'FLORIN_TRANSIT_MOUNT',
  'FLORIN_TRANSIT_KEY',
  'FLORIN_TRANSIT_TOKEN',
  'FLORIN_TRANSIT_TOKEN_FILE',
  'FLORIN_TRANSIT_NAMESPACE',
  'FLORIN_VAULT_URL',
  'FLORIN_VAULT_TOKEN',
  'FLORIN_VAULT_TOKEN_FILE',
] as const

/** A token shorter than this can be guessed; it guards every card. */
const tokenLengthMin = 20

type Read = { readonly text: (name: string) => string | null; readonly problems: string[] }

/** Reads the settings of the vault and adds what is wrong to `problems`. `needed`: a database of yours, so keys of yours. */
export function readVaultSettings(
  text: (name: string) => string | null,
  problems: string[],
  needed: boolean,
): VaultSettings & { readonly vaultToken: Secret<string> | null } {
  const read = { text, problems }
  const ring = ringOf(read)
  const transit = transitOf(read)
  const vaultToken = vaultTokenOf(read)
  const remote = remoteOf(read, vaultToken)
  const keys = text('FLORIN_KEK') ?? text('FLORIN_KEK_FILE') ?? text('FLORIN_TRANSIT_URL')
  if (text('FLORIN_VAULT_URL') !== null && keys !== null)
    problems.push(
      'FLORIN_VAULT_URL says that another process holds the keys, so this one may have none: take out FLORIN_KEK, FLORIN_KEK_FILE and FLORIN_TRANSIT_URL.',
    )
  if (needed && keys === null && text('FLORIN_VAULT_URL') === null)
    problems.push(
      "FLORIN_KEK is missing; with DATABASE_URL the vault's key comes from you. Make one with: echo 1:$(openssl rand -base64 32)",
    )
  return { ring, transit, remote, vaultToken }
}

/** The text of a file that a setting names; a problem where it cannot be read. */
function fileOf(name: string, { text, problems }: Read): string | null {
  const file = text(name)
  if (file === null) return null
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    problems.push(`${name} cannot be read (${error instanceof Error && 'code' in error ? error.code : 'unknown'}).`)
    return null
  }
}

function ringOf(read: Read): KeyRing | null {
  const { text, problems } = read
  if (text('FLORIN_KEK') !== null && text('FLORIN_KEK_FILE') !== null) {
    problems.push('FLORIN_KEK and FLORIN_KEK_FILE are both set; the keys come from one of them.')
    return null
  }
  const [name, given] =
    text('FLORIN_KEK') !== null
      ? ['FLORIN_KEK', text('FLORIN_KEK')]
      : // A file may have a key a line.
        ['FLORIN_KEK_FILE', fileOf('FLORIN_KEK_FILE', read)?.replaceAll(/\s*\n\s*/g, ',') ?? null]
  if (given === null) return null
  const ring = parseKeyRing(given)
  if (!('problem' in ring)) return ring
  problems.push(`${name}: ${ring.problem}.`)
  return null
}

function transitOf(read: Read): TransitConfig | null {
  const { text, problems } = read
  const url = text('FLORIN_TRANSIT_URL')
  if (url === null) {
    const stray = vaultSettingNames.find((name) => name.startsWith('FLORIN_TRANSIT_') && text(name) !== null)
    if (stray !== undefined) problems.push(`${stray} means nothing without FLORIN_TRANSIT_URL.`)
    return null
  }
  problems.push(...addressProblems('FLORIN_TRANSIT_URL', url))
  const [token, tokenFile] = [text('FLORIN_TRANSIT_TOKEN'), text('FLORIN_TRANSIT_TOKEN_FILE')]
  if ((token === null) === (tokenFile === null))
    problems.push('FLORIN_TRANSIT_URL needs one of FLORIN_TRANSIT_TOKEN and FLORIN_TRANSIT_TOKEN_FILE.')
  if (tokenFile !== null) fileOf('FLORIN_TRANSIT_TOKEN_FILE', read)
  return {
    url,
    mount: text('FLORIN_TRANSIT_MOUNT')?.replaceAll(/^\/+|\/+$/g, '') ?? 'transit',
    key: text('FLORIN_TRANSIT_KEY') ?? 'florin',
    token: token === null ? null : new Secret(token),
    tokenFile,
    namespace: text('FLORIN_TRANSIT_NAMESPACE'),
  }
}

/** The token between a gateway and the vault's process, from its setting or its file. */
function vaultTokenOf(read: Read): Secret<string> | null {
  const { text, problems } = read
  if (text('FLORIN_VAULT_TOKEN') !== null && text('FLORIN_VAULT_TOKEN_FILE') !== null)
    problems.push('FLORIN_VAULT_TOKEN and FLORIN_VAULT_TOKEN_FILE are both set; the token comes from one of them.')
  const token = text('FLORIN_VAULT_TOKEN') ?? fileOf('FLORIN_VAULT_TOKEN_FILE', read)
  if (token === null) return null
  if (token.length >= tokenLengthMin && /^[\x21-\x7e]+$/.test(token)) return new Secret(token)
  problems.push(
    `FLORIN_VAULT_TOKEN needs at least ${tokenLengthMin} characters. Make one with: openssl rand -base64 32`,
  )
  return null
}

function remoteOf({ text, problems }: Read, token: Secret<string> | null): RemoteConfig | null {
  const url = text('FLORIN_VAULT_URL')
  if (url === null) return null
  problems.push(...addressProblems('FLORIN_VAULT_URL', url))
  if (text('FLORIN_VAULT_TOKEN') === null && text('FLORIN_VAULT_TOKEN_FILE') === null)
    problems.push('FLORIN_VAULT_URL needs FLORIN_VAULT_TOKEN or FLORIN_VAULT_TOKEN_FILE.')
  return token === null ? null : { url, token }
}

/** Card numbers and keys go there: in the clear to this machine only. */
function addressProblems(name: string, url: string): string[] {
  if (!URL.canParse(url) || !/^https?:\/\//.test(url)) return [`${name} must be an address with http:// or https://.`]
  const { protocol, hostname } = new URL(url)
  const here = hostname === 'localhost' || hostname === '[::1]' || (isIP(hostname) === 4 && hostname.startsWith('127.'))
  return protocol === 'http:' && !here ? [`${name} must begin with https:// where it leaves this machine.`] : []
}

/** Settings as they cross to a thread of this process, where secrets are plain. */
export type PlainVaultSettings = {
  readonly ring: { readonly current: number; readonly keys: readonly (readonly [number, Uint8Array])[] } | null
  readonly transit: (Omit<TransitConfig, 'token'> & { readonly token: string | null }) | null
  readonly remote: { readonly url: string; readonly token: string } | null
}

export const plainSettings = ({ ring, transit, remote }: VaultSettings): PlainVaultSettings => ({
  ring:
    ring === null
      ? null
      : { current: ring.current, keys: [...ring.keys].map(([version, key]) => [version, key.reveal()] as const) },
  transit: transit === null ? null : { ...transit, token: transit.token?.reveal() ?? null },
  remote: remote === null ? null : { url: remote.url, token: remote.token.reveal() },
})

export const vaultSettingsOf = ({ ring, transit, remote }: PlainVaultSettings): VaultSettings => ({
  ring:
    ring === null
      ? null
      : {
          current: ring.current,
          keys: new Map(ring.keys.map(([version, key]) => [version, new Secret(Buffer.from(key))])),
        },
  transit: transit === null ? null : { ...transit, token: transit.token === null ? null : new Secret(transit.token) },
  remote: remote === null ? null : { url: remote.url, token: new Secret(remote.token) },
})
