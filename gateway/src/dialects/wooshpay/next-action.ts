/** What the payer has to do next, and what 3DS has come to. */
import type { ViewContext } from '../../engine/view.ts'
import { challengeUrl } from '../../resources/customers/payment-method/index.ts'
import type { Charge } from '../../resources/payments/charge/index.ts'
import { type PaymentIntent, payerUrl } from '../../resources/payments/payment-intent/index.ts'

/** Methods whose redirect has a name of its own: `dana_handle_redirect`. The rest have `redirect_to_url`. */
export const namedRedirects = [
  'alipayplus',
  'alipay',
  'truemoney',
  'akulaku',
  'bank_transfer_id',
  'promptpay',
  'dana',
  'shopeepay',
  'gcash',
  'rabbit_line_pay',
  'alipay_hk',
  'bpi',
] as const
const named: ReadonlySet<string> = new Set(namedRedirects)

export function wooshpayNextAction(row: PaymentIntent, { publicUrl }: Pick<ViewContext, 'publicUrl'>) {
  const { attempt } = row
  if (row.status !== 'requires_action' || attempt === null) return null
  const { return_url } = row
  if (attempt.challenge !== null) {
    // The browser is recognised first, then its payer is asked.
    const type = attempt.challenge.step === 'device' ? 'ddc_redirect' : 'challenge_redirect'
    return { type, [type]: { return_url, url: challengeUrl(row, attempt.challenge.id, publicUrl) } }
  }
  const action = attempt.asked?.action ?? null
  if (action === null) return null
  const method = attempt.method ?? ''
  const hosted = payerUrl(row, attempt.charge, publicUrl)
  if (method === 'wechat_pay' && action.kind === 'qr_code') {
    const image = `${publicUrl}/qr/${row.env}/${row.id}/${attempt.charge}`
    return {
      type: 'wechat_pay_display_qr_code',
      wechat_pay_display_qr_code: { data: action.data, image_url_png: `${image}.png`, image_url_svg: `${image}.svg` },
    }
  }
  // Codes, numbers and waiting have a page of the gateway. A connector of ours gives a path, a foreign one its address.
  const url = action.kind === 'redirect' && !action.url.startsWith('/') ? action.url : hosted
  return named.has(method)
    ? { type: `${method}_handle_redirect`, [`${method}_handle_redirect`]: { url } }
    : { type: 'redirect_to_url', redirect_to_url: { return_url, url } }
}

type Status = 'COMPLETED' | 'PENDING' | 'FAILED'
type Result = 'Y' | 'A' | 'N' | 'U' | 'C' | 'R'

const shown = (
  status: Status,
  three_d_result: Result | null,
  three_d_enrollment: 'Y' | 'N' | 'U',
  more: { eci?: number; version?: string | null; transaction?: string | null } = {},
) => ({
  // The cryptogram stays between the issuer and the acquirer.
  cavv: null,
  eci: more.eci ?? null,
  status,
  three_d_result,
  three_d_enrollment,
  three_d_secure_version: more.version ?? null,
  // Version 1 names its transaction so.
  xid: more.version === '1.0.2' ? (more.transaction ?? null) : null,
  three_d_secure_server_transaction_id: more.version === '1.0.2' ? null : (more.transaction ?? null),
})

/** `3ds_status`; null where the payer was not authenticated and nobody asked. */
export function threeDSecureStatus(row: PaymentIntent, charge: Charge | null) {
  const challenge = row.attempt?.challenge ?? null
  if (challenge !== null) {
    if (challenge.result === null) return shown('PENDING', challenge.step === 'device' ? null : 'C', 'Y')
    return challenge.result === 'authenticated' ? shown('COMPLETED', 'Y', 'Y') : shown('FAILED', 'N', 'Y')
  }
  if (row.last_payment_error?.code === 'payment_intent_authentication_failure') return shown('FAILED', 'N', 'Y')
  const secure = charge?.three_d_secure ?? null
  if (secure === null) return null
  const more = {
    ...(secure.electronic_commerce_indicator === null ? {} : { eci: Number(secure.electronic_commerce_indicator) }),
    version: secure.version,
    transaction: secure.transaction_id,
  }
  switch (secure.result) {
    case 'authenticated':
      return shown('COMPLETED', 'Y', 'Y', more)
    case 'attempt_acknowledged':
      return shown('COMPLETED', 'A', 'Y', more)
    case 'failed':
      return shown('FAILED', secure.result_reason === 'rejected' ? 'R' : 'N', 'Y', more)
    case 'not_supported':
      return shown('COMPLETED', 'U', secure.result_reason === 'card_not_enrolled' ? 'N' : 'U', more)
    case 'processing_error':
      return shown('FAILED', 'U', 'U', more)
    case 'exempted':
    case null:
      return shown('COMPLETED', null, 'U', more)
  }
}
