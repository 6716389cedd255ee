import { documentTable, ranks } from '../../../storage/table.ts'
import type { SetupAttempt, SetupIntent } from './model.ts'

export const setupIntentsTable = documentTable<SetupIntent>({
  name: 'setup_intents',
  rank: ranks.setupIntents,
  nullable: [
    'customer',
    'description',
    'payment_method',
    'payment_method_types',
    'allowed_payment_method_types',
    'excluded_payment_method_types',
    'payment_method_configuration',
    'card_wishes',
    'method_options',
    'single_use',
    'automatic_payment_methods',
    'return_url',
    'attempt',
    'latest_attempt',
    'last_setup_error',
    'mandate',
    'cancellation_reason',
  ],
  indexed: [
    { name: 'customer', type: 'text', of: (row) => row.customer },
    { name: 'payment_method', type: 'text', of: (row) => row.payment_method },
  ],
})

export const setupAttemptsTable = documentTable<SetupAttempt>({
  name: 'setup_attempts',
  rank: ranks.setupAttempts,
  nullable: ['customer', 'card', 'method', 'approval', 'error'],
  indexed: [{ name: 'setup_intent', type: 'text', of: (row) => row.setup_intent }],
})
