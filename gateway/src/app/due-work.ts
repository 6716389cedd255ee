/** What becomes of calls to processors, and what is done about work that has become due: by verb and by kind. */
import type { CommandRunner, OutcomeCommands } from '../engine/engine.ts'
import { settlementUnit } from '../engine/settlement.ts'
import type { DueHandler } from '../engine/sweeper.ts'
import type { UnitSetup } from '../engine/unit.ts'
import {
  expireAuthorisation,
  recordAuthorisation,
  recordCapture,
  recordDoubt,
  recordIncrement,
  recordVoid,
} from '../resources/payment-intent/index.ts'
import { recordRefund, recordRefundCancel, recordRefundDoubt } from '../resources/refund/index.ts'
import { giveUpEndpoint } from '../resources/webhook-endpoint/index.ts'
import type { Writer } from '../storage/writer/writer.ts'

export const outcomeCommands: OutcomeCommands = {
  record: {
    authorise: recordAuthorisation,
    capture: recordCapture,
    void: recordVoid,
    increment: recordIncrement,
    refund: recordRefund,
    cancel_refund: recordRefundCancel,
  },
  doubt: {
    authorise: recordDoubt,
    capture: recordDoubt,
    void: recordDoubt,
    increment: recordDoubt,
    refund: recordRefundDoubt,
    cancel_refund: recordRefundDoubt,
  },
}

export const dueHandlers = (options: {
  runner: CommandRunner
  writer: Writer
  setup: UnitSetup
}): Readonly<Record<string, DueHandler>> => ({
  expire_authorisation: async (environment, payload) => {
    await options.runner.runDue(expireAuthorisation, { intent: String(payload.intent) }, environment)
  },
  settle_funds: async (environment, payload, id) => {
    const bucket = { currency: String(payload.currency), day: String(payload.day), again: payload.again === true }
    await options.writer.submit(settlementUnit(environment, bucket, id, options.setup))
  },
  disable_webhook_endpoint: async (environment, payload, id) => {
    await options.runner.runDue(giveUpEndpoint, { id: String(payload.endpoint), due: id }, environment)
  },
})
