import { documentTable, ranks } from '../../../storage/table.ts'
import type { Refund } from './model.ts'

export const refundsTable = documentTable<Refund>({
  name: 'refunds',
  rank: ranks.refunds,
  nullable: [
    'reason',
    'reference',
    'accepted_at',
    'balance_transaction',
    'failure_balance_transaction',
    'failure_reason',
    'funds_day',
    'operation',
    'idempotency_key',
    'webhook_url',
    'webhook_format',
    'foreign',
    'method',
    'transfer_to',
    'instructions_email',
    'presentment',
  ],
  indexed: [
    { name: 'payment_intent', type: 'text', of: (row) => row.payment_intent },
    { name: 'charge', type: 'text', of: (row) => row.charge },
  ],
})
