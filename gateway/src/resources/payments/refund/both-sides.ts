import type { Minor } from '../../../kernel/money.ts'
import type { Refund } from './model.ts'

/** What a refund takes of its charge: in the charge's currency, and in the payer's where that is another one. */
export const bothSides = ({
  amount,
  presentment,
}: Pick<Refund, 'amount' | 'presentment'>): { readonly amount: Minor; readonly payers?: Minor } => ({
  amount,
  ...(presentment === null ? {} : { payers: presentment.amount }),
})
