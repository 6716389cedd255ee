import { type Happening, happened } from '../../engine/aggregate.ts'
import type { CommandContext } from '../../engine/command.ts'
import { mandate } from './aggregate.ts'
import type { CustomerAcceptance, Mandate } from './model.ts'

/** The fact that a payer agreed; `reference` is drawn for the statement. */
export function granted(
  terms: { payment_method: string; type: string; acceptance: CustomerAcceptance; single_use: Mandate['single_use'] },
  context: Pick<CommandContext, 'newId' | 'randomText' | 'environment'>,
): { id: string; happened: Happening } {
  const id = context.newId('mandate')
  const reference = context.randomText(16).toUpperCase()
  const { livemode } = context.environment
  return { id, happened: happened(mandate, id, { type: 'granted', livemode, terms: { ...terms, reference } }) }
}
