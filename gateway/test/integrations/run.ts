/**
 * Drives real client libraries against a running gateway: `npm run test:integrations`, or `-- NAME …` for some of them. Each is
 * installed from its registry into `.integrations/NAME`, so this needs the network, and is no part of `npm test`; it is run
 * before a release, and writes its scoreboard to docs/using/integrations.md when all of them were driven.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connectPlain } from '../../src/storage/database.ts'
import { startTestServer } from '../support/database.ts'
import type { IntegrationResult } from './checks.ts'
import { type Integration, integrations } from './list.ts'

const here = import.meta.dirname
const root = join(here, '../../..')
const folder = join(root, '.integrations')
/** A driver that hangs is ended; the slowest takes a tenth of it. */
const driverTimeoutMs = 120_000

type Outcome = Integration & {
  readonly version: string
  readonly results: readonly IntegrationResult[]
  readonly absent?: string
}

/** Installs the packages of an integration where they are not the wanted ones yet. */
function install({ name, packages }: Integration): string {
  const at = join(folder, name)
  if (Object.keys(packages).length === 0) return at
  mkdirSync(at, { recursive: true })
  const wanted = `${JSON.stringify({ private: true, dependencies: packages }, null, 2)}\n`
  const file = join(at, 'package.json')
  if (existsSync(join(at, 'node_modules')) && existsSync(file) && readFileSync(file, 'utf8') === wanted) return at
  writeFileSync(file, wanted)
  console.log(`   installing ${Object.keys(packages).join(', ')} …`)
  const flags = ['--no-audit', '--no-fund', '--legacy-peer-deps', '--ignore-scripts', '--silent']
  const { status } = spawnSync('npm', ['install', ...flags], { cwd: at, stdio: 'inherit' })
  if (status !== 0) throw new Error(`npm install in ${at} ended with ${status}`)
  return at
}

const versionOf = ({ packages }: Integration, at: string): string => {
  const [first] = Object.keys(packages)
  if (first === undefined) return ''
  const text = readFileSync(join(at, 'node_modules', first, 'package.json'), 'utf8')
  return String((JSON.parse(text) as { version: string }).version)
}

/** The command that runs a driver. */
function commandOf({ name, runtime, fixedHost }: Integration): readonly string[] {
  if (runtime !== undefined) return [runtime.command, join(here, 'drivers', `${name}.${runtime.extension}`)]
  const led = fixedHost === true ? ['--require', join(here, 'to-gateway.cjs')] : []
  return [process.execPath, ...led, join(here, 'drivers', `${name}.ts`)]
}

async function driven(
  command: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<readonly IntegrationResult[]> {
  const [program = '', ...args] = command
  const child = spawn(program, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  const timer = setTimeout(() => child.kill('SIGKILL'), driverTimeoutMs)
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString()
  })
  await new Promise<void>((resolve) => child.on('close', () => resolve()))
  clearTimeout(timer)
  const last = out.trim().split('\n').at(-1) ?? ''
  try {
    return JSON.parse(last) as IntegrationResult[]
  } catch {
    const why = (err || out).trim().split('\n').slice(-3).join(' ').slice(0, 300) || 'it said nothing'
    return [{ name: 'the driver itself', state: 'failed', why }]
  }
}

/** A gateway of its own, as a newcomer starts it, on a free port. */
async function startGateway(): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, ['gateway/src/app/main.ts'], {
    cwd: root,
    env: {
      ...process.env,
      DATABASE_URL: '',
      PORT: '0',
      FLORIN_DATA_DIR: join(folder, 'gateway'),
      FLORIN_LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      const found = /ready at (\S+)/.exec(output)?.[1]
      if (found !== undefined) resolve(found)
    })
    child.on('exit', () => reject(new Error(`the gateway did not start: ${output}`)))
  })
  return { url, child }
}

/** A database for a client that keeps one: emptied before each run. */
async function databaseFor(name: string, server: Awaited<ReturnType<typeof startTestServer>>): Promise<string> {
  const database = `client_${name.replaceAll('-', '_')}`
  const client = await connectPlain(server.connection)
  await client.query(`drop database if exists ${database} with (force)`)
  await client.query(`create database ${database}`)
  // Its migrations give tables to this role, as hosted databases have it.
  const { rows } = await client.query("select 1 from pg_roles where rolname = 'postgres'")
  if (rows.length === 0) await client.query('create role postgres')
  await client.end()
  const { host, port, user, password } = server.connection
  const address = new URL(`postgres://localhost/${database}`)
  address.username = String(user)
  address.password = String(password)
  // A socket's folder is no host name.
  address.searchParams.set('host', String(host))
  address.searchParams.set('port', String(port))
  return address.href
}

const counted = (results: readonly IntegrationResult[], state: IntegrationResult['state']): number =>
  results.filter((result) => result.state === state).length

function scoreboard(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map(({ title, version, results, absent }) =>
    absent === undefined
      ? `| ${title} | ${version} | ${counted(results, 'passed')} of ${results.length} | ${[
          ...new Set(results.filter(({ state }) => state === 'waits').map(({ why }) => why)),
        ].join('; ')} | ${results
          .filter(({ state }) => state === 'failed')
          .map(({ name, why }) => `${name}: ${why.replaceAll('|', '\\|')}`)
          .join('<br>')} |`
      : `| ${title} | | not driven | ${absent} | |`,
  )
  return `<!-- npm run test:integrations -->

# Real clients

What published client libraries and plugins do, unchanged, against this gateway. Each step is one call that the library makes, or
one thing that it must find afterwards. \`npm run test:integrations\` installs them into \`.integrations/\`, drives them, and writes
this page.

| client | version | steps passed | waits for | fails |
|---|---|---|---|---|
${rows.join('\n')}
`
}

async function main(names: readonly string[]): Promise<number> {
  const unknown = names.find((name) => !integrations.some((one) => one.name === name))
  if (unknown !== undefined) {
    console.error(`there is no ${unknown}; there are ${integrations.map(({ name }) => name).join(', ')}`)
    return 1
  }
  mkdirSync(folder, { recursive: true })
  const server = await startTestServer()
  const gateway = await startGateway()
  const outcomes: Outcome[] = []
  try {
    for (const one of integrations.filter(({ name }) => names.length === 0 || names.includes(name))) {
      const began = performance.now()
      const probed = one.runtime === undefined ? 0 : spawnSync(one.runtime.command, [...one.runtime.probe]).status
      if (one.runtime !== undefined && probed !== 0) {
        outcomes.push({ ...one, version: '', results: [], absent: `it needs ${one.runtime.how}` })
        console.log(`-- ${one.title}: not driven; it needs ${one.runtime.how}`)
        continue
      }
      const at = install(one)
      const results = await driven(commandOf(one), {
        ...process.env,
        FLORIN_URL: gateway.url,
        FLORIN_KEY: demoKey(),
        FLORIN_PACKAGES: at,
        NODE_NO_WARNINGS: '1',
        ...(one.database === true ? { FLORIN_DATABASE: await databaseFor(one.name, server) } : {}),
      })
      const failed = results.filter(({ state }) => state === 'failed')
      const seconds = ((performance.now() - began) / 1000).toFixed(1)
      outcomes.push({ ...one, version: versionOf(one, at), results })
      console.log(
        `${failed.length === 0 ? 'ok' : 'FAILED'} ${one.title}: ${counted(results, 'passed')} of ${results.length} (${seconds} s)`,
      )
      for (const { name, why } of results.filter(({ state }) => state === 'waits'))
        console.log(`   waits: ${name}: ${why}`)
      for (const { name, why } of failed) console.log(`   failed: ${name}: ${why}`)
    }
  } finally {
    gateway.child.removeAllListeners('exit')
    gateway.child.kill('SIGTERM')
    await new Promise((resolve) => gateway.child.on('exit', resolve))
    await server.stop()
  }
  if (names.length === 0) writeFileSync(join(root, 'docs/using/integrations.md'), scoreboard(outcomes))
  return outcomes.some(({ results }) => counted(results, 'failed') > 0) ? 1 : 0
}

/** The demo account's key, as the gateway prints it at its start. */
const demoKey = (): string => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  return /sk_test_\w+/.exec(readme)?.[0] ?? 'sk_test_florindemokeyforeveryone'
}

const given = process.argv.slice(2)
if (given.includes('--help')) {
  console.log(`npm run test:integrations [-- NAME …]   drives ${integrations.map(({ name }) => name).join(', ')}`)
} else {
  process.exitCode = await main(given)
}
