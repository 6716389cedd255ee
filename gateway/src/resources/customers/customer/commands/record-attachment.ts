import { event, locked, peek } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import type { EffectOf } from '../../../../engine/effect.ts'
import type { OutcomeInput } from '../../../../engine/outcome.ts'
import type { Refusal } from '../../../../kernel/refusal.ts'
import { paymentMethod } from '../../payment-method/index.ts'
import { customer } from '../aggregate.ts'
import { attached, refuseAttaching, sentAs } from '../attachment.ts'
import { refuseCustomer } from '../refusals.ts'

/** What the issuer said of a card that is to be saved: it is saved, or the caller is told why not. */
export const recordAttachment = defineCommand({
  name: 'payment_method.record_attachment',
  needs: ({ effect }: OutcomeInput<'verify'>) => ({
    // Locked where its default may change.
    customer: (effect.request.as_source === true ? locked : peek)(customer, effect.request.customer ?? '', 'customer'),
    method: locked(paymentMethod, effect.root, 'payment_method'),
  }),
  decide({ customer: owner, method }, { effect, outcome }, context) {
    const subject = { noun: paymentMethod, id: method.id }
    const done = [effect.id]
    // Others may have been faster: the customer deleted, the method saved or detached.
    const late = owner.deleted
      ? refuseCustomer.unknown({ id: owner.id, param: 'customer' })
      : refuseAttaching(method, method.type, owner.id, context.methods, sentAs(effect.request.as_source))
    if (late !== null) return { events: [], done, subject, declined: late }
    switch (outcome.outcome) {
      case 'verified':
        return {
          events: [
            ...(method.customer === owner.id ? [] : [attached(method.id, owner.id, null)]),
            ...(effect.request.as_source === true && owner.default_source === null
              ? [event(customer, owner.id, { type: 'updated', changes: { default_source: method.id } })]
              : []),
          ],
          done,
          subject,
        }
      case 'declined':
        return { events: [], done, subject, declined: declinedMethod(outcome.decline) }
      case 'never_received':
      case 'not_sent':
      case 'unsupported':
      // An issuer that wants a challenge says nothing against the card; its payer authenticates when it pays.
      case 'challenge':
        return {
          events: [],
          done,
          subject,
          declined: declinedMethod({
            code: 'processing_error',
            decline_code: null,
            message: 'The issuer could not be asked about the card. Nothing was saved; try again.',
            network_decline_code: null,
            advice_code: 'try_again_later',
          }),
        }
    }
  },
})

/** The issuer has not answered. The method is shown as it stands, not saved; it is saved when the answer comes. */
export const recordAttachmentDoubt = defineCommand({
  name: 'payment_method.record_attachment_doubt',
  needs: ({ effect }: { effect: EffectOf<'verify'> }) => ({
    method: locked(paymentMethod, effect.root, 'payment_method'),
  }),
  decide({ method }) {
    return { events: [], subject: { noun: paymentMethod, id: method.id } }
  },
})

type Said = {
  readonly code: string
  readonly decline_code: string | null
  readonly message: string
  readonly network_decline_code: string | null
  readonly advice_code: Refusal['advice_code'] | null
}

/** An issuer's no to a method that was to be saved. */
export const declinedMethod = (decline: Said): Refusal => ({
  refused: true,
  kind: 'declined',
  code: decline.code,
  message: decline.message,
  param: 'payment_method',
  ...(decline.decline_code === null ? {} : { decline_code: decline.decline_code }),
  ...(decline.network_decline_code === null ? {} : { network_decline_code: decline.network_decline_code }),
  ...(decline.advice_code == null ? {} : { advice_code: decline.advice_code }),
})
