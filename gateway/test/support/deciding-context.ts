/** A sandbox as commands see it: its settings, its methods, its processors and its time. */

import { exampleContext } from '../../src/app/example-context.ts'
import type { Verb } from '../../src/contracts/connector.ts'
import type { CommandContext } from '../../src/engine/command.ts'
import { methodCatalogue } from '../../src/methods/index.ts'

const verbs: readonly Verb[] = ['authorise', 'capture', 'void', 'increment', 'refund', 'verify', 'cancel_refund']

/** The usual caller: a merchant's server in a sandbox with one account at the simulator. */
export const usualContext: Omit<CommandContext, 'newId' | 'randomText'> = {
  now: exampleContext.now,
  environment: exampleContext.environment,
  methods: methodCatalogue,
  processors: new Map([['simulator', { pretends: true, verbs: new Set(verbs) }]]),
  audience: 'secret',
  idempotencyKey: null,
}
