/** A sandbox that slows tries of cards, as live environments do. */
import { operator, setCardTestingBrake } from '../../src/operations/accounts.ts'
import type { EventCall } from './event-lives.ts'
import type { TestGateway } from './gateway.ts'

export async function braked(gateway: TestGateway, table: 'payment_intents' | 'setup_intents', id: string) {
  const { rows } = await gateway.pool.query<{ env: string }>(`select env from ${table} where id = $1`, [id])
  await setCardTestingBrake(gateway.pool, rows[0]?.env ?? '', true, operator())
  gateway.access.forget()
}

/** Waits for the event that tells the merchant, beside the answer, that tries are held back. */
export async function failureTold(
  call: EventCall,
  type: 'payment_intent.payment_failed' | 'setup_intent.setup_failed',
) {
  for (;;) {
    const { data } = (await call(`/v1/events?limit=1&type=${type}`)) as { data: { data: unknown }[] }
    if (JSON.stringify(data).includes('card_testing_suspected')) return
  }
}
