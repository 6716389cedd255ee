import type { AggregateRow } from '../../../engine/aggregate.ts'
import type { Minor } from '../../../kernel/money.ts'
import type { Millis } from '../../../kernel/time.ts'
import type { Address, Metadata, Shipping } from '../payment-method/index.ts'

export const taxExemptions = ['none', 'exempt', 'reverse'] as const

export type InvoiceSettings = {
  readonly custom_fields: readonly { readonly name: string; readonly value: string }[] | null
  /** A method of this customer's. */
  readonly default_payment_method: string | null
  readonly footer: string | null
  readonly rendering_options: {
    readonly amount_tax_display: 'exclude_tax' | 'include_inclusive_tax' | null
    readonly template: string | null
  } | null
}

/** What a merchant may set of a customer. */
export type CustomerTerms = {
  readonly address: Address | null
  /**
   * What the next invoice counts for or against the customer, in the smallest unit of `currency`; below zero is a credit.
   * A note for invoices: no money of the books stands behind it.
   */
  readonly balance: Minor
  readonly business_name: string | null
  readonly currency: string | null
  /** A saved card, by the id of its method: what older code charges where it names none. */
  readonly default_source: string | null
  readonly description: string | null
  readonly email: string | null
  readonly individual_name: string | null
  readonly invoice_prefix: string
  readonly invoice_settings: InvoiceSettings
  readonly metadata: Metadata
  readonly name: string | null
  readonly next_invoice_sequence: number
  readonly phone: string | null
  readonly preferred_locales: readonly string[]
  readonly shipping: Shipping | null
  readonly tax_exempt: (typeof taxExemptions)[number]
}

/**
 * Who pays, again and again. Deleted, a customer is its id alone: personal data is erased, from its payments too, and what
 * was paid stays in the books.
 */
export type Customer = AggregateRow &
  CustomerTerms & {
    readonly created: Millis
    readonly livemode: boolean
    readonly deleted: boolean
  }

export const noInvoiceSettings: InvoiceSettings = {
  custom_fields: null,
  default_payment_method: null,
  footer: null,
  rendering_options: null,
}

/** What a fact means by a term that it leaves out, and what deletion leaves: for ever. A new term comes in with what was before. */
export const defaultCustomer: Omit<CustomerTerms, 'invoice_prefix'> = {
  address: null,
  balance: 0,
  business_name: null,
  currency: null,
  default_source: null,
  description: null,
  email: null,
  individual_name: null,
  invoice_settings: noInvoiceSettings,
  metadata: {},
  name: null,
  next_invoice_sequence: 1,
  phone: null,
  preferred_locales: [],
  shipping: null,
  tax_exempt: 'none',
}
