import { defineRefusal } from '../../../kernel/refusal.ts'

export const refuseEndpoint = {
  chaosLive: defineRefusal(
    'forbidden',
    'webhook_chaos_live_mode',
    'The chaos switch loses, repeats and reorders deliveries on purpose, so it exists in sandboxes only.',
    () => 'chaos can be switched on in a sandbox only.',
    () => ({ param: 'chaos' }),
  ),
}
