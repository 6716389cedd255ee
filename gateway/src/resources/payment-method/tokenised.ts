import { type Happening, happened } from '../../engine/aggregate.ts'
import type { SealedRecord } from '../../engine/command.ts'
import { paymentMethod } from './aggregate.ts'
import type { BillingDetails, CardFacts, Metadata, PaymentMethod } from './model.ts'

/** Card data that came in with a request, taken apart: what may be shown, and the sealed number for the vault. */
export type TokenisedCard = {
  /** The id of the payment method that it becomes. */
  readonly id: string
  readonly card: CardFacts
  /** Null for a published test number: there is nothing to hide. */
  readonly seal: SealedRecord | null
}

export type NewMethod = TokenisedCard & {
  readonly billing_details: BillingDetails | null
  readonly metadata: Metadata | null
  readonly allow_redisplay: PaymentMethod['allow_redisplay']
}

/** The payment method of a request: one that exists, by id, or one that comes into being with it. */
export type MethodChoice = { readonly existing: string } | { readonly created: NewMethod }

export const existingMethod = (choice: MethodChoice | null): string | null =>
  choice !== null && 'existing' in choice ? choice.existing : null
export const createdMethod = (choice: MethodChoice | null): NewMethod | null =>
  choice !== null && 'created' in choice ? choice.created : null
export const methodId = (choice: MethodChoice): string => ('existing' in choice ? choice.existing : choice.created.id)

/** The fact that a method came into being. */
export const methodCreated = (method: NewMethod, livemode: boolean): Happening =>
  happened(paymentMethod, method.id, {
    type: 'created',
    livemode,
    card: method.card,
    billing_details: method.billing_details,
    metadata: method.metadata,
    allow_redisplay: method.allow_redisplay,
  })
