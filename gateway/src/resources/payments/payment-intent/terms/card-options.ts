/** `payment_method_options[card]` of a payment: what a request may set for a card, how it is kept, and how it is shown. */
import { type Static, Type } from 'typebox'
import { Flag, NotYet, OneOf, Text, Unsettable } from '../../../../kernel/schema.ts'
import type { Arrangement } from '../../charge/index.ts'
import type { CardOptions, InstallmentPlan } from '../model.ts'

const object = <F extends Parameters<typeof Type.Object>[0]>(fields: F) =>
  Type.Object(fields, { additionalProperties: false })
const moment = Type.Integer({ minimum: 0, maximum: 99_999_999_999, description: 'Unix seconds.' })
const offered = () => Type.Optional(Unsettable(OneOf(['if_available', 'never'] as const)))
const credentialUsage = () => Type.Optional(OneOf(['installment', 'recurring', 'unscheduled'] as const))

export const cardNetworks = [
  'amex',
  'cartes_bancaires',
  'diners',
  'discover',
  'eftpos_au',
  'girocard',
  'interac',
  'jcb',
  'link',
  'mastercard',
  'unionpay',
  'unknown',
  'visa',
] as const

/** Results of an authentication that somebody else carried out. Only with the confirm; the cryptogram is kept nowhere. */
export const ThreeDSecureFields = object({
  ares_trans_status: Type.Optional(OneOf(['A', 'C', 'I', 'N', 'R', 'U', 'Y'] as const)),
  cryptogram: Text(100, 'CAVV, AAV or AEVV in base64.'),
  electronic_commerce_indicator: Type.Optional(OneOf(['01', '02', '05', '06', '07'] as const)),
  exemption_indicator: Type.Optional(OneOf(['low_risk', 'none'] as const)),
  network_options: Type.Optional(
    object({
      cartes_bancaires: Type.Optional(
        object({
          cb_avalgo: OneOf(['0', '1', '2', '3', '4', 'A'] as const),
          cb_exemption: Type.Optional(Text(4)),
          cb_score: Type.Optional(Type.Integer({ minimum: 0, maximum: 99 })),
        }),
      ),
    }),
  ),
  requestor_challenge_indicator: Type.Optional(Text(2)),
  transaction_id: Text(100, 'Of the directory server (2.x) or the XID (1.0.2).'),
  version: OneOf(['1.0.2', '2.1.0', '2.2.0', '2.3.0', '2.3.1'] as const),
})
export type ThreeDSecureGiven = Static<typeof ThreeDSecureFields>

const PlanFields = object({
  count: Type.Optional(Type.Integer({ minimum: 2, maximum: 48 })),
  interval: Type.Optional(OneOf(['month'] as const)),
  type: OneOf(['fixed_count', 'bonus', 'revolving'] as const),
})

/** The terms of a mandate for cards of countries that ask for one (India). */
export const cardMandateFields = {
  amount: Type.Integer({ minimum: 1, maximum: 999_999_999_999 }),
  amount_type: OneOf(['fixed', 'maximum'] as const),
  description: Type.Optional(Text(200)),
  end_date: Type.Optional(moment),
  interval: OneOf(['day', 'month', 'sporadic', 'week', 'year'] as const),
  interval_count: Type.Optional(Type.Integer({ minimum: 1, maximum: 365 })),
  reference: Text(80),
  start_date: moment,
  supported_types: Type.Optional(Type.Array(OneOf(['india'] as const), { maxItems: 1 })),
}

export const CardOptionsFields = object({
  request_three_d_secure: Type.Optional(Unsettable(OneOf(['automatic', 'any', 'challenge'] as const))),
  capture_method: Type.Optional(Unsettable(OneOf(['manual'] as const))),
  cvc: Type.Optional(
    Text(4, 'Of a saved card, asked for again. Kept in memory until the answer, and nowhere else. Ours.'),
  ),
  cvc_token: NotYet('there are no tokens of security codes; send payment_method_options[card][cvc]'),
  installments: Type.Optional(object({ enabled: Type.Optional(Flag()), plan: Type.Optional(Unsettable(PlanFields)) })),
  mandate_options: Type.Optional(Unsettable(object(cardMandateFields))),
  moto: Type.Optional(Flag('Taken by mail or telephone: nobody is there to authenticate.')),
  network: Type.Optional(Unsettable(OneOf(cardNetworks, { description: 'One of those that the card has.' }))),
  request_extended_authorization: offered(),
  request_incremental_authorization: offered(),
  request_multicapture: offered(),
  request_overcapture: offered(),
  require_cvc_recollection: Type.Optional(Flag('A saved card pays with its code only.')),
  setup_credential_usage: credentialUsage(),
  setup_future_usage: Type.Optional(Unsettable(OneOf(['none', 'off_session', 'on_session'] as const))),
  statement_descriptor_suffix_kana: Type.Optional(Unsettable(Text(22))),
  statement_descriptor_suffix_kanji: Type.Optional(Unsettable(Text(17))),
  stored_credential_usage: credentialUsage(),
  three_d_secure: Type.Optional(ThreeDSecureFields),
})
export type CardOptionsInput = Static<typeof CardOptionsFields>

export const noCardOptions: CardOptions = { request_three_d_secure: 'automatic', capture_method: null }

/** The options after a request, over what there was; null unsets all. What it leaves out stays, what it unsets is gone. */
export function changedCardOptions(input: CardOptionsInput | null, before: CardOptions): CardOptions {
  if (input === null) return noCardOptions
  const { cvc: _, three_d_secure: __, cvc_token: ___, installments, ...wished } = input
  const after: Partial<Record<keyof CardOptions, unknown>> = {
    ...before,
    ...given(wished),
    ...(installments === undefined
      ? {}
      : {
          installments: { enabled: installments.enabled ?? installments.plan != null, plan: installments.plan ?? null },
        }),
  }
  const { request_three_d_secure, capture_method, ...rest } = after
  // What was unset, and a flag that is down, is not kept. The schema of the request has checked the rest.
  const kept = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null && value !== false))
  return {
    request_three_d_secure: (request_three_d_secure ?? 'automatic') as CardOptions['request_three_d_secure'],
    capture_method: (capture_method ?? null) as CardOptions['capture_method'],
    ...(kept as Omit<CardOptions, 'request_three_d_secure' | 'capture_method'>),
  }
}

const given = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))

/** What an attempt with a card takes over of the options, for its call and its charge. */
export function cardArrangement(options: CardOptions): Arrangement {
  const { installments, setup_credential_usage, stored_credential_usage, network, moto } = options
  const { statement_descriptor_suffix_kana: kana, statement_descriptor_suffix_kanji: kanji } = options
  return {
    ...(installments?.plan == null ? {} : { installments: installments.plan }),
    ...(setup_credential_usage === undefined ? {} : { setup_credential_usage }),
    ...(stored_credential_usage === undefined ? {} : { stored_credential_usage }),
    ...(network === undefined ? {} : { network }),
    ...(moto === undefined ? {} : { moto }),
    ...(kana === undefined ? {} : { statement_descriptor_suffix_kana: kana }),
    ...(kanji === undefined ? {} : { statement_descriptor_suffix_kanji: kanji }),
    ...(options.request_extended_authorization === 'if_available' ? { extended_authorization: true as const } : {}),
    ...(options.request_incremental_authorization === 'never' ? { no_increment: true as const } : {}),
    ...(options.request_multicapture === 'never' ? { no_multicapture: true as const } : {}),
    ...(options.request_overcapture === 'if_available' ? { overcapture: true as const } : {}),
  }
}

/** The wire's `payment_method_options[card]`. */
export function shownCardOptions(options: CardOptions, amount: number, currency: string) {
  const { capture_method, installments, mandate_options, moto: _, network, ...same } = options
  return {
    ...same,
    ...(capture_method === null ? {} : { capture_method }),
    installments:
      installments === undefined
        ? null
        : {
            available_plans: installments.enabled ? plansFor(amount, currency) : null,
            enabled: installments.enabled,
            plan: installments.plan === null ? null : shownPlan(installments.plan),
          },
    mandate_options:
      mandate_options === undefined
        ? null
        : { description: null, end_date: null, interval_count: null, supported_types: null, ...mandate_options },
    network: network ?? null,
  }
}

const shownPlan = ({ count, interval, type }: InstallmentPlan) => ({
  count: count ?? null,
  interval: interval ?? null,
  type,
})

/** Months without interest are a scheme of Mexican issuers: a plan of n months from n times 100 pesos. */
export const plansFor = (amount: number, currency: string) =>
  currency === 'mxn'
    ? [3, 6, 9, 12, 18, 24]
        .filter((count) => amount >= count * 100_00)
        .map((count) => ({ count, interval: 'month' as const, type: 'fixed_count' as const }))
    : []

/** Whether a plan is one that this payment may be paid by. */
export const isOfferedPlan = (plan: InstallmentPlan, amount: number, currency: string): boolean =>
  plansFor(amount, currency).some(({ count, type }) => plan.count === count && plan.type === type)
