/** What becomes of calls to processors, and what is done about work that has become due: by verb and by kind. */

import { scheduleActor } from '../engine/audit-note.ts'
import { readBalances } from '../engine/balances.ts'
import type { EnvironmentSettings } from '../engine/command.ts'
import type { CommandRunner } from '../engine/engine.ts'
import type { OutcomeCommands } from '../engine/outcome.ts'
import { settlementUnit } from '../engine/settlement.ts'
import type { DueHandler } from '../engine/sweeper.ts'
import type { UnitSetup } from '../engine/unit.ts'
import { isPassing } from '../kernel/refusal.ts'
import { erasureHandlers } from '../operations/erasure.ts'
import type { StatusProbe } from '../operations/status-probe.ts'
import { recordAttachment, recordAttachmentDoubt } from '../resources/customers/customer/index.ts'
import { paymentMethod } from '../resources/customers/payment-method/index.ts'
import {
  expireAuthorisation,
  expireIntent,
  paymentIntent,
  recordAuthorisation,
  recordCapture,
  recordDoubt,
  recordIncrement,
  recordVoid,
} from '../resources/payments/payment-intent/index.ts'
import {
  createRefund,
  recordRefund,
  recordRefundCancel,
  recordRefundDoubt,
  refund,
} from '../resources/payments/refund/index.ts'
import { recordVerification, recordVerificationDoubt, setupIntent } from '../resources/payments/setup-intent/index.ts'
import { giveUpEndpoint } from '../resources/platform/webhook-endpoint/index.ts'
import type { Pool } from '../storage/database.ts'
import type { Writer } from '../storage/writer/writer.ts'
import type { Vault } from '../vault/vault.ts'
import { registry } from './registry.ts'

export const outcomeCommands: OutcomeCommands = {
  authorise: { [paymentIntent.name]: { record: recordAuthorisation, doubt: recordDoubt } },
  capture: { [paymentIntent.name]: { record: recordCapture, doubt: recordDoubt } },
  void: { [paymentIntent.name]: { record: recordVoid, doubt: recordDoubt } },
  increment: { [paymentIntent.name]: { record: recordIncrement, doubt: recordDoubt } },
  refund: { [refund.name]: { record: recordRefund, doubt: recordRefundDoubt } },
  cancel_refund: { [refund.name]: { record: recordRefundCancel, doubt: recordRefundDoubt } },
  verify: {
    [setupIntent.name]: { record: recordVerification, doubt: recordVerificationDoubt },
    [paymentMethod.name]: { record: recordAttachment, doubt: recordAttachmentDoubt },
  },
}

export const dueHandlers = (options: {
  runner: CommandRunner
  writer: Writer
  setup: UnitSetup
  statusProbe: StatusProbe
  pool: Pool
  nowIn: (environment: EnvironmentSettings) => number
  vault: Pick<Vault, 'destroy'>
}): Readonly<Record<string, DueHandler>> => ({
  ...erasureHandlers({
    ...options,
    registry,
    drop: options.statusProbe.drop,
    author: { ...options.setup, actor: scheduleActor, request: null },
  }),
  expire_authorisation: async (environment, payload) => {
    await options.runner.runDue(expireAuthorisation, { intent: String(payload.intent) }, environment)
  },
  ask_attempt: async (environment, payload) => {
    await options.statusProbe.probe(environment, String(payload.intent), String(payload.attempt))
  },
  expire_intent: async (environment, payload) => {
    const id = String(payload.intent)
    const intent = await options.statusProbe.intentOf(environment.id, id)
    // The payer may have paid at the last moment, and nobody told us.
    if (intent?.attempt?.asked !== undefined) await options.statusProbe.probe(environment, id, intent.attempt.charge)
    await options.runner.runDue(expireIntent, { intent: id }, environment)
  },
  refund_receipt: async (environment, payload, due) => {
    const [intent, charge, amount] = [String(payload.intent), String(payload.charge), Number(payload.amount)]
    const input = { intent, charge, amount, reason: null, metadata: {}, transferTo: null, due }
    const { refusal } = await options.runner.runDue(createRefund, input, environment)
    // Refunded by somebody else meanwhile, or by a scheme without a way back: it stays with the merchant, who sees the charge.
    if (refusal !== null && !isPassing(refusal) && refusal.kind !== 'internal')
      await options.statusProbe.drop(environment.id, due)
  },
  bank_notification: async (environment, payload, due) => {
    await options.statusProbe.probe(environment, String(payload.intent), String(payload.attempt))
    await options.statusProbe.drop(environment.id, due)
  },
  settle_funds: async (environment, payload, id) => {
    const bucket = { currency: String(payload.currency), day: String(payload.day), again: payload.again === true }
    // Settling changes nothing of what is shown: a bucket whose day has come is shown as available already.
    const told = await readBalances(options.pool, environment.id, options.nowIn(environment))
    await options.writer.submit(settlementUnit(environment, bucket, id, told, options.setup))
  },
  disable_webhook_endpoint: async (environment, payload, id) => {
    await options.runner.runDue(giveUpEndpoint, { id: String(payload.endpoint), due: id }, environment)
  },
})
