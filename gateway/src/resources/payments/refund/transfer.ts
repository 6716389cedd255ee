import type { Part } from '../../../contracts/capabilities.ts'
import type { BankAccount } from '../../../contracts/refund.ts'
import { callConnector, type EffectOf } from '../../../engine/effect.ts'
import type { Minor } from '../../../kernel/money.ts'
import { approvalOf, type Charge, methodCodeOf } from '../charge/index.ts'
import { refund } from './aggregate.ts'
import type { Refund } from './model.ts'

/** Enough of a bank account to recognise it; the whole number goes to the processor and is kept nowhere else. */
export const shownAccount = ({
  bank,
  account_holder,
  account_number,
}: BankAccount): NonNullable<Refund['transfer_to']> => ({
  bank,
  account_holder,
  last4: account_number.slice(-4),
})

const masked = (account: string): string => account.slice(-4).padStart(account.length, '*')

/** What of the refund goes beyond giving back the whole amount at once. */
function refundParts(amount: Minor, { amount_captured, amount_refunded }: Charge): Part[] {
  const parts: Part[] = amount_refunded > 0 ? ['several_refunds'] : []
  return amount < amount_captured - amount_refunded ? [...parts, 'partial_refund'] : parts
}

/** The call that a refund makes due. */
export function refundEffect(
  facts: {
    refund: string
    call: string
    intent: string
    amount: Minor
    presentment: Refund['presentment']
    now: number
  },
  paid: Charge,
  transferTo: BankAccount | null,
): EffectOf<'refund'> {
  const asked = {
    refund: facts.refund,
    charge: paid.id,
    payment: facts.intent,
    reference: approvalOf(paid).reference,
    ...(facts.presentment ?? { amount: facts.amount, currency: paid.currency }),
    asked_at: facts.now,
    // What is kept of the account is enough to recognise it; the whole number goes with the call.
    transfer_to: transferTo === null ? null : { ...transferTo, account_number: masked(transferTo.account_number) },
  }
  return callConnector('refund', asked, {
    id: facts.call,
    recorder: refund,
    root: facts.intent,
    connectorAccount: paid.connector_account,
    uses: { method: methodCodeOf(paid), parts: refundParts(facts.amount, paid) },
    ...(transferTo === null ? {} : { inHand: { transfer_to: transferTo } }),
  })
}
