import type { MethodDetails } from '../../../contracts/method.ts'
import type { SealedRecord } from '../../../contracts/sealed-record.ts'
import { type DecidedEvent, event } from '../../../engine/aggregate.ts'
import type { CardUse } from '../../../engine/command.ts'
import { paymentMethod } from './aggregate.ts'
import type { BillingDetails, CardFacts, Metadata, PaymentMethod } from './model.ts'

/** Payer's data that came in with a request, taken apart: what may be shown, and the sealed number for the vault. */
export type TokenisedMethod = {
  /** The id of the payment method that it becomes. */
  readonly id: string
  readonly card: CardFacts | null
  /** Any other method than a card. */
  readonly method?: { readonly type: string; readonly details: MethodDetails }
  /** Null where there is nothing to hide. */
  readonly seal: SealedRecord | null
}

export type NewMethod = TokenisedMethod & {
  readonly billing_details: BillingDetails | null
  readonly metadata: Metadata | null
  readonly radar_session?: string
  readonly allow_redisplay: PaymentMethod['allow_redisplay']
}

/** The payment method of a request: one that exists, by id, or one that comes into being with it. */
export type MethodChoice = { readonly existing: string } | { readonly created: NewMethod }

export const existingMethod = (choice: MethodChoice | null): string | null =>
  choice !== null && 'existing' in choice ? choice.existing : null
export const createdMethod = (choice: MethodChoice | null): NewMethod | null =>
  choice !== null && 'created' in choice ? choice.created : null
export const methodId = (choice: MethodChoice): string => ('existing' in choice ? choice.existing : choice.created.id)

/** What the brake on card testing wants to know of a choice; null where it certainly is no card. */
export function cardUse(
  choice: MethodChoice | null,
  use: Pick<CardUse, 'step' | 'intent' | 'attended'>,
): CardUse | null {
  const created = createdMethod(choice)
  if (created !== null && created.card === null) return null
  return {
    ...use,
    method: choice === null ? null : methodId(choice),
    fingerprint: created?.card?.fingerprint ?? null,
  }
}

/** Where a request named its method: what came as data was named by its type, and test names stand where ids do. */
export const methodParam = (choice: MethodChoice | null): string =>
  choice !== null && 'created' in choice && choice.created.card?.test_name == null
    ? 'payment_method_data[type]'
    : 'payment_method'

/** The code of a method that is chosen; `row` is the one that exists. */
export const methodTypeOf = (choice: MethodChoice, row: Pick<PaymentMethod, 'type'> | null): string =>
  'existing' in choice ? (row?.type ?? 'card') : (choice.created.method?.type ?? 'card')

/** What is known of a method that is chosen, besides a card's; `row` is the one that exists. */
export const methodDetails = (choice: MethodChoice | null, row: Pick<PaymentMethod, 'details'> | null): MethodDetails =>
  (choice !== null && 'created' in choice ? choice.created.method?.details : row?.details) ?? {}

/** The fact that a method came into being. */
export const methodCreated = (method: NewMethod, livemode: boolean): DecidedEvent =>
  event(paymentMethod, method.id, {
    type: 'created',
    livemode,
    card: method.card,
    ...(method.method === undefined ? {} : { method: method.method }),
    billing_details: method.billing_details,
    metadata: method.metadata,
    ...(method.radar_session === undefined ? {} : { radar_session: method.radar_session }),
    allow_redisplay: method.allow_redisplay,
  })
