import { defineCommand } from '../../../../engine/command.ts'
import { paymentMethod } from '../aggregate.ts'
import { cardUse, methodCreated, type NewMethod } from '../tokenised.ts'

/** Makes a payment method of payer's data that was checked and sealed before the command. */
export const createPaymentMethod = defineCommand({
  name: 'payment_method.create',
  needs: (_input: { readonly method: NewMethod }) => ({}),
  usesCard: ({ method }) => cardUse({ created: method }, { step: 'keep', intent: null, attended: true }),
  decide(_, { method }, context) {
    return {
      events: [methodCreated(method, context.environment.livemode)],
      seals: method.seal ? [method.seal] : [],
      subject: { noun: paymentMethod, id: method.id },
    }
  },
})
