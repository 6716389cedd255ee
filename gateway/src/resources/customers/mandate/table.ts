import { documentTable, ranks } from '../../../storage/table.ts'
import type { Mandate } from './model.ts'

export const mandatesTable = documentTable<Mandate>({
  name: 'mandates',
  rank: ranks.mandates,
  nullable: ['single_use'],
  indexed: [{ name: 'payment_method', type: 'text', of: (row) => row.payment_method }],
})
