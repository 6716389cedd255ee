import { searchedMetadata } from '../../../kernel/metadata.ts'
import { documentTable, ranks } from '../../../storage/table.ts'
import type { PaymentIntent } from './model.ts'

/** The indexed columns are what search and lists filter on; none of them is in an index that an update would touch. */
export const paymentIntentsTable = documentTable<PaymentIntent>({
  name: 'payment_intents',
  rank: ranks.paymentIntents,
  nullable: [
    'customer',
    'description',
    'payment_method',
    'payment_method_types',
    'allowed_payment_method_types',
    'excluded_payment_method_types',
    'payment_method_configuration',
    'amount_details',
    'payment_details',
    'method_options',
    'expires_at',
    'usage',
    'past_attempts',
    'automatic_payment_methods',
    'receipt_email',
    'setup_future_usage',
    'shipping',
    'statement_descriptor',
    'statement_descriptor_suffix',
    'transfer_group',
    'return_url',
    'latest_charge',
    'last_payment_error',
    'canceled_at',
    'cancellation_reason',
    'operation',
    'attempt',
    'idempotency_key',
    'webhook_url',
    'webhook_format',
    'foreign',
  ],
  indexed: [
    { name: 'status', type: 'text', of: (row) => row.status },
    { name: 'amount', type: 'int8', of: (row) => row.amount },
    { name: 'currency', type: 'text', of: (row) => row.currency },
    { name: 'customer', type: 'text', of: (row) => row.customer },
    { name: 'metadata', type: 'text', of: (row) => searchedMetadata(row.metadata) },
  ],
})
