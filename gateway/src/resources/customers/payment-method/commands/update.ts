import type { Static } from 'typebox'
import { event, locked } from '../../../../engine/aggregate.ts'
import { defineCommand } from '../../../../engine/command.ts'
import { type MetadataInput, mergeMetadata, refuseMetadata } from '../../../../kernel/metadata.ts'
import { isRefusal, type Refusal } from '../../../../kernel/refusal.ts'
import { type Millis, utcDay } from '../../../../kernel/time.ts'
import { noAddress, noBilling, paymentMethod } from '../aggregate.ts'
import type { MethodChanges } from '../events.ts'
import type { BillingFields } from '../fields.ts'
import type { BillingDetails, CardFacts, PaymentMethod } from '../model.ts'
import { refusePaymentMethod } from '../refusals.ts'

export type UpdateMethodInput = {
  readonly id: string
  readonly billing_details?: Static<typeof BillingFields>
  readonly metadata?: MetadataInput
  readonly allow_redisplay?: 'always' | 'limited' | 'unspecified'
  readonly card?: {
    readonly exp_month?: number
    readonly exp_year?: number
    readonly networks?: { readonly preferred?: string | null }
  }
  readonly us_bank_account?: { readonly account_holder_type?: string; readonly account_type?: string }
  /** A foreign API may change what no customer has; the native one refuses it, as Stripe does. */
  readonly unattached?: 'changed'
}

/** Changes what may change of a method: who pays, notes, and the expiry of a card whose number stayed. */
export const updatePaymentMethod = defineCommand({
  name: 'payment_method.update',
  needs: ({ id }: UpdateMethodInput) => ({ method: locked(paymentMethod, id) }),
  decide({ method }, input, { now }) {
    if (method.detached) return refusePaymentMethod.gone({ id: method.id })
    if (method.customer === null && input.unattached !== 'changed')
      return refusePaymentMethod.unattached({ id: method.id })
    if (input.card !== undefined && method.card === null) return refusePaymentMethod.noCard({ type: method.type })
    if (input.us_bank_account !== undefined && method.type !== 'us_bank_account')
      return refusePaymentMethod.noUsAccount({ type: method.type })
    const card = input.card === undefined || method.card === null ? null : changedCard(method.card, input.card)
    if (isRefusal(card)) return card
    const redated = input.card?.exp_month !== undefined || input.card?.exp_year !== undefined
    if (card !== null && redated && isWrong(card, now))
      return refusePaymentMethod.expiryWrong({ param: wrongField(input.card) })
    const tooMany = refuseMetadata(method.metadata ?? {}, input.metadata)
    if (tooMany !== null) return tooMany
    const changes: MethodChanges = {
      ...(input.billing_details === undefined ? {} : { billing_details: billing(method, input.billing_details) }),
      ...(input.metadata === undefined ? {} : { metadata: mergeMetadata(method.metadata, input.metadata) }),
      ...(input.allow_redisplay === undefined ? {} : { allow_redisplay: input.allow_redisplay }),
      ...(card === null ? {} : { card }),
      ...(input.us_bank_account === undefined ? {} : { details: { ...method.details, ...input.us_bank_account } }),
    }
    return {
      events: Object.keys(changes).length === 0 ? [] : [event(paymentMethod, method.id, { type: 'updated', changes })],
      subject: { noun: paymentMethod, id: method.id },
    }
  },
})

/** The card with its new expiry, and the network that its payer chose; an emptied choice leaves it to us. */
function changedCard(card: CardFacts, input: NonNullable<UpdateMethodInput['card']>): CardFacts | Refusal {
  const preferred = input.networks?.preferred
  const param = 'card[networks][preferred]'
  if (preferred != null && !card.networks.includes(preferred))
    return refusePaymentMethod.networkMissing({ network: preferred, available: card.networks, param })
  const { preferred_network: chosen, ...rest } = { ...card, ...expiryOf(input) }
  const network = preferred === undefined ? chosen : preferred
  return network == null ? rest : { ...rest, preferred_network: network }
}

/** Two digits of a year are of this century. */
const century = 2000
const expiryOf = ({ exp_month, exp_year }: NonNullable<UpdateMethodInput['card']>) => ({
  ...(exp_month === undefined ? {} : { exp_month }),
  ...(exp_year === undefined ? {} : { exp_year: exp_year < 100 ? century + exp_year : exp_year }),
})

/** Years ahead beyond which an expiry is a typing error. */
const expiryYearsMax = 50

/** What was sent of it; of both the year. */
const wrongField = (card: UpdateMethodInput['card']): string =>
  card?.exp_year === undefined ? 'card[exp_month]' : 'card[exp_year]'

/** A card is good until the last day of its month. */
const isWrong = ({ exp_month, exp_year }: { exp_month: number; exp_year: number }, now: Millis): boolean => {
  const month = utcDay(now).slice(0, 7)
  return (
    `${exp_year}-${String(exp_month).padStart(2, '0')}` < month || exp_year > Number(month.slice(0, 4)) + expiryYearsMax
  )
}

function billing(method: PaymentMethod, input: Static<typeof BillingFields>): BillingDetails {
  const { address, ...plain } = input
  return {
    ...noBilling,
    ...method.billing_details,
    ...plain,
    address:
      address === undefined
        ? method.billing_details.address
        : { ...noAddress, ...(address === null ? {} : { ...method.billing_details.address, ...address }) },
  }
}
