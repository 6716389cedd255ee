import { event, lockedIf, peekIf } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { routeFor } from '../../../../engine/processors.ts'
import { diffDefaults } from '../../../../kernel/diff-defaults.ts'
import { isRefusal } from '../../../../kernel/refusal.ts'
import { customer, refuseOwner } from '../../../customers/customer/index.ts'
import type { CustomerAcceptance } from '../../../customers/mandate/index.ts'
import {
  cardUse,
  createdMethod,
  existingMethod,
  type MethodChoice,
  methodCreated,
  methodId,
  methodTypeOf,
  paymentMethod,
} from '../../../customers/payment-method/index.ts'
import { confirmationToken, refuseSpent, tokenUsed } from '../../confirmation-token/index.ts'
import { refuseTypeLists } from '../../payment-intent/index.ts'
import { setupIntent } from '../aggregate.ts'
import { refuseChosen, refuseUnreadySetup, type SetupConfirmOptions, startSetupAttempt } from '../attempt.ts'
import { defaultSetup, type SetupTerms } from '../model.ts'
import { refuseSetup } from '../refusals.ts'
import { changedSetup, type SetupTermsInput } from '../terms.ts'

export type CreateSetupInput = SetupTermsInput & {
  readonly method: MethodChoice | null
  readonly confirm: boolean
  readonly return_url: string | null
  readonly acceptance: CustomerAcceptance | null
  readonly wishes?: SetupConfirmOptions
  /** What the payer chose on a page is used by it. */
  readonly confirmation_token?: string
}

/** Makes a setup intent, and with `confirm` its first attempt. Refuses methods that cannot be saved, and foreign ones. */
export const createSetup = defineCommand({
  name: 'setup_intent.create',
  needs: (input: CreateSetupInput) => ({
    method: peekIf(paymentMethod, existingMethod(input.method), 'payment_method'),
    token: lockedIf(confirmationToken, input.confirmation_token, 'confirmation_token'),
    customer: peekIf(customer, input.customer, 'customer'),
  }),
  usesCard: ({ method, confirm }) => (confirm ? cardUse(method, { step: 'try', intent: null, attended: true }) : null),
  decide({ method: row, customer: owner, token }, input, context) {
    const gone = refuseSpent(token, context.now) ?? refuseOwner(owner) ?? refuseTypeLists(input, context.methods)
    if (gone !== null) return gone
    const id = context.newId('seti')
    const { method: choice } = input
    const terms: SetupTerms = {
      ...defaultSetup,
      ...changedSetup(input, defaultSetup),
      payment_method: choice === null ? null : methodId(choice),
    }
    const unfit = choice === null ? null : refuseChosen(terms, { choice, row }, context)
    if (unfit !== null) return unfit
    if (input.confirm && choice === null) return refuseSetup.methodMissing({ id: null })
    const { livemode } = context.environment
    const born = event(setupIntent, id, {
      type: 'created',
      terms: diffDefaults(terms, defaultSetup),
      livemode,
      client_secret: `${id}_secret_${context.randomText(25)}`,
      return_url: input.return_url,
    })
    const created = createdMethod(choice)
    const subject = { noun: setupIntent, id }
    const seals = created?.seal ? [created.seal] : []
    if (!input.confirm || choice === null)
      return { events: [...(created === null ? [] : [methodCreated(created, livemode)]), born], seals, subject }
    const unready = refuseUnreadySetup(null, methodTypeOf(choice, row), input, context)
    if (unready !== null) return unready
    const account = routeFor({ verb: 'verify', method: methodTypeOf(choice, row) }, context)
    if (isRefusal(account)) return account
    const { acceptance, return_url, wishes = {} } = input
    const rest = { changes: {}, acceptance, return_url, wishes, account: account.id }
    const next = startSetupAttempt({ id, ...terms }, { choice, row }, rest, context)
    return {
      events: [born, ...tokenUsed(token, { setup_intent: id }), ...next.events],
      seals,
      effects: [next.effect],
      subject,
    }
  },
})
