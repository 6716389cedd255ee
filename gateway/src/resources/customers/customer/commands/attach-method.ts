import { locked, peek, peekIf } from '../../../../engine/aggregate.ts'
import { type Decision, defineCommand } from '../../../../engine/command.ts'
import { callConnector } from '../../../../engine/effect.ts'
import { refuseUnserved, routeFor } from '../../../../engine/processors.ts'
import { isRefusal } from '../../../../kernel/refusal.ts'
import {
  cardUse,
  createdMethod,
  existingMethod,
  type MethodChoice,
  methodCreated,
  methodId,
  methodTypeOf,
  paymentMethod,
} from '../../payment-method/index.ts'
import { customer } from '../aggregate.ts'
import { attached, refuseAttaching, sentAs } from '../attachment.ts'
import { refuseCustomer } from '../refusals.ts'

export type AttachMethodInput = {
  readonly customer: string
  readonly method: MethodChoice
  /** As a source of older code: the first one is the customer's default. */
  readonly as_source?: boolean
}

/**
 * Saves a method for a customer. The issuer of a card is asked first, without any money, so a card that it declines is not
 * saved; a bank account is saved at once. Saving it twice for the same customer changes nothing.
 */
export const attachMethod = defineCommand({
  name: 'payment_method.attach',
  needs: (input: AttachMethodInput) => {
    const existing = existingMethod(input.method)
    return {
      customer: peek(customer, input.customer, 'customer'),
      method:
        existing === null ? peekIf(paymentMethod, null) : locked(paymentMethod, existing, sentAs(input.as_source)),
    }
  },
  usesCard: ({ method }) => cardUse(method, { step: 'try', intent: null, attended: true }),
  decide({ customer: owner, method }, input, context) {
    if (owner.deleted) return refuseCustomer.unknown({ id: owner.id, param: 'customer' })
    const type = methodTypeOf(input.method, method)
    const refusal = refuseAttaching(method, type, owner.id, context.methods, sentAs(input.as_source))
    if (refusal !== null) return refusal
    const id = methodId(input.method)
    const subject = { noun: paymentMethod, id }
    if (method?.customer === owner.id) return { events: [], subject }
    const unserved = refuseUnserved(context)
    if (unserved !== null) return unserved
    const created = createdMethod(input.method)
    const made: Decision = {
      events: created === null ? [] : [methodCreated(created, context.environment.livemode)],
      seals: created?.seal ? [created.seal] : [],
      subject,
    }
    if (type !== 'card') return { ...made, events: [...made.events, attached(id, owner.id, null)] }
    const account = routeFor({ verb: 'verify', method: type }, context)
    if (isRefusal(account)) return account
    const call = context.newId('call')
    return {
      ...made,
      effects: [
        callConnector(
          'verify',
          {
            subject: id,
            purpose: 'attach',
            customer: owner.id,
            ...(input.as_source === true ? { as_source: true as const } : {}),
            off_session: false,
            request_three_d_secure: 'automatic',
            authentication: null,
          },
          {
            id: call,
            recorder: paymentMethod,
            root: id,
            paymentMethod: id,
            connectorAccount: account.id,
            uses: { method: type },
          },
        ),
      ],
    }
  },
})
