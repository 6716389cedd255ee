/** Payments that the payer approves at the own bank, after a redirect. */
import { Type } from 'typebox'
import type { Method, MethodInput } from '../../contracts/method.ts'
import { anyAmount, days, hours, methodsOf, minutes } from '../../contracts/method-family.ts'
import { Text } from '../../kernel/schema.ts'

const fields = Type.Object(
  { bank: Type.Optional(Text(50, "The payer's bank, where the shop asks for it.")), country: Type.Optional(Text(2)) },
  { additionalProperties: false },
)
const accept = ({ data }: MethodInput) => ({
  details: { bank: typeof data.bank === 'string' ? data.bank : null },
  secret: null,
})

export const bankRedirectMethods: readonly Method[] = methodsOf(
  {
    family: 'bank_redirect',
    next_action: 'redirect',
    fields,
    accept,
    describe: ({ bank }) => ({ bank: bank ?? null }),
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
