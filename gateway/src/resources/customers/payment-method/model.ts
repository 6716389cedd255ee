import type { MethodDetails } from '../../../contracts/method.ts'
import type { AggregateRow } from '../../../engine/aggregate.ts'
import type { Metadata } from '../../../kernel/metadata.ts'
import type { Millis } from '../../../kernel/time.ts'

export type { Metadata } from '../../../kernel/metadata.ts'

export type Address = {
  readonly city: string | null
  readonly country: string | null
  readonly line1: string | null
  readonly line2: string | null
  readonly postal_code: string | null
  readonly state: string | null
}

export type Shipping = {
  readonly address: Address
  readonly carrier: string | null
  readonly name: string | null
  readonly phone: string | null
  readonly tracking_number: string | null
}

export type BillingDetails = {
  readonly address: Address
  readonly email: string | null
  readonly name: string | null
  readonly phone: string | null
  readonly tax_id: string | null
}

/** What is known of a card and may be shown. The number is in the vault, or is a published test number. */
export type CardFacts = {
  readonly brand: string
  /** Brand as people read it: `visa`, `american_express`. */
  readonly display_brand: string
  readonly funding: 'credit' | 'debit' | 'prepaid' | 'unknown'
  readonly country: string | null
  readonly last4: string
  /** The first eight digits of a number of sixteen or more, the first six of a shorter one; absent in facts of earlier releases. */
  readonly first_digits?: string
  readonly exp_month: number
  readonly exp_year: number
  /** Equal for the same number within an account; says nothing about it elsewhere. */
  readonly fingerprint: string
  readonly networks: readonly string[]
  /** Of several networks the one that the payer chose. */
  readonly preferred_network?: string
  /** The test name (`pm_card_visa`) whose published number this is, or null for a number in the vault. */
  readonly test_name: string | null
}

export type PaymentMethod = AggregateRow & {
  /** The method's code: `card`, `qris`. */
  readonly type: string
  readonly created: Millis
  readonly livemode: boolean
  readonly billing_details: BillingDetails
  readonly card: CardFacts | null
  /** Of any other method: what was accepted and may be shown. */
  readonly details: MethodDetails | null
  readonly metadata: Metadata
  /** Of the browser that made it, for risk rules. */
  readonly radar_session: string | null
  readonly allow_redisplay: 'always' | 'limited' | 'unspecified' | null
  readonly customer: string | null
  /** What the network gave when the method was first saved; later charges without the payer name it. */
  readonly credential: StoredCredential | null
  /** It was taken from its customer: its number is erased, and it pays no more. */
  readonly detached: boolean | null
  /** As a token it has paid, which it does once. */
  readonly spent: boolean | null
}

/** The network that carries a payment of the card: its brand's, also where a local one could. Null where none is known. */
export const networkOf = ({
  brand,
  networks,
  preferred_network,
}: Pick<CardFacts, 'brand' | 'networks' | 'preferred_network'>): string | null =>
  (preferred_network ?? networks.includes(brand)) ? brand : (networks[0] ?? null)

/** A credential on file, in the words of the card networks. */
export type StoredCredential = {
  readonly network_transaction_id: string | null
  readonly usage: 'on_session' | 'off_session'
  readonly stored: Millis
  /** The mandate that goes with it. */
  readonly mandate?: string
  /** That leave is good for one payment. */
  readonly single_use?: boolean
}
