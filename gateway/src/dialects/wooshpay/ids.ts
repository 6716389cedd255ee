/** Ids, times and addresses as WooshPay writes them. */
import { createHash } from 'node:crypto'
import { assert } from '../../kernel/assert.ts'
import { type ForeignIds, snowflakeIds } from '../../kernel/foreign-id.ts'
import { base62 } from '../../kernel/id.ts'
import type { AnyNoun } from '../../kernel/noun.ts'
import type { Millis } from '../../kernel/time.ts'
import type { Address, BillingDetails, Shipping } from '../../resources/customers/payment-method/index.ts'

const shapes = {
  payment_intent: 'pi',
  charge: 'ch',
  payment_method: 'pm',
  refund: 're',
  customer: 'cus',
  setup_intent: 'seti',
  setup_attempt: 'setatt',
  webhook_endpoint: 'we',
  event: 'evt',
} as const
export type ShownNoun = keyof typeof shapes

const made = Object.entries(shapes).map(([noun, prefix]) => [noun, snowflakeIds(prefix, `${prefix}_`)] as const)

/** A prefix and nineteen digits, for each noun that is shown. */
export const ids = Object.fromEntries(made) as Readonly<Record<ShownNoun, ForeignIds>>

const idsByNoun: ReadonlyMap<string, ForeignIds> = new Map(made)
/** How ids of a noun are written here; asserts that it is shown at all. */
export function idsOf({ name }: AnyNoun): ForeignIds {
  const found = idsByNoun.get(name)
  assert(found !== undefined, `${name} is shown`)
  return found
}

export const wooshpayId = (noun: ShownNoun, id: string | null): string | null => (id === null ? null : ids[noun].of(id))

/** Whole seconds, written in milliseconds: `1671261323000`. */
export const milliseconds = (at: Millis): number => Math.floor(at / 1000) * 1000
export const millisecondsOrNull = (at: Millis | null): number | null => (at === null ? null : milliseconds(at))

const secretLength = 24
/** Each three bytes of a hash make four letters. */
const secretBytes = 3

/** The id, `_secret_` and 24 letters and digits that only who knows our secret can make. */
export function wooshpayClientSecret(
  noun: ShownNoun,
  row: { readonly id: string; readonly client_secret: string },
): string {
  const hash = createHash('sha256').update(row.client_secret).digest()
  let text = ''
  // Four letters of each three bytes: 62⁴ is less than 2²⁴, so each place is nearly even.
  for (let at = 0; text.length < secretLength; at += secretBytes)
    text += base62(hash.readUIntBE(at, secretBytes) % 62 ** 4, 4)
  return `${ids[noun].of(row.id)}_secret_${text}`
}

/** Keys in the order of the documents. */
export const addressShown = ({ city, country, line1, line2, state, postal_code }: Address) => ({
  city,
  country,
  line1,
  line2,
  state,
  postal_code,
})

export const shippingShown = (to: Shipping | null) =>
  to === null
    ? null
    : {
        address: addressShown(to.address),
        carrier: to.carrier,
        name: to.name,
        phone: to.phone,
        tracking_number: to.tracking_number,
      }

export const billingShown = ({ address, email, name, phone }: BillingDetails) => ({
  address: addressShown(address),
  email,
  name,
  phone,
})
