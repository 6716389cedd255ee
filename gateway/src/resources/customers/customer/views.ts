import { listOf, view } from '../../../engine/view.ts'
import { unixSeconds } from '../../../kernel/time.ts'
import { type Shipping, sourceId } from '../payment-method/index.ts'
import { customerSchema } from './answer.ts'
import type { Customer } from './model.ts'

/** The wire's customer; what is left of a deleted one is its id. */
export const customerView = view({
  noun: 'customer',
  about: 'Who pays again and again, with saved payment methods.',
  schema: customerSchema,
  includes: {
    invoice_credit_balance: { shows: () => ({}) },
    // Its saved cards, as older code knows them.
    sources: {
      list: 'card',
      where: (row: Customer) => ({ customer: row.id, type: 'card' }),
      url: (row: Customer) => `/v1/customers/${row.id}/sources`,
    },
    subscriptions: { shows: (row: Customer) => listOf([], `/v1/customers/${row.id}/subscriptions`) },
    tax: {
      shows: () => ({ automatic_tax: 'unrecognized_location', ip_address: null, location: null, provider: 'stripe' }),
    },
    tax_ids: { shows: (row: Customer) => listOf([], `/v1/customers/${row.id}/tax_ids`) },
  },
  render: (row: Customer) =>
    row.deleted ? { id: row.id, object: 'customer' as const, deleted: true as const } : renderCustomer(row),
})

const renderCustomer = (row: Customer) => ({
  id: row.id,
  object: 'customer' as const,
  address: row.address,
  balance: row.balance,
  ...(row.business_name === null ? {} : { business_name: row.business_name }),
  created: unixSeconds(row.created),
  currency: row.currency,
  customer_account: null,
  default_source: row.default_source === null ? null : sourceId(row.default_source),
  delinquent: false,
  description: row.description,
  discount: null,
  email: row.email,
  ...(row.individual_name === null ? {} : { individual_name: row.individual_name }),
  invoice_prefix: row.invoice_prefix,
  invoice_settings: row.invoice_settings,
  livemode: row.livemode,
  metadata: row.metadata,
  name: row.name,
  next_invoice_sequence: row.next_invoice_sequence,
  phone: row.phone,
  preferred_locales: [...row.preferred_locales],
  shipping: shipping(row.shipping),
  tax_exempt: row.tax_exempt,
  test_clock: null,
})

const shipping = (to: Shipping | null) =>
  to === null
    ? null
    : {
        address: to.address,
        carrier: to.carrier,
        name: to.name ?? undefined,
        phone: to.phone,
        tracking_number: to.tracking_number,
      }
