/** How Orqex writes ids, amounts, times, methods and customers. */
import { mapped } from '../../contracts/dialect.ts'
import type { ForeignContext } from '../../engine/dialect.ts'
import type { JsonObject } from '../../kernel/json.ts'
import type { Minor } from '../../kernel/money.ts'
import type { Millis } from '../../kernel/time.ts'
import { hundredthsNumber, majorTextAtLeast } from '../../kernel/units.ts'
import type { Customer } from '../../resources/customers/customer/index.ts'
import type { PaymentIntent } from '../../resources/payments/payment-intent/index.ts'
import { conventions } from './conventions.ts'
import { orqexCustomerIds } from './ids.ts'
import { orqexMethodCode } from './method-codes.ts'

export const amountFields = (path: string, to: string) => ({
  [`${path}.value`]: mapped(to),
  [`${path}.formatted`]: mapped(to),
  [`${path}.short`]: mapped(to),
  [`${path}.currency`]: mapped('currency'),
})

/**
 * `value` is a whole number of hundredths for every currency, also for those that have no decimals. An amount of another API may have
 * thousandths, which have no place in it: `formatted` and `short` show them. `short` has decimals only where they say something.
 */
export const amountShown = (amount: Minor, currency: string) => ({
  value: Math.trunc(hundredthsNumber(amount, currency)),
  formatted: `${majorTextAtLeast(amount, currency, 2)} ${currency.toUpperCase()}`,
  short: `${majorTextAtLeast(amount, currency, 0)} ${currency.toUpperCase()}`,
  currency: currency.toUpperCase(),
})

/** RFC 3339 in UTC, to the second. */
export const timeShown = (at: Millis): string => new Date(at).toISOString().replace(/\.\d{3}Z$/, '+00:00')
export const timeOrNull = (at: Millis | null): string | null => (at === null ? null : timeShown(at))

export const methodShown = (code: string, { methods, publicUrl }: Pick<ForeignContext, 'methods' | 'publicUrl'>) => {
  const method = methods.of(code)
  const label = method?.label ?? code
  return {
    value: orqexMethodCode(code),
    label,
    description: `Pay with ${label}`,
    icon_url: `${publicUrl}/icons/${method?.icon ?? code}.svg`,
  }
}

/** What was sent with the intent and is shown again, where it was made here. */
export const orqexOrigin = (row: Pick<PaymentIntent, 'foreign'>): JsonObject | null =>
  row.foreign?.dialect === conventions.name ? row.foreign.data : null

/** A customer has one name with us; how many characters of it are the first name is kept with the payment. */
function namesOf({ name }: Customer, row: PaymentIntent): { first_name: string | null; last_name: string | null } {
  if (name === null) return { first_name: null, last_name: null }
  const told = orqexOrigin(row)?.first_name_length
  const space = typeof told === 'number' && name[told] === ' ' ? told : name.lastIndexOf(' ')
  return space < 0
    ? { first_name: name, last_name: null }
    : { first_name: name.slice(0, space), last_name: name.slice(space + 1) }
}

export const customerShown = (row: PaymentIntent, customer: Customer | null) =>
  customer === null
    ? null
    : { id: orqexCustomerIds.of(customer.id), ...namesOf(customer, row), email: customer.email, avatar_url: null }
