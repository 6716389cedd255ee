/** The terms that differ from the defaults, so that a fact says only what a merchant said. What has no default is always said. */
export const diffDefaults = <Terms extends object>(terms: Terms, defaults: object): Partial<Terms> =>
  // A part of the same object.
  Object.fromEntries(
    Object.entries(terms).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(Reflect.get(defaults, name)),
    ),
  ) as Partial<Terms>
