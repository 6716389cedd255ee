import type { NounEntry } from './define-noun.ts'
import type { AnyView } from './view.ts'

/** What the engine has to know of each noun, by name; the composition root lists them. */
export type Registry = ReadonlyMap<string, NounEntry>

export const registryOf = (entries: readonly NounEntry[]): Registry =>
  new Map(entries.map((entry) => [entry.noun, entry]))

/** How its rows are shown: by its view, and by older faces of it. */
export const viewsOf = ({ view, faces }: NounEntry): readonly AnyView[] => [view, ...faces.map((face) => face.view)]

/** The noun, or the face of one, that an id is of, by the id's beginning: `ch` → `charge`, `card` → `card`. */
export const nounsByPrefix = (registry: Registry): ReadonlyMap<string, string> =>
  new Map(
    [...registry.values()].flatMap(({ noun, prefix, faces }) => [
      [prefix, noun] as const,
      ...faces.map((face) => [face.prefix, face.view.noun] as const),
    ]),
  )
