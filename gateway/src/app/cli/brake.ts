/** `florin brake`: whether tries of cards are slowed after too many declines. */
import type { Command } from 'commander'
import { operator, setCardTestingBrake } from '../../operations/accounts.ts'
import { parseOneOf } from './parse.ts'
import { knownEnvironment, withPool } from './pool.ts'
import type { Shell } from './shell.ts'

export function addBrake(program: Command, { does }: Shell): void {
  program
    .command('brake')
    .description(
      'whether tries of cards have to wait after too many declines; on in live environments where nothing is set, off in sandboxes',
    )
    .argument('<environment>')
    .argument('[on|off]', 'sets it', parseOneOf('on', 'off'))
    .action(
      does(({ terminal }, environment: string, wanted: 'on' | 'off' | undefined) =>
        withPool(terminal, async ({ pool }) => {
          await knownEnvironment(pool, environment)
          if (wanted !== undefined) await setCardTestingBrake(pool, environment, wanted === 'on', operator())
          const { cardTestingBrake } = await knownEnvironment(pool, environment)
          return {
            lines: [`brake on card testing in ${environment}: ${cardTestingBrake ? 'on' : 'off'}`],
            json: { environment, card_testing_brake: cardTestingBrake },
          }
        }),
      ),
    )
}
