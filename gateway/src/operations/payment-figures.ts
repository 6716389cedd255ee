/** What a commit tells of payments, for the operator's figures: which came to which state, by which method, through whom. */
import type { EnvironmentSettings } from '../engine/command.ts'
import type { Decided } from '../engine/unit.ts'
import { type Charge, charge } from '../resources/payments/charge/index.ts'
import { type PaymentIntent, paymentIntent } from '../resources/payments/payment-intent/index.ts'

export type PaymentFigure = {
  readonly status: string
  readonly method: string
  readonly connector: string
  readonly livemode: boolean
}

/** The state that a public event tells of; events that are no news of it (an update) are left out. */
const statusOf: ReadonlyMap<string, string> = new Map([
  ['payment_intent.created', 'created'],
  ['payment_intent.requires_action', 'requires_action'],
  ['payment_intent.processing', 'processing'],
  ['payment_intent.amount_capturable_updated', 'requires_capture'],
  ['payment_intent.succeeded', 'succeeded'],
  ['payment_intent.payment_failed', 'failed'],
  ['payment_intent.canceled', 'canceled'],
])

/** From what a command has decided, after its commit: nothing is read for it. */
export function paymentFigures({ decision, rows }: Decided, environment: EnvironmentSettings): PaymentFigure[] {
  const figures: PaymentFigure[] = []
  for (const { noun, id, fact } of decision?.events ?? []) {
    if (noun.name !== paymentIntent.name) continue
    const status = statusOf.get(noun.eventTypes[fact.type] ?? '')
    if (status === undefined) continue
    // Rows by noun and id, as the unit keeps them.
    const intent = rows.get(`${noun.name}/${id}`) as PaymentIntent | undefined
    figures.push({ status, ...wayOf(intent, rows, environment), livemode: environment.livemode })
  }
  return figures
}

function wayOf(
  intent: PaymentIntent | undefined,
  rows: Decided['rows'],
  { connectorAccounts }: EnvironmentSettings,
): { method: string; connector: string } {
  const charged = rows.get(`${charge.name}/${intent?.latest_charge ?? ''}`) as Charge | undefined
  const account = charged?.connector_account ?? intent?.attempt?.connector_account
  if (account === undefined) return { method: 'none', connector: 'none' }
  return {
    method: (charged === undefined ? intent?.attempt?.method : charged.method?.type) ?? 'card',
    connector: connectorAccounts.find(({ id }) => id === account)?.connector ?? 'none',
  }
}
