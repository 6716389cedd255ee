import type { BankAccount } from '../../../../contracts/refund.ts'
import { event, locked, peek } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { charge } from '../../charge/index.ts'
import { paymentIntent } from '../../payment-intent/index.ts'
import { refund } from '../aggregate.ts'
import { refuseRefund } from '../refusals.ts'
import { refundEffect, shownAccount } from '../transfer.ts'

export type GiveAccountInput = {
  readonly intent: string
  readonly refund: string
  readonly charge: string
  readonly transferTo: BankAccount
}

/** The merchant names the bank account of a refund that waits for it; the transfer is made. */
export const giveRefundAccount = defineCommand({
  name: 'refund.give_account',
  needs: (input: GiveAccountInput) => ({ intent: locked(paymentIntent, input.intent, 'intent') }),
  thenNeeds: (_, input) => ({
    refund: peek(refund, input.refund, 'refund'),
    charge: peek(charge, input.charge, 'charge'),
  }),
  decide({ intent, refund: waiting, charge: paid }, { transferTo }, context) {
    if (waiting.status !== 'requires_action')
      return refuseRefund.accountNotAsked({ id: waiting.id, status: waiting.status })
    const call = context.newId('call')
    const facts = {
      refund: waiting.id,
      call,
      intent: intent.id,
      amount: waiting.amount,
      presentment: waiting.presentment,
      now: context.now,
    }
    return {
      events: [event(refund, waiting.id, { type: 'account_given', call, transfer_to: shownAccount(transferTo) })],
      effects: [refundEffect(facts, paid, transferTo)],
      subject: { noun: refund, id: waiting.id },
    }
  },
})
