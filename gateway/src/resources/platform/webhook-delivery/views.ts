import type { ResendResult, StoredDelivery } from '../../../engine/route.ts'
import { view } from '../../../engine/view.ts'
import { unixSeconds } from '../../../kernel/time.ts'
import { webhookDeliverySchema, webhookResendSchema, webhookSigningSecretSchema } from './answer.ts'

/** A delivery as the API shows it; ours, nothing of the kind is Stripe's. */
export const renderDelivery = (delivery: StoredDelivery) => ({
  object: 'webhook_delivery' as const,
  event: delivery.event,
  type: delivery.type,
  related_object: delivery.object,
  webhook_endpoint: delivery.endpoint,
  url: delivery.url,
  status: delivery.status,
  next_attempt_at: delivery.next_attempt_at === null ? null : unixSeconds(delivery.next_attempt_at),
  attempts: delivery.attempts.map(({ at, status, error, milliseconds, body }) => ({
    attempted_at: unixSeconds(at),
    response_status: status,
    error,
    duration_ms: milliseconds,
    response_body: body,
  })),
})

export const webhookDeliveryView = view({
  noun: 'webhook_delivery',
  about: 'An event on its way to one receiver.',
  schema: webhookDeliverySchema,
  render: renderDelivery,
})

export const webhookResendView = view({
  noun: 'webhook_resend',
  about: 'How many events are sent again.',
  schema: webhookResendSchema,
  render: (result: ResendResult) => ({ object: 'webhook_resend' as const, ...result }),
})

/** A secret that was fetched from the vault. */
type SigningSecretShown = { readonly livemode: boolean; readonly secret: string }
export const webhookSigningSecretView = view({
  noun: 'webhook_signing_secret',
  about: 'The secret that signs what is sent to the URLs of single payments.',
  schema: webhookSigningSecretSchema,
  render: (shown: SigningSecretShown) => ({ object: 'webhook_signing_secret' as const, ...shown }),
})
