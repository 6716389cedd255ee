/** Why something failed, in one line that an operator can read. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  // An attempt on several addresses (`localhost` has two) fails with all of their reasons, and no message of its own.
  const [first] = error instanceof AggregateError ? error.errors : []
  if (error.message === '' && first !== undefined) return reasonOf(first)
  return error.message.replaceAll(/\s+/g, ' ').trim() || error.name
}

/** What the system or PostgreSQL says went wrong (`ENOENT`, `28P01`), null where it is neither of them that says so. */
export function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  const [first] = error instanceof AggregateError ? error.errors : []
  if ('code' in error && typeof error.code === 'string') return error.code
  return first === undefined ? null : codeOf(first)
}
