/**
 * A real processor, as far as the gateway can tell: a server with books of its own, and a connector that speaks to it over HTTP
 * and does not pretend. So live environments can be tested, and what becomes of a call whose processor is not there.
 */
import { createServer, type IncomingMessage } from 'node:http'
import { after } from 'node:test'
import { type Capabilities, everythingBy } from '../../src/contracts/capabilities.ts'
import { type Connector, plainApproval, type Verb } from '../../src/contracts/connector.ts'
import { declineOf } from '../../src/contracts/declines.ts'
import { failureOf } from '../../src/contracts/send-failures.ts'
import { createAccount, createEnvironment, createKey } from '../../src/operations/accounts.ts'
import { officialClient, request } from '../client/client.ts'
import { type TestGateway, testStart } from './gateway.ts'

export type Processor = {
  readonly url: string
  /** What it was asked for, by key: `call_… /capture`. */
  readonly calls: string[]
  /** Answers it loses on their way, so that its caller never hears. */
  lose: boolean
  close(): Promise<void>
}

const bodyOf = async (request: IncomingMessage): Promise<Record<string, unknown>> => {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return JSON.parse(text) as Record<string, unknown>
}

/** Opens it on a port of its own. A number that ends in 5 is declined, everything else is taken. */
export async function openProcessor(): Promise<Processor> {
  const decided = new Map<string, unknown>()
  const processor = { url: '', calls: [] as string[], lose: false, close: async () => undefined }
  const server = createServer(async (asked, answer) => {
    const key = String(asked.headers['idempotency-key'])
    const path = asked.url ?? ''
    const body = await bodyOf(asked)
    const find = path.startsWith('/find/')
    if (!find) {
      processor.calls.push(`${key} ${path}`)
      const declined = String(body.number ?? '').endsWith('5')
      decided.set(key, { declined, reference: `acme_${key}`, mode: body.mode })
    }
    const known = decided.get(key)
    if (!find && processor.lose) return void asked.socket.destroy()
    answer
      .writeHead(known === undefined ? 404 : 200, { 'content-type': 'application/json' })
      .end(JSON.stringify(known ?? {}))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  processor.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  processor.close = () =>
    new Promise((resolve) => {
      server.closeAllConnections()
      server.close(() => resolve(undefined))
    })
  after(() => processor.close())
  return processor
}

type Asked = { card?: { number: { reveal(call: unknown): string } } | null; mode?: string }
type Context = { idempotencyKey: string; account: { id: string }; call: unknown; signal: AbortSignal }
type Said = { declined: boolean; reference: string; mode?: string }

/** Its connector, with the verbs that are wished for. `urlOf`: where the processor of an account is. */
export function acme(
  name: string,
  urlOf: (account: string) => string,
  verbs: readonly Verb[],
  capabilities: Capabilities = everythingBy(verbs),
): Connector {
  const ask = async (path: string, { idempotencyKey, account, signal }: Context, body: unknown) => {
    const answer = await fetch(`${urlOf(account.id)}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey, connection: 'close' },
      body: JSON.stringify(body),
      signal,
    }).catch((error: unknown) => failureOf(error))
    if ('outcome' in answer) return answer
    return answer.status === 404 ? ('never' as const) : ((await answer.json()) as Said)
  }
  const read = (said: Awaited<ReturnType<typeof ask>>, verb: Verb) => {
    if (said === 'never') return { outcome: 'never_received' as const }
    if ('outcome' in said) return said
    if (said.declined) return { outcome: 'declined' as const, decline: declineOf('insufficient_funds') }
    const approval = plainApproval(said.reference)
    const yes: Record<Verb, unknown> = {
      authorise: { outcome: said.mode === 'sale' ? 'captured' : 'authorised', approval },
      verify: { outcome: 'verified', approval },
      capture: { outcome: 'captured' },
      void: { outcome: 'voided' },
      increment: { outcome: 'incremented' },
      refund: { outcome: 'succeeded', reference: said.reference },
      cancel_refund: { outcome: 'canceled' },
    }
    return yes[verb]
  }
  const verb = (one: Verb) => async (asked: Asked, context: Context) =>
    read(await ask(`/${one}`, context, { number: asked.card?.number.reveal(context.call), mode: asked.mode }), one)
  const find = (one: Verb) => async (_: unknown, context: Context) => read(await ask(`/find/${one}`, context, {}), one)
  return {
    name,
    pretends: false,
    capabilities,
    verbs: Object.fromEntries(verbs.map((one) => [one, verb(one)])),
    find: Object.fromEntries(verbs.map((one) => [one, find(one)])),
  } as unknown as Connector
}

export const everyVerb: readonly Verb[] = [
  'authorise',
  'capture',
  'void',
  'increment',
  'refund',
  'verify',
  'cancel_refund',
]

/** A live environment of a new account, with the accounts at processors that are wished for. */
export async function liveMerchant(at: TestGateway, accounts: readonly { id: string; connector: string }[] = []) {
  const account = await createAccount(at.pool, at.newId, {})
  const env = await createEnvironment(at.pool, at.newId, account, true)
  const key = await createKey(at.pool, env, 'secret', true, testStart)
  const publishable = await createKey(at.pool, env, 'publishable', true, testStart)
  if (accounts.length > 0)
    await at.pool.query('update environments set doc = $1 where env = $2', [
      JSON.stringify({ connector_accounts: accounts.map((one) => ({ ...one, seed: '' })) }),
      env,
    ])
  const call = (path: string, form?: Record<string, unknown>, method?: string) =>
    request(at.url, path, {
      key,
      ...(form === undefined ? {} : { form }),
      ...(method === undefined ? {} : { method }),
    })
  return { env, key, publishable, call, stripe: officialClient(at.url, key) }
}
