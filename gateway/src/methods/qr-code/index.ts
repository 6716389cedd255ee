/** Codes that the payer scans with a bank's or a wallet's app. */
import { type TProperties, Type } from 'typebox'
import type { Method, MethodFacts, NextAction, ShownAction } from '../../contracts/method.ts'
import { anyAmount, days, hours, methodsOf, minutes, shownCode, showPlainly } from '../../contracts/method-family.ts'
import { refuseTaxId } from '../../contracts/tax-id.ts'
import { OneOf, Text, Unsettable } from '../../kernel/schema.ts'
import { svgDataUrl } from '../../schemes/qr-image.ts'

const show = (action: NextAction, shown: ShownAction, method: MethodFacts): ReturnType<Method['show']> => {
  if (action.kind !== 'qr_code') return showPlainly(action, shown, method)
  const code = shownCode(action, shown)
  switch (method.code) {
    case 'wechat_pay':
      return {
        type: 'wechat_pay_display_qr_code',
        wechat_pay_display_qr_code: { ...code, image_data_url: svgDataUrl(action.data) },
      }
    case 'upi': {
      const { hosted_instructions_url, ...qr_code } = code
      const type = 'upi_handle_redirect_or_display_qr_code'
      return { type, [type]: { hosted_instructions_url, qr_code } }
    }
    case 'cashapp':
    case 'swish': {
      const { hosted_instructions_url, data, ...images } = code
      const type = `${method.code}_handle_redirect_or_display_qr_code`
      // On a phone the app opens by itself; the page of the payment leads there.
      const qr_code = method.code === 'swish' ? { data, ...images } : images
      return { type, [type]: { hosted_instructions_url, mobile_auth_url: shown.hosted_url, qr_code } }
    }
    default:
      return showPlainly(action, shown, method)
  }
}

const mandateMonths = ['weekly', 'monthly', 'quarterly', 'halfyearly', 'yearly'] as const
const iof = Type.Optional(OneOf(['always', 'never'] as const, { description: 'Whether the amount holds the tax IOF.' }))
const sum = Type.Integer({ minimum: 1, maximum: 999_999_999_999 })
const object = <F extends TProperties>(fields: F) => Type.Object(fields, { additionalProperties: false })

/** Pix Automático: what the payer agrees to for later payments. */
const pixMandate = object({
  amount: Type.Optional(sum),
  amount_includes_iof: iof,
  amount_type: Type.Optional(OneOf(['fixed', 'maximum'] as const)),
  currency: Type.Optional(Text(3)),
  end_date: Type.Optional(Text(10)),
  payment_schedule: Type.Optional(OneOf(mandateMonths)),
  reference: Type.Optional(Text(35)),
  start_date: Type.Optional(Text(10)),
})
/** UPI AutoPay: the same in India. */
const upiMandate = Type.Optional(
  object({
    amount: Type.Optional(sum),
    amount_type: Type.Optional(OneOf(['fixed', 'maximum'] as const)),
    description: Type.Optional(Text(20)),
    end_date: Type.Optional(Type.Integer({ minimum: 0, maximum: 99_999_999_999 })),
  }),
)

export const qrCodeMethods: readonly Method[] = methodsOf(
  {
    family: 'qr_code',
    next_action: 'qr_code',
    show,
    describe: (_, { code }) =>
      code === 'upi' ? { vpa: null } : code === 'cashapp' ? { buyer_id: null, cashtag: null } : {},
    charged: (_, reference, { code }) => {
      if (code === 'pix') return { bank_transaction_id: reference }
      if (code === 'wechat_pay') return { fingerprint: null, transaction_id: reference }
      if (code === 'cashapp') return { buyer_id: null, cashtag: null, transaction_id: reference }
      if (code === 'swish') return { fingerprint: null, payment_reference: reference, verified_phone_last4: null }
      return code === 'upi' ? { vpa: null } : { reference }
    },
    option_defaults: {
      pix: { expires_after_seconds: null, expires_at: null },
      wechat_pay: { app_id: null, client: null },
      swish: { reference: null },
    },
    accept: (input, method) => (method.code === 'pix' ? refuseTaxId(input) : null) ?? { details: {}, secret: null },
  },
  [
    {
      code: 'qris',
      label: 'QRIS',
      countries: ['ID'],
      currencies: { idr: { min: 100, max: 1_000_000_000 } },
      expires_after_ms: minutes(30),
      expires_at_most_ms: days(2),
      reusable: true,
    },
    {
      code: 'promptpay',
      label: 'PromptPay',
      countries: ['TH'],
      currencies: { thb: { min: 100, max: 70_000_000 } },
      expires_after_ms: hours(24),
      expires_at_most_ms: hours(24),
      refunds: 'transfer',
    },
    {
      code: 'paynow',
      label: 'PayNow',
      countries: ['SG'],
      currencies: anyAmount('sgd'),
      expires_after_ms: hours(1),
      expires_at_most_ms: days(1),
    },
    {
      code: 'pix',
      label: 'Pix',
      countries: ['BR'],
      currencies: anyAmount('brl'),
      expires_after_ms: days(1),
      expires_at_most_ms: days(14),
      savable: true,
      options: { amount_includes_iof: iof, mandate_options: Type.Optional(pixMandate) },
    },
    {
      code: 'wechat_pay',
      label: 'WeChat Pay',
      options: {
        client: Type.Optional(Type.String({ maxLength: 20, description: '`web`, `android` or `ios`.' })),
        app_id: Type.Optional(Type.String({ maxLength: 100 })),
      },
      countries: ['CN'],
      currencies: { ...anyAmount('cny', 'gbp', 'eur', 'hkd', 'idr'), usd: { min: 1, max: 5_000_000 } },
      expires_after_ms: hours(2),
    },
    {
      code: 'upi',
      label: 'UPI',
      countries: ['IN'],
      currencies: anyAmount('inr'),
      expires_after_ms: minutes(5),
      expires_at_most_ms: days(1),
      savable: true,
      fields: { mandate_options: upiMandate },
      options: { mandate_options: upiMandate },
      hidden_options: ['mandate_options'],
    },
    {
      code: 'cashapp',
      label: 'Cash App Pay',
      countries: ['US'],
      currencies: anyAmount('usd'),
      expires_after_ms: minutes(10),
      captures_later: true,
      savable: true,
    },
    {
      code: 'swish',
      label: 'Swish',
      countries: ['SE'],
      currencies: anyAmount('sek'),
      expires_after_ms: minutes(3),
      options: { reference: Type.Optional(Unsettable(Text(35))) },
    },
  ],
)
