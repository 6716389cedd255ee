/** The configuration: read once from the environment; everything that is wrong is reported together. */
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { Secret } from '../kernel/secret.ts'
import { type KeyRing, parseKeyRing } from '../vault/seal.ts'

export type Config = {
  readonly host: string
  readonly port: number
  readonly dataDir: string
  /** Null: the embedded server. */
  readonly databaseUrl: Secret<string> | null
  /** Null in embedded mode: generated into the data directory. */
  readonly ring: KeyRing | null
  readonly publicUrl: string | null
  readonly logLevel: string
  /** The published demo keys work: embedded, and reachable from this machine only. */
  readonly demoAllowed: boolean
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']
const known = ['FLORIN_DATA_DIR', 'FLORIN_KEK', 'FLORIN_PUBLIC_URL', 'FLORIN_LOG_LEVEL']

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))

/** Reads the settings, or lists every problem: which variable, what is wrong, what is allowed. */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
): { config: Config } | { problems: string[] } {
  const problems: string[] = []
  const text = (name: string): string | null => env[name]?.trim() || null

  const portText = text('PORT') ?? '4242'
  const port = Number(portText)
  if (!/^\d{1,5}$/.test(portText) || port > 65_535)
    problems.push(`PORT is '${portText}'; it must be a number from 0 to 65535 (0 picks a free one).`)
  const host = text('HOST') ?? '127.0.0.1'
  if (host !== 'localhost' && isIP(host) === 0 && !/^[a-zA-Z0-9.-]+$/.test(host))
    problems.push(`HOST is '${host}'; it must be an address or a host name.`)

  const url = text('DATABASE_URL')
  if (url !== null && !/^postgres(ql)?:\/\//.test(url))
    problems.push('DATABASE_URL must begin with postgres:// or postgresql://.')
  const kek = text('FLORIN_KEK')
  const ring = kek === null ? null : parseKeyRing(kek)
  if (ring !== null && 'problem' in ring) problems.push(`FLORIN_KEK: ${ring.problem}.`)
  if (kek === null && url !== null) {
    problems.push(
      "FLORIN_KEK is missing; with DATABASE_URL the vault's key comes from you. Make one with: echo 1:$(openssl rand -base64 32)",
    )
  }
  const publicUrl = text('FLORIN_PUBLIC_URL')
  if (publicUrl !== null && !/^https?:\/\/[^\s/]+/.test(publicUrl))
    problems.push(`FLORIN_PUBLIC_URL is '${publicUrl}'; it must begin with http:// or https://.`)
  const logLevel = text('FLORIN_LOG_LEVEL') ?? 'info'
  if (!logLevels.includes(logLevel))
    problems.push(`FLORIN_LOG_LEVEL is '${logLevel}'; allowed: ${logLevels.join(', ')}.`)
  for (const name of Object.keys(env)) {
    if (name.startsWith('FLORIN_') && !known.includes(name) && !name.startsWith('FLORIN_TEST_'))
      problems.push(`${name} is not a setting. There are ${known.join(', ')}.`)
  }
  if (problems.length > 0) return { problems }
  return {
    config: {
      host,
      port,
      dataDir: resolve(text('FLORIN_DATA_DIR') ?? '.florin'),
      databaseUrl: url === null ? null : new Secret(url),
      ring: ring === null || 'problem' in ring ? null : ring,
      publicUrl: publicUrl?.replace(/\/$/, '') ?? null,
      logLevel,
      demoAllowed: url === null && isLoopback(host),
    },
  }
}
