import { event, peek } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { minuteMs } from '../../../../kernel/time.ts'
import { customer, refuseOwner } from '../../customer/index.ts'
import { customerSession } from '../aggregate.ts'
import type { SessionFeatures } from '../model.ts'

/** A payer who takes longer gets a new one from the merchant's server. */
export const sessionMs = 30 * minuteMs

export type OpenSessionInput = { readonly customer: string; readonly features: SessionFeatures }

/** Opens a session for a customer that exists. */
export const openSession = defineCommand({
  name: 'customer_session.open',
  needs: (input: OpenSessionInput) => ({ owner: peek(customer, input.customer, 'customer') }),
  decide({ owner }, { features }, { environment, newId, now, randomText }) {
    const refusal = refuseOwner(owner)
    if (refusal !== null) return refusal
    const id = newId('cuss')
    return {
      events: [
        event(customerSession, id, {
          type: 'opened',
          livemode: environment.livemode,
          customer: owner.id,
          client_secret: `${id}_secret_${randomText(32)}`,
          expires_at: now + sessionMs,
          features,
        }),
      ],
      subject: { noun: customerSession, id },
    }
  },
})
