import type { MethodDetails } from '../../../contracts/method.ts'
import type { CardFacts, Metadata, PaymentMethod, StoredCredential } from './model.ts'

/** What can happen to a payment method. */
export type MethodFact =
  | CreatedFact
  /** Saved for a customer. */
  | { readonly type: 'attached'; readonly customer: string; readonly credential?: StoredCredential }
  /** The network let it be charged later; whose it is stays as it was. */
  | { readonly type: 'credential_stored'; readonly credential: StoredCredential }
  | { readonly type: 'detached' }
  /** Paid with, as a token of older code. */
  | { readonly type: 'spent' }
  | { readonly type: 'updated'; readonly changes: MethodChanges }

/** What may change of a method; of a card its expiry alone. */
export type MethodChanges = Partial<
  Pick<PaymentMethod, 'allow_redisplay' | 'billing_details' | 'card' | 'details' | 'metadata'>
>

export type CreatedFact = {
  readonly type: 'created'
  readonly livemode: boolean
  /** One of the two: a card, or another method with its details. */
  readonly card: CardFacts | null
  readonly method?: { readonly type: string; readonly details: MethodDetails }
  readonly billing_details: PaymentMethod['billing_details'] | null
  readonly metadata: Metadata | null
  readonly radar_session?: string
  readonly allow_redisplay: PaymentMethod['allow_redisplay']
}
