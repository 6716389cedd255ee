/** A sandbox as commands see it: its settings, its methods, its processors and its time. */

import { exampleContext } from '../../src/app/example-context.ts'
import { everythingBy, verbs } from '../../src/contracts/capabilities.ts'
import type { CommandContext } from '../../src/engine/command.ts'
import { methodCatalogue } from '../../src/methods/index.ts'

/** The usual caller: a merchant's server in a sandbox with one account at the simulator. */
export const usualContext: Omit<CommandContext, 'newId' | 'randomText'> = {
  now: exampleContext.now,
  environment: exampleContext.environment,
  methods: methodCatalogue,
  processors: new Map([['simulator', { pretends: true, capabilities: everythingBy(verbs) }]]),
  audience: 'secret',
  idempotencyKey: null,
}
