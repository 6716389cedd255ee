/**
 * The vocabulary of the API's schemas. One declaration gives the type, the validation and the reference.
 */
import { type Static, type TSchema, Type } from 'typebox'
import './formats.ts'
import { metadataLimits } from './metadata.ts'

export { metadataLimits }

/** `''` in a form, or `null` in JSON, unsets the field: it arrives as null. */
export const Unsettable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** One of a few words. */
export const OneOf = <const W extends readonly string[]>(words: W, options: { description?: string } = {}) =>
  Type.Unsafe<W[number]>({ type: 'string', enum: [...words], ...options })

/**
 * A parameter of the published API that has to wait for something that does not exist here yet: refused by its name, with the
 * reason, so that nobody takes silence for consent. `why` is a clause: `there are no connected accounts yet`.
 */
export const NotYet = (why: string) =>
  Type.Optional(Type.Unsafe<never>({ not: {}, notYet: why, description: `Not yet: ${why}.` }))

/** A whole number of the currency's smallest unit, at least one. The currency's own limit is checked by the command. */
export const MinorUnits = (description = "In the currency's smallest unit: 1000 is 10.00 EUR, or 1000 JPY.") =>
  Type.Integer({ minimum: 1, maximum: 999_999_999_999, description })

/** Three letters; whether there is such a currency is the command's question. Upper case is accepted. */
export const CurrencyCode = Type.String({
  minLength: 3,
  maxLength: 3,
  description: 'ISO 4217 code, for example `eur`.',
})

export const IdText = (description: string) => Type.String({ minLength: 1, maxLength: 255, description })
export const Text = (maxLength: number, description?: string) =>
  Type.String({ maxLength, ...(description ? { description } : {}) })
export const Flag = (description?: string) => Type.Boolean(description ? { description } : {})

/** An e-mail address, in whatever script. Not asked whether somebody reads it. */
export const Email = (maxLength: number, description?: string) =>
  Type.String({ maxLength, format: 'e-mail', ...(description ? { description } : {}) })

/** A country's two letters, in either case. */
export const CountryCode = Type.String({ format: 'country', description: 'The country, as two letters (ISO 3166-1).' })

/** Where a payer's browser is sent; an app's own scheme is taken too. */
export const BrowserAddress = (maxLength: number, description?: string) =>
  Type.String({ maxLength, format: 'browser-address', ...(description ? { description } : {}) })

/** Where events are sent. Which hosts may be dialled, and whether http will do, is asked besides. */
export const HookAddress = (maxLength: number, description?: string) =>
  Type.String({ maxLength, format: 'hook-address', ...(description ? { description } : {}) })

/** What the payer reads on a statement. */
export const StatementDescriptor = (maxLength: number) =>
  Type.String({
    maxLength,
    format: 'statement-descriptor',
    description: `At least one letter, and none of < > " ' * \\.`,
  })

/** An empty value unsets a key, an empty whole unsets all. */
export const MetadataField = Unsettable(
  Type.Record(
    Type.String({ pattern: `^[^\\[\\]]{1,${metadataLimits.keyLength}}$` }),
    Unsettable(Type.String({ maxLength: metadataLimits.valueLength })),
    {
      additionalProperties: false,
      maxProperties: metadataLimits.keys,
      description:
        'Your own key-value pairs: up to 50, keys of 40 and values of 500 characters. An empty value unsets a key.',
    },
  ),
)

export const AddressFields = Type.Object(
  {
    city: Type.Optional(Unsettable(Text(5000))),
    country: Type.Optional(Unsettable(CountryCode)),
    line1: Type.Optional(Unsettable(Text(5000))),
    line2: Type.Optional(Unsettable(Text(5000))),
    postal_code: Type.Optional(Unsettable(Text(5000))),
    state: Type.Optional(Unsettable(Text(5000))),
  },
  { additionalProperties: false },
)

export const ShippingFields = Type.Object(
  {
    address: AddressFields,
    name: Text(5000),
    carrier: Type.Optional(Unsettable(Text(5000))),
    phone: Type.Optional(Unsettable(Text(5000))),
    tracking_number: Type.Optional(Unsettable(Text(5000))),
  },
  { additionalProperties: false },
)

/** Fields that the answer shows whole: `latest_charge`, `latest_charge.balance_transaction`. */
export const Expand = Type.Optional(
  Type.Array(Text(500), {
    maxItems: 20,
    description: 'Fields to show whole instead of by id, at most four levels deep.',
  }),
)

/** Unix seconds. Ids, by which lists are ordered, hold eight places of milliseconds: later moments would wrap around. */
const UnixSeconds = Type.Integer({ maximum: 99_999_999_999 })
const range = Type.Object(
  {
    gt: Type.Optional(UnixSeconds),
    gte: Type.Optional(UnixSeconds),
    lt: Type.Optional(UnixSeconds),
    lte: Type.Optional(UnixSeconds),
  },
  { additionalProperties: false },
)

/** The query of every list: newest first, a cursor either way. */
export const pageFields = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, description: 'Objects a page; 10 by default.' })),
  starting_after: Type.Optional(IdText('The last id of the page before.')),
  ending_before: Type.Optional(IdText('The first id of the page after.')),
  created: Type.Optional(
    Type.Union([range, UnixSeconds], { description: 'Unix seconds: a moment, or gt, gte, lt, lte.' }),
  ),
  expand: Expand,
}
export type PageFields = {
  readonly limit?: number
  readonly starting_after?: string
  readonly ending_before?: string
  readonly created?: number | Static<typeof range>
}

export const IdParams = Type.Object({ id: IdText('The id of the object.') })
export const NoFields = Type.Object({ expand: Expand }, { additionalProperties: false })
/** The same where the id is in the shape of a foreign API, which its dialect reads. */
export const ForeignIdParams = Type.Object({ id: Text(255) })
