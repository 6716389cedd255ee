import { event, locked, peekIf } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'

import { refuseMetadata } from '../../../../kernel/metadata.ts'
import { customer, refuseForeignMethod, refuseOwner } from '../../../customers/customer/index.ts'
import {
  createdMethod,
  existingMethod,
  type MethodChoice,
  methodCreated,
  methodId,
  paymentMethod,
} from '../../../customers/payment-method/index.ts'
import { refuseTypeLists } from '../../payment-intent/index.ts'
import { setupAttempt, setupIntent, setupStatusesFor } from '../aggregate.ts'
import { abandonedSetupAttempt, refuseChosen } from '../attempt.ts'
import type { SetupIntent, SetupTerms } from '../model.ts'
import { refuseSetup } from '../refusals.ts'
import { changedSetup, type SetupTermsInput } from '../terms.ts'

export type UpdateSetupInput = Omit<SetupTermsInput, 'automatic_payment_methods' | 'usage'> & {
  readonly setup: string
  readonly method: MethodChoice | null
}

/** Notes may always change; whose method it is, and which, only until it is saved. */
const alwaysChangeable: ReadonlySet<string> = new Set(['description', 'metadata'])

/** A method that is named is a new choice; of all else only what really differs. */
const changesTry = (intent: SetupIntent, changes: Partial<SetupTerms>): boolean =>
  Object.entries(changes).some(
    ([name, value]) =>
      !alwaysChangeable.has(name) &&
      (name === 'payment_method' || JSON.stringify(value) !== JSON.stringify(Reflect.get(intent, name))),
  )

/**
 * Changes a setup intent. A try whose terms change while its payer is away is over, and the setup waits for its confirm.
 * Refuses `setup_intent_unexpected_state`, also for another customer.
 */
export const updateSetup = defineCommand({
  name: 'setup_intent.update',
  needs: (input: UpdateSetupInput) => ({
    intent: locked(setupIntent, input.setup, 'intent'),
    method: peekIf(paymentMethod, existingMethod(input.method), 'payment_method'),
    customer: peekIf(customer, input.customer, 'customer'),
  }),
  thenNeeds: ({ intent }, input) => ({
    tried: peekIf(setupAttempt, intent.attempt?.id),
    own: peekIf(paymentMethod, input.method === null ? intent.payment_method : null, 'payment_method'),
  }),
  decide({ intent, method: row, own, customer: owner }, input, context) {
    const { method: choice } = input
    const changes = {
      ...changedSetup(input, intent),
      ...(choice === null ? {} : { payment_method: methodId(choice) }),
    }
    const allowed = setupStatusesFor('attempt_started')
    if (!allowed.includes(intent.status) && Object.keys(changes).some((name) => !alwaysChangeable.has(name)))
      return refuseSetup.unexpectedState({ verb: 'changed', status: intent.status, allowed, id: intent.id })
    if (intent.customer !== null && changes.customer !== undefined && changes.customer !== intent.customer)
      return refuseSetup.customerSet({ id: intent.id })
    const terms = { ...intent, ...changes }
    const whose = changes.customer === undefined ? null : refuseForeignMethod(own, terms.customer)
    const refusal =
      refuseOwner(owner) ??
      refuseTypeLists(input, context.methods) ??
      (choice === null ? whose : refuseChosen(terms, { choice, row }, context)) ??
      refuseMetadata(intent.metadata, input.metadata)
    if (refusal !== null) return refusal
    const created = createdMethod(choice)
    return {
      events: [
        ...(created === null ? [] : [methodCreated(created, intent.livemode)]),
        ...(changesTry(intent, changes) ? abandonedSetupAttempt(intent) : []),
        event(setupIntent, intent.id, { type: 'updated', changes }),
      ],
      seals: created?.seal ? [created.seal] : [],
      subject: { noun: setupIntent, id: intent.id },
    }
  },
})
