/** Held by the compiler: what our views give is what the official client's types promise. Nothing here runs. */
import type Stripe from 'stripe'
import type { renderMethod } from '../../src/resources/customers/payment-method/views.ts'
import type { renderBalance, renderBalanceTransaction } from '../../src/resources/money/balance/views.ts'
import type { renderCharge } from '../../src/resources/payments/charge/views.ts'
import type { renderIntent } from '../../src/resources/payments/payment-intent/views.ts'
import type { renderRefund } from '../../src/resources/payments/refund/views.ts'
import type { renderAccount } from '../../src/resources/platform/account/views.ts'
import type { renderEvent } from '../../src/resources/platform/event/views.ts'

/** What the client adds to every answer by itself. */
type Answered<T> = Omit<T, 'lastResponse'>
type Shows<View extends Answered<Object_>, Object_> = View

export type ClientTypesHeld = [
  Shows<ReturnType<typeof renderIntent>, Stripe.PaymentIntent>,
  Shows<ReturnType<typeof renderCharge>, Stripe.Charge>,
  Shows<ReturnType<typeof renderRefund>, Stripe.Refund>,
  Shows<ReturnType<typeof renderMethod>, Stripe.PaymentMethod>,
  Shows<ReturnType<typeof renderBalanceTransaction>, Stripe.BalanceTransaction>,
  Shows<ReturnType<typeof renderBalance>, Stripe.Balance>,
  Shows<ReturnType<typeof renderAccount>, Stripe.Account>,
  // An event's type and object are open here; which types there are is held where the facts name them.
  Shows<
    ReturnType<typeof renderEvent>,
    Omit<Stripe.EventBase, 'type' | 'data'> & { type: string; data: { object: object } }
  >,
]
