/** The connectors that this server has: the simulator, which serves sandboxes only, and those of real processors. */
import type { Connector } from '../contracts/connector.ts'

/** One line a processor. */
export const realConnectors: readonly Connector[] = []

/** What an operator may name an account's connector. */
export type ConnectorNames = ReadonlyMap<string, { readonly pretends: boolean }>
export const connectorNames: ConnectorNames = new Map<string, { pretends: boolean }>([
  ['simulator', { pretends: true }],
  ...realConnectors.map(({ name, pretends }) => [name, { pretends }] as const),
])

/** Those that can take real money. */
export const liveConnectors = (names: ConnectorNames): readonly string[] =>
  [...names].flatMap(([name, { pretends }]) => (pretends ? [] : [name]))

/** What a live environment still lacks, for whoever just made one. */
export const connectHint = (env: string, names: ConnectorNames): readonly string[] => {
  const real = liveConnectors(names)
  return [
    'It takes no payments, saves no payment methods and hands out no codes or numbers until an account at a real processor is',
    `connected: npx florin connectors ${env} <id>:<connector>`,
    real.length === 0
      ? 'This build has no connector of a real processor, so until one is added every such call is refused (testmode_charges_only).'
      : `Connectors of real processors here: ${real.join(', ')}. Until then every such call is refused (testmode_charges_only).`,
  ]
}
