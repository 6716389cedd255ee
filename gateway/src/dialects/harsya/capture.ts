/** A capture as Harsya shows it: the newest fact of its kind in the charge's history. */

import { all, echoed, ignored, mapped } from '../../contracts/dialect.ts'
import { defineAnswer } from '../../engine/dialect.ts'
import type { PaymentIntent } from '../../resources/payments/payment-intent/index.ts'
import { publicEvent } from '../../resources/platform/event/index.ts'
import { done } from './access-token.ts'
import { capturedIn } from './charge.ts'
import { fieldsBelow } from './charge-mappings.ts'
import { captureIds, sessionIds } from './ids.ts'
import { harsyaAmountOf, harsyaTime, sessionInputOf } from './values.ts'

export const capture = defineAnswer({
  noun: 'payment_intent',
  fields: {
    code: ignored('Always 00.'),
    message: ignored('Always Success.'),
    ...fieldsBelow('data', {
      id: mapped('events.id'),
      paymentSessionId: mapped('id'),
      paymentSessionClientReferenceId: echoed('foreign.clientReferenceId'),
      releaseRemainingAmount: mapped('final_capture'),
      'amount.value': mapped('amount_received'),
      'amount.currency': mapped('currency'),
      status: mapped('status'),
      createdAt: mapped('events.created'),
      updatedAt: mapped('events.created'),
    }),
  },
  related: (row: PaymentIntent) => ({ facts: all(publicEvent, { object_id: row.latest_charge ?? row.id }) }),
  render: (row: PaymentIntent, { facts }, { given, now }) => {
    // While the processor has not answered, the capture is under way and has no name yet.
    const pending = row.operation?.kind === 'capture' ? row.operation : null
    const captures = facts.filter(({ fact }) => fact.type === 'captured').sort((one, two) => one.seq - two.seq)
    const last = pending === null ? (captures.at(-1) ?? null) : null
    const at = harsyaTime(pending?.started ?? last?.created ?? now)
    const amount = pending?.amount ?? (last === null ? 0 : capturedIn(last.fact))
    return {
      ...done,
      data: {
        id: last?.id == null ? sessionIds.of(row.id) : captureIds.of(last.id),
        paymentSessionId: sessionIds.of(row.id),
        paymentSessionClientReferenceId: sessionInputOf(row).clientReferenceId,
        releaseRemainingAmount: given === true,
        amount: harsyaAmountOf(amount, row.currency),
        status: pending === null ? 'SUCCESS' : 'PENDING',
        createdAt: at,
        updatedAt: at,
      },
    }
  },
})
