/** A noun costs its own folder, a migration and one line: a product is added to a copy of the gateway, and used over HTTP. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import Stripe from 'stripe'
import { serverProcess } from '../support/server-process.ts'
import { copyOfTheHouse } from './house.ts'

const house = copyOfTheHouse()
const lines = house.addSlice('product', 'catalogue')
house.addMigration('product/migration.sql')
house.addLine('gateway/src/app/nouns.ts', "export { productNoun } from '../resources/catalogue/product/noun.ts'")

const server = serverProcess({ root: house.root })
let url = ''
before(async () => {
  url = await server.start()
})
/** Not held to the views of this process, which have no product. */
const client = () => {
  const { hostname: host, port } = new URL(url)
  return new Stripe('sk_test_florindemokeyforeveryone', { host, port, protocol: 'http', maxNetworkRetries: 0 })
}

/** What was refused, by its code and its field. */
const refused = async (answer: Promise<unknown>): Promise<unknown[]> => {
  const error: unknown = await answer.then(
    () => assert.fail('it was refused'),
    (reason) => reason,
  )
  return [Reflect.get(Object(error), 'code'), Reflect.get(Object(error), 'param')]
}

test('its folder is about sixty lines', () => {
  assert.ok(lines <= 65, `${lines} lines`)
})

test('it is made, retrieved, changed, listed and deleted by the official client', async () => {
  const { products } = client()
  const made = await products.create({ name: 'Tea', metadata: { shelf: '7' } })
  assert.match(made.id, /^prod_/)
  assert.deepEqual(
    [made.object, made.name, made.active, made.description, made.images, made.metadata, made.livemode],
    ['product', 'Tea', true, null, [], { shelf: '7' }, false],
  )
  const changed = await products.update(made.id, { description: 'Green', active: false, metadata: { row: '2' } })
  assert.deepEqual([changed.description, changed.active, changed.metadata], ['Green', false, { shelf: '7', row: '2' }])
  const unset = await products.update(made.id, { description: '' })
  assert.deepEqual([unset.description, unset.name], [null, 'Tea'])
  assert.deepEqual({ ...(await products.retrieve(made.id)) }, { ...unset })

  const other = await products.create({ name: 'Cup', url: 'https://shop.example/cup' })
  const listed = async (by: object) => (await products.list(by)).data.map(({ id }) => id)
  assert.deepEqual(await listed({}), [other.id, made.id])
  assert.deepEqual(await listed({ active: false }), [made.id])
  assert.deepEqual(await listed({ url: 'https://shop.example/cup' }), [other.id])
  assert.deepEqual(await listed({ starting_after: other.id }), [made.id])

  const { id, object, deleted } = await products.del(made.id)
  assert.deepEqual({ id, object, deleted }, { id: made.id, object: 'product', deleted: true })
  assert.deepEqual(await listed({}), [other.id])
  assert.deepEqual(await refused(products.retrieve(made.id)), ['resource_missing', 'id'])
  assert.deepEqual(await refused(products.update(made.id, { name: 'X' })), ['resource_missing', 'id'])
  assert.deepEqual(await refused(products.del(made.id)), ['resource_missing', 'id'])
})

test('it is refused what its fields do not allow, with the field', async () => {
  const { products } = client()
  const { data: before } = await products.list()
  assert.deepEqual(await refused(products.create(JSON.parse('{}'))), ['parameter_missing', 'name'])
  assert.deepEqual(await refused(products.create({ name: 'x', unit_label: 'thirteen long' })), [
    'parameter_invalid',
    'unit_label',
  ])
  assert.deepEqual((await products.list()).data, before)
})

test('the same key makes one of it', async () => {
  const { products } = client()
  const once = await products.create({ name: 'Milk' }, { idempotencyKey: 'milk-1' })
  const again = await products.create({ name: 'Milk' }, { idempotencyKey: 'milk-1' })
  assert.equal(once.id, again.id)
})

test('its events are told, with the object as it was then and what changed', async () => {
  const { products, events } = client()
  const made = await products.create({ name: 'Jam' })
  await products.update(made.id, { name: 'Marmalade' })
  await products.del(made.id)
  const told = (await events.list({ limit: 3 })).data.reverse()
  assert.deepEqual(
    told.map(({ type, data }) => [
      type,
      Reflect.get(data.object, 'name'),
      Reflect.get(data.previous_attributes ?? {}, 'name'),
    ]),
    [
      ['product.created', 'Jam', undefined],
      ['product.updated', 'Marmalade', 'Jam'],
      ['product.deleted', undefined, undefined],
    ],
  )
})

test('the reference describes it, and its events', async () => {
  const document = (await (await fetch(`${url}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, { operationId: string }>>
    components: { schemas: Record<string, unknown> }
  }
  const calls = ['/v1/products', '/v1/products/{id}'].flatMap((path) =>
    Object.values(document.paths[path] ?? {}).map(({ operationId }) => operationId),
  )
  assert.deepEqual(calls.sort(), [
    'Products.Create',
    'Products.Del',
    'Products.List',
    'Products.Retrieve',
    'Products.Update',
  ])
  assert.ok(document.components.schemas.product !== undefined)
  const page = await (await fetch(`${url}/docs/events`)).text()
  for (const type of ['product.created', 'product.updated', 'product.deleted']) assert.ok(page.includes(type), type)
})
