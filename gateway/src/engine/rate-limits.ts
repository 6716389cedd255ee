/**
 * How many requests a second an environment, and each of its keys, may make: whole numbers, or null for no limit. A limiter
 * divides by them, so nothing else is stored (migration 0011), and nothing else that an older row holds is believed.
 */

/** Where nothing is said, a live environment and each of its keys may make so many. */
export const usualRateLimit = 100

/** The most that a limit can say; more is no limit. */
export const rateLimitMax = 1_000_000

/** What an environment's document says, of all its keys together and of each. */
export type RateLimits = { readonly environment?: number | null; readonly key?: number | null }

export const isRateLimit = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= rateLimitMax

/** The limits of a stored document; `usual` is what holds where it says nothing that can be one. */
export function limitsIn(
  doc: { readonly rate_limit?: unknown },
  usual: number | null,
): { readonly environment: number | null; readonly key: number | null } {
  const { environment, key } =
    typeof doc.rate_limit === 'object' && doc.rate_limit !== null
      ? (doc.rate_limit as { environment?: unknown; key?: unknown })
      : {}
  // An earlier command line stored an empty text for the word none.
  const read = (value: unknown) => (value === null || value === '' ? null : isRateLimit(value) ? value : usual)
  return { environment: read(environment), key: read(key) }
}
