/** The reference of events: every type that some fact has, what it tells, and an example that the views made. */

import type { FastifyInstance } from 'fastify'
import type { Aggregate, Fact, Living } from '../engine/aggregate.ts'
import { isUpdate, previousAttributes } from '../engine/previous-attributes.ts'
import type { View, WireObject } from '../engine/view.ts'
import { customer, customerView } from '../resources/customers/customer/index.ts'
import { mandate, mandateView } from '../resources/customers/mandate/index.ts'
import { paymentMethod, paymentMethodView } from '../resources/customers/payment-method/index.ts'
import { settledBalance } from '../resources/money/balance/aggregate.ts'
import { settledBalanceView } from '../resources/money/balance/views.ts'
import { charge, chargeView } from '../resources/payments/charge/index.ts'
import { order, orderView } from '../resources/payments/order/index.ts'
import { paymentIntent, paymentIntentView } from '../resources/payments/payment-intent/index.ts'
import { refund, refundView } from '../resources/payments/refund/index.ts'
import { setupIntent, setupIntentView } from '../resources/payments/setup-intent/index.ts'
import { eventView } from '../resources/platform/event/index.ts'
import { webhookEndpoint, webhookEndpointView } from '../resources/platform/webhook-endpoint/index.ts'
import { escapeHtml, htmlType, page, policyOf } from '../surfaces/http/pages.ts'
import { serveStatic } from '../surfaces/http/static-answers.ts'
import { customerLives, mandateLives, methodLives, setupLives } from './customer-lives.ts'
import { context, endpointLives, intentLives, lifeOf, now } from './lives.ts'
import { balanceLives, chargeLives, refundLives } from './money-lives.ts'
import { orderLives } from './order-lives.ts'

export type EventEntry = {
  readonly type: string
  readonly tells: string
  readonly noun: string
  readonly example: unknown
}

function entriesOf<State extends Living, F extends Fact>(
  noun: Aggregate<State, F>,
  view: View<State>,
  id: string,
  lives: Readonly<Record<string, readonly F[]>>,
): EventEntry[] {
  const entries = new Map<string, EventEntry>()
  for (const facts of Object.values(lives)) {
    let sequence = 0
    const states = lifeOf(noun, id, facts)
    for (const [at, state] of states.entries()) {
      // The life's own fact, whose type the aggregate lists.
      const type = noun.eventTypes[facts[at]?.type as F['type']]
      if (type === null) continue
      sequence++
      const object = view.render(state, context)
      const before = states[at - 1]
      const second = noun.alsoTold?.[type]
      for (const told of second === undefined ? [type] : [type, second]) {
        if (entries.has(told)) continue
        const example = exampleOf(told, object, before === undefined ? null : view.render(before, context), sequence)
        entries.set(told, { type: told, tells: noun.descriptions[told] ?? '', noun: noun.name, example })
      }
      if (second !== undefined) sequence++
    }
  }
  return [...entries.values()]
}

function exampleOf(type: string, object: WireObject, before: WireObject | null, sequence: number): unknown {
  const request = { id: 'req_1', idempotency_key: null }
  const previous = before !== null && isUpdate(type) ? previousAttributes(before, object) : undefined
  const row = { id: 'evt_1', type, created: now, request, object, previous }
  return eventView.render({ ...row, sequence, pending_webhooks: 1 }, context)
}

/** Every documented event type, sorted. */
export const eventReference = (): EventEntry[] =>
  [
    ...entriesOf(paymentIntent, paymentIntentView, 'pi_1', intentLives),
    ...entriesOf(charge, chargeView, 'ch_1', chargeLives),
    ...entriesOf(refund, refundView, 're_1', refundLives),
    ...entriesOf(customer, customerView, 'cus_1', customerLives),
    ...entriesOf(paymentMethod, paymentMethodView, 'pm_1', methodLives),
    ...entriesOf(setupIntent, setupIntentView, 'seti_1', setupLives),
    ...entriesOf(mandate, mandateView, 'mandate_1', mandateLives),
    ...entriesOf(settledBalance, settledBalanceView, 'ent_1', balanceLives),
    ...entriesOf(order, orderView, 'ord_000000000009', orderLives),
    ...entriesOf(webhookEndpoint, webhookEndpointView, 'we_1', endpointLives),
  ].sort((a, b) => (a.type < b.type ? -1 : 1))

/** The page of it. */
export function eventsPage(): string {
  const entries = eventReference()
  const rows = entries
    .map(
      ({ type, tells }) =>
        `<tr><td><a href="#${escapeHtml(type)}"><code>${escapeHtml(type)}</code></a></td><td>${escapeHtml(tells)}</td></tr>`,
    )
    .join('')
  const examples = entries
    .map(
      ({ type, tells, noun, example }) =>
        `<section class="card" id="${escapeHtml(type)}"><h2><a href="#${escapeHtml(type)}"><code>${escapeHtml(type)}</code></a></h2>` +
        `<p>${escapeHtml(tells)} <span class="soft">data.object is a ${escapeHtml(noun)}.</span></p>` +
        `<details><summary>Example</summary><pre>${escapeHtml(JSON.stringify(example, null, 2))}</pre></details></section>`,
    )
    .join('')
  return page(
    'Florin: events',
    `<h1>Events</h1><p class="soft">What a webhook endpoint can ask for: a type, a family (<code>charge.*</code>) or all (<code>*</code>). ` +
      `<code>object_sequence</code> numbers the events of an object without gaps. <a href="/docs">Back to the reference</a></p>` +
      `<table>${rows}</table>${examples}`,
  )
}

export const mountReference = (app: FastifyInstance): void => {
  serveStatic(app, '/docs/events', { type: htmlType, policy: policyOf(), text: eventsPage })
}
