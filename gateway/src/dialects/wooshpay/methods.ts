/** What requests say of a payment method, and of what a method may do: as WooshPay has it, and as ours. */
import { type Static, Type } from 'typebox'
import { type FieldTable, ignored, mapped } from '../../contracts/dialect.ts'
import { type BrowserFields, wholeFields } from '../../engine/browser.ts'
import { Flag, MetadataField, OneOf, Text } from '../../kernel/schema.ts'
import { BillingFields, type MethodDataInput } from '../../resources/customers/payment-method/index.ts'
import { billingInputMappings } from './field-mappings.ts'

/** The two printed lists together, and what the options and next actions name besides. */
const types = [
  'card',
  'alipayplus',
  'alipay',
  'wechat_pay',
  'sepa_debit',
  'alipay_hk',
  'boost',
  'truemoney',
  'gcash',
  'kakaopay',
  'touchngo',
  'rabbit_line_pay',
  'dana',
  'klarna',
  'ideal',
  'giropay',
  'sofort',
  'eps',
  'trustly',
  'bancontact',
  'p24',
  'unionpay',
  'fpx',
  'mcash',
  'grabpay',
  'bank_transfer_id',
  'qris',
  'promptpay',
  'ovo',
  'shopeepay',
  'upi',
  'boleto',
  'paynow',
  'pix',
  '9pay',
  'stitch',
  'bpi',
  'akulaku',
  'mobile_money',
] as const
export const knownTypes: ReadonlySet<string> = new Set(types)
export const MethodTypeField = OneOf(types)
export const MethodTypes = Type.Array(MethodTypeField, { maxItems: 50 })

/** Texts in the documents' example, numbers in merchants' code. */
export const DigitsField = Type.Union([
  Type.Integer({ minimum: 0, maximum: 9999 }),
  Type.String({ pattern: '^[0-9]{1,4}$', expected: 'a number of at most four digits' }),
])
const object = <F extends Parameters<typeof Type.Object>[0]>(fields: F) => Type.Object(fields)
/** An object of which nothing is known that would mean something here. */
const open = Type.Optional(object({}))

export const MethodDataField = object({
  type: MethodTypeField,
  billing_details: Type.Optional(BillingFields),
  card: Type.Optional(
    object({ number: Text(40), exp_month: DigitsField, exp_year: DigitsField, cvc: Type.Optional(Text(8)) }),
  ),
  sepa_debit: Type.Optional(object({ iban: Type.Optional(Text(42)) })),
  wechat_pay: open,
  alipayplus: open,
  ovo: Type.Optional(object({ phone: Type.Optional(Text(30)) })),
  mobile_money: Type.Optional(
    object({ phone_number: Type.Optional(Text(32)), provider_code: Type.Optional(Text(20)) }),
  ),
  boleto: Type.Optional(object({ tax_id: Type.Optional(Text(20)) })),
  fpx: Type.Optional(object({ bank: Type.Optional(Text(50)) })),
  ideal: Type.Optional(object({ bank: Type.Optional(Text(50)) })),
  eps: Type.Optional(object({ bank: Type.Optional(Text(50)) })),
  p24: Type.Optional(object({ bank: Type.Optional(Text(50)) })),
  metadata: Type.Optional(MetadataField),
})

/** The method's own object: nothing but what the schema above names. */
function ownOf(data: Static<typeof MethodDataField>): Record<string, unknown> {
  switch (data.type) {
    case 'sepa_debit':
      return { iban: data.sepa_debit?.iban }
    case 'ovo':
      return { phone: data.ovo?.phone }
    case 'mobile_money':
      return { phone_number: data.mobile_money?.phone_number, provider_code: data.mobile_money?.provider_code }
    case 'boleto':
      return { tax_id: data.boleto?.tax_id }
    case 'fpx':
    case 'ideal':
    case 'eps':
    case 'p24':
      return { bank: data[data.type]?.bank }
    default:
      return {}
  }
}

/** A method's data as the engine takes it. */
export function methodDataInput(data: Static<typeof MethodDataField>): MethodDataInput {
  const { billing_details, card, metadata, type } = data
  const own = Object.fromEntries(Object.entries(ownOf(data)).filter(([, value]) => value !== undefined))
  return {
    type,
    ...(billing_details === undefined ? {} : { billing_details }),
    ...(metadata === undefined ? {} : { metadata }),
    ...(type !== 'card'
      ? { [type]: own }
      : card === undefined
        ? {}
        : {
            card: {
              number: card.number,
              exp_month: Number(card.exp_month),
              exp_year: Number(card.exp_year),
              ...(card.cvc === undefined ? {} : { cvc: card.cvc }),
            },
          }),
  } as MethodDataInput
}

const nothing = ignored('Nothing is known of what may stand in it.')

/** Mappings of a method's data that stands at `path` of the request; empty: the body itself. */
export function methodDataInputMappings(path: string): FieldTable {
  const at = (name: string) => (path === '' ? name : `${path}.${name}`)
  const to = (name: string) => {
    const [first = '', ...rest] = at(name).split('.')
    return mapped(first + rest.map((part) => `[${part}]`).join(''))
  }
  const named = [
    'type',
    'card.number',
    'card.exp_month',
    'card.exp_year',
    'card.cvc',
    'sepa_debit.iban',
    'ovo.phone',
    'mobile_money.phone_number',
    'mobile_money.provider_code',
    'boleto.tax_id',
    'fpx.bank',
    'ideal.bank',
    'eps.bank',
    'p24.bank',
  ]
  return {
    ...Object.fromEntries(named.map((name) => [at(name), to(name)])),
    [at('wechat_pay')]: nothing,
    [at('alipayplus')]: nothing,
    ...billingInputMappings(at('billing_details')),
    [`${at('metadata')}.*`]: to('metadata'),
  }
}

export const MethodOptionsField = object({
  card: Type.Optional(
    object({
      request_three_d_secure: Type.Optional(OneOf(['auto', 'automatic', 'any', 'challenge'] as const)),
      capture_method: Type.Optional(OneOf(['automatic', 'manual'] as const)),
    }),
  ),
  wechat_pay: Type.Optional(object({ client: Type.Optional(Text(20)), app_id: Type.Optional(Text(100)) })),
  pix: Type.Optional(
    object({ expires_after_seconds: Type.Optional(Type.Integer({ minimum: 10, maximum: 15_552_000 })) }),
  ),
  alipayplus: open,
  alipay_hk: open,
  alipay: open,
  sepa_debit: open,
  akulaku: open,
  truemoney: open,
  kakaopay: open,
  shopeepay: open,
  dana: open,
})

const picked = <F extends string>(from: { readonly [K in F]?: unknown } | undefined, names: readonly F[]) =>
  Object.fromEntries(names.flatMap((name) => (from?.[name] === undefined ? [] : [[name, from[name]]])))

/** `auto` is their word for our `automatic`. */
export const secureOf = (wish: 'auto' | 'automatic' | 'any' | 'challenge') => (wish === 'auto' ? 'automatic' : wish)

export function methodOptionsOf(options: Static<typeof MethodOptionsField>) {
  const { card, pix, wechat_pay } = options
  return {
    ...(card === undefined
      ? {}
      : {
          card: {
            ...(card.request_three_d_secure === undefined
              ? {}
              : { request_three_d_secure: secureOf(card.request_three_d_secure) }),
            ...(card.capture_method === undefined
              ? {}
              : { capture_method: card.capture_method === 'manual' ? ('manual' as const) : null }),
          },
        }),
    ...(wechat_pay === undefined ? {} : { wechat_pay: picked(wechat_pay, ['client', 'app_id']) }),
    ...(pix === undefined ? {} : { pix: picked(pix, ['expires_after_seconds']) }),
  }
}

const optionsPath = 'payment_method_options'
export const methodOptionsInputMappings: FieldTable = {
  [`${optionsPath}.card.request_three_d_secure`]: mapped('payment_method_options[card][request_three_d_secure]'),
  [`${optionsPath}.card.capture_method`]: mapped('payment_method_options[card][capture_method]'),
  [`${optionsPath}.wechat_pay.client`]: mapped('payment_method_options[wechat_pay][client]'),
  [`${optionsPath}.wechat_pay.app_id`]: mapped('payment_method_options[wechat_pay][app_id]'),
  [`${optionsPath}.pix.expires_after_seconds`]: mapped('payment_method_options[pix][expires_after_seconds]'),
  ...Object.fromEntries(
    ['alipayplus', 'alipay_hk', 'alipay', 'sepa_debit', 'akulaku', 'truemoney', 'kakaopay', 'shopeepay', 'dana'].map(
      (code) => [`${optionsPath}.${code}`, nothing],
    ),
  ),
}

/** A method that exists, by id or by a published test name, or one that comes into being. */
export const methodFields = {
  payment_method: Type.Optional(Text(255)),
  payment_method_data: Type.Optional(MethodDataField),
}
export const methodInputMappings: FieldTable = {
  payment_method: mapped('payment_method'),
  ...methodDataInputMappings('payment_method_data'),
}

/** What a payer may say of a method: all that there is to say. */
export const browserMethod: BrowserFields = {
  payment_method: true,
  payment_method_data: wholeFields(...Object.keys(MethodDataField.properties)),
}

/** Both spellings: the documents print the hyphen. */
export const offSession = { 'off-session': Type.Optional(Flag()), off_session: Type.Optional(Flag()) }
export const offSessionInputMappings: FieldTable = {
  'off-session': mapped('off_session'),
  off_session: mapped('off_session'),
}
