import { view } from '../../../engine/view.ts'
import { dayMs, unixSeconds } from '../../../kernel/time.ts'
import { refundSchema } from './answer.ts'
import type { Refund } from './model.ts'

/** The wire's refund. */
export const refundView = view({
  noun: 'refund',
  about: 'Money that goes back to a payer: all of a charge, or a part of it.',
  schema: refundSchema,
  render: (row: Refund) => ({
    id: row.id,
    object: 'refund' as const,
    amount: row.amount,
    balance_transaction: row.balance_transaction,
    charge: row.charge,
    created: unixSeconds(row.created),
    currency: row.currency,
    customer: null,
    customer_account: null,
    destination_details: row.method === null ? cardDestination(row) : methodDestination(row, row.method),
    ...(row.failure_balance_transaction === null
      ? {}
      : { failure_balance_transaction: row.failure_balance_transaction }),
    ...(row.failure_reason === null ? {} : { failure_reason: row.failure_reason }),
    metadata: row.metadata,
    ...(row.instructions_email === null ? {} : { instructions_email: row.instructions_email }),
    ...(row.status === 'requires_action' ? { next_action: nextAction(row) } : {}),
    payment_intent: row.payment_intent,
    payment_method: null,
    ...(row.presentment === null
      ? {}
      : {
          presentment_details: {
            presentment_amount: row.presentment.amount,
            presentment_currency: row.presentment.currency,
          },
        }),
    ...(row.status === 'pending' ? { pending_reason: 'processing' as const } : {}),
    reason: row.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: row.status,
    transfer_reversal: null,
  }),
})

/** A payer who was written to has this long to name an account; as published. */
const instructionsDays = 45

/** The bank account comes from the payer, who was written to, or from the merchant. */
const nextAction = ({ created, instructions_email }: Refund) =>
  instructions_email === null
    ? { type: 'provide_bank_account' as const, provide_bank_account: { param: 'bank_account' } }
    : {
        type: 'display_details' as const,
        display_details: {
          email_sent: { email_sent_at: unixSeconds(created), email_sent_to: instructions_email },
          expires_at: unixSeconds(created + instructionsDays * dayMs),
        },
      }

const cardDestination = (row: Refund) => ({
  card:
    row.reference === null
      ? { type: 'pending' as const }
      : {
          reference: row.reference,
          reference_status: 'available' as const,
          reference_type: 'acquirer_reference_number' as const,
          type: 'refund' as const,
        },
  type: 'card' as const,
})

/** Schemes that publish a reference for the payer's bank to find the money by; some also why a bank sent it back. */
const withReference: ReadonlySet<string> = new Set([
  'afterpay_clearpay',
  'blik',
  'klarna',
  'mb_way',
  'multibanco',
  'p24',
  'paypal',
  'swish',
])
const withDecline: ReadonlySet<string> = new Set(['blik', 'paypal', 'swish'])
const destinationOf = (row: Refund, method: string) =>
  method === 'crypto'
    ? { reference: row.reference }
    : withReference.has(method)
      ? {
          ...(withDecline.has(method) ? { network_decline_code: null } : {}),
          reference: row.reference,
          reference_status: row.reference === null ? 'pending' : 'available',
        }
      : {}

const methodDestination = (row: Refund, method: string) =>
  row.transfer_to === null
    ? { type: method, [method]: destinationOf(row, method) }
    : { type: 'bank_transfer', bank_transfer: { ...row.transfer_to, reference: row.reference } }
