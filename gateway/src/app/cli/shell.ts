/**
 * How every command speaks: what it found or did goes to standard output, as lines for people or, with --json, as a value for
 * programs; how far it is and what went wrong goes to standard error. What went wrong is one line:
 *
 *   1  it was not done, or a verdict is not good      (an audit with faults, a key that is not there)
 *   2  it could not be begun: a word, a name, a file or a setting is wrong; nothing was written
 */
import { type Command, CommanderError, InvalidArgumentError } from 'commander'
import { codeOf, reasonOf } from '../../kernel/reason.ts'

/** Where a command runs: a process, or a test. */
export type Terminal = {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Standard output and standard error, as they are. */
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Somebody watches standard error. */
  readonly watched: boolean
  /** For what runs until it is told to end: tells when. */
  readonly untilEnded: () => AbortSignal
}

/** What a command found or did. */
export type CommandResult = {
  readonly lines: readonly string[]
  readonly json: unknown
  /** 0 where nothing is said. */
  readonly exit?: number
}

/** What a command is given besides its words. */
export type Io = {
  readonly terminal: Terminal
  /** Says at once what a command without an end has to tell: a line, or with --json a value in a line. */
  readonly tell: (line: string, json: object) => void
  /** Says how far it is; the next replaces it. */
  readonly progress: (line: string) => void
}

/** Wrong input: nothing was begun. */
export class WrongInput extends Error {
  override name = 'WrongInput'
}
/** It was begun rightly, and could not be done. */
export class CommandFailed extends Error {
  override name = 'NotDone'
}

/** Without a terminal, a log gets a line of progress this often. */
const progressEveryMs = 10_000

export type Shell = {
  /** Makes a command's work its action. */
  readonly does: <Words extends unknown[]>(
    work: (io: Io, ...words: Words) => Promise<CommandResult>,
  ) => (this: Command, ...words: Words) => Promise<void>
  readonly exit: () => number
}

export function createShell(terminal: Terminal): Shell {
  let exit = 0
  return {
    exit: () => exit,
    does: (work) =>
      async function (...words) {
        const json = this.opts().json === true
        const progress = createProgress(terminal)
        const io: Io = {
          terminal,
          progress: progress.say,
          tell: (line, value) => terminal.out(`${json ? JSON.stringify(value) : line}\n`),
        }
        try {
          const result = await work(io, ...words)
          progress.clear()
          if (json && result.json !== undefined) terminal.out(`${JSON.stringify(result.json, null, 2)}\n`)
          else if (!json) for (const line of result.lines) terminal.out(`${line}\n`)
          exit = result.exit ?? 0
        } finally {
          progress.clear()
        }
      },
  }
}

function createProgress({ watched, err }: Terminal) {
  let last = performance.now()
  let shown = false
  return {
    say: (line: string): void => {
      if (watched) {
        err(`\r\u001b[K${line}`)
        shown = true
      } else if (performance.now() - last >= progressEveryMs) {
        err(`${line}\n`)
        last = performance.now()
      }
    },
    clear: (): void => {
      if (shown) err('\r\u001b[K')
      shown = false
    },
  }
}

/** Says in one line what went wrong, and gives the exit code. A fault of ours keeps its stack: it is no line for an operator. */
export function printError(error: unknown, { err }: Terminal): number {
  // Commander has said it already; its help and its version are no errors.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (error instanceof WrongInput || error instanceof InvalidArgumentError) {
    err(`error: ${error.message}\n`)
    return 2
  }
  if (error instanceof CommandFailed || codeOf(error) !== null) {
    err(`error: ${reasonOf(error)}\n`)
    return 1
  }
  err(`error: a fault of Florin's own: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  return 1
}
