import type { Receiver } from '../../../contracts/receiver.ts'
import type { AggregateRow } from '../../../engine/aggregate.ts'
import type { Millis } from '../../../kernel/time.ts'
import type { Metadata } from '../../customers/payment-method/index.ts'

/**
 * A webhook endpoint's modes.
 *
 *   enabled   events from its last enabling onwards are delivered
 *   disabled  by the merchant, or after five days of failure; nothing is delivered, everything can be sent again later
 *   deleted   gone for the API; its row stays, because its facts do
 */
export type EndpointState = 'enabled' | 'disabled' | 'deleted'

export type WebhookEndpoint = AggregateRow &
  Receiver & {
    readonly created: Millis
    readonly livemode: boolean
    readonly state: EndpointState
    readonly description: string | null
    readonly metadata: Metadata
    readonly api_version: string | null
    readonly disabled_reason: 'merchant' | 'failures' | null
  }
