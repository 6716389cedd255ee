/** The command line, run in the process of the test. */
import type { Command } from 'commander'
import { commandsOf, createProgram, runFlorin } from '../../src/app/cli/program.ts'
import { createShell } from '../../src/app/cli/shell.ts'

export type CliOutput = { readonly code: number; readonly out: string; readonly err: string }

export type FlorinOptions = {
  readonly env?: Readonly<Record<string, string>>
  /** Ends a command that runs until it is told to, once it has said so. */
  readonly until?: RegExp
  readonly watched?: boolean
}

/** Runs one command to its end. */
export async function florin(
  words: readonly string[],
  { env = {}, until, watched = false }: FlorinOptions = {},
): Promise<CliOutput> {
  const ending = new AbortController()
  let [out, err] = ['', '']
  const code = await runFlorin(words, {
    env,
    out: (text) => {
      out += text
      if (until?.test(out)) ending.abort()
    },
    err: (text) => {
      err += text
    },
    watched,
    untilEnded: () => ending.signal,
  })
  return { code, out, err }
}

/** The words that name a command, from its registry. */
export const wordsOf = (command: Command): string[] =>
  command.parent === null ? [] : [...wordsOf(command.parent), command.name()]

/** Every command that is registered, the groups as well. */
export function registeredCommands(): readonly Command[] {
  const terminal = {
    env: {},
    out: () => undefined,
    err: () => undefined,
    watched: false,
    untilEnded: () => AbortSignal.abort(),
  }
  return commandsOf(createProgram(createShell(terminal), terminal))
}
