/** What a capture or an increment changes besides the money: kept with the operation, and done when the processor has done it. */
import type { CommandContext } from '../../../../engine/command.ts'
import { type MetadataInput, mergeMetadata, refuseMetadata } from '../../../../kernel/metadata.ts'
import type { Refusal } from '../../../../kernel/refusal.ts'
import type { ChargeFact } from '../../charge/index.ts'
import type { Operation, OperationChanges, PaymentIntent } from '../model.ts'
import {
  type AmountDetailsInput,
  changedAmountDetails,
  changedPaymentDetails,
  type PaymentDetailsInput,
  refuseAmountDetails,
} from '../terms/amount-details.ts'

export type PendingChangesInput = {
  readonly description?: string | null
  readonly metadata?: MetadataInput
  readonly statement_descriptor?: string | null
  readonly statement_descriptor_suffix?: string | null
  readonly amount_details?: AmountDetailsInput | null
  readonly payment_details?: PaymentDetailsInput | null
}

/** The changes that a request asks for, over what there is; null where it asks for none. `amount` is what details add up to. */
export function pendingChanges(
  input: PendingChangesInput,
  before: PaymentIntent,
  amount: number,
): OperationChanges | null | Refusal {
  const refusal =
    refuseAmountDetails(input.amount_details, before.amount_details, amount) ??
    refuseMetadata(before.metadata, input.metadata)
  if (refusal !== null) return refusal
  const { amount_details, payment_details, metadata } = input
  const changes: OperationChanges = {
    ...(input.description === undefined ? {} : { description: input.description }),
    ...(metadata === undefined ? {} : { metadata: mergeMetadata(before.metadata, metadata) }),
    ...(input.statement_descriptor === undefined ? {} : { statement_descriptor: input.statement_descriptor }),
    ...(input.statement_descriptor_suffix === undefined
      ? {}
      : { statement_descriptor_suffix: input.statement_descriptor_suffix }),
    ...(amount_details === undefined
      ? {}
      : {
          amount_details: amount_details === null ? null : changedAmountDetails(amount_details, before.amount_details),
        }),
    ...(payment_details === undefined
      ? {}
      : {
          payment_details:
            payment_details === null ? null : changedPaymentDetails(payment_details, before.payment_details),
        }),
  }
  return Object.keys(changes).length === 0 ? null : changes
}

/** What the payer will read, for the processor. */
export const statementChange = (
  { statement_descriptor }: Pick<PaymentIntent, 'statement_descriptor'>,
  { environment }: Pick<CommandContext, 'environment'>,
) => ({ statement_descriptor: statement_descriptor ?? environment.statementDescriptor })

/** The part of them that its charge takes over. */
export function chargeChanges({ changes }: Operation): Pick<Extract<ChargeFact, { type: 'captured' }>, 'changes'> {
  if (changes === undefined) return {}
  const { description, statement_descriptor, statement_descriptor_suffix } = changes
  const own = {
    ...(description === undefined ? {} : { description }),
    ...(statement_descriptor === undefined ? {} : { statement_descriptor }),
    ...(statement_descriptor_suffix === undefined ? {} : { statement_descriptor_suffix }),
  }
  return Object.keys(own).length === 0 ? {} : { changes: own }
}
