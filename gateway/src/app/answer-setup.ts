import { dialects } from '../dialects/index.ts'
import type { AnswerSetup } from '../engine/answer.ts'
import type { EnvironmentSettings } from '../engine/command.ts'
import { nounsByPrefix, viewsOf } from '../engine/registry.ts'
import { methodCatalogue } from '../methods/index.ts'
import { errorBody } from '../surfaces/http/errors.ts'
import { redact } from '../surfaces/http/redact.ts'
import { registry } from './registry.ts'

/** How rows are shown: every noun's view and table, and where links lead. */
export const answersWith = (options: {
  publicUrl: () => string
  nowIn: (environment: EnvironmentSettings) => number
}): AnswerSetup => ({
  views: new Map([...registry.values()].flatMap(viewsOf).map((view) => [view.noun, view])),
  prefixes: nounsByPrefix(registry),
  tables: new Map([...registry].map(([noun, { table }]) => [noun, table])),
  publicUrl: options.publicUrl,
  nowIn: options.nowIn,
  methods: methodCatalogue,
  dialects,
  redact,
  errorBody: (refusal, shown) => errorBody(refusal, { publicUrl: options.publicUrl(), ...shown }),
})
