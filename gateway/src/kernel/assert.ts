/**
 * Stops on an impossibility: something that no request, however wrong, may bring about. What a caller can
 * cause is a refusal (`kernel/refusal.ts`), never an assertion.
 */
export function assert(condition: unknown, claim: string): asserts condition {
  if (!condition) throw new ImpossibleError(claim)
}

/** A bug of ours. The writer rolls the unit back, answers it `internal_error` and counts it. */
export class ImpossibleError extends Error {
  override name = 'ImpossibleError'
}
