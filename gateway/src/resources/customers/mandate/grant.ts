import { type DecidedEvent, event } from '../../../engine/aggregate.ts'
import type { CommandContext } from '../../../engine/command.ts'
import { mandate } from './aggregate.ts'
import type { CustomerAcceptance, Mandate } from './model.ts'

type Grant = {
  readonly payment_method: string
  readonly type: string
  readonly acceptance: CustomerAcceptance
  readonly single_use: Mandate['single_use']
  /** How the reference begins, where the merchant says so. */
  readonly prefix?: string
}

/** What the payer reads on the statement: as long as the schemes take. */
const referenceLength = 16

/** The fact that a payer agreed; `reference` is drawn for the statement. */
export function mandateGranted(
  { prefix = '', ...terms }: Grant,
  context: Pick<CommandContext, 'newId' | 'randomText' | 'environment'>,
): { id: string; event: DecidedEvent } {
  const id = context.newId('mandate')
  const reference = `${prefix}${context.randomText(referenceLength - prefix.length).toUpperCase()}`
  const { livemode } = context.environment
  return { id, event: event(mandate, id, { type: 'granted', livemode, terms: { ...terms, reference } }) }
}
