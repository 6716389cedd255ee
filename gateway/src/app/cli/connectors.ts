/** `florin connectors`: through which accounts at processors an environment's payments go. */
import { type Command, InvalidArgumentError } from 'commander'
import type { ConnectorAccount } from '../../contracts/connector.ts'
import { connectorAccounts, operator, setConnectorAccounts } from '../accounts.ts'
import { connectHint, connectorNames } from '../connectors.ts'
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
        const problem =
          wished.length === 0 ? null : await setConnectorAccounts(pool, environment, wished, operator(), connectorNames)
        const accounts = await connectorAccounts(pool, environment)
        if (problem !== null || accounts === null) {
          console.error(problem ?? `there is no environment ${environment}`)
          return 1
        }
        for (const [at, { id, connector }] of accounts.entries()) {
          const note = connectorNames.has(connector) ? '' : ': this server has no such connector'
          console.log(`${at === 0 ? 'primary' : `backup ${at}`}  ${id} (${connector})${note}`)
        }
        if (accounts.length === 0) console.log(['none.', ...connectHint(environment, connectorNames)].join('\n'))
        return 0
      }),
    )
}
