import { searchedMetadata } from '../../../kernel/metadata.ts'
import { documentTable, ranks } from '../../../storage/table.ts'
import type { Customer } from './model.ts'

/** The indexed columns are what lists and search filter on. */
export const customersTable = documentTable<Customer>({
  name: 'customers',
  rank: ranks.customers,
  nullable: [
    'address',
    'business_name',
    'currency',
    'default_source',
    'description',
    'email',
    'individual_name',
    'name',
    'phone',
    'shipping',
  ],
  indexed: [
    { name: 'deleted', type: 'bool', of: (row) => row.deleted },
    { name: 'email', type: 'text', of: (row) => row.email },
    { name: 'name', type: 'text', of: (row) => row.name },
    { name: 'phone', type: 'text', of: (row) => row.phone },
    { name: 'metadata', type: 'text', of: (row) => searchedMetadata(row.metadata) },
  ],
})
