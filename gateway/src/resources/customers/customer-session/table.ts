import { documentTable, ranks } from '../../../storage/table.ts'
import type { CustomerSession } from './model.ts'

export const customerSessionsTable = documentTable<CustomerSession>({
  name: 'customer_sessions',
  rank: ranks.customerSessions,
  nullable: [],
  indexed: [{ name: 'customer', type: 'text', of: (row) => row.customer }],
})
