import type { Examples } from '../../../engine/examples.ts'
import { lookup } from '../../../kernel/lookup.ts'
import type { EndpointFact } from './events.ts'

export const endpointExamples: Examples<EndpointFact> = lookup({
  'disabled after failures': [
    {
      type: 'created',
      livemode: false,
      terms: {
        url: 'https://shop.example/webhooks',
        enabled_events: ['*'],
        description: null,
        metadata: {},
        radar_session: null,
        chaos: null,
      },
      api_version: null,
      secret: 'whs_1',
    },
    { type: 'given_up' },
  ],
})
