/**
 * A payment method: how the payer pays. Adding one is an entry in its family's table under `methods/`; adding a family is
 * a folder there and a line in `methods/index.ts`.
 *
 * 1. What a method allows (countries, currencies, amounts, refunds, capture) is data that any caller may read.
 * 2. `accept` checks what a request says of the payer's instrument and names the field at fault; what must stay secret
 *    (an IBAN) comes apart from what may be shown.
 * 3. A method never talks to a processor. A connector gets the method's code and its accepted details and answers with
 *    one of the closed kinds of next action; `show` gives that action the shape the wire has for this method.
 */
import type { TObject } from 'typebox'
import type { Minor } from '../kernel/money.ts'
import type { Refusal } from '../kernel/refusal.ts'
import type { Millis } from '../kernel/time.ts'

export const methodFamilies = [
  'card',
  'wallet',
  'bank_redirect',
  'bank_debit',
  'bank_transfer',
  'qr_code',
  'virtual_account',
  'voucher',
  'mobile_money',
  'pay_later',
] as const
export type MethodFamily = (typeof methodFamilies)[number]

/**
 * What a payer can be asked to do: a closed set. A dialect maps each of them once.
 *
 *   redirect               go to a page of the bank or wallet and come back
 *   qr_code                scan a code
 *   instructions           pay to a number (virtual account) or against a voucher
 *   approve_on_phone       confirm on the phone that was given
 *   one_time_code          enter a code that the payer got by phone
 *   device_then_challenge  let the browser be recognised, then pass a challenge (3DS)
 *   wait                   nothing; the outcome comes by itself
 */
export const actionKinds = [
  'redirect',
  'qr_code',
  'instructions',
  'approve_on_phone',
  'one_time_code',
  'device_then_challenge',
  'wait',
] as const
export type ActionKind = (typeof actionKinds)[number]

/** A next action as data; `number` is what the payer types: a virtual account, a boleto's line, a voucher's digits. */
export type NextAction =
  | { readonly kind: 'redirect'; readonly url: string }
  | { readonly kind: 'qr_code'; readonly data: string; readonly expires_at: Millis | null }
  | {
      readonly kind: 'instructions'
      readonly number: string
      readonly expires_at: Millis | null
      /** Further lines of the slip, by name: `bank_name`, `account_name`, `barcode`. */
      readonly facts: Readonly<Record<string, string>>
    }
  | { readonly kind: 'approve_on_phone'; readonly phone: string; readonly dial_code: string | null }
  | {
      readonly kind: 'one_time_code'
      readonly phone: string | null
      readonly dial_code: string | null
      readonly digits: number
    }
  | { readonly kind: 'wait' }

/** Smallest units of the currency, both ends included. */
export type AmountRange = { readonly min: Minor; readonly max: Minor | null }

export type MethodFacts = {
  /** The type on the wire: `qris`, `sepa_debit`. */
  readonly code: string
  readonly family: MethodFamily
  readonly label: string
  /** The name of its icon, which the catalogue turns into a URL. */
  readonly icon: string
  /** ISO 3166-1 alpha-2: where it is offered, for ranking and for pages; null for the whole world. */
  readonly countries: readonly string[] | null
  /** Whether its vendor refuses a payer whose address lies elsewhere. A rule of few: a payer may live anywhere. */
  readonly country_bound: boolean
  /** What it pays in, or null for any currency. */
  readonly currencies: Readonly<Record<string, AmountRange>> | null
  /** Where the payer's country, among the method's details, has one currency alone: country → currency. */
  readonly currency_in: Readonly<Record<string, string>> | null
  /** How long the payer has unless the request says otherwise; null: no end of its own. */
  readonly expires_after_ms: number | null
  /** How long a request may give the payer at most. */
  readonly expires_at_most_ms: number | null
  /** `transfer`: the scheme has no way back, so the money goes to a bank account that the merchant names. */
  readonly refunds: 'partial' | 'full' | 'transfer' | 'none'
  /** Whether money can be held first and captured later. */
  readonly captures_later: boolean
  /** Whether the outcome comes long after the payer did the last step: bank debits, late redirects. */
  readonly settles_late: boolean
  /** Whether one code or number may be paid again and again. */
  readonly reusable: boolean
  /** Whether it can be saved for a customer and charged again without the payer. */
  readonly savable: boolean
  /** Payer details without which the scheme does not work, as fields of `billing_details`. */
  readonly requires: readonly string[]
  /** Options without which nothing can be paid: a code that the payer reads off the phone. */
  readonly requires_options: readonly string[]
  readonly next_action: ActionKind
  /** Not offered in live environments, with the reason. */
  readonly closed: string | null
}

/** What a request brings for a method. */
export type MethodInput = {
  readonly data: Readonly<Record<string, unknown>>
  readonly billing: PayerDetails
  /** The bracket notation of a field of the method's own object or of `billing_details`, for refusals. */
  readonly param: (...path: readonly string[]) => string
  readonly livemode: boolean
}
export type PayerDetails = {
  readonly name: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly tax_id: string | null
  readonly address: { readonly country: string | null }
}

/** Details that were accepted: what may be shown and is kept in the row, and what only a connector may see. */
export type AcceptedMethod = {
  readonly details: MethodDetails
  readonly secret: string | null
}
export type MethodDetails = Readonly<Record<string, string | number | boolean | null>>

/** What a view knows when it shows an action. */
export type ShownAction = {
  readonly return_url: string | null
  /** A page of the gateway with the same action for people. */
  readonly hosted_url: string
  /** Images of the code at stable addresses; only with a code. */
  readonly image_url_png: string
  readonly image_url_svg: string
  readonly amount: Minor
  /** What is still to come of it. */
  readonly amount_remaining: Minor
  readonly currency: string
}

export type Method = MethodFacts & {
  /** The method's own object in `payment_method_data`. */
  readonly fields: TObject
  /** Fields of its own object that are the merchant's to choose: a payer's browser may not send them. */
  readonly merchant_fields?: readonly string[]
  /** Its object in `payment_method_options`. */
  readonly options: TObject
  accept(input: MethodInput): AcceptedMethod | Refusal
  /** Its object in a payment method on the wire. */
  describe(details: MethodDetails): Readonly<Record<string, unknown>>
  /** Its object in the details of a charge: with the processor's id of the payment, and the mandate that it was made under. */
  charged(details: MethodDetails, reference: string | null, mandate?: string | null): Readonly<Record<string, unknown>>
  /** Options that an answer does not repeat, because they are for the scheme only. */
  readonly hidden_options: readonly string[]
  /** Members of its options on the wire that are there even where a request left them out. */
  readonly option_defaults: MethodDetails
  /** `next_action` on the wire. */
  show(action: NextAction, shown: ShownAction): { readonly type: string } & Readonly<Record<string, unknown>>
}

/** Every method that is configured, by code. Cards are among them; their data goes through the vault. */
export type MethodCatalogue = {
  readonly all: readonly Method[]
  of(code: string): Method | null
  /** Published methods that this gateway does not have, with the reason. */
  readonly notOffered: ReadonlyMap<string, string>
}
