/** Options of a confirmation that depend on card, mandate and amount: how a request names them, and when they are refused. */
import type { MethodCatalogue } from '../../../../contracts/method.ts'
import { moneyText } from '../../../../kernel/money.ts'
import type { Refusal } from '../../../../kernel/refusal.ts'
import type { Mandate } from '../../../customers/mandate/index.ts'
import type { CardFacts } from '../../../customers/payment-method/index.ts'
import type { AttemptChoice, ConfirmOptions } from '../attempt/attempt.ts'
import { owedAmount, type PaymentIntent } from '../model.ts'
import { refuseIntent } from '../refusals.ts'
import { isOfferedPlan } from './card-options.ts'
import { refuseOption } from './option-refusals.ts'
import { lacksCvc, oneTimeOptions, type TermsInput } from './terms.ts'

/** Refuses a network that the card does not have, a plan that is not offered, and a mandate that does not fit. */
export function refuseConfirmOptions(
  terms: Pick<PaymentIntent, 'amount' | 'currency' | 'card_options' | 'payment_method'>,
  card: CardFacts | null,
  leave: Mandate | null,
): Refusal | null {
  const { network, installments } = terms.card_options
  if (card !== null && network !== undefined && !card.networks.includes(network))
    return refuseOption.networkMissing({ network, available: card.networks })
  const plan = installments?.plan ?? null
  if (card !== null && plan !== null && !isOfferedPlan(plan, terms.amount, terms.currency))
    return refuseOption.planMissing()
  if (leave === null) return null
  if (leave.status !== 'active')
    return refuseOption.mandateUnfit({
      why: leave.single_use === null ? 'it has ended' : 'it was good for one payment and was used, or has ended',
    })
  if (leave.payment_method !== terms.payment_method)
    return refuseOption.mandateUnfit({ why: 'it is of another payment method' })
  const { single_use: once } = leave
  if (once !== null && (once.currency !== terms.currency || once.amount < terms.amount))
    return refuseOption.mandateUnfit({ why: `it is for one payment of ${moneyText(once.amount, once.currency)}` })
  return null
}

/** Refuses what is good for one attempt where none is begun: it would be kept by nobody. */
export function refuseOnce(body: Pick<TermsInput, 'payment_method_options'>): Refusal | null {
  const { three_d_secure, once } = confirmOptionsOf(body)
  const [type, options] = Object.entries(once ?? {})[0] ?? []
  const path =
    three_d_secure === undefined
      ? type === undefined
        ? null
        : [type, ...Object.keys(options ?? {})]
      : ['card', 'three_d_secure']
  return path === null
    ? null
    : refuseIntent.confirmParameterWithoutConfirm({ param: `payment_method_options[${path[0]}][${path[1]}]` })
}

/**
 * Refuses an attempt without what its method is confirmed with: the code of a bank's app, the security code that a saved card is
 * asked for again. What was saved is charged without its payer, and without that code.
 */
export function refuseUnready(
  intent: string | null,
  { type, saved }: Pick<AttemptChoice, 'type' | 'saved'>,
  { card_options }: Pick<PaymentIntent, 'card_options'>,
  given: { readonly confirmOptions?: ConfirmOptions; readonly cvc_given?: boolean },
  methods: MethodCatalogue,
): Refusal | null {
  const option = methods
    .of(type)
    ?.requires_options.find((name) => given.confirmOptions?.once?.[type]?.[name] === undefined)
  if (option !== undefined && saved?.credential == null) return refuseOption.optionMissing({ type, option, id: intent })
  return lacksCvc(card_options, saved, given.cvc_given) ? refuseIntent.cvcMissing({ id: intent }) : null
}

/** What of a payment's terms a payer agrees to by the button of a page, besides the amount. */
export type ShownTerms = Pick<PaymentIntent, 'capture_method' | 'setup_future_usage'>

/** Refuses a confirm that takes the payment to be about another amount, another currency or other terms than it has by now. */
export function refuseUnlikeShown(
  intent: PaymentIntent,
  asked: { readonly amount_to_confirm?: number; readonly currency_to_confirm?: string; readonly shown?: ShownTerms },
): Refusal | null {
  const { amount_to_confirm: amount, currency_to_confirm = intent.currency, shown = intent } = asked
  const owed = owedAmount(intent)
  if (amount !== undefined && (amount !== owed || currency_to_confirm !== intent.currency))
    return refuseIntent.amountDiffers({ asked: amount, owed, currency: intent.currency, id: intent.id })
  return shown.capture_method === intent.capture_method && shown.setup_future_usage === intent.setup_future_usage
    ? null
    : refuseIntent.termsDiffer({ id: intent.id })
}

type ConfirmBody = Pick<TermsInput, 'payment_method_options'> & {
  readonly mandate?: string
  readonly radar_options?: { readonly session?: string }
}

/** The options of a confirming request that hold for its attempt alone. */
export const confirmOptionsOf = ({ mandate, radar_options, payment_method_options }: ConfirmBody): ConfirmOptions => {
  const brought = payment_method_options?.card?.three_d_secure
  return {
    ...(mandate === undefined ? {} : { mandate }),
    ...(radar_options?.session === undefined ? {} : { radar_session: radar_options.session }),
    ...(brought === undefined ? {} : { three_d_secure: brought }),
    once: oneTimeOptions(payment_method_options),
  }
}

const onlyWithConfirm = [
  'off_session',
  'return_url',
  'error_on_requires_action',
  'mandate',
  'confirmation_token',
] as const

/** Refuses parameters that only mean something when the intent is confirmed. */
export function refuseUnconfirmed(
  body: Pick<TermsInput, 'payment_method_options'> & {
    readonly confirm?: boolean
  } & { readonly [Name in (typeof onlyWithConfirm)[number]]?: unknown },
): Refusal | null {
  if (body.confirm) return null
  // `off_session=false` says what holds anyway, and libraries send it with every payment.
  const param = onlyWithConfirm.find((name) => body[name] !== undefined && body[name] !== false)
  return param === undefined ? refuseOnce(body) : refuseIntent.confirmParameterWithoutConfirm({ param })
}
