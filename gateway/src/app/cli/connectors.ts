/** `florin connectors`: through which accounts at processors an environment's payments go. */
import { type Command, InvalidArgumentError } from 'commander'
import { withPool } from './pool.ts'

type Account = { readonly id: string; readonly connector: string; readonly seed: string }

const accountIn = (text: string, before: Account[] | undefined): Account[] => {
  const match = /^([a-z0-9_]{1,40})(?::([a-z0-9_]{1,40}))?$/.exec(text)
  if (match === null) throw new InvalidArgumentError('an id in lower case, and a connector: backup:simulator')
  const [, id = '', connector = 'simulator'] = match
  return [...(before ?? []), { id, connector, seed: id }]
}

export function addConnectors(program: Command): void {
  program
    .command('connectors <environment> [accounts...]')
    .description(
      'accounts at processors, primary first; a definite failure of one passes a payment on to the next. Without accounts: list them',
    )
    .action((environment: string, given: string[]) =>
      withPool(async (pool) => {
        const { rows } = await pool.query<{ doc: string }>('select doc::text as doc from environments where env = $1', [
          environment,
        ])
        if (rows[0] === undefined) {
          console.error(`there is no environment ${environment}`)
          return 1
        }
        const usual = { id: 'simulator', connector: 'simulator', seed: environment }
        // Written by this command in this shape.
        const doc = JSON.parse(rows[0].doc) as { connector_accounts?: Account[] }
        const known = doc.connector_accounts ?? [usual]
        const wished = given
          .reduce<Account[]>((accounts, text) => accountIn(text, accounts), [])
          .map((account) => known.find(({ id }) => id === account.id) ?? account)
        // Captures and refunds of its payments still go there.
        const lost = known.find(({ id }) => wished.length > 0 && !wished.some((account) => account.id === id))
        if (lost !== undefined || new Set(wished.map(({ id }) => id)).size !== wished.length) {
          console.error(
            lost === undefined ? 'an account stands there twice' : `${lost.id} has payments of its own; list it too`,
          )
          return 1
        }
        if (wished.length > 0)
          await pool.query(
            "update environments set doc = (doc::jsonb || jsonb_build_object('connector_accounts', $2::jsonb))::json where env = $1",
            [environment, JSON.stringify(wished)],
          )
        for (const [at, { id, connector }] of (wished.length > 0 ? wished : known).entries())
          console.log(`${at === 0 ? 'primary' : `backup ${at}`}  ${id} (${connector})`)
        return 0
      }),
    )
}
