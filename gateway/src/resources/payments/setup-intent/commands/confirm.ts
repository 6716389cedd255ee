import { locked, lockedIf, peekIf } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { routeFor } from '../../../../engine/processors.ts'
import { isRefusal } from '../../../../kernel/refusal.ts'
import { customer, refuseOwner } from '../../../customers/customer/index.ts'
import type { CustomerAcceptance } from '../../../customers/mandate/index.ts'
import {
  cardUse,
  createdMethod,
  existingMethod,
  type MethodChoice,
  methodTypeOf,
  paymentMethod,
} from '../../../customers/payment-method/index.ts'
import { confirmationToken, refuseSpent, tokenUsed } from '../../confirmation-token/index.ts'
import { refuseTypeLists } from '../../payment-intent/index.ts'
import { setupAttempt, setupIntent, setupStatusesFor } from '../aggregate.ts'
import {
  abandonedSetupAttempt,
  refuseChosen,
  refuseUnreadySetup,
  type SetupConfirmOptions,
  startSetupAttempt,
} from '../attempt.ts'
import { cancelSetupAfterLastAttempt } from '../attempts-max.ts'
import { refuseSetup } from '../refusals.ts'
import { changedSetup, type SetupTermsInput } from '../terms.ts'

export type ConfirmSetupInput = Pick<SetupTermsInput, 'payment_method_options' | 'allowed_payment_method_types'> & {
  readonly setup: string
  readonly method: MethodChoice | null
  readonly return_url: string | null
  /** Set where a publishable key confirms: must be the setup intent's own. */
  readonly client_secret: string | null
  readonly acceptance: CustomerAcceptance | null
  readonly wishes?: SetupConfirmOptions
  /** What the payer chose on a page is used by it. */
  readonly confirmation_token?: string
}

/** Starts an attempt. While one is under way, or its payer has to act, a second is refused. */
export const confirmSetup = defineCommand({
  name: 'setup_intent.confirm',
  needs: (input: ConfirmSetupInput) => ({
    intent: locked(setupIntent, input.setup, 'intent'),
    method: peekIf(paymentMethod, existingMethod(input.method), 'payment_method'),
    token: lockedIf(confirmationToken, input.confirmation_token, 'confirmation_token'),
  }),
  thenNeeds: ({ intent }, input) => ({
    own: peekIf(paymentMethod, input.method === null ? intent.payment_method : null, 'payment_method'),
    customer: peekIf(customer, intent.customer, 'customer'),
    tried: peekIf(setupAttempt, intent.attempt?.id),
  }),
  usesCard: ({ setup, method }) => cardUse(method, { step: 'try', intent: setup, attended: true }),
  decide({ intent, method: existing, own, customer: owner, token }, input, context) {
    if (input.client_secret !== null && input.client_secret !== intent.client_secret)
      return refuseSetup.secretWrong({ id: intent.id })
    const allowed = setupStatusesFor('attempt_started')
    if (!allowed.includes(intent.status))
      return refuseSetup.unexpectedState({ verb: 'confirmed', status: intent.status, allowed, id: intent.id })
    const gone = refuseSpent(token, context.now) ?? refuseOwner(owner) ?? refuseTypeLists(input, context.methods)
    if (gone !== null) return gone
    const choice =
      input.method ?? (intent.payment_method === null ? null : ({ existing: intent.payment_method } as const))
    if (choice === null) return refuseSetup.methodMissing({ id: intent.id })
    if (input.method === null && intent.attempt !== null) return refuseSetup.challengePending({ id: intent.id })
    const spent = cancelSetupAfterLastAttempt(intent)
    if (spent !== null) return spent
    const chosen = { choice, row: existing ?? own }
    const changes = changedSetup(input, intent)
    const unfit =
      refuseChosen({ ...intent, ...changes }, chosen, context) ??
      refuseUnreadySetup(intent.id, methodTypeOf(choice, chosen.row), input, context)
    if (unfit !== null) return unfit
    const account = routeFor({ verb: 'verify', method: methodTypeOf(choice, chosen.row) }, context)
    if (isRefusal(account)) return account
    const { acceptance, return_url, wishes = {} } = input
    const rest = { changes, acceptance, return_url, wishes, account: account.id }
    const next = startSetupAttempt({ ...intent, ...changes }, chosen, rest, context)
    const seal = createdMethod(choice)?.seal
    return {
      // A try that waits for its payer is over where another method is chosen.
      events: [...abandonedSetupAttempt(intent), ...tokenUsed(token, { setup_intent: intent.id }), ...next.events],
      seals: seal ? [seal] : [],
      effects: [next.effect],
      subject: { noun: setupIntent, id: intent.id },
    }
  },
})
