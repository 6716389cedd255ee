import type { ForeignOrigin } from '../../../contracts/dialect.ts'
import type { Minor } from '../../../kernel/money.ts'
import type { Millis } from '../../../kernel/time.ts'
import type { Metadata } from '../../customers/payment-method/index.ts'
import type { Refund } from './model.ts'

export type RefundFact =
  | {
      readonly type: 'created'
      readonly livemode: boolean
      readonly payment_intent: string
      readonly charge: string
      readonly amount: Minor
      readonly currency: string
      readonly reason: Refund['reason']
      readonly metadata: Metadata
      /** Null where the bank account is missing that it goes to. */
      readonly call: string | null
      readonly method?: string
      readonly instructions_email?: string
      readonly transfer_to?: NonNullable<Refund['transfer_to']>
      readonly presentment?: NonNullable<Refund['presentment']>
      readonly idempotency_key: string | null
      readonly webhook_url?: string
      readonly webhook_format?: string
      readonly foreign?: ForeignOrigin
    }
  /** The bank account is known now, and the processor is called. */
  | {
      readonly type: 'account_given'
      readonly call: string
      readonly transfer_to: NonNullable<Refund['transfer_to']>
    }
  /** Given up before any processor was called. */
  | { readonly type: 'dropped' }
  /** Nobody named the bank account in time. */
  | { readonly type: 'expired' }
  /** The processor accepted it: the money is on its way back (`pending`) or back (`succeeded`). */
  | {
      readonly type: 'accepted'
      readonly reference: string
      readonly status: 'pending' | 'succeeded'
      readonly connector_account: string
      readonly funds_day: string | null
      readonly available_on: Millis
      readonly balance_transaction: string
      readonly exchange_entry?: string
    }
  /** An accepted refund that was pending has arrived. */
  | { readonly type: 'settled' }
  /** The processor said no; no money has moved. */
  | { readonly type: 'declined'; readonly reason: string }
  /** Accepted, and then sent back by the issuer: the merchant has the money again. */
  | {
      readonly type: 'returned'
      readonly reason: string
      readonly connector_account: string
      readonly funds_day: string | null
      readonly available_on: Millis
      readonly balance_transaction: string
      readonly exchange_entry?: string
    }
  | { readonly type: 'cancel_started'; readonly call: string }
  | { readonly type: 'cancel_refused'; readonly code: string; readonly message: string }
  | {
      readonly type: 'canceled'
      readonly connector_account: string
      readonly funds_day: string | null
      readonly available_on: Millis
      readonly balance_transaction: string
      readonly exchange_entry?: string
    }
  | { readonly type: 'updated'; readonly metadata: Metadata }
