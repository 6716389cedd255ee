import { type Examples, exampleNow } from '../../../engine/examples.ts'
import type { SessionFact } from './aggregate.ts'

export const sessionExamples: Examples<SessionFact> = {
  opened: [
    {
      type: 'opened',
      livemode: false,
      customer: 'cus_1',
      client_secret: 'cuss_1_secret_x',
      expires_at: exampleNow + 1_800_000,
      features: { redisplay: true, allow_redisplay: ['always'], save: true, remove: false },
    },
  ],
}
