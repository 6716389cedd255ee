/** `florin connectors`: through which accounts at processors an environment's payments go. */
import { type Command, InvalidArgumentError } from 'commander'
import { connectHint, connectorNames } from '../../connectors/index.ts'
import type { ConnectorAccount } from '../../contracts/connector.ts'
import { connectorAccounts, operator, setConnectorAccounts } from '../../operations/accounts.ts'
import { knownEnvironment, withPool } from './pool.ts'
import { type Shell, WrongInput } from './shell.ts'

const accountIn = (text: string, before: readonly ConnectorAccount[] = []): ConnectorAccount[] => {
  const match = /^([a-z0-9_]{1,40})(?::([a-z0-9_]{1,40}))?$/.exec(text)
  if (match === null)
    throw new InvalidArgumentError('It must be an id in lower case, and a connector: backup:simulator.')
  const [, id = '', connector = 'simulator'] = match
  if (before.some((account) => account.id === id)) throw new InvalidArgumentError('An account stands there twice.')
  return [...before, { id, connector, seed: id }]
}

export function addConnectors(program: Command, { does }: Shell): void {
  program
    .command('connectors')
    .argument('<environment>')
    .argument('[accounts...]', 'an id, and its connector: backup:simulator', accountIn)
    .description(
      'accounts at processors, primary first; a definite failure of one passes a payment on to the next. Without accounts: list them',
    )
    .action(
      does(({ terminal }, environment: string, requested: readonly ConnectorAccount[] = []) =>
        withPool(terminal, async ({ pool }) => {
          await knownEnvironment(pool, environment)
          const problem =
            requested.length === 0
              ? null
              : await setConnectorAccounts(pool, environment, requested, operator(), connectorNames)
          if (problem !== null) throw new WrongInput(problem)
          const accounts = (await connectorAccounts(pool, environment)) ?? []
          return {
            lines:
              accounts.length === 0 ? ['none.', ...connectHint(environment, connectorNames)] : accounts.map(lineOf),
            json: { environment, accounts: accounts.map(({ id, connector }) => ({ id, connector })) },
          }
        }),
      ),
    )
}

function lineOf({ id, connector }: ConnectorAccount, at: number): string {
  const missing = connectorNames.has(connector) ? '' : ': this server has no such connector'
  return `${at === 0 ? 'primary' : `backup ${at}`}  ${id} (${connector})${missing}`
}
