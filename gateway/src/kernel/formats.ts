/**
 * What a text of a schema may be named to be: `Type.String({ format: 'country' })`. Each has its test and the words of its
 * refusal; a format that is not here is the validator's own.
 */
import { iso31661 } from 'iso-3166'
import { IsIdnEmail, Set as setFormat } from 'typebox/format'

/** Assigned two-letter codes of ISO 3166-1. `UK` is reserved and not assigned: the code is `GB`. */
const countries: ReadonlySet<string> = new Set(iso31661.map(({ alpha2 }) => alpha2))
const numbered: ReadonlyMap<string, string> = new Map(iso31661.map(({ numeric, alpha2 }) => [numeric, alpha2]))

/** The two-letter code of a numeric one: `276` is DE; undefined where none is assigned. */
export const countryOfNumber = (numeric: string): string | undefined => numbered.get(numeric)

/**
 * What issuers print: letters, digits and other signs, but none of the seven that statements use themselves, and not digits
 * alone (docs.stripe.com/get-started/account/statement-descriptors).
 */
const isDescriptor = (text: string): boolean => /^[^<>"'*\\]*$/.test(text) && /\p{L}/u.test(text)

const formats: Readonly<Record<string, { readonly fits: (text: string) => boolean; readonly why: string }>> = {
  country: {
    fits: (text) => countries.has(text.toUpperCase()),
    why: 'it must be a two-letter country code of ISO 3166-1, such as US, GB or ID.',
  },
  'e-mail': { fits: IsIdnEmail, why: 'it must be an e-mail address, such as ada@example.com.' },
  'statement-descriptor': {
    fits: isDescriptor,
    why: `it must have at least one letter, and none of < > " ' * \\.`,
  },
}
for (const [name, { fits }] of Object.entries(formats)) setFormat(name, fits)

/** Why a text is not of a format; null for formats that are the validator's own. */
export const whyNot = (format: string): string | null =>
  Object.hasOwn(formats, format) ? (formats[format]?.why ?? null) : null
