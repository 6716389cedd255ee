/** Held by the compiler: what our views give is what the official client's types promise. Nothing here runs. */
import type Stripe from 'stripe'
import type { renderAccount } from '../../src/resources/account/views.ts'
import type { renderBalance, renderBalanceTransaction } from '../../src/resources/balance/views.ts'
import type { renderCharge } from '../../src/resources/charge/views.ts'
import type { renderEvent } from '../../src/resources/event/views.ts'
import type { renderIntent } from '../../src/resources/payment-intent/views.ts'
import type { renderMethod } from '../../src/resources/payment-method/views.ts'
import type { renderRefund } from '../../src/resources/refund/views.ts'

/** What the client adds to every answer by itself. */
type Answered<T> = Omit<T, 'lastResponse'>
type Shows<View extends Answered<Object_>, Object_> = View

export type Held = [
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
