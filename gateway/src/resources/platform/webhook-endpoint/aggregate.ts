import type { Aggregate, FactContext } from '../../../engine/aggregate.ts'
import { assert } from '../../../kernel/assert.ts'
import type { EndpointFact } from './events.ts'
import type { EndpointState, WebhookEndpoint } from './model.ts'

/** Which fact may happen in which state, and the state after it. */
export const endpointTransitions: {
  readonly [F in Exclude<EndpointFact['type'], 'created'>]: { readonly [S in EndpointState]?: EndpointState }
} = {
  updated: { enabled: 'enabled', disabled: 'disabled' },
  enabled: { disabled: 'enabled' },
  disabled: { enabled: 'disabled' },
  given_up: { enabled: 'disabled' },
  secret_rolled: { enabled: 'enabled', disabled: 'disabled' },
  deleted: { enabled: 'deleted', disabled: 'deleted' },
}

function evolveEndpoint(
  before: WebhookEndpoint | null,
  fact: EndpointFact,
  { env, id, at, seq }: FactContext,
): WebhookEndpoint {
  if (fact.type === 'created') {
    const { livemode, api_version, terms, secret, format = 'native' } = fact
    const secrets = [{ id: secret, created: at, expires_at: null }]
    return {
      env,
      id,
      seq,
      created: at,
      livemode,
      state: 'enabled',
      ...terms,
      secrets,
      enabled_since: seq,
      api_version,
      format,
      disabled_reason: null,
    }
  }
  assert(before !== null, `${fact.type} happens to an endpoint that exists`)
  const state = endpointTransitions[fact.type][before.state]
  assert(state !== undefined, `${fact.type} may happen to an endpoint that is ${before.state}`)
  const after: WebhookEndpoint = { ...before, state, seq }
  switch (fact.type) {
    case 'updated':
      return { ...after, ...fact.changes }
    case 'enabled':
      return { ...after, enabled_since: seq, disabled_reason: null }
    case 'disabled':
      return { ...after, disabled_reason: 'merchant' }
    case 'given_up':
      return { ...after, disabled_reason: 'failures' }
    case 'secret_rolled': {
      const old = before.secrets
        .filter(({ expires_at }) => expires_at === null || expires_at > at)
        .map((secret) => ({
          ...secret,
          expires_at: Math.min(secret.expires_at ?? fact.old_expires_at, fact.old_expires_at),
        }))
        .filter(({ expires_at }) => expires_at > at)
      return { ...after, secrets: [{ id: fact.secret, created: at, expires_at: null }, ...old] }
    }
    case 'deleted':
      return { ...after, secrets: [] }
  }
}

/** Where a merchant's events go. */
export const webhookEndpoint: Aggregate<WebhookEndpoint, EndpointFact> = {
  name: 'webhook_endpoint',
  prefix: 'we',
  evolve: evolveEndpoint,
  eventTypes: {
    created: null,
    updated: null,
    enabled: null,
    disabled: null,
    given_up: 'webhook_endpoint.disabled',
    secret_rolled: null,
    deleted: null,
  },
  descriptions: {
    'webhook_endpoint.disabled':
      'The endpoint failed for five days and is no longer delivered to. Enable it again, and send again what it missed.',
  },
}
