/** What each kind of `npm run new` consists of: its files, and its lines in the lists of others. */

export type Line = {
  readonly file: string
  /** What stands at the place. */
  readonly at: RegExp
  /** Behind the first that fits, or behind the last. */
  readonly where: 'after the first' | 'after the last'
  readonly line: string
}

export type Kind = {
  readonly files: readonly { readonly template: string; readonly to: string }[]
  readonly lines: readonly Line[]
  /** What is left to do by hand. */
  readonly next: readonly string[]
}

const imported = (file: string, line: string): Line => ({
  file,
  at: /^import .*\n/gm,
  where: 'after the last',
  line: `${line}\n`,
})

export const kinds: Readonly<Record<string, Kind>> = {
  noun: {
    files: [
      { template: 'noun-form.ts.txt', to: 'gateway/src/resources/catalogue/{{name}}/form.ts' },
      { template: 'noun.ts.txt', to: 'gateway/src/resources/catalogue/{{name}}/noun.ts' },
      { template: 'noun-index.ts.txt', to: 'gateway/src/resources/catalogue/{{name}}/index.ts' },
      { template: 'noun-migration.sql.txt', to: 'gateway/src/storage/migrations/{{migration}}-{{name}}.sql' },
      { template: 'noun.test.ts.txt', to: 'gateway/test/journeys/{{name}}-noun.test.ts' },
    ],
    lines: [
      {
        file: 'gateway/src/app/nouns.ts',
        at: /^export .*\n/gm,
        where: 'after the last',
        line: "export { {{camel}}Noun } from '../resources/catalogue/{{name}}/noun.ts'\n",
      },
    ],
    next: [
      'Move it to the area that it belongs to, and give its table and its path the plural that it has. What has a life of its own (states,',
      'money) is no form: CONTRIBUTING.md says what its folder holds. Its events: gateway/test/journeys/events.test.ts.',
    ],
  },
  method: {
    files: [
      { template: 'method.ts.txt', to: 'gateway/src/methods/{{name}}/index.ts' },
      { template: 'method.test.ts.txt', to: 'gateway/test/journeys/{{name}}-method.test.ts' },
    ],
    lines: [
      imported('gateway/src/methods/index.ts', "import { {{camel}}Methods } from './{{name}}/index.ts'"),
      {
        file: 'gateway/src/methods/index.ts',
        at: /^const all: readonly Method\[\] = \[\n {2}card,\n/gm,
        where: 'after the first',
        line: '  ...{{camel}}Methods,\n',
      },
    ],
    next: [
      'Say where it is offered, in what, and what its payer does (gateway/src/contracts/method.ts); what the simulator hands its payer is',
      'in gateway/src/connectors/simulator/payer-instructions.ts. Its lines: gateway/test/journeys/published-methods.test.ts where Stripe has it.',
    ],
  },
  connector: {
    files: [
      { template: 'connector.ts.txt', to: 'gateway/src/connectors/{{name}}/index.ts' },
      { template: 'connector.test.ts.txt', to: 'gateway/src/connectors/{{name}}/{{name}}.test.ts' },
    ],
    lines: [
      imported('gateway/src/connectors/index.ts', "import { {{camel}} } from './{{name}}/index.ts'"),
      {
        file: 'gateway/src/connectors/index.ts',
        at: /^export const realConnectors: readonly Connector\[\] = \[/gm,
        where: 'after the first',
        line: '{{camel}}, ',
      },
    ],
    next: [
      "Put the processor's addresses, fields and signatures in (gateway/src/contracts/connector.ts is the tutorial); leave out the verbs",
      'that it lacks. Its test drives it over HTTP against a double of the processor, through gateway/src/connectors/conformance.ts.',
    ],
  },
  dialect: {
    files: [
      { template: 'dialect/conventions.ts.txt', to: 'gateway/src/dialects/{{name}}/conventions.ts' },
      { template: 'dialect/ids.ts.txt', to: 'gateway/src/dialects/{{name}}/ids.ts' },
      { template: 'dialect/answers.ts.txt', to: 'gateway/src/dialects/{{name}}/answers.ts' },
      { template: 'dialect/routes.ts.txt', to: 'gateway/src/dialects/{{name}}/routes.ts' },
      { template: 'dialect/index.ts.txt', to: 'gateway/src/dialects/{{name}}/index.ts' },
      { template: 'dialect.test.ts.txt', to: 'gateway/test/dialects/{{name}}.test.ts' },
    ],
    lines: [
      imported('gateway/src/dialects/index.ts', "import { {{camel}} } from './{{name}}/index.ts'"),
      {
        file: 'gateway/src/dialects/index.ts',
        at: /dialectsOf\(\[/g,
        where: 'after the first',
        line: '{{camel}}, ',
      },
    ],
    next: [
      'CONTRIBUTING.md goes on from here ("A dialect, step by step"). Its documents belong into `documents` of',
      'gateway/test/dialects/honesty.test.ts, its pair into gateway/test/proofs/units.test.ts and gateway/bench/dialects.ts.',
    ],
  },
}
