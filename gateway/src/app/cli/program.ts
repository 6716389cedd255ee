/** All commands, put together: what each has, whatever it does, is added here. */
import { Command } from 'commander'
import { version } from '../version.ts'
import { addBooks } from './books.ts'
import { addBrake } from './brake.ts'
import { addConnectors } from './connectors.ts'
import { addKeys } from './keys.ts'
import { addListen } from './listen.ts'
import { addLog } from './log.ts'
import { addRates } from './rates.ts'
import { addSettings } from './settings.ts'
import { createShell, printError, type Shell, type Terminal } from './shell.ts'
import { addTrigger } from './trigger.ts'
import { addVault } from './vault.ts'

export function createProgram(shell: Shell, { out, err }: Pick<Terminal, 'out' | 'err'>): Command {
  const program = new Command('florin')
    .description('Florin, from a shell. Settings are those of the server: DATABASE_URL or FLORIN_DATA_DIR.')
    .version(version, '-V, --version', 'print the version')
    .exitOverride()
    .configureOutput({
      writeOut: out,
      writeErr: err,
      // Commander puts what may have been meant on a line of its own.
      outputError: (text, write) => write(`${text.trim().replaceAll(/\s*\n\s*/g, ' ')}\n`),
    })
  addKeys(program, shell)
  addSettings(program, shell)
  addBrake(program, shell)
  addLog(program, shell)
  addBooks(program, shell)
  addConnectors(program, shell)
  addRates(program, shell)
  addListen(program, shell)
  addTrigger(program, shell)
  addVault(program, shell)
  for (const command of commandsOf(program))
    if (command.commands.length === 0) command.option('--json', 'print a value for programs instead of lines')
    else needName(command)
  return program
}

/** Every command below one, the groups as well. */
export const commandsOf = (command: Command): readonly Command[] =>
  command.commands.flatMap((one) => [one, ...commandsOf(one)])

/** A group alone does nothing; Commander would answer with a screen of help. */
function needName(group: Command): void {
  const names = group.commands.map((command) => command.name()).join(', ')
  group
    .usage('<command> …')
    .allowExcessArguments()
    .action(() => {
      const [other] = group.args
      group.error(
        `error: ${other === undefined ? '' : `unknown command '${other}'; `}${group.name()} needs one of ${names}`,
      )
    })
}

/** Runs one command; gives the exit code. */
export async function runFlorin(words: readonly string[], terminal: Terminal): Promise<number> {
  const shell = createShell(terminal)
  try {
    await createProgram(shell, terminal).parseAsync([...words], { from: 'user' })
    return shell.exit()
  } catch (error) {
    return printError(error, terminal)
  }
}
