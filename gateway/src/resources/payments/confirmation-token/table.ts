import { documentTable, ranks } from '../../../storage/table.ts'
import type { ConfirmationToken } from './model.ts'

export const confirmationTokensTable = documentTable<ConfirmationToken>({
  name: 'confirmation_tokens',
  rank: ranks.confirmationTokens,
  nullable: [
    'acceptance',
    'installments',
    'return_url',
    'setup_future_usage',
    'shipping',
    'payment_intent',
    'setup_intent',
  ],
  indexed: [{ name: 'payment_method', type: 'text', of: (row) => row.payment_method }],
})
