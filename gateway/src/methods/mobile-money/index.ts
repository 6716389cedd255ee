/**
 * Mobile money and wallets that are told on the phone: the payer approves a prompt, or types a code that the operator
 * sent. Which operator works in which country is configuration: `operators.ts`.
 */
import { createRequire } from 'node:module'
import type { CountryCode } from 'libphonenumber-js/max'
import { Type } from 'typebox'
import type { AcceptedMethod, Method, MethodFacts, MethodInput } from '../../contracts/method.ts'
import { methodsOf, refuseMethodData } from '../../contracts/method-family.ts'
import { lookup } from '../../kernel/lookup.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { Text } from '../../kernel/schema.ts'
import { acceptByProvider, byProvider, byProviderFields } from './by-provider.ts'
import { oldNumber } from './old-numbers.ts'
import { operators } from './operators.ts'

type Phones = typeof import('libphonenumber-js/max')
let phones: Phones | null = null
/** Loaded with the first phone number: its tables take 20 MB, also in the thread that only delivers. */
function phoneLibrary(): Phones {
  phones ??= createRequire(import.meta.url)('libphonenumber-js/max') as Phones
  return phones
}

const fields = Type.Object(
  {
    phone: Type.Optional(Text(32, 'The number of the wallet, best in E.164: +2290161234567.')),
    country: Type.Optional(Text(2, 'ISO 3166-1 alpha-2, for a number without its country code.')),
  },
  { additionalProperties: false },
)

/** The wallet's number in E.164. Mobile numbers of the method's countries only; test numbers of sandboxes are let through. */
function accept({ data, billing, param, livemode }: MethodInput, method: MethodFacts): AcceptedMethod | Refusal {
  const own = typeof data.phone === 'string' ? data.phone : null
  const text = own ?? billing.phone
  const at = own === null ? param('billing_details', 'phone') : param(method.code, 'phone')
  const asks = anyNumber(method) ? param('billing_details', 'phone') : param(method.code, 'phone')
  if (text === null) return refuseMethodData.detailMissing({ param: asks, method: method.label })
  const said = typeof data.country === 'string' ? data.country.toUpperCase() : null
  if (said !== null && method.countries !== null && !method.countries.includes(said)) {
    const facts = {
      param: param(method.code, 'country'),
      method: method.label,
      country: said,
      allowed: method.countries,
    }
    return refuseMethodData.countryNotOffered(facts)
  }
  if (!livemode && testPhone(text))
    return { details: { phone: text.replace(/[^\d+]/g, ''), country: said }, secret: null }
  // A number without its country's code is of the payer's country where the operator works there.
  const home = billing.address.country?.toUpperCase() ?? ''
  const usual = method.countries === null || method.countries.includes(home) ? home : method.countries[0]
  const country = (said ?? (usual === '' ? undefined : usual)) as CountryCode | undefined
  const parsed = phoneLibrary().parsePhoneNumberFromString(
    text,
    country === undefined ? {} : { defaultCountry: country },
  )
  if (parsed === undefined || !parsed.isValid()) {
    const old = oldNumber(text, country)
    if (old !== null && (method.countries === null || method.countries.includes(old.country)))
      return { details: { phone: old.phone, country: old.country }, secret: null }
    return refuseMethodData.detailInvalid({
      param: at,
      why: `'${text}' is no phone number${country === undefined ? '' : ` of ${country}`}.`,
    })
  }
  const type = parsed.getType()
  if (type !== undefined && type !== 'MOBILE' && type !== 'FIXED_LINE_OR_MOBILE')
    return refuseMethodData.detailInvalid({ param: at, why: `'${text}' is no mobile number.` })
  const place = parsed.country ?? country ?? null
  if (!anyNumber(method) && place !== null && method.countries !== null && !method.countries.includes(place))
    return refuseMethodData.countryNotOffered({
      param: at,
      method: method.label,
      country: place,
      allowed: method.countries,
    })
  return { details: { phone: parsed.number, country: place }, secret: null }
}

/** Wallets that keep numbers of every country. */
const anyNumber = ({ code }: MethodFacts): boolean => code === 'mb_way'

/** MTN's sandbox payers and the Indonesian wallets' test phones: numbers that exist nowhere. */
const testPhone = (text: string): boolean => /^\+?467331234\d\d$/.test(text) || /^\+?(62|0)811111100[1-4]$/.test(text)

/** A wallet holds the money of its country and no other. */
const walletCurrencies: Readonly<Record<string, string>> = lookup({
  ...Object.fromEntries(['BF', 'BJ', 'CI', 'ML', 'NE', 'SN', 'TG'].map((country) => [country, 'xof'])),
  ...Object.fromEntries(['CG', 'CM'].map((country) => [country, 'xaf'])),
  GH: 'ghs',
  GM: 'gmd',
  GN: 'gnf',
  ID: 'idr',
  KE: 'kes',
  LR: 'lrd',
  RW: 'rwf',
  SS: 'ssp',
  SZ: 'szl',
  TZ: 'tzs',
  UG: 'ugx',
  ZM: 'zmw',
})

const family = {
  family: 'mobile_money',
  next_action: 'approve_on_phone',
  currency_in: walletCurrencies,
} as const

export const mobileMoneyMethods: readonly Method[] = [
  ...methodsOf(
    {
      ...family,
      fields,
      accept,
      charged: (_, reference, { code }) => (code === 'mb_way' ? {} : { reference }),
      describe: ({ phone, country }, { code }) =>
        code === 'mb_way' ? {} : { country: country ?? null, phone: phone ?? null },
    },
    operators,
  ),
  ...methodsOf(
    {
      ...family,
      fields: byProviderFields,
      accept: (input, method) => acceptByProvider(input, method, accept),
      describe: ({ phone, provider_code }) => ({
        phone_number: typeof phone === 'string' ? phone.replace(/^\+/, '') : null,
        provider_code: provider_code ?? null,
      }),
    },
    [byProvider],
  ),
]
