/** Playing the payer in a sandbox: by the pages of the simulated bank, by the API, or by a script. */
import { Type } from 'typebox'
import {
  applyPayerAct,
  type BankPayment,
  type BankStore,
  type FaultBook,
  type FaultRule,
  type PayerAct,
  payerActs,
  ruleMatches,
} from '../connectors/simulator/index.ts'
import { type Author, note } from '../engine/audit-log.ts'
import type { EnvironmentSettings } from '../engine/command.ts'
import type { SimulatePayer } from '../engine/dialect.ts'
import { type AnyRoute, defineRoute, type RequestContext } from '../engine/route.ts'
import type { NewId } from '../kernel/id.ts'
import { defineRefusal, refuse } from '../kernel/refusal.ts'
import { IdParams, OneOf } from '../kernel/schema.ts'
import { secondMs } from '../kernel/time.ts'
import type { StatusProbe } from '../operations/status-probe.ts'
import { paymentIntent } from '../resources/payments/payment-intent/index.ts'
import type { Pool } from '../storage/database.ts'

export const refuseSimulation = {
  live: defineRefusal(
    'forbidden',
    'simulation_live_mode',
    'Payers, banks and faults are simulated in sandboxes only.',
    () => 'Nothing can be simulated in a live environment.',
  ),
  nothingToPay: defineRefusal<{ id: string }>(
    'unexpected_state',
    'simulation_nothing_to_pay',
    'The payment has no attempt that a payer of the simulated bank could act on: confirm it with a method that is no card.',
    ({ id }) => `The simulated bank was not asked for anything by ${id}. Confirm it first.`,
    ({ id }) => ({ shows: { payment_intent: id } }),
  ),
  bankRefuses: defineRefusal<{ why: string; id: string }>(
    'unexpected_state',
    'simulation_bank_refuses',
    'The simulated bank does not let the payer do this; the message says why.',
    ({ why }) => `The bank refuses: ${why}.`,
    ({ id }) => ({ shows: { payment_intent: id } }),
  ),
}

export type PayerSimulation = {
  /** What the payer does about an attempt, or about the newest of a payment; the engine is told as the rules say. */
  act(
    environment: EnvironmentSettings,
    payment: BankPayment,
    what: PayerAct,
    amount: number | null,
    /** Who plays by the API; on the bank's pages nobody but the payer. */
    author?: Author,
  ): Promise<null | { readonly refused: string }>
}

export function createPayerSimulation(options: {
  pool: Pool
  bank: BankStore
  faults: FaultBook
  statusProbe: StatusProbe
  newId: NewId
  nowIn: (environment: EnvironmentSettings) => number
}): PayerSimulation {
  const { statusProbe, bank, faults, pool } = options

  /** A notification of the bank's, as the fault rules want it. */
  const notify = async (environment: EnvironmentSettings, payment: string, attempt: string): Promise<void> => {
    const now = options.nowIn(environment)
    const call = options.newId('ntf')
    const met: FaultRule[] = []
    for (const rule of await faults.rules(environment.id))
      if (
        ruleMatches(rule, 'notification', { payment, method: null, account: null }) &&
        (await faults.meets(rule, call, { environment: environment.id, now }))
      )
        met.push(rule)
    if (met.some((rule) => rule.do === 'notify_never')) return
    const late = met.find((rule) => rule.do === 'notify_late')
    if (late !== undefined) {
      await pool.query(
        "insert into due_work (env, id, kind, due_at, tries, payload) values ($1, $2, 'bank_notification', $3, 0, $4)",
        [
          environment.id,
          call,
          now + (late.known_after_seconds ?? 0) * secondMs,
          JSON.stringify({ intent: payment, attempt }),
        ],
      )
      return
    }
    await statusProbe.probe(environment, payment, attempt)
    if (met.some((rule) => rule.do === 'notify_twice')) await statusProbe.probe(environment, payment, attempt)
  }

  const play: PayerSimulation['act'] = async (environment, payment, what, amount, author) => {
    const change = { object: 'payment_intent', id: payment.payment, before: null, after: { outcome: what, amount } }
    const result = await bank.change(
      environment.id,
      payment.id,
      (before) => {
        const after = applyPayerAct(before, what, amount, options.nowIn(environment))
        return 'refused' in after ? { payment: before, result: after } : { payment: after, result: null }
      },
      async (client) => {
        if (author !== undefined) await note(client, environment.id, 'test_helpers.simulate', change, author)
      },
    )
    if (result !== null) return result
    await notify(environment, payment.payment, payment.id)
    return null
  }

  return {
    act: async (environment, payment, what, amount, author) => {
      // Too late is after the end: what is still asked for ends first, and the engine hears of it.
      const intent = what === 'pay_late' ? await statusProbe.intentOf(environment.id, payment.payment) : null
      const ended = intent?.attempt?.charge === payment.id ? await play(environment, payment, 'expire', null) : null
      return ended ?? (await play(environment, payment, what, amount, author))
    },
  }
}

/** Plays the payer of a payment's newest attempt: what a sandbox's call does, in any API. */
export const simulationWith =
  (options: {
    bank: BankStore
    simulation: PayerSimulation
    authorOf: (request: RequestContext) => Author
  }): SimulatePayer =>
  async (request, intent, outcome, amount) => {
    const { environment } = request
    if (environment.livemode) return refuseSimulation.live()
    const payment = (await options.bank.ofPayment(environment.id, intent))[0]
    if (payment === undefined) return refuseSimulation.nothingToPay({ id: intent })
    const refused = await options.simulation.act(environment, payment, outcome, amount, options.authorOf(request))
    return refused === null ? null : refuseSimulation.bankRefuses({ why: refused.refused, id: intent })
  }

/** The call of sandboxes that plays the payer. Ours. */
export const simulationRoutes = (simulate: SimulatePayer): readonly AnyRoute[] => [
  defineRoute({
    method: 'POST',
    path: '/v1/test_helpers/payment_intents/:id/simulate',
    tag: 'Test helpers',
    operationId: 'TestHelpers.PaymentIntents.Simulate',
    summary: 'Play the payer of a payment',
    description:
      'The outcomes: succeed, decline, insufficient_funds, abandon (the payer closes the window), expire (the time is over now), pay_late (paid after it was over). An amount pays more or less, where the bank takes it.',
    access: 'secret',
    params: IdParams,
    body: Type.Object(
      {
        outcome: OneOf(payerActs, { description: 'What the payer does.' }),
        amount: Type.Optional(
          Type.Integer({
            minimum: 1,
            maximum: 999_999_999_999,
            description: 'Smallest unit of what the payer pays in.',
          }),
        ),
      },
      { additionalProperties: false },
    ),
    answers: { noun: 'payment_intent' },
    handle: async ({ params, body, engine, request }) => {
      if (request.environment.livemode) return refuseSimulation.live()
      const intent = await engine.row(paymentIntent, params.id, request)
      if (intent === null) return refuse.resourceMissing({ noun: 'payment_intent', id: params.id })
      const refusal = await simulate(request, intent.id, body.outcome, body.amount ?? null)
      if (refusal !== null) return refusal
      return await engine.show(paymentIntent, intent.id, request)
    },
  }),
]
