import type { Aggregate, FactContext } from '../../../engine/aggregate.ts'
import { assert } from '../../../kernel/assert.ts'
import type { EntryDraft } from '../../../ledger/entry.ts'
import { exchangeMove, refundMove, refundReversalMove } from '../../../ledger/moves.ts'
import type { RefundFact } from './events.ts'
import type { Refund, RefundStatus } from './model.ts'

/** Which fact may happen in which status. */
export const refundTransitions: {
  readonly [F in Exclude<RefundFact['type'], 'created'>]: { readonly [S in RefundStatus]?: RefundStatus }
} = {
  accepted: { pending: 'pending' },
  settled: { pending: 'succeeded' },
  declined: { pending: 'failed' },
  returned: { pending: 'failed', succeeded: 'failed' },
  cancel_started: { pending: 'pending' },
  cancel_refused: { pending: 'pending', succeeded: 'succeeded' },
  canceled: { pending: 'canceled' },
  account_given: { requires_action: 'pending' },
  dropped: { requires_action: 'canceled' },
  expired: { requires_action: 'failed' },
  updated: {
    requires_action: 'requires_action',
    pending: 'pending',
    succeeded: 'succeeded',
    failed: 'failed',
    canceled: 'canceled',
  },
}

function evolveRefund(before: Refund | null, fact: RefundFact, { env, id, at, seq }: FactContext): Refund {
  if (fact.type === 'created') {
    const { type: _, call, ...terms } = fact
    return {
      env,
      id,
      seq,
      created: at,
      ...terms,
      status: call === null ? 'requires_action' : 'pending',
      method: terms.method ?? null,
      transfer_to: terms.transfer_to ?? null,
      instructions_email: terms.instructions_email ?? null,
      presentment: terms.presentment ?? null,
      reference: null,
      accepted_at: null,
      balance_transaction: null,
      failure_balance_transaction: null,
      failure_reason: null,
      webhook_url: terms.webhook_url ?? null,
      webhook_format: terms.webhook_format ?? null,
      foreign: terms.foreign ?? null,
      funds_day: null,
      operation: call === null ? null : { kind: 'refund', call },
    }
  }
  assert(before !== null, `${fact.type} happens to a refund that exists`)
  const status = refundTransitions[fact.type][before.status]
  assert(status !== undefined, `${fact.type} may happen to a refund that is ${before.status}`)
  const after: Refund = { ...before, status, seq }
  switch (fact.type) {
    case 'accepted':
      return {
        ...after,
        status: fact.status,
        reference: fact.reference,
        accepted_at: at,
        balance_transaction: fact.balance_transaction,
        funds_day: fact.funds_day,
        operation: null,
      }
    case 'settled':
      return after
    case 'declined':
      return { ...after, failure_reason: fact.reason, operation: null }
    case 'returned':
      return {
        ...after,
        failure_reason: fact.reason,
        failure_balance_transaction: fact.balance_transaction,
        operation: null,
      }
    case 'cancel_started':
      return { ...after, operation: { kind: 'cancel_refund', call: fact.call } }
    case 'cancel_refused':
      return { ...after, operation: null }
    case 'canceled':
      return { ...after, failure_balance_transaction: fact.balance_transaction, operation: null }
    case 'account_given':
      return { ...after, transfer_to: fact.transfer_to, operation: { kind: 'refund', call: fact.call } }
    case 'dropped':
      return after
    case 'expired':
      return { ...after, failure_reason: 'unknown' }
    case 'updated':
      return { ...after, metadata: fact.metadata }
  }
}

/** The entries that a fact of a refund brings to the books. Asking moves nothing; acceptance does. */
function refundMoves(before: Refund | null, fact: RefundFact, { id, at }: FactContext): readonly EntryDraft[] {
  if (fact.type !== 'accepted' && fact.type !== 'returned' && fact.type !== 'canceled') return []
  assert(before !== null, 'a refund moves money that exists')
  const back = fact.type === 'accepted'
  const move = back ? refundMove : refundReversalMove
  const { presentment } = before
  const debtor = { connectorAccount: fact.connector_account, exchanged: presentment !== null }
  return [
    {
      id: fact.balance_transaction,
      type: back ? 'refund' : 'refund_failure',
      currency: before.currency,
      source: id,
      available_on: fact.available_on,
      postings: move(debtor, before.amount, fact.funds_day),
    },
    ...(presentment === null || fact.exchange_entry === undefined
      ? []
      : [
          {
            id: fact.exchange_entry,
            type: 'exchange' as const,
            currency: presentment.currency,
            source: id,
            available_on: at,
            postings: exchangeMove(fact.connector_account, back ? -presentment.amount : presentment.amount),
          },
        ]),
  ]
}

/** A refund: money on its way back to the payer. Locked through its intent. */
export const refund: Aggregate<Refund, RefundFact> = {
  name: 'refund',
  prefix: 're',
  evolve: evolveRefund,
  moves: refundMoves,
  callbackUrl: ({ webhook_url }) => webhook_url,
  callbackFormat: ({ webhook_format }) => webhook_format,
  eventTypes: {
    created: 'refund.created',
    accepted: 'refund.updated',
    settled: 'refund.updated',
    declined: 'refund.failed',
    returned: 'refund.failed',
    cancel_started: null,
    cancel_refused: null,
    canceled: 'refund.updated',
    account_given: 'refund.updated',
    dropped: 'refund.updated',
    expired: 'refund.failed',
    updated: 'refund.updated',
  },
  // As it was named before refunds had events of their own; code that was written then listens for nothing else.
  alsoTold: { 'refund.updated': 'charge.refund.updated', 'refund.failed': 'charge.refund.updated' },
  descriptions: {
    'charge.refund.updated':
      'The same as refund.updated and refund.failed, under the name that older code listens for.',
    'refund.created': 'A refund was asked for.',
    'refund.updated': 'The processor accepted the refund, it arrived, was cancelled, or its metadata changed.',
    'refund.failed': 'The processor refused the refund, or the money came back; the merchant has it again.',
  },
}
