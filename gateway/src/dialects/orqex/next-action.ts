/** What the payer has to do, by Orqex's types of it. Keys beside `type`, `url`, `dial_code`, `content` and `image_url` are ours. */
import { mapped } from '../../contracts/dialect.ts'
import type { ForeignContext } from '../../engine/dialect.ts'
import { type PaymentIntent, paymentIntentView } from '../../resources/payments/payment-intent/index.ts'
import { timeOrNull } from './values.ts'

export const nextActionFields = (path: string) => ({
  [`${path}.type`]: mapped('next_action.type'),
  [`${path}.url`]: mapped('next_action.redirect_to_url.url'),
  [`${path}.dial_code`]: mapped('next_action.approve_on_phone.dial_code'),
  [`${path}.fields[]`]: mapped('next_action.collect_one_time_code'),
  [`${path}.content`]: mapped('next_action.data'),
  [`${path}.image_url`]: mapped('next_action.image_url_png'),
  [`${path}.instructions.*`]: mapped('next_action.facts'),
  [`${path}.expires_at`]: mapped('next_action.expires_at'),
})

/** A text by its name, wherever a method's own shape of the action has it. */
function textIn(shown: unknown, name: string): string | null {
  if (typeof shown !== 'object' || shown === null) return null
  for (const [key, value] of Object.entries(shown)) {
    if (key === name && typeof value === 'string') return value
    const inner = textIn(value, name)
    if (inner !== null) return inner
  }
  return null
}

export function orqexNextAction(row: PaymentIntent, context: ForeignContext) {
  const shown = paymentIntentView.render(row, { ...context, audience: 'secret' }).next_action
  const action = row.attempt?.asked?.action ?? null
  if (shown === null || shown === undefined) return { type: 'none' }
  switch (action?.kind) {
    case 'qr_code':
      return { type: 'scan_qr_code', content: action.data, image_url: textIn(shown, 'image_url_png') }
    case 'instructions':
      return {
        type: 'display_payment_instructions',
        instructions: { ...action.facts, number: action.number },
        expires_at: timeOrNull(action.expires_at),
      }
    case 'approve_on_phone':
      return { type: 'approve_on_phone', dial_code: action.dial_code }
    case 'one_time_code':
      return { type: 'collect_otp', fields: ['otp'], dial_code: action.dial_code }
    case 'wait':
      return { type: 'none' }
    default:
      return { type: 'redirect_to_url', url: textIn(shown, 'url') ?? textIn(shown, 'stripe_js') }
  }
}
