/** Lives of objects as steps and the events of each: what happens, told exactly, numbered without gaps. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { request } from '../client/client.ts'
import type { TestGateway } from './gateway.ts'

export type Intent = {
  id: string
  latest_charge: string
  status: string
  next_action: { redirect_to_url?: { url: string } }
}
export type EventCall = (
  path: string,
  form?: Record<string, unknown>,
  method?: string,
) => Promise<Record<string, unknown>>

/** What a step does; it may use the payment of the steps before. */
export type EventStep = readonly [
  title: string,
  act: (call: EventCall, intent: Intent) => Promise<unknown>,
  events: readonly string[],
]

/** Events that happen in the lives of customers. */
export const ofCustomers = /^(customer|mandate|payment_method|setup_intent)\./

/** Lives each life in a sandbox of its own; `seen` gathers the types that happened. */
export function liveAll(
  gateway: TestGateway,
  lives: Readonly<Record<string, readonly EventStep[]>>,
  seen: Set<string>,
): void {
  for (const [title, steps] of Object.entries(lives))
    test(title, async () => {
      const key = await gateway.sandbox()
      const call: EventCall = async (path, form, method) =>
        (
          await request(gateway.url, path, {
            key,
            ...(form === undefined ? {} : { form }),
            ...(method === undefined ? {} : { method }),
          })
        ).body
      let intent: Intent | null = null
      let last = ''
      for (const [what, act, expected] of steps) {
        await act(call, intent ?? ({} as Intent))
        const { data } = await call(`/v1/events?limit=100${last === '' ? '' : `&ending_before=${last}`}`)
        const events = data as { id: string; type: string; object_sequence: number; data: { object: Intent } }[]
        const types = events.map(({ type }) => type).reverse()
        assert.deepEqual(types.toSorted(), expected.toSorted(), what)
        for (const type of types) seen.add(type)
        last = events[0]?.id ?? last
        const { data: intents } = await call('/v1/payment_intents')
        intent = (intents as Intent[])[0] ?? intent
      }
      // Each object's events are numbered without gaps, from one.
      const { data } = await call('/v1/events?limit=100')
      const numbers = new Map<string, number[]>()
      for (const event of (data as { object_sequence: number; data: { object: { id?: string } } }[]).toReversed()) {
        // The balance is no object with a life of its own.
        if (event.data.object.id === undefined) continue
        numbers.set(event.data.object.id, [...(numbers.get(event.data.object.id) ?? []), event.object_sequence])
      }
      for (const [object, sequence] of numbers)
        assert.deepEqual(
          sequence,
          sequence.map((_, at) => at + 1),
          object,
        )
    })
}
