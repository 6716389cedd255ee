import type { Metadata, PaymentMethod } from './model.ts'

/** What can happen to a payment method. */
export type MethodFact = {
  readonly type: 'created'
  readonly livemode: boolean
  readonly card: PaymentMethod['card']
  readonly billing_details: PaymentMethod['billing_details'] | null
  readonly metadata: Metadata | null
  readonly allow_redisplay: PaymentMethod['allow_redisplay']
}
