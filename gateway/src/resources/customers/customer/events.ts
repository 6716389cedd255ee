import type { CustomerTerms } from './model.ts'

/** What can happen to a customer. */
export type CustomerFact =
  | {
      readonly type: 'created'
      readonly livemode: boolean
      /** Only what differs from the defaults. */
      readonly terms: Partial<CustomerTerms> & Pick<CustomerTerms, 'invoice_prefix'>
    }
  | { readonly type: 'updated'; readonly changes: Partial<CustomerTerms> }
  /** Nothing personal is left in the row; the erasure of facts and payments follows as due work. */
  | { readonly type: 'deleted' }
