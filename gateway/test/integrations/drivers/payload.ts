/** Payload's Stripe plugin: its proxy, and the hooks that create, change and delete. */
import { join } from 'node:path'
import { check, imported, packagesFolder, report, same, secretKey } from '../checks.ts'

const within = (file: string): string => join(packagesFolder, 'node_modules/@payloadcms/plugin-stripe/dist', file)
type Proxied = { status: number; message?: string }
const { stripeProxy } = await imported<{ stripeProxy: (call: object) => Promise<Proxied> }>(
  within('utilities/stripeProxy.js'),
)
type Hook = (input: object) => Promise<{ stripeID?: string }>
const { createNewInStripe } = await imported<{ createNewInStripe: Hook }>(within('hooks/createNewInStripe.js'))
const { syncExistingWithStripe } = await imported<{ syncExistingWithStripe: Hook }>(
  within('hooks/syncExistingWithStripe.js'),
)
const { deleteFromStripe } = await imported<{ deleteFromStripe: Hook }>(within('hooks/deleteFromStripe.js'))

const proxied = async (stripeMethod: string, ...stripeArgs: object[]): Promise<void> => {
  const { status, message } = await stripeProxy({ stripeArgs, stripeMethod, stripeSecretKey: secretKey })
  if (status !== 200) throw new Error(message ?? `status ${status}`)
}
await check('customers.list through the proxy', () => proxied('customers.list', { limit: 1 }))
await check('paymentIntents.create through the proxy', () =>
  proxied('paymentIntents.create', { amount: 500, currency: 'usd' }),
)
await check(
  'subscriptions.list through the proxy',
  () => proxied('subscriptions.list', { customer: 'cus_x' }),
  'subscriptions',
)

const fail = (error: unknown): never => {
  throw new Error(String(error))
}
const req = { payload: { logger: { info: () => undefined, error: fail } } }
for (const [resource, waits] of [
  ['customers', undefined],
  ['products', 'products and prices'],
] as const) {
  const fields = ['name', 'email'].map((name) => ({ fieldPath: name, stripeProperty: name }))
  const synced = {
    collection: 'people',
    stripeResourceType: resource,
    stripeResourceTypeSingular: resource.slice(0, -1),
    fields: resource === 'customers' ? fields : fields.slice(0, 1),
  }
  const pluginConfig = { logs: true, stripeSecretKey: secretKey, sync: [synced] }
  const call = { collection: { slug: 'people' }, pluginConfig, req }
  const data = { name: 'n', email: 'p@example.com' }
  const made = await check(
    `the hook that creates ${resource}`,
    async () => {
      const answer = await createNewInStripe({ ...call, data, operation: 'create' })
      same(typeof answer.stripeID, 'string')
      return answer
    },
    waits,
  )
  const originalDoc = { stripeID: made?.stripeID }
  await check(
    `the hook that changes ${resource}`,
    () =>
      syncExistingWithStripe({
        ...call,
        data: { ...data, ...originalDoc, name: 'm', skipSync: false },
        operation: 'update',
        originalDoc,
      }),
    waits,
  )
  await check(
    `the hook that deletes ${resource}`,
    () => deleteFromStripe({ ...call, doc: { ...data, ...originalDoc } }),
    waits,
  )
}
report()
