/**
 * Mobile money as one method, whose payer's operator is a field: what WooshPay publishes (docs.wooshpay.com/7196715m0). Each operator
 * works in one country, and its number is told without the plus.
 */
import { type TObject, Type } from 'typebox'
import type { AcceptedMethod, MethodFacts, MethodInput } from '../../contracts/method.ts'
import { anyAmount, type MethodEntry, minutes, refuseMethodData } from '../../contracts/method-family.ts'
import { lookup } from '../../kernel/lookup.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { OneOf, Text } from '../../kernel/schema.ts'

/** Operators, and where each of them works. */
const providers: Readonly<Record<string, string>> = lookup({
  mtn_cm: 'CM',
  orange_cm: 'CM',
  mtn_gh: 'GH',
  vodafone_gh: 'GH',
  airtel_gh: 'GH',
  mpesa_ke: 'KE',
  mtn_rw: 'RW',
  airtel_rw: 'RW',
  airtel_tz: 'TZ',
  tigo_tz: 'TZ',
  vodacom_tz: 'TZ',
  azampesa_tz: 'TZ',
  halopesa_tz: 'TZ',
  mtn_ug: 'UG',
  airtel_ug: 'UG',
})

export const byProvider: MethodEntry = {
  code: 'mobile_money',
  label: 'Mobile money',
  countries: [...new Set(Object.values(providers))],
  currencies: anyAmount('xaf', 'ghs', 'kes', 'rwf', 'tzs', 'ugx'),
  expires_after_ms: minutes(5),
  refunds: 'none',
}

export const byProviderFields: TObject = Type.Object(
  {
    phone_number: Type.Optional(
      Text(32, "The number of the wallet with its country's code and without a plus: 256777000001."),
    ),
    provider_code: Type.Optional(OneOf(Object.keys(providers), { description: 'The operator.' })),
  },
  { additionalProperties: false },
)

/** The number, read by `read` as one of the operator's country. */
export function acceptByProvider(
  input: MethodInput,
  method: MethodFacts,
  read: (input: MethodInput, method: MethodFacts) => AcceptedMethod | Refusal,
): AcceptedMethod | Refusal {
  const { data, param } = input
  const provider = typeof data.provider_code === 'string' ? data.provider_code : null
  const at = param(method.code, 'provider_code')
  if (provider === null) return refuseMethodData.detailMissing({ param: at, method: method.label })
  const country = providers[provider]
  if (country === undefined) {
    const allowed = Object.keys(providers).join(', ')
    return refuseMethodData.detailInvalid({
      param: at,
      why: `there is no operator '${provider}'. Allowed: ${allowed}.`,
    })
  }
  const number = typeof data.phone_number === 'string' ? data.phone_number.trim() : null
  const phone = number === null ? null : /^\d{10,}$/.test(number) ? `+${number}` : number
  const accepted = read(
    {
      ...input,
      data: { ...(phone === null ? {} : { phone }), country },
      param: (...path) => param(...path.map((part) => (part === 'phone' ? 'phone_number' : part))),
    },
    { ...method, countries: [country] },
  )
  return 'details' in accepted ? { ...accepted, details: { ...accepted.details, provider_code: provider } } : accepted
}
