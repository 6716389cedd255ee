/**
 * A command: one verb on one noun. `needs` names the rows, `decide` is pure and synchronous: no I/O, no clock, no
 * randomness. It returns a refusal (a value), or what happened and which calls are due.
 */

import type { ConnectorAccount, Processors } from '../contracts/connector.ts'
import type { MethodCatalogue } from '../contracts/method.ts'
import type { SealedRecord } from '../contracts/sealed-record.ts'
import type { NewId } from '../kernel/id.ts'
import type { AnyNoun } from '../kernel/noun.ts'
import type { Refusal } from '../kernel/refusal.ts'
import type { EnvironmentClock, Millis } from '../kernel/time.ts'
import type { FeeSchedule } from '../ledger/fees.ts'
import type { AggregateRow, DecidedEvent, Need } from './aggregate.ts'
import type { Effect } from './effect.ts'

/** What a command may know of its environment: settings that are not rows of a payment. */
export type EnvironmentSettings = {
  readonly id: string
  readonly account: string
  readonly livemode: boolean
  readonly clock: EnvironmentClock
  readonly fees: FeeSchedule
  /**
   * The configured uses of processors, primary first: new attempts go through the first that can, and are passed on in this order
   * after a failure that says nothing about their payer. Of a live environment that connected none: none.
   */
  readonly connectorAccounts: readonly ConnectorAccount[]
  readonly statementDescriptor: string
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  readonly defaultCurrency: string
  /** What is done with money that comes after its payment ended, and with more than was asked. */
  readonly receipts: ReceiptPolicy
  /** Requests a second that it takes, and of publishable keys and pages as many again; null or absent: no limit. */
  readonly requestsPerSecond?: number | null
  /** Whether tries of cards are slowed after too many declines; in live environments, unless something else is said. */
  readonly cardTestingBrake?: boolean
  /** Foreign APIs that reproduce the quirks of their documents here. */
  readonly strictDialects: readonly string[]
}

/**
 * Money of the payer that does not fit, for methods that the payer pushes. It is always recorded as a charge.
 *
 *   late    `accept` pays the intent while it is still open, and refunds once it is closed · `refund` sends it back ·
 *           `record` leaves it to the merchant
 *   excess  `accept` keeps what is more than was asked · `refund` sends the difference back
 */
export type ReceiptPolicy = { readonly late: 'accept' | 'refund' | 'record'; readonly excess: 'accept' | 'refund' }
export const usualReceipts: ReceiptPolicy = { late: 'accept', excess: 'accept' }

export type CommandContext = {
  readonly now: Millis
  readonly newId: NewId
  readonly environment: EnvironmentSettings
  /** The payment methods that are configured. */
  readonly methods: MethodCatalogue
  /** The connectors that are installed, and what they can. */
  readonly processors: Processors
  /** Random characters of base 62, for client secrets. */
  readonly randomText: (count: number) => string
  /** Who asks: the merchant's server (and whatever is due by itself), or a payer with a publishable key or on a page. */
  readonly audience: 'secret' | 'publishable'
  /** The idempotency key of the request, for the rows of money that keep it for ever. */
  readonly idempotencyKey: string | null
}

/** Work due at a time of the environment's clock. */
export type DueWork = {
  readonly id: string
  readonly kind: string
  readonly dueAt: Millis
  readonly payload: Readonly<Record<string, unknown>>
}

export type Decision = {
  readonly events: readonly DecidedEvent[]
  readonly effects?: readonly Effect[]
  readonly due?: readonly DueWork[]
  /** Due work that is no longer due. */
  readonly done?: readonly string[]
  readonly seals?: readonly SealedRecord[]
  /** The object that the answer shows. */
  readonly subject: { readonly noun: AnyNoun; readonly id: string }
  /** The events are stored, and the caller is refused: a decline. */
  readonly declined?: Refusal
}

/** A merchant's own name for what a command makes, which may be used once: `harsya/payment`, `INV-1`. */
export type Reference = { readonly space: string; readonly value: string; readonly param: string }

/** How a command has to do with a card, for the brake on card testing (`brake.ts`). */
export type CardUse = {
  /** `keep`: makes a method of it · `try`: asks an issuer about it · `go_on`: carries a try to its end. */
  readonly step: 'keep' | 'try' | 'go_on'
  /** The payment, or the setup, by id; null where it is only being made. */
  readonly intent: string | null
  /** The payment method's id, and the card's fingerprint where the card is new. */
  readonly method: string | null
  readonly fingerprint: string | null
  /** Whether a payer is present, who may be testing stolen cards; off-session charges are the merchant's own. */
  readonly attended: boolean
}

export type Needs = { readonly [name: string]: Need<AggregateRow> }

/** The rows of `needs`, by name; null only where the need was optional and had no id. */
export type Loaded<N extends Needs> = {
  readonly [K in keyof N]: N[K] extends Need<infer S, infer Optional> ? (Optional extends false ? S : S | null) : never
}

export type Command<Input, First extends Needs, Then extends Needs> = {
  /** `payment_intent.capture`. */
  readonly name: string
  needs(input: Input): First
  /** Null, or absent, where no issuer is asked about a card. */
  usesCard?(input: Input): CardUse | null
  /** Names that must be free, and are the subject's from then on. Refuses `reference_taken`. */
  references?(input: Input): readonly Reference[]
  /** A second stage may depend on the first, and locks nothing: what it reads hangs below a locked root. */
  thenNeeds?(loaded: Loaded<First>, input: Input): Then
  decide(loaded: Loaded<First> & Loaded<Then>, input: Input, context: CommandContext): Refusal | Decision
}

/** A command whose types were checked where it was defined. */
export type AnyCommand = Command<never, Needs, Needs>
export type InputOf<C> = C extends Command<infer Input, infer _F, infer _T> ? Input : never

/** Defines a command; the identity function that lets TypeScript infer the rows from the needs. */
export const defineCommand = <Input, First extends Needs, Then extends Needs = Record<never, never>>(
  command: Command<Input, First, Then>,
): Command<Input, First, Then> => command
