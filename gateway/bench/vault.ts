/**
 * `npm run bench -- vault`: what the vault adds. First by itself, over a database: sealing a card, and opening it with its line
 * in the record of reveals. Then end to end, one caller: a card in the vault against a published test card that is used in
 * the same way and needs no vault, in turns, so that whatever else the machine does meets them alike.
 */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'undici'
import { Call, Secret } from '../src/kernel/secret.ts'
import { createPool } from '../src/storage/database.ts'
import { startEmbedded } from '../src/storage/embedded/index.ts'
import { migrate } from '../src/storage/migrate.ts'
import { openKeeper } from '../src/vault/open.ts'
import { withRing } from '../src/vault/settings.ts'

const number = '4242424242424242'
const card = 'card[number]=4242424242424242&card[exp_month]=12&card[exp_year]=2034&card[cvc]=123'
const pay = 'amount=2000&currency=eur&confirm=true&'
const [port, vaultPort] = [4391, 4392]

const quantile = (sorted: readonly number[], share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0
const summary = (times: number[]) => {
  const sorted = times.toSorted((a, b) => a - b)
  return { p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99) }
}
const line = (name: string, { p50, p99 }: { p50: number; p99: number }, than?: number): void =>
  console.log(
    `  ${name.padEnd(34)} p50 ${p50.toFixed(3)}  p99 ${p99.toFixed(3)} ms${than === undefined ? '' : `   adds ${(p50 - than).toFixed(3)} at p50`}`,
  )

async function timed(count: number, work: (at: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (let at = 0; at < count; at++) {
    const began = performance.now()
    await work(at)
    times.push(performance.now() - began)
  }
  return times
}

/** The vault without HTTP and payments, one caller. */
async function alone(count: number): Promise<void> {
  const dataDir = openFolder()
  const server = await startEmbedded({ dataDir, lock: false })
  if ('refused' in server) throw new Error(server.refused)
  await migrate(server.connection)
  const pool = createPool(server.connection, 4)
  const { vault } = openKeeper(pool, withRing({ current: 1, keys: new Map([[1, new Secret(randomBytes(32))]]) }))
  await vault.start()
  const store = (at: number) =>
    vault.store({ env: 'env_1', id: `pm_${at}`, plain: Buffer.from(number), mark: { account: 'a', prefix: '' } })
  const { record } = await store(0)
  await pool.query(
    'insert into vault_records (env, id, version, sealed, data_key, wrapped) values ($1, $2, $3, $4, $5, $6)',
    ['env_1', record.id, record.version, record.sealed, record.data_key, record.wrapped],
  )
  const reveal = async (at: number) => {
    const call = Call.begin(`call_${at}`, 'authorise')
    const secret = await vault.reveal(call, 'env_1', 'pm_0')
    if (secret.reveal(call) !== number) throw new Error('another card came out')
    call.end()
  }
  await timed(count / 4, store)
  await timed(count / 4, reveal)
  console.log('the vault alone, one caller')
  line('seal and fingerprint', summary(await timed(count, store)))
  line('reveal, written down', summary(await timed(count, reveal)))
  await pool.end()
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
}

function openFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'florin-bench-'))
  chmodSync(folder, 0o755)
  return folder
}

async function started(args: readonly string[], env: NodeJS.ProcessEnv): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, NODE_NO_WARNINGS: '1', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  process.once('exit', () => child.kill('SIGTERM'))
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => chunk.includes('ready at') && resolve())
    child.on('exit', (code) => reject(new Error(`${args.join(' ')} ended with ${code}`)))
  })
  return () =>
    new Promise((resolve) => {
      child.removeAllListeners('exit')
      child.on('exit', () => resolve())
      child.kill('SIGTERM')
    })
}

/** Payments over HTTP in turns of the three kinds. */
async function payments(name: string, count: number): Promise<void> {
  const client = new Client(`http://127.0.0.1:${port}`)
  const post = async (path: string, body: string): Promise<string> => {
    const answer = await client.request({
      method: 'POST',
      path,
      headers: {
        authorization: 'Bearer sk_test_florindemokeyforeveryone',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body,
    })
    const text = await answer.body.text()
    if (answer.statusCode !== 200) throw new Error(text)
    return text
  }
  const save = async (fields: string): Promise<string> =>
    (JSON.parse(await post('/v1/payment_methods', `type=card&${fields}`)) as { id: string }).id
  const data = `${pay}payment_method_data[type]=card&`
  const kinds = [
    ['saved, published number', `${pay}payment_method=${await save('card[token]=tok_visa')}`],
    ['saved, in the vault', `${pay}payment_method=${await save(card)}`],
    ['with the payment, published number', `${data}payment_method_data[card][token]=tok_visa`],
    ['with the payment, in the vault', data + card.replaceAll('card[', 'payment_method_data[card][')],
  ] as const
  const times = new Map<string, number[]>(kinds.map(([kind]) => [kind, []]))
  for (let at = -count / 4; at < count; at++)
    for (const [kind, body] of kinds) {
      const [taken = 0] = await timed(1, () => post('/v1/payment_intents', body))
      if (at >= 0) times.get(kind)?.push(taken)
    }
  console.log(`\n${name}: payments over HTTP, one caller`)
  for (const [at, [kind]] of kinds.entries()) {
    const base = at % 2 === 0 ? undefined : summary(times.get(kinds[at - 1]?.[0] ?? kind) ?? []).p50
    line(kind, summary(times.get(kind) ?? []), base)
  }
  await client.close()
}

const gatewayArgs = ['--max-old-space-size=256', 'gateway/src/app/main.ts']

export async function vaultBench(quick: boolean): Promise<void> {
  await alone(quick ? 2000 : 20_000)
  const count = quick ? 400 : 4000
  for (const apart of [false, true]) {
    const dataDir = openFolder()
    const token = randomBytes(24).toString('base64')
    const own = { FLORIN_DATA_DIR: dataDir }
    const stops: (() => Promise<void>)[] = []
    if (apart)
      stops.push(
        await started(['gateway/src/app/cli/main.ts', 'vault', 'serve'], {
          ...own,
          PORT: String(vaultPort),
          FLORIN_VAULT_TOKEN: token,
        }),
      )
    stops.unshift(
      await started(gatewayArgs, {
        ...own,
        PORT: String(port),
        ...(apart ? { FLORIN_VAULT_URL: `http://127.0.0.1:${vaultPort}`, FLORIN_VAULT_TOKEN: token } : {}),
      }),
    )
    await payments(apart ? 'two processes' : 'one process', count)
    for (const stop of stops) await stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
