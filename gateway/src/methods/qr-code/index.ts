/** Codes that the payer scans with a bank's or a wallet's app. */
import { Type } from 'typebox'
import type { Method, MethodFacts, NextAction, ShownAction } from '../../contracts/method.ts'
import { anyAmount, days, hours, methodsOf, minutes, shownCode, showPlainly } from '../../contracts/method-family.ts'
import { refuseTaxId } from '../../contracts/tax-id.ts'
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
    default:
      return showPlainly(action, shown, method)
  }
}

export const qrCodeMethods: readonly Method[] = methodsOf(
  {
    family: 'qr_code',
    next_action: 'qr_code',
    show,
    describe: (_, { code }) => (code === 'upi' ? { vpa: null } : {}),
    charged: (_, reference, { code }) => {
      if (code === 'pix') return { bank_transaction_id: reference }
      if (code === 'wechat_pay') return { fingerprint: null, transaction_id: reference }
      return code === 'upi' ? { vpa: null } : { reference }
    },
    option_defaults: {
      pix: { expires_after_seconds: null, expires_at: null },
      wechat_pay: { app_id: null, client: null },
    },
    options: Type.Object({
      client: Type.Optional(Type.String({ maxLength: 20, description: 'wechat_pay: `web`, `android` or `ios`.' })),
      app_id: Type.Optional(Type.String({ maxLength: 100 })),
    }),
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
    },
    {
      code: 'wechat_pay',
      label: 'WeChat Pay',
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
    },
  ],
)
