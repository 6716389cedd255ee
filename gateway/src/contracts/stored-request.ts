/**
 * A call to a processor is kept as it was asked for until its outcome is recorded, and an earlier release may have asked for
 * it: what the fields mean that its request did not have yet. Whoever adds a field to a request adds it here, with the value
 * that calls had before.
 */
import type { RequestOf, Verb } from './connector.ts'

const later: { readonly [V in Verb]?: Partial<RequestOf<V>> } = {
  authorise: { code: null, expires_at: null, reusable: false, seen: 0, stored_credential: null },
  refund: { transfer_to: null },
}

/** A request as today's connectors read it. */
export const completeRequest = (
  verb: Verb,
  kept: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> => ({
  ...later[verb],
  ...kept,
})
