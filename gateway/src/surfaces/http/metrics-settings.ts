/** Where the operator's figures are shown, and to whom. */
import { Secret } from '../../kernel/secret.ts'
import type { MetricsAccess } from './metrics-page.ts'

export type MetricsSettings = {
  /** At the gateway's own address. */
  readonly access: MetricsAccess
  /** A port of their own, or null. */
  readonly port: number | null
  readonly key: Secret<string> | null
}

export const metricsSettingNames = ['FLORIN_METRICS_PORT', 'FLORIN_METRICS_KEY'] as const

/** A shorter key can be guessed. */
const keyCharsMin = 16

export function readMetricsSettings(
  text: (name: string) => string | null,
  problems: string[],
  { loopback }: { readonly loopback: boolean },
): MetricsSettings {
  const [portText, keyText] = metricsSettingNames.map(text)
  if (portText != null && (!/^\d{1,5}$/.test(portText) || Number(portText) > 65_535))
    problems.push(`FLORIN_METRICS_PORT is '${portText}'; it must be a number from 0 to 65535 (0 picks a free one).`)
  // Never shown: it is a secret.
  if (keyText != null && keyText.length < keyCharsMin)
    problems.push(`FLORIN_METRICS_KEY is too short; it must have ${keyCharsMin} characters or more.`)
  const port = portText == null ? null : Number(portText)
  const key = keyText == null ? null : new Secret(keyText)
  return { port, key, access: accessOf(port, key, loopback) }
}

function accessOf(port: number | null, key: Secret<string> | null, loopback: boolean): MetricsAccess {
  if (port !== null) return 'closed'
  if (key !== null) return { key }
  return loopback ? 'open' : 'closed'
}
