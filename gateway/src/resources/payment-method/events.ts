import type { MethodDetails } from '../../contracts/method.ts'
import type { CardFacts, Metadata, PaymentMethod } from './model.ts'

/** What can happen to a payment method. */
export type MethodFact = {
  readonly type: 'created'
  readonly livemode: boolean
  /** One of the two: a card, or another method with its details. */
  readonly card: CardFacts | null
  readonly method?: { readonly type: string; readonly details: MethodDetails }
  readonly billing_details: PaymentMethod['billing_details'] | null
  readonly metadata: Metadata | null
  readonly allow_redisplay: PaymentMethod['allow_redisplay']
}
