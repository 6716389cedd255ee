/**
 * Which account at a processor a call goes through, and whether its processor can do it: asked before anything is committed,
 * so that no payment is left with a call that nobody can make.
 *
 *   new attempts   the first account of the environment whose connector can do it, by this method and in this currency (`routeFor`)
 *   later calls    the account of the payment, or nobody (`refuseEffects`, on every decision)
 *
 * A connector that pretends (the simulator) serves sandboxes only: a live environment without a real account takes nothing.
 */
import { type Ability, lackOf, type Part, type Verb } from '../contracts/capabilities.ts'
import type { Connector, ConnectorAccount, ProcessorFacts, Processors } from '../contracts/connector.ts'
import { assert } from '../kernel/assert.ts'
import { defineRefusal, type Refusal } from '../kernel/refusal.ts'
import type { EnvironmentSettings } from './command.ts'
import type { Effect } from './effect.ts'

export const processorsOf = (connectors: Iterable<Connector>): Processors =>
  new Map([...connectors].map(({ name, pretends, capabilities }) => [name, { pretends, capabilities }]))

const verbWords: Readonly<Record<Verb, string>> = {
  authorise: 'take payments',
  capture: 'capture what it authorised',
  void: 'release what it authorised',
  increment: 'raise an authorisation',
  refund: 'refund',
  verify: 'save payment methods',
  cancel_refund: 'take a refund back',
}
const partWords: Readonly<Record<Part, string>> = {
  partial_capture: 'capture a part of what it authorised',
  several_captures: 'capture what it authorised in several parts',
  overcapture: 'capture more than it authorised',
  partial_refund: 'refund a part of a payment',
  several_refunds: 'refund a payment in several parts',
}

/** What an account lacks of an ability, as the end of a sentence; null where it has all of it. */
function lackWords({ capabilities }: ProcessorFacts, ability: Ability): string | null {
  const lack = lackOf(capabilities, ability)
  switch (lack?.lacks) {
    case undefined:
      return null
    case 'verb':
      return verbWords[ability.verb]
    case 'method':
      return `${verbWords[ability.verb]} by ${ability.method}`
    case 'currency':
      return `${verbWords[ability.verb]} in ${ability.currency?.toUpperCase()}`
    case 'part':
      return partWords[lack.part]
  }
}

/** What only the shop can fix is explained to the shop; its payer is shown what it means. */
const toPayers = () => ({ payerMessage: 'This shop cannot take this payment at the moment. Nothing was paid.' })

export const refuseProcessor = {
  notConnected: defineRefusal<{ env: string }>(
    'forbidden',
    'testmode_charges_only',
    'A live environment takes payments, saves payment methods and hands out codes and numbers only through a connected account at a real processor, and this one has none. Connect one with `npx florin connectors <environment> <id>:<connector>`, or use a sandbox.',
    ({ env }) => `Nothing was done: ${notConnected(env)}`,
    toPayers,
  ),
  cannot: defineRefusal<{ what: string; account: string }>(
    'unexpected_state',
    'connector_capability_missing',
    'The processor that holds this payment, or that new ones go through, has no such operation, or not for this method, this currency or a part of the amount. Nothing was begun.',
    ({ what, account }) => `The processor behind this (${account}) cannot ${what}. Nothing was begun.`,
    toPayers,
  ),
  notInstalled: defineRefusal<{ account: string; connector: string }>(
    'unexpected_state',
    'connector_not_installed',
    "The environment's account at a processor names a connector that this server does not have. List the accounts with `npx florin connectors <environment>` and name them anew.",
    ({ account, connector }) =>
      `The account '${account}' uses the connector '${connector}', which this server does not have. Nothing was begun.`,
    toPayers,
  ),
  accountUnknown: defineRefusal<{ account: string }>(
    'unexpected_state',
    'connector_account_missing',
    'The account at a processor that this payment was made through is no longer listed for the environment. List it again with `npx florin connectors <environment> …`.',
    ({ account }) => `The account '${account}' at a processor is not listed for this environment. Nothing was begun.`,
    toPayers,
  ),
}

/** Why a live environment can do nothing yet, and how that is mended. */
export const notConnected = (env: string): string =>
  `this live environment has no connected account at a real processor. Connect one: npx florin connectors ${env} <id>:<connector>. For trying out, use a sandbox's keys (sk_test_…).`

type Setting = { readonly environment: EnvironmentSettings; readonly processors: Processors }

const serves = ({ livemode }: EnvironmentSettings, facts: ProcessorFacts): boolean => !(livemode && facts.pretends)

/** The accounts that may serve the environment at all, in their order. */
const serving = ({ environment, processors }: Setting): { account: ConnectorAccount; facts: ProcessorFacts }[] =>
  environment.connectorAccounts.flatMap((account) => {
    const facts = processors.get(account.connector)
    return facts === undefined || !serves(environment, facts) ? [] : [{ account, facts }]
  })

/** Refuses where no account can serve the environment, whatever is asked. */
export function refuseUnserved(setting: Setting): Refusal | null {
  if (serving(setting).length > 0) return null
  const { environment, processors } = setting
  const lacking = environment.connectorAccounts.find(({ connector }) => !processors.has(connector))
  if (lacking !== undefined) return refuseProcessor.notInstalled({ account: lacking.id, connector: lacking.connector })
  return refuseProcessor.notConnected({ env: environment.id })
}

/** The accounts that have an ability, in their order. */
export const accountsFor = (ability: Ability, setting: Setting): readonly ConnectorAccount[] =>
  serving(setting).flatMap(({ account, facts }) => (lackOf(facts.capabilities, ability) === null ? [account] : []))

/** The account that a new attempt goes through. Refuses where there is none, and where none has the ability. */
export function routeFor(ability: Ability, setting: Setting): ConnectorAccount | Refusal {
  const account = accountsFor(ability, setting)[0]
  if (account !== undefined) return account
  const unserved = refuseUnserved(setting)
  const primary = serving(setting)[0]
  if (unserved !== null || primary === undefined)
    return unserved ?? refuseProcessor.notConnected({ env: setting.environment.id })
  const what = lackWords(primary.facts, ability) ?? verbWords[ability.verb]
  return refuseProcessor.cannot({ what, account: primary.account.id })
}

/** Refuses the first of these calls that cannot be made; null where all can. */
export function refuseEffects(effects: readonly Effect[] | undefined, setting: Setting): Refusal | null {
  for (const effect of effects ?? []) {
    const refusal = refuseEffect(effect, setting)
    if (refusal !== null) return refusal
  }
  return null
}

/** Refuses a call that its account cannot make; null where it can. */
function refuseEffect({ verb, connectorAccount, request, uses }: Effect, setting: Setting): Refusal | null {
  const { environment, processors } = setting
  const account = environment.connectorAccounts.find(({ id }) => id === connectorAccount)
  const facts = account === undefined ? undefined : processors.get(account.connector)
  if (account === undefined)
    return environment.connectorAccounts.length === 0
      ? refuseProcessor.notConnected({ env: environment.id })
      : refuseProcessor.accountUnknown({ account: connectorAccount })
  if (facts === undefined) return refuseProcessor.notInstalled({ account: account.id, connector: account.connector })
  if (!serves(environment, facts)) return refuseProcessor.notConnected({ env: environment.id })
  assert(uses !== undefined, 'a call that a command makes says what it uses')
  const what = lackWords(facts, { verb, ...uses, ...('currency' in request ? { currency: request.currency } : {}) })
  return what === null ? null : refuseProcessor.cannot({ what, account: account.id })
}
