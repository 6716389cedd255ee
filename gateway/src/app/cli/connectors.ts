/** `florin connectors`: through which accounts at processors an environment's payments go. */
import { type Command, InvalidArgumentError } from 'commander'
import type { ConnectorAccount } from '../../contracts/connector.ts'
import { connectorAccounts, operator, setConnectorAccounts } from '../accounts.ts'
import { withPool } from './pool.ts'

const accountIn = (text: string, before: readonly ConnectorAccount[]): ConnectorAccount[] => {
  const match = /^([a-z0-9_]{1,40})(?::([a-z0-9_]{1,40}))?$/.exec(text)
  if (match === null) throw new InvalidArgumentError('an id in lower case, and a connector: backup:simulator')
  const [, id = '', connector = 'simulator'] = match
  return [...before, { id, connector, seed: id }]
}

export function addConnectors(program: Command): void {
  program
    .command('connectors <environment> [accounts...]')
    .description(
      'accounts at processors, primary first; a definite failure of one passes a payment on to the next. Without accounts: list them',
    )
    .action((environment: string, given: string[]) =>
      withPool(async (pool) => {
        const wished = given.reduce<ConnectorAccount[]>((accounts, text) => accountIn(text, accounts), [])
        if (new Set(wished.map(({ id }) => id)).size !== wished.length) {
          console.error('an account stands there twice')
          return 1
        }
        if ((await connectorAccounts(pool, environment)) === null) {
          console.error(`there is no environment ${environment}`)
          return 1
        }
        const lost = wished.length === 0 ? null : await setConnectorAccounts(pool, environment, wished, operator())
        if (lost !== null) {
          console.error(`${lost.id} has payments of its own; list it too`)
          return 1
        }
        for (const [at, { id, connector }] of ((await connectorAccounts(pool, environment)) ?? []).entries())
          console.log(`${at === 0 ? 'primary' : `backup ${at}`}  ${id} (${connector})`)
        return 0
      }),
    )
}
