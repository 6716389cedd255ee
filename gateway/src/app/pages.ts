/** Everything of the gateway that is no call of the API: pages for people, and the stream of events. */

import type { BankStore } from '../connectors/simulator/index.ts'
import { dialects } from '../dialects/index.ts'
import type { Access } from '../engine/access.ts'
import type { AnswerSetup } from '../engine/answer.ts'
import type { EnvironmentSettings } from '../engine/command.ts'
import type { CommandRunner } from '../engine/engine.ts'
import type { Gate } from '../engine/gate.ts'
import type { DeliveryApi, Engine } from '../engine/route.ts'
import type { NewId } from '../kernel/id.ts'
import type { Refusal } from '../kernel/refusal.ts'
import { methodCatalogue } from '../methods/index.ts'
import { demo } from '../operations/accounts.ts'
import type { StatusProbe } from '../operations/status-probe.ts'
import { mountCheckout } from '../pages/checkout/checkout.ts'
import { createSavedCards } from '../pages/checkout/saved-cards.ts'
import { mountHome } from '../pages/home.ts'
import { gatePages } from '../pages/page-gate.ts'
import { mountPayerPages } from '../pages/payer-pages.ts'
import { mountReference } from '../pages/reference/mount.ts'
import { setupIntentsTable } from '../resources/payments/setup-intent/table.ts'
import { mountBank } from '../sandbox/pages/bank.ts'
import { mountChallenge } from '../sandbox/pages/challenge.ts'
import { mountPlay, playedWith } from '../sandbox/pages/payer-form.ts'
import type { PayerSimulation } from '../sandbox/simulation.ts'
import type { Pool } from '../storage/database.ts'
import { readRow } from '../storage/statements.ts'
import { mountEventStream } from '../surfaces/event-stream.ts'
import type { CardNumberRule } from '../surfaces/http/card-numbers.ts'
import type { HttpServer } from '../surfaces/http/server.ts'
import { eventReference } from './reference.ts'
import { registry } from './registry.ts'

export function mountPages(
  http: HttpServer,
  options: {
    pool: Pool
    access: Access
    gate: Gate
    answers: AnswerSetup
    deliveries: DeliveryApi
    engine: Engine
    runner: CommandRunner
    newId: NewId
    statusProbe: StatusProbe
    bank: BankStore
    payers: PayerSimulation
    nowIn: (environment: EnvironmentSettings) => number
    publicUrl: () => string
    demoAllowed: () => boolean
    cardNumbers: CardNumberRule
    unserved: (environment: EnvironmentSettings) => Refusal | null
  },
): void {
  const { app } = http
  mountEventStream(app, {
    ...options,
    registry,
    refuseTypes: options.deliveries.refuseTypes,
    sendRefusal: http.sendRefusal,
    inFlight: http.inFlight,
  })
  mountReference(app, { dialects, events: eventReference })
  const payers = {
    ...options,
    intentOf: options.statusProbe.intentOf,
    methods: methodCatalogue,
    simulation: options.payers,
    demoEnv: () => (options.demoAllowed() ? demo.env : null),
  }
  void app.register((scope, _, done) => {
    gatePages(scope, options)
    mountChallenge(scope, {
      ...payers,
      setupOf: (env, id) => readRow(options.pool, setupIntentsTable, env, id),
    })
    mountPayerPages(scope, { ...payers, played: playedWith(payers) })
    mountPlay(scope, payers)
    mountBank(scope, payers)
    mountCheckout(scope, { ...payers, dialects, savedCards: createSavedCards(options.pool, options.nowIn) })
    done()
  })
  mountHome(app, options)
}
