/** `payment_method_options` of a setup: what a request may set for what is saved, how it is kept, and how it is shown. */
import { type Static, Type } from 'typebox'
import type { MethodCatalogue } from '../../../contracts/method.ts'
import { lookup } from '../../../kernel/lookup.ts'
import { CurrencyCode, Flag, OneOf, Unsettable } from '../../../kernel/schema.ts'
import { notOfferedFields } from '../../customers/payment-method/index.ts'
import { cardMandateFields, cardNetworks, shownOptions, ThreeDSecureFields } from '../payment-intent/index.ts'
import type { SetupCardRequest, SetupTerms } from './model.ts'

const object = <F extends Parameters<typeof Type.Object>[0]>(fields: F) =>
  Type.Object(fields, { additionalProperties: false })

const CardFields = object({
  mandate_options: Type.Optional(Unsettable(object({ ...cardMandateFields, currency: CurrencyCode }))),
  moto: Type.Optional(Flag('Taken by mail or telephone: nobody is there to authenticate.')),
  network: Type.Optional(Unsettable(OneOf(cardNetworks, { description: 'One of those that the card has.' }))),
  request_three_d_secure: Type.Optional(Unsettable(OneOf(['automatic', 'any', 'challenge'] as const))),
  setup_credential_usage: Type.Optional(OneOf(['installment', 'recurring', 'unscheduled'] as const)),
  three_d_secure: Type.Optional(ThreeDSecureFields),
})
type CardInput = Static<typeof CardFields>

/** Options that a payment has and a setup has not: it takes no money, and its payer's time is the page's. */
const ofPayments = ['capture_method', 'expires_after_days', 'expires_after_seconds', 'expires_at', 'target_date']

/** The options of every method that can be saved, under its code. */
export const setupOptionsOf = (methods: MethodCatalogue) =>
  object({
    ...Object.fromEntries(
      methods.all
        .filter(({ savable }) => savable)
        .map(({ code, label, options }) => {
          const own = Object.entries(options.properties).filter(([name]) => !ofPayments.includes(name))
          return [
            code,
            Type.Optional(
              Unsettable(
                Type.Object(Object.fromEntries(own), {
                  additionalProperties: false,
                  description: `What is wished of ${label}.`,
                }),
              ),
            ),
          ]
        }),
    ),
    ...notOfferedFields(methods),
    card: Type.Optional(Unsettable(CardFields)),
  })

export type SetupOptionsInput = {
  readonly card?: CardInput | null
  /** Of other methods, by code. */
  readonly [code: string]: unknown
} | null

type Kept = Pick<SetupTerms, 'card_wishes' | 'method_options' | 'request_three_d_secure'>

/** The options after a request, over what there was; an empty value unsets those of one method, or all. */
export function changedSetupOptions(input: SetupOptionsInput | undefined, before: Kept): Partial<Kept> {
  if (input === undefined) return {}
  if (input === null) return { card_wishes: null, method_options: null, request_three_d_secure: 'automatic' }
  const { card, ...others } = input
  const merged: Record<string, NonNullable<Kept['method_options']>[string]> = { ...before.method_options }
  // The schema of the request has checked each of them.
  for (const [code, options] of Object.entries(others as Kept['method_options'] & object)) {
    if (options === null) delete merged[code]
    else merged[code] = { ...merged[code], ...kept(options) }
  }
  return {
    ...(Object.keys(others).length === 0 ? {} : { method_options: Object.keys(merged).length === 0 ? null : merged }),
    ...changedCard(card, before),
  }
}

/** A code that a payer typed is good for one try, and a token of a payer's wallet is nobody else's: kept nowhere. */
const kept = (options: NonNullable<Kept['method_options']>[string]) =>
  Object.fromEntries(Object.entries(options).filter(([name]) => name !== 'code' && name !== 'persistent_token'))

function changedCard(card: CardInput | null | undefined, before: Kept): Partial<Kept> {
  if (card === undefined) return {}
  if (card === null) return { card_wishes: null, request_three_d_secure: 'automatic' }
  const { request_three_d_secure: secure, three_d_secure: _, ...wished } = card
  const wishes = Object.fromEntries(
    Object.entries({ ...before.card_wishes, ...wished }).filter(
      ([, value]) => value !== undefined && value !== null && value !== false,
    ),
  ) as SetupCardRequest
  return {
    ...(secure === undefined ? {} : { request_three_d_secure: secure ?? ('automatic' as const) }),
    ...(Object.keys(wished).length === 0 ? {} : { card_wishes: Object.keys(wishes).length === 0 ? null : wishes }),
  }
}

/** The wire's `payment_method_options`. A setup shows in which currency later payments will be. */
export function shownSetupOptions(row: Kept, methods: MethodCatalogue) {
  const { mandate_options, network, setup_credential_usage } = row.card_wishes ?? {}
  return {
    card: {
      mandate_options:
        mandate_options === undefined
          ? null
          : { description: null, end_date: null, interval_count: null, supported_types: null, ...mandate_options },
      network: network ?? null,
      request_three_d_secure: row.request_three_d_secure,
      ...(setup_credential_usage === undefined ? {} : { setup_credential_usage }),
    },
    ...Object.fromEntries(
      Object.entries(row.method_options ?? {}).map(([code, options]) => [
        code,
        { ...usual[code], ...shownOptions(methods.of(code), options, ['currency', 'mandate_options']) },
      ]),
    ),
  }
}

/** Members that a setup's options have where nothing was said. */
const usual = lookup<object>({
  acss_debit: { currency: null },
  klarna: { currency: null, preferred_locale: null },
})
