import { documentTable, ranks } from '../../../storage/table.ts'
import type { Charge } from './model.ts'

export const chargesTable = documentTable<Charge>({
  name: 'charges',
  rank: ranks.charges,
  nullable: [
    'funds_day',
    'available_on',
    'balance_transaction',
    'approval',
    'failure',
    'three_d_secure',
    'capture_before',
    'card',
    'method',
    'late',
    'fallback',
    'presentment',
    'arrangement',
    'description',
    'receipt_email',
    'statement_descriptor',
    'statement_descriptor_suffix',
    'shipping',
    'transfer_group',
    'webhook_url',
    'webhook_format',
    'customer',
  ],
  indexed: [
    { name: 'payment_intent', type: 'text', of: (row) => row.payment_intent },
    { name: 'customer', type: 'text', of: (row) => row.customer },
  ],
})
