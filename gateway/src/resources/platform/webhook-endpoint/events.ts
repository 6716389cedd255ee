import type { Chaos, SigningSecret } from '../../../contracts/receiver.ts'
import type { Millis } from '../../../kernel/time.ts'
import type { WebhookEndpoint } from './model.ts'

export type EndpointTerms = Pick<WebhookEndpoint, 'url' | 'enabled_events' | 'description' | 'metadata' | 'chaos'>

/** What can happen to a webhook endpoint. */
export type EndpointFact =
  | {
      readonly type: 'created'
      readonly livemode: boolean
      readonly terms: EndpointTerms
      readonly api_version: string | null
      /** A foreign API's name; absent: the native format. */
      readonly format?: string
      /** The sealed secret's record; the secret itself is in the vault. */
      readonly secret: string
    }
  | { readonly type: 'updated'; readonly changes: Partial<EndpointTerms> }
  | { readonly type: 'enabled' }
  | { readonly type: 'disabled' }
  /** It failed for too long; the merchant is told by an event. */
  | { readonly type: 'given_up' }
  | { readonly type: 'secret_rolled'; readonly secret: string; readonly old_expires_at: Millis }
  | { readonly type: 'deleted' }

export type { Chaos, SigningSecret }
