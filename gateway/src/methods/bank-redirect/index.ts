/** Payments that the payer approves at the own bank, after a redirect. */
import { Type } from 'typebox'
import type { AcceptedMethod, Method, MethodFacts, MethodInput } from '../../contracts/method.ts'
import {
  anyAmount,
  days,
  type Family,
  hours,
  methodsOf,
  minutes,
  refuseMethodData,
} from '../../contracts/method-family.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { Text } from '../../kernel/schema.ts'

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
    details: { bank, country: typeof data.country === 'string' ? data.country.toUpperCase() : null },
    secret: null,
  }
}

/** The members that these schemes publish of a payer's bank; null is what a redirect does not tell. */
const describe: NonNullable<Family['describe']> = ({ bank, country }, { code }) => {
  switch (code) {
    case 'ideal':
      return { bank, bic: null }
    case 'fpx':
      return { account_holder_type: null, bank }
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
const charged: NonNullable<Family['charged']> = ({ bank, country }, reference, { code }) => {
  switch (code) {
    case 'ideal':
      return { bank, bic: null, ...noDebit, transaction_id: reference, verified_name: null }
    case 'bancontact':
      return { ...noBank, ...noDebit, preferred_language: null, verified_name: null }
    case 'sofort':
      return { ...noBank, country, ...noDebit, preferred_language: null, verified_name: null }
    case 'giropay':
      return { ...noBank, verified_name: null }
    case 'eps':
      return { bank, verified_name: null }
    case 'p24':
      return { bank, reference, verified_name: null }
    case 'fpx':
      return { account_holder_type: null, bank, transaction_id: reference }
    default:
      return { reference }
  }
}

export const bankRedirectMethods: readonly Method[] = methodsOf(
  {
    family: 'bank_redirect',
    next_action: 'redirect',
    fields,
    accept,
    describe,
    charged,
  },
  [
    { code: 'ideal', label: 'iDEAL', countries: ['NL'], currencies: anyAmount('eur'), expires_after_ms: minutes(15) },
    {
      code: 'bancontact',
      label: 'Bancontact',
      countries: ['BE'],
      currencies: anyAmount('eur'),
      expires_after_ms: minutes(60),
      requires: ['name'],
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
    },
    {
      code: 'p24',
      label: 'Przelewy24',
      countries: ['PL'],
      currencies: anyAmount('pln', 'eur'),
      expires_after_ms: hours(1),
      requires: ['email'],
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
