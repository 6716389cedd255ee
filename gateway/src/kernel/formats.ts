/**
 * What a text of a schema may be named to be: `Type.String({ format: 'country' })`. Each has its test and the words of its
 * refusal; a format that is not here is the validator's own.
 */
import { iso31661 } from 'iso-3166'
import { IsIdnEmail, Set as setFormat } from 'typebox/format'
import { defineRefusal, type Refusal, refuse } from './refusal.ts'
import { problemOfAddress } from './web-address.ts'

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

type Fault = { readonly param: string; readonly got: string; readonly text: string }
/** With the codes that clients of the native API know (docs.stripe.com/error-codes). */
const refuseFormat = {
  country: defineRefusal<Fault>(
    'invalid_request',
    'country_code_invalid',
    'A country is a two-letter code that ISO 3166-1 has assigned. The United Kingdom is GB.',
    ({ got, param }) =>
      `Invalid value for ${param}: ${got} is no country. Use a two-letter code of ISO 3166-1, such as US, GB or ID.`,
    ({ param }) => ({ param }),
  ),
  email: defineRefusal<Fault>(
    'invalid_request',
    'email_invalid',
    'An e-mail address has a name, an at sign and a domain, and no blank. Whether somebody reads it is not asked.',
    ({ got }) => `Invalid email address: ${got}.`,
    ({ param }) => ({ param }),
  ),
}

/** What is wrong with the address of a webhook, whichever API it came by. */
export const refuseHookAddress = defineRefusal<{ param: string; why: string }>(
  'invalid_request',
  'webhook_url_invalid',
  'A webhook URL is an absolute http or https address without a fragment, blanks or credentials that cannot be decoded; in live mode it is https.',
  ({ param, why }) => `Invalid URL for ${param}: ${why}`,
  ({ param }) => ({ param }),
)

const formats: {
  [name: string]: { readonly fits: (text: string) => boolean; readonly refusal: (fault: Fault) => Refusal }
} = {
  country: { fits: (text) => countries.has(text.toUpperCase()), refusal: refuseFormat.country },
  'e-mail': { fits: IsIdnEmail, refusal: refuseFormat.email },
  'statement-descriptor': {
    fits: isDescriptor,
    refusal: ({ param }) =>
      refuse.parameterInvalid({ param, why: `it must have at least one letter, and none of < > " ' * \\.` }),
  },
}
for (const use of ['browser', 'hook'] as const)
  formats[`${use}-address`] = {
    fits: (text) => problemOfAddress(text, use) === null,
    refusal: ({ param, text }) => {
      const why = problemOfAddress(text, use) ?? ''
      return use === 'hook' ? refuseHookAddress({ param, why }) : refuse.parameterInvalid({ param, why })
    },
  }
for (const [name, { fits }] of Object.entries(formats)) setFormat(name, fits)

/** The refusal of a text that is not of its format; null for formats that are the validator's own. */
export const refusalOfFormat = (format: string, fault: Fault): Refusal | null =>
  Object.hasOwn(formats, format) ? (formats[format]?.refusal(fault) ?? null) : null
