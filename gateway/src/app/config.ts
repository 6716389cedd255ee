/** The configuration: read once from the environment; everything that is wrong is reported together. */
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { usualRateLimit } from '../engine/rate-limits.ts'
import { Secret } from '../kernel/secret.ts'
import { problemOfAddress } from '../kernel/web-address.ts'
import { readHosts } from '../surfaces/dialects/hosts.ts'
import type { CardNumberRule } from '../surfaces/http/card-numbers.ts'
import { type MetricsSettings, metricsSettingNames, readMetricsSettings } from '../surfaces/http/metrics-settings.ts'
import { readTlsSettings, type TlsSettings, tlsSettingNames } from '../surfaces/tls/settings.ts'
import { readVaultSettings, type VaultSettings, vaultSettingNames } from '../vault/settings.ts'
import { problemOfNetworks } from '../webhooks/out/allowed-addresses.ts'

export type Config = {
  readonly host: string
  readonly port: number
  readonly dataDir: string
  /** Null: the embedded server. */
  readonly databaseUrl: Secret<string> | null
  /** Null: TLS is not spoken. */
  readonly tls: TlsSettings | null
  /** Without a ring in embedded mode: generated into the data directory. */
  readonly vault: VaultSettings
  /** What gateways show the vault's own process. */
  readonly vaultToken: Secret<string> | null
  readonly publicUrl: string | null
  readonly logLevel: string
  /** Networks besides the public ones that webhooks may be sent to. */
  readonly webhookNetworks: string
  /** Host names of foreign APIs besides `<name>.localhost`, by API. */
  readonly dialectHosts: ReadonlyMap<string, readonly string[]>
  /** The published demo keys work: embedded, and reachable from this machine only. */
  readonly demoAllowed: boolean
  /** Requests a second in live environments that say nothing else; null is no limit. */
  readonly rateLimit: number | null
  /** A collector of traces (OTLP over HTTP), or null. */
  readonly tracesUrl: string | null
  /** Where and to whom the figures are shown. */
  readonly metrics: MetricsSettings
  /** Networks of proxies whose `X-Forwarded-For` says where a request comes from. */
  readonly trustedProxies: readonly string[]
  /** What is done about card numbers where none belongs. */
  readonly cardNumbers: CardNumberRule
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']
const known: readonly string[] = [
  'FLORIN_DATA_DIR',
  'FLORIN_PUBLIC_URL',
  'FLORIN_LOG_LEVEL',
  'FLORIN_WEBHOOK_NETWORKS',
  'FLORIN_DIALECT_HOSTS',
  'FLORIN_RATE_LIMIT',
  'FLORIN_TRUSTED_PROXIES',
  'FLORIN_MISPLACED_CARD_NUMBERS',
  ...vaultSettingNames,
  ...tlsSettingNames,
  ...metricsSettingNames,
  'FLORIN_TRACES_URL',
]

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))

/** Of the test suite's own processes, not of the gateway: its runner hands them to every process that it starts. */
const testPrefix = 'FLORIN_TEST_'

/** Letters to change, add or drop to make one name of another; more than this is another name and no slip. */
const slipsMax = 4

/** The setting that a mistyped name is closest to, or null where none is close. */
function closestSetting(name: string): string | null {
  const ranked = known.map((other) => ({ other, slips: slipsBetween(name, other) })).sort((a, b) => a.slips - b.slips)
  const best = ranked[0]
  return best !== undefined && best.slips <= slipsMax ? best.other : null
}

/** The edit distance of two names (Levenshtein), row by row. */
function slipsBetween(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at)
  for (const [line, letter] of [...from].entries()) {
    const next = [line + 1]
    for (const [at, other] of [...to].entries()) {
      const replaced = (row[at] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(replaced, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? 0
}

/** Why an address cannot be the one that payers use, or null. Paths are appended to it. */
function publicUrlProblem(text: string): string | null {
  if (!/^https?:/.test(text)) return 'it must be an address with http:// or https://'
  const problem = problemOfAddress(text, 'browser')
  if (problem !== null) return problem.replace(/\.$/, '')
  const { search, hash, username, password } = new URL(text)
  return search || hash || username || password ? 'it may have no query, no #fragment and no credentials' : null
}

/** Requests a second; embedded, nothing is limited unless it is said. */
function rateLimitIn(text: string | null, embedded: boolean, problems: string[]): number | null {
  if (text === null) return embedded ? null : usualRateLimit
  if (text === 'none') return null
  if (!/^[1-9]\d{0,6}$/.test(text))
    problems.push(`FLORIN_RATE_LIMIT is '${text}'; it must be a whole number of requests a second, or none.`)
  return Number(text)
}

/** Networks as written, or the one that is wrong told. */
function networksIn(name: string, text: string, problems: string[]): string {
  const bad = problemOfNetworks(text)
  if (bad !== null) problems.push(`${name} has '${bad}'; networks are written as 10.0.0.0/8, with commas between.`)
  return text
}

/**
 * Reads the settings, or lists every problem: which variable, what is wrong, what is allowed. `keyless`: whoever asks opens no
 * card, and needs no key for it.
 */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
  { keyless = false }: { keyless?: boolean } = {},
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
  // Never shown: it carries a password.
  if (url !== null && !/^postgres(ql)?:\/\//.test(url))
    problems.push('DATABASE_URL must begin with postgres:// or postgresql://.')
  else if (url !== null && !URL.canParse(url))
    problems.push('DATABASE_URL cannot be read; write special characters of the password as %XX.')
  const { vaultToken, ...vault } = readVaultSettings(text, problems, url !== null && !keyless)
  const tls = readTlsSettings(text, problems, { loopback: isLoopback(host) })
  const publicUrl = text('FLORIN_PUBLIC_URL')
  const publicProblem = publicUrl === null ? null : publicUrlProblem(publicUrl)
  if (publicProblem !== null) problems.push(`FLORIN_PUBLIC_URL is wrong: ${publicProblem}.`)
  const logLevel = text('FLORIN_LOG_LEVEL') ?? 'info'
  if (!logLevels.includes(logLevel))
    problems.push(`FLORIN_LOG_LEVEL is '${logLevel}'; allowed: ${logLevels.join(', ')}.`)
  const [networks, proxies] = (['FLORIN_WEBHOOK_NETWORKS', 'FLORIN_TRUSTED_PROXIES'] as const).map((name) =>
    networksIn(name, text(name) ?? '', problems),
  )
  const cardNumbers = text('FLORIN_MISPLACED_CARD_NUMBERS') ?? 'refuse'
  if (cardNumbers !== 'refuse' && cardNumbers !== 'allow')
    problems.push(`FLORIN_MISPLACED_CARD_NUMBERS is '${cardNumbers}'; it must be refuse or allow.`)
  const tracesUrl = text('FLORIN_TRACES_URL')
  if (tracesUrl !== null && (!/^https?:/.test(tracesUrl) || !URL.canParse(tracesUrl)))
    problems.push('FLORIN_TRACES_URL must be the address of a collector: http://collector:4318/v1/traces.')
  const metrics = readMetricsSettings(text, problems, { loopback: isLoopback(host) })
  const rateLimit = rateLimitIn(text('FLORIN_RATE_LIMIT'), url === null, problems)
  const dialectHosts = readHosts(text('FLORIN_DIALECT_HOSTS') ?? '', problems)
  for (const name of Object.keys(env)) {
    if (!name.startsWith('FLORIN_') || known.includes(name) || name.startsWith(testPrefix)) continue
    const closest = closestSetting(name)
    const meant = closest === null ? `There are ${known.join(', ')}.` : `Did you mean ${closest}?`
    problems.push(`${name} is not a setting. ${meant}`)
  }
  if (problems.length > 0) return { problems }
  return {
    config: {
      host,
      port,
      dataDir: resolve(text('FLORIN_DATA_DIR') ?? '.florin'),
      databaseUrl: url === null ? null : new Secret(url),
      vault,
      tls,
      vaultToken,
      publicUrl: publicUrl?.replace(/\/+$/, '') ?? null,
      logLevel,
      webhookNetworks: networks ?? '',
      cardNumbers: cardNumbers === 'allow' ? 'allow' : 'refuse',
      rateLimit,
      metrics,
      tracesUrl,
      trustedProxies: (proxies ?? '')
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
      dialectHosts,
      demoAllowed: url === null && isLoopback(host),
    },
  }
}
