/** The order of the shop API's document, for trying it out; for embedded mode only. */
import { assert } from '../kernel/assert.ts'
import { demo } from '../operations/accounts.ts'
import { createOrder } from '../resources/payments/order/index.ts'
import type { Gateway } from './gateway.ts'

const documented = {
  order_id: 9,
  order_number: 'ORD-20250331-5XZF',
  currency: 'usd',
  lines: [{ title: 'Main product 2', description: '', amount: 5600, quantity: 2 }],
  user: 'demo',
  receipt_email: null,
}

/** Makes the order, once: where it is already there, the command refuses and nothing happens. */
export async function seedOrder({ runner, access }: Pick<Gateway, 'runner' | 'access'>): Promise<void> {
  const environment = await access.environment(demo.env)
  assert(environment !== null, 'the demo environment is seeded first')
  await runner.runDue(createOrder, documented, environment)
}
