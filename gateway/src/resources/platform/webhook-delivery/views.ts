import type { StoredDelivery } from '../../../engine/route.ts'
import { unixSeconds } from '../../../kernel/time.ts'

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
