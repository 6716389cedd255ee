import { defineRefusal } from '../../kernel/refusal.ts'

export const refuseWebhook = {
  urlForbidden: defineRefusal<{ param: string; host: string; kind: string; livemode: boolean }>(
    'invalid_request',
    'webhook_url_forbidden',
    'Deliveries go to public addresses; in a sandbox also to this machine. An operator can allow further networks with FLORIN_WEBHOOK_NETWORKS.',
    ({ host, kind, livemode }) =>
      `${host} leads to a ${kind} address, which is not delivered to${livemode ? ' in live mode' : ''}. An operator can allow its network with FLORIN_WEBHOOK_NETWORKS.`,
    ({ param }) => ({ param }),
  ),
  typeUnknown: defineRefusal<{ param: string; type: string; near: readonly string[] }>(
    'invalid_request',
    'event_type_unknown',
    'No such event type exists. The reference of events lists all of them; `*` stands for all, `charge.*` for a family.',
    ({ type, near }) =>
      `There is no event type '${type}'.${near.length > 0 ? ` There are ${near.join(', ')}.` : ''} All types are listed at /docs/events.`,
    ({ param }) => ({ param }),
  ),
  nobody: defineRefusal<{ event: string }>(
    'invalid_request',
    'event_without_receiver',
    'The event cannot be sent again, because no enabled endpoint wants its type. Name an endpoint, or make one.',
    ({ event }) => `No enabled endpoint wants ${event}.`,
  ),
  endpointDisabled: defineRefusal<{ id: string }>(
    'unexpected_state',
    'webhook_endpoint_disabled',
    'Nothing is delivered to a disabled endpoint. Enable it first; then send again what it missed.',
    ({ id }) => `The endpoint ${id} is disabled. Enable it with disabled=false, then send again what it missed.`,
    () => ({ param: 'webhook_endpoint' }),
  ),
}
