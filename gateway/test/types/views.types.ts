/** Held by the compiler: what our views give is what the official client's types promise. Nothing here runs. */
import type Stripe from 'stripe'
import type { paymentMethodView } from '../../src/resources/customers/payment-method/views.ts'
import type { balanceTransactionView, settledBalanceView } from '../../src/resources/money/balance/views.ts'
import type { chargeView } from '../../src/resources/payments/charge/views.ts'
import type { paymentIntentView } from '../../src/resources/payments/payment-intent/views.ts'
import type { refundView } from '../../src/resources/payments/refund/views.ts'
import type { renderAccount } from '../../src/resources/platform/account/views.ts'
import type { eventView } from '../../src/resources/platform/event/views.ts'

/** What the client adds to every answer by itself. */
type Answered<T> = Omit<T, 'lastResponse'>
type Mutable<T> = T extends readonly (infer Item)[]
  ? Mutable<Item>[]
  : T extends object
    ? { -readonly [K in keyof T]: Mutable<T[K]> }
    : T
type Shows<Shown extends Answered<Object_>, Object_> = Shown

export type ClientTypesHeld = [
  Shows<Mutable<ReturnType<typeof paymentIntentView.render>>, Stripe.PaymentIntent>,
  Shows<Mutable<ReturnType<typeof chargeView.render>>, Stripe.Charge>,
  Shows<Mutable<ReturnType<typeof refundView.render>>, Stripe.Refund>,
  Shows<Mutable<ReturnType<typeof paymentMethodView.render>>, Stripe.PaymentMethod>,
  Shows<Mutable<ReturnType<typeof balanceTransactionView.render>>, Stripe.BalanceTransaction>,
  Shows<Mutable<ReturnType<typeof settledBalanceView.render>>, Stripe.Balance>,
  Shows<Mutable<ReturnType<typeof renderAccount>>, Stripe.Account>,
  // An event's type and object are open here; which types there are is held where the facts name them.
  Shows<
    Mutable<ReturnType<typeof eventView.render>>,
    Omit<Stripe.EventBase, 'type' | 'data'> & { type: string; data: { object: object } }
  >,
]
