import { happened, locked, peekIf } from '../../../engine/aggregate.ts'
import { defineCommand } from '../../../engine/command.ts'
import { refuseMetadata } from '../../../kernel/metadata.ts'
import { customer, refuseOwner } from '../../customer/index.ts'
import {
  createdMethod,
  existingMethod,
  type MethodChoice,
  methodCreated,
  methodId,
  paymentMethod,
} from '../../payment-method/index.ts'
import { setupIntent, setupStatusesFor } from '../aggregate.ts'
import { refuseChosen } from '../attempt.ts'
import { refuseSetup } from '../refusals.ts'
import { changedSetup, type SetupTermsInput } from '../terms.ts'

export type UpdateSetupInput = Omit<SetupTermsInput, 'automatic_payment_methods' | 'usage'> & {
  readonly setup: string
  readonly method: MethodChoice | null
}

/** Notes may always change; whose method it is, and which, only until it is saved. */
const alwaysChangeable: ReadonlySet<string> = new Set(['description', 'metadata'])

/** Changes a setup intent. */
export const updateSetup = defineCommand({
  name: 'setup_intent.update',
  needs: (input: UpdateSetupInput) => ({
    intent: locked(setupIntent, input.setup, 'intent'),
    method: peekIf(paymentMethod, existingMethod(input.method), 'payment_method'),
    customer: peekIf(customer, input.customer, 'customer'),
  }),
  decide({ intent, method: row, customer: owner }, input, context) {
    const { method: choice } = input
    const changes = {
      ...changedSetup(input, intent),
      ...(choice === null ? {} : { payment_method: methodId(choice) }),
    }
    const allowed = setupStatusesFor('attempt_started')
    if (!allowed.includes(intent.status) && Object.keys(changes).some((name) => !alwaysChangeable.has(name)))
      return refuseSetup.unexpectedState({ verb: 'changed', status: intent.status, allowed, id: intent.id })
    const terms = { ...intent, ...changes }
    const refusal =
      refuseOwner(owner) ??
      (choice === null ? null : refuseChosen(terms, { choice, row }, context)) ??
      refuseMetadata(intent.metadata, input.metadata)
    if (refusal !== null) return refusal
    const created = createdMethod(choice)
    return {
      happened: [
        ...(created === null ? [] : [methodCreated(created, intent.livemode)]),
        happened(setupIntent, intent.id, { type: 'updated', changes }),
      ],
      seals: created?.seal ? [created.seal] : [],
      subject: { noun: 'setup_intent', id: intent.id },
    }
  },
})
