import { documentTable, ranks } from '../../../storage/table.ts'
import type { PaymentMethod } from './model.ts'

export const paymentMethodsTable = documentTable<PaymentMethod>({
  name: 'payment_methods',
  rank: ranks.paymentMethods,
  nullable: ['card', 'details', 'radar_session', 'allow_redisplay', 'customer', 'credential', 'detached', 'spent'],
  indexed: [
    { name: 'customer', type: 'text', of: (row) => row.customer },
    { name: 'type', type: 'text', of: (row) => row.type },
    { name: 'allow_redisplay', type: 'text', of: (row) => row.allow_redisplay ?? 'unspecified' },
  ],
})
