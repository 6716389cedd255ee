/** Virtual accounts: a number at the payer's bank that stands for one payment, or again and again for one payer. */
import { Type } from 'typebox'
import type { AcceptedMethod, Method, MethodInput } from '../../contracts/method.ts'
import { days, methodsOf, refuseMethodData } from '../../contracts/method-family.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { OneOf, Text } from '../../kernel/schema.ts'
import { suffixProblem, type VaChannel, vaChannelNames, vaChannels } from '../../schemes/virtual-account.ts'

const fields = Type.Object(
  {
    channel: Type.Optional(OneOf(vaChannelNames, { description: 'The bank that gives the number.' })),
    name: Type.Optional(Text(100, 'Shown to the payer at the bank.')),
    suffix: Type.Optional(Text(12, 'The last digits of the number, where the merchant chooses them.')),
    open_amount: Type.Optional(
      Type.Boolean({ description: 'The bank takes any amount; otherwise only the exact one.' }),
    ),
  },
  { additionalProperties: false },
)

function accept({ data, param }: MethodInput): AcceptedMethod | Refusal {
  // The schema of the request has checked the types.
  const { channel, suffix, name, open_amount } = data as {
    channel?: VaChannel
    suffix?: string
    name?: string
    open_amount?: boolean
  }
  if (channel === undefined)
    return refuseMethodData.detailMissing({ param: param('virtual_account', 'channel'), method: 'virtual account' })
  const why = suffix === undefined ? null : suffixProblem(channel, suffix)
  if (why !== null) return refuseMethodData.detailInvalid({ param: param('virtual_account', 'suffix'), why })
  return {
    details: { channel, suffix: suffix ?? null, name: name ?? null, open_amount: open_amount ?? false },
    secret: null,
  }
}

export const virtualAccountMethods: readonly Method[] = methodsOf(
  {
    family: 'virtual_account',
    next_action: 'instructions',
    fields,
    merchant_fields: ['name', 'suffix', 'open_amount'],
    accept,
    describe: ({ channel, name, open_amount }) => ({
      bank_name: typeof channel === 'string' ? vaChannels[channel as VaChannel].bank : null,
      channel: channel ?? null,
      name: name ?? null,
      open_amount: open_amount ?? false,
    }),
  },
  [
    {
      code: 'virtual_account',
      label: 'Virtual account',
      countries: ['ID'],
      currencies: { idr: { min: 1_000_000, max: 5_000_000_000_00 } },
      expires_after_ms: days(1),
      expires_at_most_ms: days(30),
      refunds: 'transfer',
      reusable: true,
    },
  ],
)
