import { event, locked } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { charge } from '../../charge/index.ts'
import { paymentIntent } from '../aggregate.ts'
import { expireAuthorisationId } from '../due.ts'
import { chargeOf } from '../needs.ts'
import { refuseIntent } from '../refusals.ts'

export type ExpireAuthorisationInput = { readonly intent: string }

/** An authorisation has lapsed at the issuer. A capture or void under way decides first: expiry then comes again. */
export const expireAuthorisation = defineCommand({
  name: 'payment_intent.expire_authorisation',
  needs: (input: ExpireAuthorisationInput) => ({ intent: locked(paymentIntent, input.intent, 'intent') }),
  thenNeeds: ({ intent }) => ({ charge: chargeOf(intent) }),
  decide({ intent, charge: held }, _, context) {
    if (intent.status !== 'requires_capture' || held === null) {
      return refuseIntent.unexpectedState({
        verb: 'expired',
        status: intent.status,
        allowed: ['requires_capture'],
        id: intent.id,
      })
    }
    if (intent.operation !== null) return refuseIntent.operationUnderWay({ id: intent.id, kind: intent.operation.kind })
    return {
      events: [
        event(charge, held.id, { type: 'expired', entry: context.newId('ent') }),
        event(paymentIntent, intent.id, { type: intent.amount_received > 0 ? 'rest_expired' : 'expired' }),
      ],
      done: [expireAuthorisationId(held.id)],
      subject: { noun: paymentIntent, id: intent.id },
    }
  },
})
