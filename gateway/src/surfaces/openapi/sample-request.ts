/** A request of an operation as somebody would send it: the fields that it must have, and what makes it worth sending. */
import { lookup } from '../../kernel/lookup.ts'
import type { ApiDocument } from './document.ts'
import type { DocumentSchema } from './schema.ts'

/** An own server, as it listens usually. */
export const sampleServer = 'http://127.0.0.1:4242'

export type SampleRequest = {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** With ids and query. */
  readonly url: string
  /** Of the body, in bracket notation. */
  readonly fields: readonly (readonly [name: string, value: string])[]
}

type Values = Readonly<Record<string, unknown>>

/** What is sent beside, or instead of, the fields that an operation must have. */
const told = lookup<Values>({
  'PaymentIntents.Create': { amount: 2000, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' },
  'PaymentIntents.Update': { metadata: { order_id: '6735' } },
  'PaymentIntents.Confirm': { payment_method: 'pm_card_visa' },
  'PaymentIntents.Capture': { amount_to_capture: 1500 },
  'PaymentIntents.IncrementAuthorization': { amount: 2500 },
  'PaymentIntents.Cancel': { cancellation_reason: 'requested_by_customer' },
  'PaymentIntents.Search': { query: "status:'succeeded' AND amount>1000" },
  'PaymentIntents.SubmitCode': { code: '123456' },
  'PaymentIntents.VerifyMicrodeposits': { amounts: [32, 45] },
  'SetupIntents.VerifyMicrodeposits': { amounts: [32, 45] },
  'Charges.Create': { amount: 2000, currency: 'eur', source: 'tok_visa' },
  'Charges.Update': { description: 'Order 6735' },
  'Charges.Search': { query: "payment_method_details.card.last4:'4242'" },
  'Refunds.Create': { payment_intent: 'pi_0VqZ8kT3n5', amount: 500 },
  'Refunds.Update': { metadata: { ticket: '88' } },
  'PaymentMethods.Create': { type: 'card', card: { token: 'tok_visa' } },
  'PaymentMethods.Update': { metadata: { note: 'preferred' } },
  'PaymentMethods.Attach': { customer: 'cus_0VqZ8kT3n5' },
  'PaymentMethods.List': { customer: 'cus_0VqZ8kT3n5' },
  'Tokens.Create': { card: { number: '4242424242424242', exp_month: 12, exp_year: 2030, cvc: '123' } },
  'Customers.Create': { name: 'Ada Lovelace', email: 'ada@example.com' },
  'Customers.Update': { phone: '+442071838750' },
  'Customers.Search': { query: "email:'ada@example.com'" },
  'Customers.CreateSource': { source: 'tok_visa' },
  'Customers.CreateCard': { source: 'tok_visa' },
  'SetupIntents.Create': { customer: 'cus_0VqZ8kT3n5' },
  'SetupIntents.Confirm': { payment_method: 'pm_card_visa' },
  'SetupAttempts.List': { setup_intent: 'seti_0VqZ8kT3n5' },
  'CustomerSessions.Create': {
    customer: 'cus_0VqZ8kT3n5',
    components: { payment_element: { enabled: true } },
  },
  'TestHelpers.ConfirmationTokens.Create': { payment_method: 'pm_card_visa' },
  'ConfirmationTokens.Make': { payment_method: 'pm_card_visa' },
  'WebhookEndpoints.Create': { url: 'https://shop.example/webhooks', enabled_events: ['charge.*'] },
  'WebhookEndpoints.Update': { enabled_events: ['*'] },
  'WebhookDeliveries.ResendSince': { since: 1_790_000_000 },
  'ApiKeys.Create': { type: 'restricted', permissions: { refunds: 'write' } },
  'Orders.Create': { currency: 'eur', line_items: [{ name: 'Tea', amount: 700, quantity: 2 }] },
  'TestHelpers.Clock': { advance: 86_400 },
  'TestHelpers.Faults.Create': { on: 'authorise', do: 'lose_answer', nth: 3, known_after_seconds: 7200 },
  'TestHelpers.PaymentIntents.Simulate': { outcome: 'succeed' },
})

/** Values for fields that an operation must have, by name. */
const usual = lookup<unknown>({
  amount: 2000,
  code: '123456',
  currency: 'eur',
  customer: 'cus_0VqZ8kT3n5',
  client_secret: 'cuss_0VqZ8kT3n5_secret_x',
  payment_method: 'pm_card_visa',
  query: 'created>1790000000',
})

function sampleValue(name: string, schema: DocumentSchema): unknown {
  const known = usual[name]
  if (known !== undefined) return known
  if (schema.enum !== undefined) return schema.enum[0]
  const type = [schema.type].flat()[0]
  if (type === 'integer' || type === 'number') return 1
  if (type === 'boolean') return true
  return type === 'array' ? [sampleValue(name, schema.items ?? {})] : name
}

const required = (schema: DocumentSchema | undefined): Values => {
  const names = Array.isArray(schema?.required) ? schema.required : []
  return Object.fromEntries(names.map((name) => [name, sampleValue(name, schema?.properties?.[name] ?? {})]))
}

/** Collections whose objects go by another noun than the path says. */
const nouns = lookup({ history: 'balance_transaction', sources: 'card', cards: 'card', audit_log: 'audit_log_entry' })

/** `/v1/customers/{id}/sources/{source}` → with the ids that the objects of both collections have as examples. */
const withIds = (path: string, schemas: Readonly<Record<string, DocumentSchema>>): string =>
  path.replace(/([a-z_]+)\/\{\w+\}/g, (_, collection: string) => {
    const noun = nouns[collection] ?? collection.replace(/s$/, '')
    const { properties: { id = {} } = {} } = schemas[noun] ?? {}
    return `${collection}/${id.examples?.[0] ?? 'id'}`
  })

/** `{ a: { b: 1 }, c: [2] }` → `a[b]` 1, `c[0]` 2. */
function fieldsIn(values: unknown, path = ''): (readonly [string, string])[] {
  if (typeof values !== 'object' || values === null) return [[path, String(values)]]
  return Object.entries(values).flatMap(([name, value]) => fieldsIn(value, path === '' ? name : `${path}[${name}]`))
}

const inQuery = (fields: readonly (readonly [string, string])[]): string =>
  fields.length === 0 ? '' : `?${fields.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`

export function sampleOf(
  { components: { schemas } }: ApiDocument,
  method: string,
  path: string,
  operation: DocumentSchema,
): SampleRequest {
  const id = String(operation.operationId)
  const parameters = operation.parameters as readonly (DocumentSchema & { name?: string; schema?: DocumentSchema })[]
  const query = parameters
    .filter((parameter) => parameter.in === 'query' && (parameter.required as unknown) === true)
    .map(({ name = '', schema = {} }) => [name, sampleValue(name, schema)] as const)
  const place = `${sampleServer}${withIds(path, schemas)}`
  if (method === 'post')
    return { method: 'POST', url: place, fields: fieldsIn({ ...required(schemas[`${id}.request`]), ...told[id] }) }
  const isPage = parameters.some(({ name }) => name === 'limit')
  const asked = { ...Object.fromEntries(query), ...told[id], ...(isPage ? { limit: 3 } : {}) }
  return {
    method: method === 'delete' ? 'DELETE' : 'GET',
    url: `${place}${method === 'get' ? inQuery(fieldsIn(asked)) : ''}`,
    fields: [],
  }
}
