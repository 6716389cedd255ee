/** A gateway as operators run it: a process of its own with an embedded database, started and killed again and again. */
import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { after } from 'node:test'
import { openFolder } from './database.ts'

export type ServerProcess = {
  /** Where the database is; every start is on the same. */
  readonly dataDir: string
  /** Starts a gateway; gives its address. */
  start(): Promise<string>
  /** Ends the one that runs, and waits until it has ended; gives its exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>
  /** Waits until the one that runs has ended by itself; gives its exit code. */
  ended(): Promise<number | null>
}

/** Settings beside the usual ones, what Node is told (`--max-old-space-size=256`), and where the gateway is, if not here. */
export type ProcessChoices = {
  readonly env?: Readonly<Record<string, string>>
  readonly node?: readonly string[]
  readonly root?: string
}

/** One after the other on one data folder, which is removed after the file's tests. */
export function serverProcess(choices: ProcessChoices = {}): ServerProcess {
  const dataDir = openFolder()
  let child: ChildProcess | null = null

  const end: ServerProcess['end'] = async (signal) => {
    child?.kill(signal)
    return await ended()
  }
  const ended: ServerProcess['ended'] = async () => {
    const ending = child
    if (ending === null) return null
    if (ending.exitCode === null && ending.signalCode === null)
      await new Promise<void>((resolve) => ending.on('exit', () => resolve()))
    return ending.exitCode
  }
  after(async () => {
    await end('SIGTERM')
    rmSync(dataDir, { recursive: true, force: true })
  })
  return {
    dataDir,
    end,
    ended,
    start: async () => {
      const started = spawn(process.execPath, [...(choices.node ?? []), 'gateway/src/app/main.ts'], {
        env: {
          ...process.env,
          PORT: '0',
          FLORIN_DATA_DIR: dataDir,
          FLORIN_LOG_LEVEL: 'silent',
          NODE_NO_WARNINGS: '1',
          ...choices.env,
        },
        ...(choices.root === undefined ? {} : { cwd: choices.root }),
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      child = started
      let output = ''
      started.stderr.on('data', (chunk: Buffer) => {
        output += chunk.toString()
      })
      return await new Promise<string>((resolve, reject) => {
        started.stdout.on('data', (chunk: Buffer) => {
          output += chunk.toString()
          const found = /ready at (\S+)/.exec(output)?.[1]
          if (found !== undefined) resolve(found)
        })
        started.on('exit', () => reject(new Error(`the gateway did not start: ${output}`)))
      })
    },
  }
}
