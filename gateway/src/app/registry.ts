/** What follows from the list of nouns: the engine's registry, the calls of the native API, and the types of events. */
import type { NounEntry } from '../engine/define-noun.ts'
import { type Registry, registryOf, viewsOf } from '../engine/registry.ts'
import type { AnyRoute } from '../engine/route.ts'
import type { AnyView } from '../engine/view.ts'
import { methodCatalogue } from '../methods/index.ts'
import * as nouns from './nouns.ts'

const declared = Object.values(nouns)

export const registry: Registry = registryOf(
  declared.flatMap(({ entry }) => (entry === null ? [] : [entry(methodCatalogue)])),
)

/** Every call of the native API. */
export const nativeRoutes: readonly AnyRoute[] = declared.flatMap(({ routes }) => routes(methodCatalogue))

/** Every view that a call of the native API shows, once. */
export const apiViews: readonly AnyView[] = [
  ...new Map(
    [...[...registry.values()].flatMap(viewsOf), ...declared.flatMap(({ views }) => views)].map((view) => [
      view.noun,
      view,
    ]),
  ).values(),
]

/** The types of a noun's events. */
const typesOf = ({ aggregate }: NounEntry): readonly string[] => [
  ...new Set(
    [...Object.values(aggregate?.eventTypes ?? {}), ...Object.values(aggregate?.alsoTold ?? {})].filter(
      (type) => type !== null,
    ),
  ),
]

/** Every event type that some fact has, sorted: what an endpoint can ask for. */
export const eventTypes = (nouns: Registry): string[] => [...new Set([...nouns.values()].flatMap(typesOf))].sort()

/** What each event type tells, and whose object it has: for the document. */
export const eventDescriptions = (nouns: Registry) =>
  [...nouns.values()]
    .flatMap((entry) =>
      typesOf(entry).map((type) => ({ type, noun: entry.noun, tells: entry.aggregate?.descriptions[type] ?? '' })),
    )
    .sort((a, b) => (a.type < b.type ? -1 : 1))
