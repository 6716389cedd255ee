/** The vault as a process of its own, with a database role of its own; and a role for the gateway that reads no vault. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { after } from 'node:test'
import { Secret } from '../../src/kernel/secret.ts'
import { type Connection, connectPlain } from '../../src/storage/database.ts'
import type { VaultSettings } from '../../src/vault/settings.ts'
import { freshDatabase } from './database.ts'

type ServerConnection = Extract<Connection, { host: string }>

export const urlOf = ({ user, password, host, port, database }: ServerConnection): string =>
  `postgres://${user}:${encodeURIComponent(password)}@${encodeURIComponent(host)}:${port}/${database}`

/** A fresh database with its two roles: what docs/operating/vault.md tells an operator to do. */
export async function dividedDatabase(): Promise<{
  owner: ServerConnection
  gateway: ServerConnection
  vault: ServerConnection
}> {
  const owner = await freshDatabase()
  const name = randomBytes(6).toString('hex')
  const password = randomBytes(12).toString('hex')
  const client = await connectPlain(owner)
  for (const role of [`api_${name}`, `vault_${name}`])
    await client.query(`create role ${role} login password '${password}'`)
  await client.query(`grant select, insert, update, delete on all tables in schema public to api_${name}`)
  await client.query(`grant usage on all sequences in schema public to api_${name}`)
  await client.query(`revoke all on vault_records, vault_keys, vault_accesses from api_${name}`)
  await client.query(`grant insert on vault_records to api_${name}`)
  await client.query(
    `grant select, insert, update, delete on vault_records, vault_keys, vault_accesses to vault_${name}`,
  )
  await client.query(`grant insert on audit_log to vault_${name}`)
  await client.end()
  return {
    owner,
    gateway: { ...owner, user: `api_${name}`, password },
    vault: { ...owner, user: `vault_${name}`, password },
  }
}

export type VaultProcess = {
  readonly url: string
  readonly token: string
  readonly settings: VaultSettings
  /** Kills it, as a crash would. */
  kill(): Promise<void>
  /** Starts it again at the same address. */
  restart(): Promise<void>
}

/** Runs `florin vault serve` on the database until the file's tests are over. */
export async function vaultProcess(connection: ServerConnection, kek: string): Promise<VaultProcess> {
  const token = randomBytes(24).toString('base64')
  let child: ChildProcess | null = null
  const begin = async (port: string): Promise<string> => {
    const started = spawn(process.execPath, ['gateway/src/app/cli/main.ts', 'vault', 'serve'], {
      env: {
        PATH: process.env.PATH,
        DATABASE_URL: urlOf(connection),
        FLORIN_KEK: kek,
        FLORIN_VAULT_TOKEN: token,
        PORT: port,
        NODE_NO_WARNINGS: '1',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child = started
    let output = ''
    return await new Promise<string>((resolve, reject) => {
      for (const stream of [started.stdout, started.stderr])
        stream.on('data', (chunk: Buffer) => {
          output += chunk.toString()
          const found = /ready at (\S+)/.exec(output)?.[1]
          if (found !== undefined) resolve(found)
        })
      started.on('exit', () => reject(new Error(`the vault did not start: ${output}`)))
    })
  }
  const kill = async (): Promise<void> => {
    const ending = child
    if (ending === null || ending.exitCode !== null || ending.signalCode !== null) return
    const ended = new Promise<void>((resolve) => ending.on('exit', () => resolve()))
    ending.kill('SIGKILL')
    await ended
  }
  after(kill)
  const url = await begin('0')
  return {
    url,
    token,
    settings: { ring: null, transit: null, remote: { url, token: new Secret(token) } },
    kill,
    restart: async () => void (await begin(new URL(url).port)),
  }
}
