/** Ids as Orqex writes them. */
import { type ForeignIds, textIds } from '../../kernel/foreign-id.ts'

/** Ours with another beginning. */
const renamed = (prefix: string, begins: string): ForeignIds => ({
  of: (id) => begins + id.slice(prefix.length + 1),
  beginningOf: (foreign) => {
    const rest = foreign.slice(begins.length)
    return foreign.startsWith(begins) && /^[0-9A-Za-z]{24}$/.test(rest) ? `${prefix}_${rest}` : null
  },
})

/** `TRX` and sixteen capitals and digits; eight, as printed, could not be worked out of ours. */
export const orqexIntentIds = textIds('pi', {
  begins: 'TRX',
  letters: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  length: 16,
})
export const attemptIds = renamed('ch', 'att_')
export const checkoutIds = renamed('pi', 'cs_')
export const orqexRefundIds = renamed('re', 're_')
export const orqexCustomerIds = renamed('cus', 'cus_')
