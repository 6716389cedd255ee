/** Which events an endpoint wants: `*`, a whole family (`charge.*`), or single types. */

/** True where one of the patterns covers the type. */
export const covers = (patterns: readonly string[], type: string): boolean =>
  patterns.some((pattern) => (pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : pattern === type))

/** The patterns for SQL's LIKE, in one text: a type has letters, dots and underscores, and only these are special there. */
export const likePatterns = (patterns: readonly string[]): string =>
  patterns.map((pattern) => pattern.replaceAll('_', '\\_').replace(/\*$/, '%')).join(',')
