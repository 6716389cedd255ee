/** Supabase's sync engine: its migrations, a backfill of what there is, and webhooks, into a database of its own. */
import { check, driverClient, needed, report, required, same, secretKey } from '../checks.ts'

type Sync = {
  syncBackfill(what: object): Promise<unknown>
  syncSingleEntity(id: string): Promise<unknown>
  processWebhook(payload: Buffer, signature: string): Promise<unknown>
}
type Engine = {
  runMigrations(options: object): Promise<unknown>
  StripeSync: new (options: object) => Sync
}
type Rows = { rows: Record<string, unknown>[] }
type Pg = {
  Client: new (
    url: string,
  ) => { connect(): Promise<void>; query(text: string, values: unknown[]): Promise<Rows>; end(): Promise<void> }
}

const databaseUrl = needed(process.env.FLORIN_DATABASE, 'npm run test:integrations')
const engine = required<Engine>('@supabase/stripe-sync-engine')
const stripe = driverClient(null)
const webhookSecret = 'whsec_integrations'
const quiet = () => undefined
const logger = { info: quiet, warn: quiet, error: quiet, debug: quiet }

await check('migrations', () => engine.runMigrations({ databaseUrl, schema: 'stripe', logger }))
const sync = new engine.StripeSync({
  poolConfig: { connectionString: databaseUrl },
  databaseUrl,
  schema: 'stripe',
  stripeSecretKey: secretKey,
  stripeWebhookSecret: webhookSecret,
  autoExpandLists: true,
  backfillRelatedEntities: true,
  logger,
})
const customer = await stripe.customers.create({
  email: 'sync@example.com',
  name: 'S',
  metadata: { a: 'b' },
  address: { line1: 'x', country: 'DE' },
})
const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id })
const intent = await stripe.paymentIntents.create({
  amount: 4200,
  currency: 'eur',
  customer: customer.id,
  payment_method: method.id,
  confirm: true,
  automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
})
const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 200 })
const setup = await stripe.setupIntents.create({ customer: customer.id })
const charge = String(intent.latest_charge)
const since = Math.floor(Date.now() / 1000) - 120

for (const object of ['customer', 'charge', 'payment_intent', 'setup_intent', 'payment_method', 'refund'])
  await check(`backfill of ${object}s`, () => sync.syncBackfill({ object, created: { gte: since } }))
for (const [object, waits] of [
  ['product', 'products and prices'],
  ['price', 'products and prices'],
  ['subscription', 'subscriptions'],
  ['invoice', 'invoices'],
  ['dispute', 'disputes'],
] as const)
  await check(`backfill of ${object}s`, () => sync.syncBackfill({ object }), waits)
for (const id of [customer.id, intent.id, charge, method.id, setup.id, refund.id])
  await check(`one ${id.split('_')[0]}_ by its id`, () => sync.syncSingleEntity(id))
for (const type of [
  'customer.created',
  'payment_method.attached',
  'payment_intent.created',
  'charge.succeeded',
  'payment_intent.succeeded',
  'refund.created',
  'charge.refunded',
  'setup_intent.created',
])
  await check(`the webhook ${type}`, async () => {
    const [event] = (await stripe.events.list({ type, limit: 1 })).data
    const payload = JSON.stringify(needed(event, type))
    await sync.processWebhook(
      Buffer.from(payload),
      stripe.webhooks.generateTestHeaderString({ payload, secret: webhookSecret }),
    )
  })
await check('its rows say what the gateway says', async () => {
  const { Client } = required<Pg>('pg')
  const client = new Client(databaseUrl)
  await client.connect()
  const row = async (table: string, id: string) =>
    needed((await client.query(`select * from stripe.${table} where id = $1`, [id])).rows[0], table)
  same(Number((await row('charges', charge)).amount), 4200)
  same((await row('payment_intents', intent.id)).customer, customer.id)
  same(Number((await row('refunds', refund.id)).amount), 200)
  await client.end()
})
report()
