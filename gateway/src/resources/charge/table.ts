import { documentTable, ranks } from '../../storage/table.ts'
import type { Charge } from './model.ts'

export const chargesTable = documentTable<Charge>({
  name: 'charges',
  rank: ranks.charges,
  indexed: [
    { name: 'payment_intent', type: 'text', of: (row) => row.payment_intent },
    { name: 'customer', type: 'text', of: (row) => row.customer },
  ],
})
