/** Saved methods among many customers: lists, by customer and type, over HTTP. */
import { rmSync } from 'node:fs'
import type { Pool } from '../src/storage/database.ts'
import { benchPort, dataDir, load, startGateway, withDatabase } from './gateway-process.ts'

const key = 'Bearer sk_test_florindemokeyforeveryone'
const post = async (path: string, form: Record<string, string>): Promise<{ id: string }> => {
  const response = await fetch(`http://127.0.0.1:${benchPort}${path}`, {
    method: 'POST',
    headers: { authorization: key, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form),
  })
  if (!response.ok) throw new Error(`${path} answered ${response.status}`)
  return (await response.json()) as { id: string }
}

/** Makes one customer with three methods, copies it, and asks for the methods of a thousand of them in turn. */
export async function measureCustomers(count: number, say: (line: string) => void): Promise<void> {
  const gateway = await startGateway()
  try {
    const customer = await post('/v1/customers', { email: 'ada@example.com', name: 'Ada Lovelace' })
    const methods: string[] = []
    for (const name of ['pm_card_visa', 'pm_card_mastercard', 'pm_card_amex'])
      methods.push((await post(`/v1/payment_methods/${name}/attach`, { customer: customer.id })).id)
    await withDatabase((_, pool) => copies(pool, customer.id, methods, count, say))
    const some = Array.from({ length: 1000 }, (_, at) => nameOf('cus', Math.floor((at * count) / 1000) + 1))
    for (const [title, paths] of [
      ['by customer', some.map((id) => `/v1/customers/${id}/payment_methods`)],
      ['by customer and type', some.map((id) => `/v1/payment_methods?customer=${id}&type=card`)],
      ['the customer itself', some.map((id) => `/v1/customers/${id}`)],
    ] as const) {
      const { p50, p95, p99, max, perSecond } = await load({
        kind: 'get',
        connections: 1,
        seconds: 5,
        paths: [...paths],
      })
      say(
        `  ${title.padEnd(22)} p50 ${p50.toFixed(2)}  p95 ${p95.toFixed(2)}  p99 ${p99.toFixed(2)}  max ${max.toFixed(2)} ms   ${Math.round(perSecond)}/s`,
      )
    }
  } finally {
    await gateway.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** Ids of copies sort before every real id, as older objects do. */
const nameOf = (kind: string, at: number, part = 0): string => `${kind}_0A${part}${String(at).padStart(21, '0')}`
const nameIn = (kind: string, part = 0): string => `'${kind}_0A${part}' || lpad(n::text, 21, '0')`

async function copies(
  pool: Pool,
  customer: string,
  methods: readonly string[],
  count: number,
  say: (line: string) => void,
): Promise<void> {
  const step = 100_000
  const client = await pool.connect()
  await client.query('set statement_timeout = 0')
  for (let from = 1; from <= count; from += step) {
    const to = Math.min(count, from + step - 1)
    const series = `generate_series(${from}, ${to}) n`
    await client.query(
      `insert into customers select env, ${nameIn('cus')}, deleted, 'user' || n || '@example.com', name, phone, metadata,
         replace(doc::text, '${customer}', ${nameIn('cus')})::json from customers, ${series} where id = $1`,
      [customer],
    )
    for (const [part, method] of methods.entries())
      await client.query(
        `insert into payment_methods select env, ${nameIn('pm', part)}, ${nameIn('cus')},
           replace(replace(doc::text, '${method}', ${nameIn('pm', part)}), '${customer}', ${nameIn('cus')})::json, type, allow_redisplay
         from payment_methods, ${series} where id = $1`,
        [method],
      )
    say(`  ${to.toLocaleString('en')} of ${count.toLocaleString('en')} customers`)
  }
  await client.query('vacuum analyze customers')
  await client.query('vacuum analyze payment_methods')
  client.release(true)
}
