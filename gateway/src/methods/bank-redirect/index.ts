/** Payments that the payer approves at the own bank, after a redirect. */
import { Type } from 'typebox'
import type {
  AcceptedMethod,
  Method,
  MethodFacts,
  MethodInput,
  NextAction,
  ShownAction,
} from '../../contracts/method.ts'
import {
  anyAmount,
  days,
  type Family,
  hours,
  methodsOf,
  minutes,
  refuseMethodData,
  showPlainly,
} from '../../contracts/method-family.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { Flag, OneOf, Text, Unsettable } from '../../kernel/schema.ts'

const fields = Type.Object(
  { bank: Type.Optional(Text(50, "The payer's bank, where the shop asks for it.")), country: Type.Optional(Text(2)) },
  { additionalProperties: false },
)
function accept({ data, param }: MethodInput, method: MethodFacts): AcceptedMethod | Refusal {
  const bank = typeof data.bank === 'string' ? data.bank : null
  // FPX has no page on which the payer could choose.
  if (method.code === 'fpx' && bank === null)
    return refuseMethodData.detailMissing({ param: param('fpx', 'bank'), method: method.label })
  return {
    details: {
      bank,
      country: typeof data.country === 'string' ? data.country.toUpperCase() : null,
      ...(typeof data.account_holder_type === 'string' ? { account_holder_type: data.account_holder_type } : {}),
    },
    secret: null,
  }
}

/** The members that these schemes publish of a payer's bank; null is what a redirect does not tell. */
const describe: NonNullable<Family['describe']> = ({ account_holder_type, bank, country }, { code }) => {
  switch (code) {
    case 'ideal':
      return { bank, bic: null }
    case 'fpx':
      return { account_holder_type: account_holder_type ?? null, bank }
    case 'blik':
      return { buyer_id: null }
    case 'sofort':
      return { country }
    case 'eps':
    case 'p24':
      return { bank }
    default:
      return {}
  }
}

const noBank = { bank_code: null, bank_name: null, bic: null }
const noDebit = { generated_sepa_debit: null, generated_sepa_debit_mandate: null, iban_last4: null }
const charged: NonNullable<Family['charged']> = (details, reference, { code }) => {
  const { bank, country } = details
  const preferred_language = details.preferred_language ?? null
  switch (code) {
    case 'ideal':
      return { bank, bic: null, ...noDebit, transaction_id: reference, verified_name: null }
    case 'bancontact':
      return { ...noBank, ...noDebit, preferred_language, verified_name: null }
    case 'sofort':
      return { ...noBank, country, ...noDebit, preferred_language, verified_name: null }
    case 'giropay':
      return { ...noBank, verified_name: null }
    case 'eps':
      return { bank, verified_name: null }
    case 'p24':
      return { bank, reference, verified_name: null }
    case 'fpx':
      return { account_holder_type: details.account_holder_type ?? null, bank, transaction_id: reference }
    case 'blik':
      return { buyer_id: null }
    case 'pay_by_bank':
      return {}
    default:
      return { reference }
  }
}

/** A code of the bank's app is approved there; the payer is sent nowhere. */
const show = (action: NextAction, shown: ShownAction, method: MethodFacts): ReturnType<Method['show']> =>
  method.code === 'blik' && action.kind === 'approve_on_phone'
    ? { type: 'blik_authorize', blik_authorize: {} }
    : showPlainly(action, shown, method)

export const bankRedirectMethods: readonly Method[] = methodsOf(
  {
    family: 'bank_redirect',
    next_action: 'redirect',
    fields,
    accept,
    describe,
    charged,
    show,
    option_defaults: { bancontact: { preferred_language: 'en' }, sofort: { preferred_language: null } },
  },
  [
    {
      code: 'ideal',
      label: 'iDEAL',
      countries: ['NL'],
      currencies: anyAmount('eur'),
      expires_after_ms: minutes(15),
      savable: true,
    },
    {
      code: 'bancontact',
      label: 'Bancontact',
      countries: ['BE'],
      currencies: anyAmount('eur'),
      expires_after_ms: minutes(60),
      requires: ['name'],
      savable: true,
      options: { preferred_language: Type.Optional(OneOf(['de', 'en', 'fr', 'nl'] as const)) },
    },
    {
      code: 'eps',
      label: 'EPS',
      countries: ['AT'],
      currencies: anyAmount('eur'),
      expires_after_ms: minutes(20),
      requires: ['name'],
    },
    {
      code: 'giropay',
      label: 'giropay',
      countries: ['DE'],
      currencies: anyAmount('eur'),
      expires_after_ms: minutes(20),
      closed: 'the scheme ended in 2024; use another method for Germany.',
    },
    {
      code: 'sofort',
      label: 'Sofort',
      countries: ['DE', 'AT', 'BE', 'ES', 'IT', 'NL'],
      currencies: anyAmount('eur'),
      expires_after_ms: hours(1),
      settles_late: true,
      savable: true,
      options: {
        preferred_language: Type.Optional(Unsettable(OneOf(['de', 'en', 'es', 'fr', 'it', 'nl', 'pl'] as const))),
      },
    },
    {
      code: 'p24',
      label: 'Przelewy24',
      countries: ['PL'],
      currencies: anyAmount('pln', 'eur'),
      expires_after_ms: hours(1),
      requires: ['email'],
      options: { tos_shown_and_accepted: Type.Optional(Flag('The shop showed the terms of Przelewy24.')) },
      hidden_options: ['tos_shown_and_accepted'],
    },
    {
      code: 'blik',
      label: 'BLIK',
      countries: ['PL'],
      currencies: anyAmount('pln'),
      // The payer types a code of the bank's app, good for two minutes, and approves in the app within one.
      expires_after_ms: minutes(1),
      next_action: 'approve_on_phone',
      savable: true,
      requires_options: ['code'],
      options: {
        code: Type.Optional(
          Type.String({ pattern: '^[0-9]{6}$', description: 'Six digits of the bank app; kept nowhere.' }),
        ),
        mandate_options: Type.Optional(
          Type.Object(
            { expires_at: Type.Optional(Type.Integer({ minimum: 0, maximum: 99_999_999_999 })) },
            { additionalProperties: false },
          ),
        ),
      },
    },
    {
      code: 'pay_by_bank',
      label: 'Pay by bank',
      countries: ['GB', 'DE', 'FR', 'FI', 'IE'],
      currencies: anyAmount('gbp', 'eur'),
      expires_after_ms: minutes(30),
    },
    {
      code: 'trustly',
      label: 'Trustly',
      countries: ['SE', 'NO', 'DK', 'FI', 'EE', 'LV', 'LT', 'DE', 'NL', 'ES', 'PL', 'GB'],
      currencies: anyAmount('eur', 'sek', 'dkk', 'nok', 'gbp', 'pln'),
      expires_after_ms: hours(1),
    },
    {
      code: 'fpx',
      label: 'FPX',
      countries: ['MY'],
      currencies: anyAmount('myr'),
      expires_after_ms: minutes(15),
      refunds: 'transfer',
      fields: { account_holder_type: Type.Optional(OneOf(['company', 'individual'] as const)) },
    },
    {
      code: 'stitch',
      label: 'Stitch',
      countries: ['ZA'],
      currencies: anyAmount('zar'),
      expires_after_ms: hours(1),
      refunds: 'transfer',
    },
    {
      code: 'bank_transfer_id',
      label: 'Indonesian bank transfer',
      countries: ['ID'],
      currencies: anyAmount('idr'),
      expires_after_ms: days(1),
      refunds: 'none',
    },
  ],
)
