/** For the tests in this folder: the HTTP server alone, over handlers that only record their calls. */
import { after } from 'node:test'
import { pino } from 'pino'
import { Type } from 'typebox'
import { usualReceipts } from '../../engine/command.ts'
import { createGate } from '../../engine/gate.ts'
import { defineRoute, type Engine, type Reply, type RequestContext } from '../../engine/route.ts'
import { view } from '../../engine/view.ts'
import { field } from '../../kernel/answer-schema.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { IdParams, MetadataField, MinorUnits, pageFields, Unsettable } from '../../kernel/schema.ts'
import { defaultFees } from '../../ledger/fees.ts'
import { createMetrics } from './metrics.ts'
import { createHttpServer } from './server.ts'

const environment = {
  id: 'env_1',
  account: 'acct_1',
  livemode: false,
  clock: { mode: 'wall' as const },
  fees: defaultFees,
  connectorAccounts: [{ id: 'simulator', connector: 'simulator', seed: 's' }],
  statementDescriptor: 'FLORIN',
  country: 'US',
  defaultCurrency: 'usd',
  receipts: usualReceipts,
  strictDialects: [],
}
const thing = (noun: string) =>
  view({
    noun,
    about: 'What the tests of this layer are about.',
    schema: () => Type.Object({ id: field.id('th', 'The id.'), object: field.object(noun) }),
    render: (id: string) => ({ id, object: noun }),
  })
/** The error object shows three others. */
const things = ['thing', 'payment_intent', 'setup_intent', 'payment_method'].map(thing)
const unused = () => {
  throw new Error('no test asks for this')
}
const engine: Engine = {
  run: unused,
  show: unused,
  list: unused,
  search: unused,
  showEvent: unused,
  listEvents: unused,
  webhooks: new Proxy({} as Engine['webhooks'], { get: unused }),
  keys: new Proxy({} as Engine['keys'], { get: unused }),
  audit: new Proxy({} as Engine['audit'], { get: unused }),
  row: unused,
  reply: unused,
  balances: unused,
  tokenise: unused,
  testCard: unused,
  acceptMethod: unused,
  keepCvc: unused,
  now: unused,
  convert: unused,
  publicUrl: unused,
}

const gate = createGate({
  access: {
    openId: unused,
    open: (key) => ({
      environment,
      kind: key.startsWith('pk_') ? 'publishable' : 'secret',
      key: 'key_1',
      hint: key,
      permissions: {},
      limits: { key: null, environment: null },
    }),
  },
  limiter: { take: () => 0 },
})

type Asked = { params: unknown; query: unknown; body: unknown; request: RequestContext }
/** Opens the HTTP server; `answer` is what every call answers, or throws. */
export async function openLayer(answer: () => Reply | Refusal | Promise<Reply>) {
  const asked: Asked[] = []
  const logged: string[] = []
  const handle = async ({ params, query, body, request }: Asked) => {
    asked.push({ params, query, body, request })
    return await answer()
  }
  const common = { tag: 'Things', summary: 'A thing', access: 'secret' as const, answers: { noun: 'thing' } }
  const card = Type.Object({ number: Type.String(), cvc: Type.String() }, { additionalProperties: false })
  const body = Type.Object(
    {
      amount: MinorUnits(),
      note: Type.Optional(Unsettable(Type.String({ maxLength: 100 }))),
      kinds: Type.Optional(Type.Array(Type.Object({ name: Type.String() }, { additionalProperties: false }))),
      card: Type.Optional(card),
      metadata: Type.Optional(MetadataField),
    },
    { additionalProperties: false },
  )
  const routes = [
    defineRoute({ ...common, method: 'POST', path: '/v1/things', operationId: 'Things.Create', body, handle }),
    defineRoute({
      ...common,
      method: 'GET',
      path: '/v1/things',
      operationId: 'Things.List',
      query: Type.Object(pageFields, { additionalProperties: false }),
      answers: { noun: 'thing', as: 'list' },
      handle,
    }),
    defineRoute({
      ...common,
      method: 'GET',
      path: '/v1/things/:id',
      operationId: 'Things.Retrieve',
      params: IdParams,
      access: 'client',
      handle,
    }),
  ]
  let ids = 0
  const server = await createHttpServer({
    routes,
    described: { views: things, events: [] },
    engine,
    gate,
    newId: (prefix) => `${prefix}_${++ids}`,
    logger: pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) }),
    publicUrl: () => 'https://pay.example',
    hashSecrets: async (values) => values.map((value) => `#${value.length}`),
    metrics: createMetrics(() => 0),
    ready: async () => null,
    cardNumbers: 'allow',
    refuseExpansion: () => null,
    requestTimeoutMs: 300,
  })
  after(() => server.app.close())

  type Call = { url?: string; method?: 'GET' | 'POST' | 'DELETE'; headers?: Record<string, string> }
  const call = async (payload: string | Buffer | null, { url = '/v1/things', method, headers = {} }: Call = {}) => {
    const given = await server.app.inject({
      url,
      method: method ?? (payload === null ? 'GET' : 'POST'),
      headers: {
        authorization: 'Bearer sk_test_1',
        ...(payload === null ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        ...headers,
      },
      ...(payload === null ? {} : { payload }),
    })
    const error = given.headers['content-type']?.toString().startsWith('application/json')
      ? given.json<{ error?: { code: string; param?: string; message: string; type: string; doc_url: string } }>().error
      : undefined
    return { status: given.statusCode, headers: given.headers, text: given.body, error }
  }
  return { server, asked, logged, call }
}
export const okReply: Reply = { status: 200, body: '{"object":"thing"}', replayed: false }
export const json = { headers: { 'content-type': 'application/json' } }
