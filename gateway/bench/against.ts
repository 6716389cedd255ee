/**
 * `npm run bench -- --against COMMIT`: this tree and another commit, in turns on one machine. From one minute to the next a machine drifts by
 * more than a change is worth, so two runs one after the other say nothing. Here both gateways stay up, each with a database of its own, and
 * take the same load by turns (A B, B A, …); what is compared are medians. Processor time a payment drifts least, and counts first.
 */
import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, loadFrom } from './gateway-process.ts'

/** What one turn showed. Times of the processor in microseconds a payment; null where the system does not tell them. */
type Turn = {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  readonly gatewayUs: number | null
  readonly databaseUs: number | null
}
type Side = {
  readonly name: string
  readonly tree: string
  readonly pid: number
  readonly port: number
  stop(): Promise<void>
}

/** Medians of one number of connections, for both sides, and this tree's as a share of the other's. */
export type Comparison = { readonly connections: number } & {
  readonly [Figure in keyof Turn]: { readonly here: number; readonly there: number; readonly ratio: number } | null
}

/** Linux counts in hundredths of a second. */
const tickMs = 10
const turnSeconds = { quick: 3, whole: 8 }
const rounds = { quick: 4, whole: 8 }

/**
 * Compares this checkout with `commit` at 64 and at 256 connections. Needs git, and installs the other commit's packages where its lock
 * file differs; both are run by the Node that runs this. Errors of the load fail the comparison.
 */
export async function against(commit: string, quick: boolean, say: (line: string) => void): Promise<Comparison[]> {
  const folder = mkdtempSync(join(tmpdir(), 'florin-against-'))
  chmodSync(folder, 0o755)
  const other = join(folder, 'tree')
  const sides: Side[] = []
  try {
    checkout(commit, other, say)
    for (const [name, tree] of [
      ['here', process.cwd()],
      ['there', other],
    ] as const)
      sides.push(await startSide(name, tree, join(folder, `data-${name}`)))
    const [here, there] = sides
    if (here === undefined || there === undefined) throw new Error('both sides are started')
    const compared: Comparison[] = []
    for (const connections of [64, 256]) {
      compared.push(await compare({ here, there, connections, quick, say }))
    }
    return compared
  } finally {
    for (const side of sides) await side.stop()
    execFileSync('git', ['worktree', 'remove', '--force', other], { stdio: 'ignore' })
    rmSync(folder, { recursive: true, force: true })
  }
}

function checkout(commit: string, tree: string, say: (line: string) => void): void {
  execFileSync('git', ['worktree', 'add', '--detach', tree, commit], { stdio: ['ignore', 'ignore', 'inherit'] })
  const lock = 'package-lock.json'
  if (readFileSync(lock, 'utf8') === readFileSync(join(tree, lock), 'utf8')) {
    symlinkSync(join(process.cwd(), 'node_modules'), join(tree, 'node_modules'))
    return
  }
  say(`installing the packages of ${commit}`)
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: tree, stdio: ['ignore', 'ignore', 'inherit'] })
}

/** As `npm start` would, with the flags that its script gives to Node. */
async function startSide(name: string, tree: string, dataDir: string): Promise<Side> {
  const port = await freePort()
  const { scripts } = JSON.parse(readFileSync(join(tree, 'package.json'), 'utf8')) as { scripts: { start: string } }
  const flags = scripts.start.split(' ').filter((word) => word.startsWith('--max-'))
  const entry = ['gateway/bin/start.mjs', 'gateway/src/app/main.ts'].find((file) => existsSync(join(tree, file))) ?? ''
  const child = spawn(process.execPath, [...flags, entry], {
    cwd: tree,
    env: { ...process.env, PORT: String(port), FLORIN_DATA_DIR: dataDir, NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  process.once('exit', () => child.kill('SIGTERM'))
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the gateway of ${name} ended with ${code}`)))
    child.stdout.on('data', (chunk: Buffer) => {
      if (!chunk.includes('is ready')) return
      const stop = () => {
        child.kill('SIGTERM')
        return ended
      }
      resolve({ name, tree, pid: child.pid ?? 0, port, stop })
    })
  })
}

async function compare(options: {
  here: Side
  there: Side
  connections: number
  quick: boolean
  say: (line: string) => void
}): Promise<Comparison> {
  const { here, there, connections, quick, say } = options
  const length = quick ? 'quick' : 'whole'
  const turns = { here: [] as Turn[], there: [] as Turn[] }
  for (const side of [here, there]) await turn(side, connections, turnSeconds[length])
  for (let round = 0; round < rounds[length]; round++) {
    const order = [['here', here] as const, ['there', there] as const]
    for (const [name, side] of round % 2 === 0 ? order : order.reverse())
      turns[name].push(await turn(side, connections, turnSeconds[length]))
    say(`  ${connections} connections, round ${round + 1} of ${rounds[length]}`)
  }
  const of = (figure: keyof Turn) => {
    const [a, b] = [median(turns.here.map((one) => one[figure])), median(turns.there.map((one) => one[figure]))]
    return a === null || b === null ? null : { here: a, there: b, ratio: a / b }
  }
  const compared: Comparison = {
    connections,
    perSecond: of('perSecond'),
    p50: of('p50'),
    p99: of('p99'),
    gatewayUs: of('gatewayUs'),
    databaseUs: of('databaseUs'),
  }
  for (const line of linesOf(compared)) say(line)
  return compared
}

const linesOf = ({ connections, ...figures }: Comparison): string[] =>
  Object.entries(figures).map(([name, figure]) =>
    figure === null
      ? `${connections}  ${name}: not told by this system`
      : `${connections}  ${name.padEnd(10)} here ${figure.here.toFixed(1).padStart(8)}  there ${figure.there.toFixed(1).padStart(8)}  ratio ${figure.ratio.toFixed(2)}`,
  )

function median(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b)
  return known.length < values.length ? null : (known[Math.floor(known.length / 2)] ?? null)
}

async function turn({ tree, pid, port }: Side, connections: number, seconds: number): Promise<Turn> {
  const before = { gateway: processorMs([pid]), database: processorMs(childrenOf(pid)) }
  const result = await loadFrom(tree, { kind: 'pay', port, connections, seconds })
  if (result.errors > 0) throw new Error(`payments failed: ${JSON.stringify(result.statuses)}, ${result.errors} errors`)
  const since = (now: number | null, then: number | null) =>
    now === null || then === null ? null : ((now - then) * 1000) / result.requests
  return {
    perSecond: result.perSecond,
    p50: result.p50,
    p99: result.p99,
    gatewayUs: since(processorMs([pid]), before.gateway),
    databaseUs: since(processorMs(childrenOf(pid)), before.database),
  }
}

/** Fields 14 and 15 of `stat`, after the name, which may hold blanks. Processes that ended meanwhile are left out of both ends. */
function processorMs(pids: readonly number[]): number | null {
  if (!existsSync('/proc/self/stat')) return null
  return pids.reduce((sum, pid) => {
    const stat = statOf(pid)
    return stat === null ? sum : sum + (Number(stat[11]) + Number(stat[12])) * tickMs
  }, 0)
}

const statOf = (pid: number): string[] | null => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? null
  } catch {
    return null
  }
}

/** The database's processes: whatever hangs below the gateway. */
function childrenOf(pid: number): number[] {
  if (!existsSync('/proc/self/stat')) return []
  const parents = readdirSync('/proc').flatMap((name) => {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : null
    return stat === null ? [] : [[Number(name), Number(stat[1])] as const]
  })
  const found = [pid]
  for (const root of found) for (const [child, parent] of parents) if (parent === root) found.push(child)
  return found.slice(1)
}
