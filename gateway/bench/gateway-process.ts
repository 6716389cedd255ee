/** A gateway of its own for a measurement, its load generator, and its database. */
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Connection, createPool, type Pool } from '../src/storage/database.ts'
import { startEmbedded } from '../src/storage/embedded/index.ts'
import type { LoadRequest, LoadResult } from './load.ts'

/** Free a moment ago; a fixed one might be somebody else's. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
export const benchPort = await freePort()
export const dataDir = mkdtempSync(join(tmpdir(), 'florin-bench-'))
chmodSync(dataDir, 0o755)

export type BenchGateway = { process: ChildProcess; pid: number; stop(): Promise<void> }

export async function startGateway(): Promise<BenchGateway> {
  const child = spawn(process.execPath, ['--max-old-space-size=256', 'gateway/src/app/main.ts'], {
    env: { ...process.env, PORT: String(benchPort), FLORIN_DATA_DIR: dataDir, NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  // A run that fails leaves no gateway behind.
  process.once('exit', () => child.kill('SIGTERM'))
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => chunk.includes('is ready') && resolve())
    child.on('exit', (code) => reject(new Error(`the gateway ended with ${code}`)))
  })
  child.removeAllListeners('exit')
  return {
    process: child,
    pid: child.pid ?? 0,
    stop: () =>
      new Promise((resolve) => {
        child.on('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}

export const load = (request: Omit<LoadRequest, 'port'>): Promise<LoadResult> =>
  loadFrom(process.cwd(), { ...request, port: benchPort })

/** By the generator of another checkout, which knows the demo key of its time. */
export function loadFrom(tree: string, request: LoadRequest): Promise<LoadResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['gateway/bench/load.ts', JSON.stringify(request)], {
      cwd: tree,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_NO_WARNINGS: '1' },
    })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
    child.on('exit', (code) =>
      code === 0
        ? resolve(JSON.parse(output) as LoadResult)
        : reject(new Error(`the load generator ended with ${code}`)),
    )
  })
}

export async function withDatabase<T>(
  work: (connection: Extract<Connection, { host: string }>, pool: Pool) => Promise<T>,
): Promise<T> {
  const server = await startEmbedded({ dataDir, lock: false })
  if ('refused' in server) throw new Error(server.refused)
  const pool = createPool(server.connection, 4)
  try {
    return await work(server.connection, pool)
  } finally {
    await pool.end()
  }
}
